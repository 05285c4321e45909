// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <compare>
#include <cstdint>
#include <tuple>

namespace contrechamp::exposure {

enum Answer : std::uint8_t { certain = 1, possible = 2 };
enum Heading : std::uint8_t { forward = 1, backward = 2, both_ways = 3 };

/// One device sees one stretch of one segment at one band at least. Unmerged: merging happens in `merged` only.
/// The pieces of a device tile its possible stretches; certain is a property of a piece. A flat record, as in the atlas.
struct Sighting {
  std::uint32_t segment = 0;
  std::uint32_t device = 0;   ///< all heads of a device, united under each scenario (docs/decisions)
  std::uint32_t from_cm = 0;  ///< from the segment's first point; from < to
  std::uint32_t to_cm = 0;
  std::uint8_t band = 0;              ///< in its ladder, 0 the widest
  std::uint8_t ladder = 0;            ///< optics::Ladder
  std::uint8_t answers = 0;           ///< Answer mask; possible is always set
  std::uint8_t headings = both_ways;  ///< which directions of travel are seen
  std::uint16_t p = 0;    ///< exact mean probability of the piece × 65535, truncated once; varies by at most 0.05 in it
  std::uint8_t ring = 0;  ///< the sweep radius it lies within: index into ExposureOptions::sweep
  std::uint8_t reserved = 0;
  constexpr auto operator<=>(const Sighting&) const = default;
};
static_assert(sizeof(Sighting) == 24);

/// The order of sightings in an atlas: by segment, ladder, band, place, device.
[[nodiscard]] constexpr bool before(const Sighting& a, const Sighting& b) {
  const auto key = [](const Sighting& s) { return std::tie(s.segment, s.ladder, s.band, s.from_cm, s.device, s.to_cm); };
  return key(a) < key(b);
}

}  // namespace contrechamp::exposure
