// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/exposure/merged.hpp>
#include <cstdint>

namespace contrechamp::answers {

/// Streets by the share of their length that is in view, in percent: nothing; above 0 up to 10; above 10 up to 25; …
inline constexpr std::array<std::uint32_t, 6> bin_ends{0, 10, 25, 50, 75, 100};

struct StreetCount {
  std::uint64_t streets = 0;
  std::uint64_t length_cm = 0;
  constexpr bool operator==(const StreetCount&) const = default;
};

/// How many streets are in view to which share (docs/concepts.md). Only what lies in surveyed cells is measured; a street
/// without a surveyed segment is counted apart. Σ of each answer's bins == surveyed.
struct Distribution {
  using Bins = std::array<StreetCount, bin_ends.size()>;
  Bins certain{}, expected{}, possible{};
  StreetCount surveyed;
  StreetCount not_surveyed;

  /// One street: its length, and of this what is surveyed and what is in view of that. A street without length counts nowhere.
  void add(std::uint64_t length_cm, std::uint64_t surveyed_cm, const exposure::InView& seen);
};

/// The bin of part / whole; exact. whole > 0 and below 2^40, part <= whole × per_unit, per_unit <= 65535.
[[nodiscard]] std::size_t bin_of(std::uint64_t part, std::uint64_t whole, std::uint64_t per_unit);

}  // namespace contrechamp::answers
