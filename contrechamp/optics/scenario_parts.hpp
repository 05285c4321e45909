// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/optics/scenarios.hpp>

/// What the sources of `scenarios` share; not for other modules.
namespace contrechamp::optics::parts {

/// How one head moves and what it covers, once its tags are read.
struct HeadPlan {
  CentiDegrees centre{};                ///< bearing of the middle axis
  CentiDegrees spread{};                ///< ± about it
  std::optional<CentiDegrees> width;    ///< tagged field of view; else the lens row's
  std::optional<CentiDegrees> turning;  ///< span that it turns through; the ground covered is the span
  bool fisheye = false;                 ///< covers a piece of a ring of its width, not what a flat picture shows
  Reading reading = Reading::any_direction;
};

/// Adds the heads of one lens with `steps` directions on each side of its centre. A sector is cut into cones of at most 120°
/// each, so that two half-planes bound each of them; a full turn has no sides. Cones overlap by a rounding of 0.01° at most, and
/// the outer sides are the sector's own.
void append_sector(Scenarios& set, const HeadPlan& plan, const std::vector<View>& views, std::size_t steps);

/// Cameras, plate readers, speed and red-light cameras: lens rows × heights × axes.
void append_lenses(Scenarios& set, const scene::Device& device, std::optional<Bearing> facade, const OpticsOptions& options);
/// Microphones, gunshot detectors, guards: three ranges all round, each at one height.
void append_rings(Scenarios& set, const scene::Device& device, const OpticsOptions& options);
/// The one scenario of a comparison model.
void append_model(Scenarios& set, const scene::Device& device, const OpticsOptions& options);

}  // namespace contrechamp::optics::parts
