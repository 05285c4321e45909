// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/observe.hpp>
#include <contrechamp/trips/sections.hpp>
#include <deque>
#include <memory>
#include <vector>

namespace contrechamp::trips {

/// What a trace asks of an atlas. Everything must outlive what is made from it.
struct City {
  const scene::Snapshot& snapshot;
  const streets::Network& network;
  const std::vector<placement::Placed>& placed;  ///< one a device
  const std::vector<geo::Cell>& surveyed;        ///< sorted
  const geo::Frames& frames;
  const exposure::ExposureOptions& options;
};

/// The devices of a city, put in their places when a track first comes near, and forgotten again when too many are held: what is
/// kept does not grow with the track.
class Watchers {
 public:
  /// Only devices that are measured in one of the ladders have a view here.
  Watchers(const City& city, std::span<const optics::Ladder> ladders);

  /// What the devices near a run see of it, in any order, with positions along the run as segment positions.
  [[nodiscard]] std::vector<exposure::Sighting> sightings(const Run& run);
  /// Known devices of any kind that stood within max_range of a run so far, or watched the road that it took.
  [[nodiscard]] std::size_t near_count() const { return near_count_; }

 private:
  /// The devices that are computed in one frame.
  struct Place {
    geo::LocalFrame frame;
    std::vector<std::uint32_t> devices;
    geo::Box reach;  // what a track must touch to come near
    geo::GridIndex eyes;
  };
  void add_place(std::vector<std::uint32_t> devices);
  void look(Place& place, const Run& run, std::vector<exposure::Sighting>& out);
  void note_near(std::uint32_t device);
  const exposure::Stance& stance_of(std::uint32_t device, const Place& place);
  [[nodiscard]] bool is_near(std::uint32_t device, const exposure::LocalSegment& segment) const;

  City city_;
  std::vector<char> seeing_;  // by device: has a view of the ground in one of the ladders
  std::vector<char> near_;    // by device
  std::size_t near_count_ = 0;
  std::vector<Place> places_;
  Sections sections_;
  streets::Network no_streets_;  // the track takes their place
  std::unique_ptr<exposure::Neighbourhood> around_;
  const Place* around_of_ = nullptr;
  std::vector<std::unique_ptr<exposure::Stance>> stances_;  // by device
  std::deque<std::uint32_t> held_;                          // the one that has been held longest first
};

}  // namespace contrechamp::trips
