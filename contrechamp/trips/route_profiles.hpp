// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/weigher.hpp>
#include <list>

namespace contrechamp::trips {

/// All profiles that are kept take no more than this, but one is kept always.
inline constexpr std::size_t most_profile_bytes = std::size_t{64} << 20U;

/// Weights of a wish in the index of one mode. Stops, limits and how long to search are no part of it.
struct Weighted {
  RouteWish wish;
  Weights weights;
  routing::Profile profile;
};

/// So many bands are kept ready for further wishes.
inline constexpr std::size_t most_bands_ready = 3;

/// The last wishes' weights, the least recently used forgotten first.
class Profiles {
 public:
  Profiles(const City& city, std::span<const exposure::Sighting> sightings, const ModeRoads& mode)
      : city_(city), sightings_(sightings), mode_(mode) {}
  /// Good until the next call. Errors: too_large.
  [[nodiscard]] Result<const Weighted*> of(const RouteWish& wish);

 private:
  [[nodiscard]] std::vector<routing::Mix> mixes() const;
  [[nodiscard]] const Weigher& weigher(optics::BandRef band);
  [[nodiscard]] routing::LaneVector room_for_one_more();
  const City& city_;
  std::span<const exposure::Sighting> sightings_;
  const ModeRoads& mode_;
  std::list<Weighted> kept_;  ///< the last one used first
  std::list<Weigher> ready_;  ///< likewise
};

}  // namespace contrechamp::trips
