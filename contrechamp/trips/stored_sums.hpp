// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/trips/route.hpp>
#include <contrechamp/trips/weights.hpp>

namespace contrechamp::trips {

/// Whether two wishes see the same: stops, limits, and what is kept small play no part.
[[nodiscard]] bool same_view(const RouteWish& a, const RouteWish& b);

/// What stored sightings say of parts of streets for one wish. Sums of whole segments are kept once asked for, so a route through
/// streets that others took is told without a look at sightings. One a thread. The city and the sightings must outlive it.
class StoredSums {
 public:
  /// `sightings` in the order of `before`.
  StoredSums(const City& city, std::span<const exposure::Sighting> sightings, RouteWish wish);
  StoredSums(const StoredSums&) = delete;
  StoredSums& operator=(const StoredSums&) = delete;
  ~StoredSums() = default;

  [[nodiscard]] const RouteWish& wish() const { return wish_; }
  [[nodiscard]] Travelled of(const RoutePart& part);
  /// What of it lies in cells that are not surveyed.
  [[nodiscard]] std::uint64_t not_mapped_cm(const RoutePart& part);

 private:
  enum class Mapped : std::uint8_t { unknown, wholly, nowhere, partly };
  /// Of a segment, side by side: what a route asks of each that it takes.
  struct Known {
    std::array<std::uint32_t, 2> place{};  ///< by direction: in seen_, and 2 more; 0: not asked yet, 1: nothing is in view
    std::uint32_t length_cm = 0;
    std::uint8_t speed_kmh = 0;
    Mapped mapped = Mapped::unknown;
  };
  [[nodiscard]] Mapped mapped(std::uint32_t segment) const;
  [[nodiscard]] std::uint64_t unknown_cm(std::uint32_t segment, std::uint32_t low, std::uint32_t high) const;

  City city_;
  RouteWish wish_;
  PartCosts costs_;
  std::vector<Known> known_;  ///< by segment
  std::vector<Seen> seen_;
};

}  // namespace contrechamp::trips
