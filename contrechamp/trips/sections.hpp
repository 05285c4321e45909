// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/section.hpp>
#include <contrechamp/exposure/stretches.hpp>
#include <contrechamp/geo/grid.hpp>
#include <contrechamp/trips/run.hpp>
#include <optional>
#include <span>
#include <vector>

namespace contrechamp::trips {

/// Farther from the middle of a road than this nobody drives on it: half a wide carriageway, and a receiver's error.
inline constexpr double beside_road_cm = 1500;
/// A line is along a road if it leaves its direction by less than 45° (cosine): what crosses it is not.
inline constexpr double along_road = 0.7071;

/// What section controls see of tracks. A track is on their stretch where it runs beside it, in its direction; where it was left
/// between two fixes far apart that both are on it, and the road between them is not much longer than the line, it was driven.
class Sections {
 public:
  Sections(std::span<const exposure::WatchedSection> sections, const streets::Network& network, const geo::Frames& frames);

  /// One after the other, positions along the run as segment positions. Of one device disjoint, whatever stretches it watches:
  /// nothing counts twice.
  [[nodiscard]] std::vector<exposure::Sighting> sightings(const Run& run) const;

 private:
  struct Edge {
    geo::Point a;
    geo::Point b;
    double at_cm = 0;  ///< from the section's beginning to a
    bool first = false;
    bool last = false;
  };
  struct Section {
    std::uint32_t device = 0;
    bool sure = false;
    geo::LocalFrame frame;
    geo::Box reach;  ///< what a track must touch to come near
    std::vector<Edge> edges;
    geo::GridIndex index;
  };
  void add(const exposure::WatchedSection& watched, const streets::Network& network, const geo::Frames& frames);
  /// Adds the parts of the run that are on the section, in cm along it.
  static void find(const Section& section, const Run& run, exposure::Stretches& out);
  [[nodiscard]] static visibility::Interval beside(const Edge& edge, geo::Point p, geo::Point q);
  [[nodiscard]] static std::optional<double> place_on(const Section& section, geo::Point p);

  std::vector<Section> sections_;  ///< by device
};

}  // namespace contrechamp::trips
