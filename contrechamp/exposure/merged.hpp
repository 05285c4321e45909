// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/sighting.hpp>
#include <contrechamp/optics/bands.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace contrechamp::exposure {

/// Which sightings count. Default: all devices at the widest band of DORI, to the largest sweep radius.
struct Filter {
  optics::Ladder ladder = optics::Ladder::image_2014;
  std::uint8_t band = 0;
  std::uint8_t ring = 255;                           ///< sightings of a larger ring are left out
  std::span<const std::uint8_t> device_counts = {};  ///< 0: leave that device out; empty: all count
  std::uint8_t headings = both_ways;                 ///< sightings of one of these headings
};

/// A stretch on which the answer is constant. p × 65535 in fixed point.
struct Stretch {
  std::uint32_t from_cm = 0;
  std::uint32_t to_cm = 0;
  bool certain = false;
  std::uint16_t p = 0;
  constexpr bool operator==(const Stretch&) const = default;
};

/// The union of the sightings of one segment (any order), disjoint and ascending; stretches exist where something is possible.
/// Certain where one device's is; p = 1 − Π (1 − pᵢ) over devices in ascending order, in fixed point, truncated towards the
/// larger p: an assumption of independence between devices. The one place where anything is merged (but see decision 19).
[[nodiscard]] std::vector<Stretch> merged(std::span<const Sighting> of_one_segment, const Filter& filter);

/// Lengths in view. expected is Σ length × p, in 1/65535 cm. certain × 65535 <= expected <= possible × 65535.
struct InView {
  std::uint64_t certain_cm = 0;
  std::uint64_t expected = 0;
  std::uint64_t possible_cm = 0;
  InView& operator+=(const InView& other);
  constexpr bool operator==(const InView&) const = default;
};
inline constexpr std::uint32_t full_probability = 65535;
[[nodiscard]] InView in_view(std::span<const Stretch> stretches);

}  // namespace contrechamp::exposure
