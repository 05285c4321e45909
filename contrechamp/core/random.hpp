// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cstdint>

namespace contrechamp {

/// A seeded stream of numbers that is the same on every compiler: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014).
/// For synthetic towns and tests; not for secrets.
class Random {
 public:
  explicit constexpr Random(std::uint64_t seed) : state_(seed) {}

  constexpr std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
  }
  /// Uniform in [0, n), n > 0; the bias is below n / 2^64.
  constexpr std::uint64_t below(std::uint64_t n) { return next() % n; }
  /// Uniform in [from, to], from <= to.
  constexpr std::int64_t between(std::int64_t from, std::int64_t to) {
    return from + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(to - from) + 1U));
  }
  /// True `per_mille` times in a thousand.
  constexpr bool chance(std::uint32_t per_mille) { return below(1000) < per_mille; }

 private:
  std::uint64_t state_;
};

}  // namespace contrechamp
