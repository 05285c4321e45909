// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/route.hpp>
#include <span>
#include <vector>

/// A route leg by leg, and the lines that its parts are drawn with.
namespace contrechamp::trips {

/// Cuts a route at its stops: one list of parts a leg, some perhaps empty. A stop at a junction is the first passage there.
[[nodiscard]] std::vector<std::span<const RoutePart>> legs_of(const City& city, std::span<const RoutePart> parts,
                                                              std::span<const streets::Spot> stops);

/// Adds the points of a part in the order of travel; its first one only if it is not the last of `line` already.
void append_line(const City& city, const RoutePart& part, std::vector<geo::LatLon>& line);

/// The points of a part in the order of travel, in whole cm along the segment, from `from_cm` to `to_cm`: so lengths between
/// them add up exactly.
struct PartLine {
  std::vector<geo::LatLon> points;
  std::vector<std::uint32_t> cm;
  std::vector<std::int64_t> nodes;  ///< as mapped; of an end within an edge, that node of it which lies outside of the part
};
[[nodiscard]] PartLine line_of(const City& city, const RoutePart& part);

}  // namespace contrechamp::trips
