// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/core/quantity.hpp>
#include <contrechamp/scene/street.hpp>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace contrechamp::optics {

/// A family of bands: families are never added, and the two image ladders never mixed. Stored: only append.
/// `model` holds the figures of a comparison model and nothing else (scenarios.hpp, ComparisonModel).
enum class Ladder : std::uint8_t { image_2014, image_2025, plate, sound, presence, speed, model, count };
inline constexpr std::array<Ladder, 7> all_ladders{Ladder::image_2014, Ladder::image_2025, Ladder::plate, Ladder::sound,
                                                   Ladder::presence,   Ladder::speed,      Ladder::model};

struct Band {
  std::string_view name;
  PixelsPerMetre density;  ///< least pixels per metre; 0 where the band is not one of density
};

/// From the widest to the narrowest; cumulative: "at least observe".
/// image_2014: IEC 62676-4:2014 = EN 62676-4:2015, operational requirements (DORI).
/// image_2025: IEC 62676-4:2025, values from vendors' summaries.
/// plate: read or not. sound: a shot, or speech as well. presence: somebody sees that a person is there. speed: measured or not.
/// model: inside a comparison model's shape or not.
[[nodiscard]] std::span<const Band> bands(Ladder ladder);
[[nodiscard]] std::string_view name(Ladder ladder);    ///< "image-2014", "image-2025", "plate"…
[[nodiscard]] std::string_view family(Ladder ladder);  ///< "image", "image", "plate"…
[[nodiscard]] std::string_view source(Ladder ladder);  ///< the standard, or what the reach is taken from

/// The band of a ladder that people are told first: enough to see what a person does, else its widest.
[[nodiscard]] std::uint8_t leading_band_of(Ladder ladder);

/// Whether figures in this ladder matter to those who travel so. Walkers and cyclists: image, sound, presence. Cars: image,
/// plate, speed. A comparison model: all.
[[nodiscard]] bool counts_for(Ladder ladder, scene::Mode mode);
/// The ladders that count for a mode, one a family (ladders are never mixed; the first), the comparison model's left out. The
/// first one is told first.
[[nodiscard]] std::vector<Ladder> ladders_for(scene::Mode mode);

}  // namespace contrechamp::optics
