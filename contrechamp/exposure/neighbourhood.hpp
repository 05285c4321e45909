// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/exposure/exposure_options.hpp>
#include <contrechamp/exposure/skyline.hpp>
#include <contrechamp/placement/placement.hpp>
#include <contrechamp/streets/network.hpp>
#include <contrechamp/visibility/roofs.hpp>
#include <vector>

namespace contrechamp::exposure {

/// A segment in the local frame. `at_cm` are its points' positions, stretched so that the last is exactly `length_cm`.
struct LocalSegment {
  std::uint32_t index = 0;  ///< in the network
  std::vector<geo::Point> points;
  std::vector<double> at_cm;
  std::uint32_t length_cm = 0;
  scene::Deck deck;
};

/// How tall buildings of unknown height are taken to be: tall for what is certain, usual for expected, low for possible.
enum class World : std::uint8_t { tall, usual, low };
inline constexpr std::array<World, 3> all_worlds{World::tall, World::usual, World::low};

/// What blocks sight, and what an eye may look over. Solids are numbered as Ground::footprints.
struct Surroundings {
  visibility::Walls walls;
  visibility::Roofs roofs;
};
/// Of the footprints with these numbers; the others are not there. `usual_reach_cm` as for visibility::Walls.
[[nodiscard]] Surroundings surroundings(const placement::Ground& ground, const std::vector<std::uint32_t>& footprints,
                                        World world, const ExposureOptions& options, std::int32_t usual_reach_cm);

/// All that can block or be seen in one frame, found by place. Immutable; shared by threads.
class Neighbourhood {
 public:
  Neighbourhood(const scene::Snapshot& snapshot, const streets::Network& network, const geo::LocalFrame& frame,
                const geo::Rect& area, std::int32_t margin_cm, const ExposureOptions& options);

  [[nodiscard]] const placement::Ground& ground() const { return ground_; }
  /// Segments of one of the decks whose box touches the window, ascending.
  [[nodiscard]] std::vector<const LocalSegment*> segments_near(const geo::Rect& window,
                                                               const std::vector<scene::Deck>& decks) const;
  [[nodiscard]] const Surroundings& surroundings(World world) const {
    return worlds_[one_world_ ? 0 : static_cast<std::size_t>(world)];
  }
  [[nodiscard]] const Skyline& skyline() const { return skyline_; }
  [[nodiscard]] Metres usual_building_height() const { return usual_; }
  [[nodiscard]] Metres least_building_height() const { return least_; }

 private:
  void stand_up(const ExposureOptions& options);
  placement::Ground ground_;
  Skyline skyline_;
  Metres usual_;
  Metres least_;
  bool one_world_ = false;  ///< every height is known
  std::array<Surroundings, 3> worlds_;
  std::vector<LocalSegment> segments_;
  geo::GridIndex segment_index_;
};

}  // namespace contrechamp::exposure
