// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/profile.hpp>

namespace contrechamp::routing {

/// Cheapest paths by elimination-tree search, in all lanes of a profile in one sweep. Cheap to make anew, buffers are kept; one a
/// thread. The index and the profile must outlive it.
class Query {
 public:
  Query(const Index& index, const Profile& profile);
  /// From any of `from` to any of `to` (each with what it costs to get there, mixed as the lane mixes). Ends stand on nodes of
  /// the graph; there may be none.
  void run(std::span<const End> from, std::span<const End> to);
  /// After run: what the cheapest path costs in a lane, ends included; unreachable if there is none.
  [[nodiscard]] Cost cost(std::size_t lane) const { return best_[lane]; }
  /// A cheapest path of a lane, which visits no node twice. Nothing to find: an empty path, and false. Of several cheapest ones
  /// always the same, for it depends on ranks and numbers of arcs only: it turns at the lowest node, descends from there to the
  /// highest that fits, and an arc of the graph (the first that fits) is preferred to a detour (over the lowest that fits).
  [[nodiscard]] bool path(std::size_t lane, Path& path) const;

 private:
  /// What is known from one side of the nodes in `space_`, `width` costs each.
  struct Side {
    Place (*step)(std::uint32_t arc);  // which way of an arc is travelled when searching from a lower node to a higher
    std::vector<End> ends;
    LaneVector costs;
    std::vector<std::uint8_t> reached;  // by slot: is a forefather of an end
  };
  void place(std::span<const End> ends, Side& side);
  [[nodiscard]] std::uint32_t descend(const Side& side, std::uint32_t slot, std::size_t lane, std::vector<Place>& places) const;
  void unpack(Place place, std::size_t lane, std::vector<Arc>& arcs) const;
  void cut_circles(Node begin, std::vector<Arc>& arcs) const;

  const Index* index_;
  const Profile* profile_;
  std::vector<Rank> space_;          // forefathers of all ends, ascending
  std::vector<std::uint32_t> slot_;  // by rank: where it stands in space_, if it does
  Side from_;
  Side to_;
  LaneVector best_;
  mutable std::vector<std::uint32_t> step_;  // by rank: where it stands on the path that is being found, if it does
};

/// What it costs at least to get from any node to the ends, in one lane: exact, found lazily node by node (B. Strasser, T. Zeitz,
/// A Fast and Tight Heuristic for A* in Road Networks, SEA 2021). A bound for searches; monotone.
class Potential {
 public:
  Potential(const Index& index, const Profile& profile, std::size_t lane);
  /// Ends are mixed as the lane mixes. What was found for others is forgotten.
  void aim(std::span<const End> to);
  [[nodiscard]] Cost operator()(Node node) {
    const Rank rank = index_->rank(node);
    return known_[rank] ? cost_[rank] : found(rank);
  }

 private:
  [[nodiscard]] Cost found(Rank rank);

  const Index* index_;
  const Profile* profile_;
  std::size_t lane_;
  std::vector<Cost> cost_;           // by rank; before it is known: going down only
  std::vector<std::uint8_t> known_;  // by rank
  std::vector<Rank> touched_;        // whose cost is not as in the beginning
  std::vector<Rank> climb_;
};

}  // namespace contrechamp::routing
