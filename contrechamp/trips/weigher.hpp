// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/view_walk.hpp>
#include <contrechamp/trips/weights.hpp>

namespace contrechamp::trips {

/// Puts weights on the roads of one mode for wishes at one band: what no wish changes is prepared once. Shared by threads; it
/// copies what it needs, but `roads` must outlive it.
/// Law: every weight is `search_cost` of the whole segment as PartCosts tells it, which merges by `exposure::merged`.
class Weigher {
 public:
  /// One pass over the sightings, which are in the order of `before`.
  Weigher(const City& city, const streets::Roads& roads, std::span<const exposure::Sighting> sightings, optics::BandRef band);
  [[nodiscard]] optics::BandRef band() const { return band_; }
  /// For a wish at that band, by that mode.
  [[nodiscard]] Weights of(const RouteWish& wish, const Executor& executor = in_turn) const;
  [[nodiscard]] std::size_t bytes() const;

  /// A segment that some device sees at the band, its sightings, and its arcs: those forward, then those backward.
  struct Run {
    std::uint32_t length_cm = 0;
    std::uint32_t first_sighting = 0;
    std::uint32_t first_arc = 0;  ///< in arcs_
    std::uint32_t first_backward = 0;
    std::uint8_t speed_kmh = 0;
    bool one_sided = false;  ///< some sightings are of one direction of travel
  };

 private:
  std::vector<std::uint32_t> add_sightings(std::span<const exposure::Sighting> sightings);
  void add_arcs(const std::vector<std::uint32_t>& segments);
  [[nodiscard]] std::vector<routing::Cost> unseen_costs(const RouteWish& wish) const;

  const streets::Roads& roads_;
  optics::BandRef band_;
  std::vector<routing::Cost> time_;  ///< by arc
  std::vector<std::uint32_t> length_cm_;
  std::vector<std::uint8_t> speed_kmh_;  ///< by segment; 0: closed to the mode
  std::vector<Run> runs_;                ///< and one more, where all ends
  std::vector<BriefSighting> sightings_;
  std::vector<routing::Arc> arcs_;
};

}  // namespace contrechamp::trips
