// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/cartography/pieces.hpp>
#include <contrechamp/cartography/shapes.hpp>
#include <vector>

namespace contrechamp::cartography {

/// Everything of an atlas that tiles show, projected and sorted by place once. The subject must outlive it.
struct Stock {
  explicit Stock(const answers::Subject& subject);

  const answers::Subject& subject;
  Shapes water;     ///< sources: Snapshot::areas, cut at the box of the data
  Shapes green;     ///< the same
  Shapes blocks;    ///< Snapshot::buildings that hide: neither roofs nor underground
  Shapes segments;  ///< Network::segments that some mode counts and that have a length
  Shapes majors;    ///< major streets, joined by name and by being surveyed; the source as in `names`
  Shapes names;     ///< joined streets; the source is the first segment of the line, whose street bears the name
  /// Subject::coverages, in their order: a chain of one point, where it is drawn if it is too fine for its zoom, and after that
  /// the outlines, simplified as for the deepest zoom. What is simplified further from there is what it would be from the whole.
  Shapes coverage;
  std::vector<std::int64_t> coverage_areas;  ///< by shape: twice the area of the largest outline, before it was simplified
  PieceTable pieces;                         ///< by shape of `segments`
  std::vector<geo::World> devices;           ///< by device: where it is mapped
  std::vector<geo::Cell> unmapped;           ///< cells with segments that are not surveyed, ascending
};

/// The box of the data on the map; empty if there is none.
[[nodiscard]] tiles::Window ground(const geo::Box& box);
/// How a street is drawn: "major", "minor", "path" or "service".
[[nodiscard]] std::string_view drawn_class(std::string_view highway);
/// Some mode counts it.
[[nodiscard]] bool counted(const answers::Subject& subject, std::uint32_t segment);

/// One line of a street: segments that lie end to end, each with the sense in which it is followed.
struct Leg {
  std::uint32_t segment = 0;
  bool reversed = false;
};
/// What may be joined: segments with the same key.
struct Joinable {
  std::string_view name;
  bool surveyed = false;
  std::uint32_t segment = 0;
  auto operator<=>(const Joinable&) const = default;
};
/// The lines that segments of one key (name, surveyed) make when joined at their ends. A line ends where more or fewer than two
/// ends of its key meet; a circle begins with its lowest segment. Each segment is in exactly one line. Ordered by key.
[[nodiscard]] std::vector<std::vector<Leg>> joined(std::span<const streets::Segment> segments, std::vector<Joinable> what);

}  // namespace contrechamp::cartography
