// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/point.hpp>
#include <cstdint>
#include <optional>
#include <vector>

/// Small drawing helpers in the town's frame. Doubles with + - * / sqrt only, then rounded to whole centimetres.
namespace contrechamp::synth {

struct Direction {
  double x = 1;
  double y = 0;
};

[[nodiscard]] double length_cm(geo::Point a, geo::Point b);
/// Unit vector from a to b; east if they are equal.
[[nodiscard]] Direction towards(geo::Point a, geo::Point b);
/// To the right of a walker in that direction: outwards of a counter-clockwise ring.
[[nodiscard]] Direction right_of(Direction d);
[[nodiscard]] geo::Point moved(geo::Point p, Direction d, double cm);
[[nodiscard]] geo::Point between(geo::Point a, geo::Point b, double t);
[[nodiscard]] geo::Point middle(const geo::Ring& ring);
/// Where p falls along ab, clamped to [0, 1].
[[nodiscard]] double share_along(geo::Point a, geo::Point b, geo::Point p);

/// A convex counter-clockwise ring with edge k moved inwards by depths[k] (cm); nothing if an edge would vanish.
[[nodiscard]] std::optional<geo::Ring> inset(const geo::Ring& ring, const std::vector<std::int32_t>& depths);
[[nodiscard]] std::optional<geo::Ring> inset(const geo::Ring& ring, std::int32_t depth);

/// The point (s, t) of the unit square laid over a quadrilateral (a triangle's last corner counts twice).
[[nodiscard]] geo::Point within(const geo::Ring& quad, double s, double t);

}  // namespace contrechamp::synth
