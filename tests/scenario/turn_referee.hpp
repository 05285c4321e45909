// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/streets/network.hpp>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

/// Distances under turn restrictions by the book: a search over directed segments, each with the list of restrictions that one is
/// in the middle of. No node is split, and nothing of streets/roads is used. Nobody passes a barrier that is closed to the mode.
namespace contrechamp::referee {

/// A segment in one direction: 2 × segment, + 1 backward.
using Move = std::uint32_t;

/// A restriction as moves: the last must not follow the others; or, if only, each must follow those before it.
struct Rule {
  std::vector<Move> moves;
  bool only = false;
};

class Town {
 public:
  Town(const scene::Snapshot& snapshot, const streets::Network& network, scene::Mode mode);
  [[nodiscard]] const std::vector<Move>& moves() const { return moves_; }
  [[nodiscard]] const std::vector<Rule>& rules() const { return rules_; }
  /// Least Σ (length in cm + 1) over the moves of a way that begins with `first` or, where that may be travelled, its reverse; by
  /// its last move. Both ends count.
  [[nodiscard]] std::map<Move, std::uint64_t> distances(Move first) const;
  [[nodiscard]] std::uint64_t cost(Move move) const { return std::uint64_t{network_.segments[move / 2].length_cm} + 1; }
  /// How many segments were first reached by a way that turns back on the spot although it could go on.
  [[nodiscard]] std::size_t turns_back() const { return turns_back_; }

 private:
  /// (rule, how many of its moves were made), sorted.
  using Pending = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
  [[nodiscard]] std::int64_t from(Move m) const;
  [[nodiscard]] std::int64_t to(Move m) const;
  [[nodiscard]] std::int64_t way(Move m) const;
  void add_rules(const scene::TurnRestriction& turn);
  void walk(const scene::TurnRestriction& turn, std::size_t vias, std::vector<Move>& path,
            std::vector<std::vector<Move>>& found) const;
  [[nodiscard]] bool allowed(const Pending& pending, Move move) const;
  [[nodiscard]] Pending after(const Pending& pending, Move move) const;

  void mark(const Rule& rule);

  const scene::Snapshot& snapshot_;
  const streets::Network& network_;
  scene::Mode mode_;
  std::vector<Move> moves_;
  std::map<std::int64_t, std::vector<Move>> out_;     ///< by node
  std::map<std::int64_t, std::vector<Move>> of_way_;  ///< by way
  std::vector<Rule> rules_;
  std::map<Move, std::vector<std::uint32_t>> begins_;  ///< rules by their first move
  std::set<std::int64_t> closed_;                      ///< nodes where one only turns back
  std::set<Move> wary_;                                ///< after these nobody turns back who can go on
  mutable std::size_t turns_back_ = 0;
};

}  // namespace contrechamp::referee
