// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/trig.hpp>
#include <contrechamp/exposure/stretches.hpp>
#include <contrechamp/geo/frame.hpp>
#include <span>
#include <vector>

namespace contrechamp::exposure {

/// Rays about an eye: number 0 points east, the next ones are 0.5° further counter-clockwise.
inline constexpr std::size_t ray_count = 720;
/// Where ray `number` points: cos is east, sin is north. Halves lie between two rays.
[[nodiscard]] trig::SinCos ray_direction(double number);

/// What is lit along each ray, in cm from the eye.
using Rays = std::vector<Stretches>;

/// The ground that lit rays stand for, as closed outlines, the first point not repeated. A part of a ray is joined to the only
/// part of the next one that it overlaps, if that one overlaps no other either; every other end is drawn half a step wide, so
/// that parts which split or meet leave no gap. A part all round the eye that leaves the eye out is cut open along its first
/// ray. Points that lie within 5 cm of the line without them are left out (Douglas and Peucker, Cartographica 10, 1973).
[[nodiscard]] std::vector<std::vector<geo::LatLon>> outlines(geo::Point eye, const Rays& rays, const geo::LocalFrame& frame);

}  // namespace contrechamp::exposure
