// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/placement/placement.hpp>
#include <contrechamp/streets/network.hpp>
#include <contrechamp/visibility/viewshed.hpp>
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

/// All that can block or be seen in one frame, found by place. Immutable; shared by threads.
class Neighbourhood {
 public:
  Neighbourhood(const scene::Snapshot& snapshot, const streets::Network& network, const geo::LocalFrame& frame,
                const geo::Rect& area, std::int32_t margin_cm);

  [[nodiscard]] const placement::Ground& ground() const { return ground_; }
  /// Segments of one of the decks whose box touches the window, ascending.
  [[nodiscard]] std::vector<const LocalSegment*> segments_near(const geo::Rect& window,
                                                               const std::vector<scene::Deck>& decks) const;
  /// What blocks sight in the window for a device at `height_m`: footprints (without those that begin above it, and without
  /// `ignored`, ascending) with passages carved out, and walls.
  [[nodiscard]] std::vector<visibility::Edge> edges_near(const geo::Rect& window, double height_m,
                                                         const std::vector<std::uint32_t>& ignored) const;

 private:
  placement::Ground ground_;
  std::vector<LocalSegment> segments_;
  geo::GridIndex segment_index_;
};

}  // namespace contrechamp::exposure
