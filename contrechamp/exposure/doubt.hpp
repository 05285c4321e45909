// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/exposure/observe.hpp>
#include <cstdint>
#include <span>
#include <string_view>

namespace contrechamp::exposure {

/// What may not be known of a device, as far as it changes what it sees. Stored: only append.
enum class Unknown : std::uint8_t {
  direction,  ///< of its axis
  lens,       ///< lens, pixels, or how far it senses
  height,     ///< of its mounting
  buildings,  ///< heights of the buildings about it
  count
};
inline constexpr std::size_t unknown_count = static_cast<std::size_t>(Unknown::count);
[[nodiscard]] std::string_view name(Unknown unknown);  ///< "direction", "lens", "height", "buildings"

/// How many centimetres of street are in doubt about a device at its leading band, and what knowing one thing would settle: how
/// much smaller possible − certain would be, as the weighted mean over what that thing may turn out to be (the expected value
/// of information; Howard, IEEE Trans. Systems Science and Cybernetics 2, 1966), everything else staying as little known as it
/// is. What several things settle does not add up. Buildings count as known when they are as tall as is usual.
struct Doubt {
  std::uint32_t certain_cm = 0;
  std::uint32_t possible_cm = 0;
  std::array<std::uint32_t, unknown_count> settled_cm{};  ///< by Unknown, each <= possible_cm − certain_cm
  constexpr bool operator==(const Doubt&) const = default;
  [[nodiscard]] constexpr std::uint32_t open_cm() const { return possible_cm - certain_cm; }
};

/// Which of `bands` (not empty) people are told first: optics::leading_band, else the widest.
[[nodiscard]] std::size_t leading(std::span<const optics::BandRef> bands, const optics::OpticsOptions& options);

/// The doubt about a device at `stance` over these segments, in centimetres rounded to nearest; zero without a view.
[[nodiscard]] Doubt doubt(const Stance& stance, std::span<const LocalSegment* const> segments, const ExposureOptions& options);

}  // namespace contrechamp::exposure
