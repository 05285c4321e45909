// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/osm/assemble_places.hpp>
#include <contrechamp/scene/building.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace contrechamp::osm {

using NodeIds = std::span<const std::int64_t>;
using Chain = std::vector<std::int64_t>;

/// Joins ways end to end into closed chains (first id repeated at the end), using each once; nothing if some end stays open.
/// Even–odd filling depends on the edges alone, so where several ways meet, any way of joining gives the same area.
[[nodiscard]] std::optional<std::vector<Chain>> joined(std::span<const NodeIds> ways);

/// The ring of a closed chain of ids, without the repeated end and without doubled points; nothing if the chain is open, a
/// node has no position, or fewer than three points are left.
[[nodiscard]] std::optional<scene::LatLonRing> ring(NodeIds closed, const Places& places);

/// Even–odd over all rings together; a point on an edge may fall on either side.
[[nodiscard]] bool covers(const std::vector<scene::LatLonRing>& rings, geo::LatLon p);

/// Some point well inside the rings: the middle of the widest stretch of a parallel that runs between their vertices.
[[nodiscard]] geo::LatLon interior_point(const std::vector<scene::LatLonRing>& rings);

/// The mean of points, rounded to 1e-7°; `points` not empty.
[[nodiscard]] geo::LatLon mean(std::span<const geo::LatLon> points);

}  // namespace contrechamp::osm
