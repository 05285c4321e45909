// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/optics/bands.hpp>
#include <contrechamp/scene/device.hpp>
#include <span>
#include <vector>

namespace contrechamp::optics {

struct OpticsOptions;

/// A band of a ladder, as it is numbered in sightings.
struct BandRef {
  Ladder ladder = Ladder::image_2014;
  std::uint8_t band = 0;
  constexpr bool operator==(const BandRef&) const = default;
};

/// How what a kind senses is worked out.
enum class Sense : std::uint8_t {
  image,    ///< a lens and its pixels
  sector,   ///< a width and a range of the configuration: plates, speed
  sound,    ///< all round; walls dampen it and do not end it
  sight,    ///< all round, to the first wall: a person who looks
  section,  ///< a stretch of road and nothing around the device itself
};
[[nodiscard]] Sense sense_of(scene::Kind kind);

/// The ladders in which a kind is measured. A comparison model knows cameras only, and its own ladder only.
[[nodiscard]] std::span<const Ladder> ladders_of(scene::Kind kind, const OpticsOptions& options);
/// The bands of those ladders that the kind can have, ladder by ladder, each from the widest. A thermal camera has the two
/// widest bands of images: it tells that somebody is there, not who. A gunshot detector hears shots, not speech.
[[nodiscard]] std::vector<BandRef> bands_of(scene::Kind kind, const OpticsOptions& options);

/// The band that is told first under these options: enough to observe what a person does, or inside the comparison model.
[[nodiscard]] BandRef leading_band(const OpticsOptions& options);

}  // namespace contrechamp::optics
