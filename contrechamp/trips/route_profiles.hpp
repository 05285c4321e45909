// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/weigher.hpp>
#include <list>

namespace contrechamp::trips {

/// All weights that are kept take no more than this, but one wish's are kept always.
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
///
/// A profile has sixteen lanes if so many fit in `most_bytes`, else eight, else four (a million nodes: 90 MB). What is larger
/// than that with four lanes is made all the same, and kept until another wish comes: its memory is then used again, so that
/// there are never two.
class Profiles {
 public:
  Profiles(const City& city, std::span<const exposure::Sighting> sightings, const ModeRoads& mode, Executor executor,
           std::size_t most_bytes = most_profile_bytes)
      : city_(city), sightings_(sightings), mode_(mode), executor_(std::move(executor)), most_bytes_(most_bytes) {}
  /// Good until the next call. Errors: too_large.
  [[nodiscard]] Result<const Weighted*> of(const RouteWish& wish);
  /// Of whole fronts, with the weights that `of` gave last; kept until it gives others, but for a search that grew large.
  [[nodiscard]] routing::FrontSearch& search();
  [[nodiscard]] std::size_t kept() const { return kept_.size(); }
  /// Of all weights that are kept.
  [[nodiscard]] std::size_t bytes() const;

 private:
  [[nodiscard]] std::vector<routing::Mix> mixes() const;
  [[nodiscard]] const Weigher& weigher(optics::BandRef band);
  [[nodiscard]] routing::LaneVector room_for_one_more();
  const City& city_;
  std::span<const exposure::Sighting> sightings_;
  const ModeRoads& mode_;
  Executor executor_;
  std::size_t most_bytes_;
  std::list<Weighted> kept_;                      ///< the last one used first
  std::unique_ptr<routing::FrontSearch> search_;  ///< with the first of these
  std::list<Weigher> ready_;                      ///< likewise
};

}  // namespace contrechamp::trips
