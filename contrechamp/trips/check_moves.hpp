// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/scene/snapshot.hpp>
#include <contrechamp/streets/network.hpp>
#include <cstdint>
#include <set>
#include <span>
#include <utility>
#include <vector>

/// What the checker of proofs knows of the map. Read anew from segments, senses, turn restrictions and barriers: it shares no
/// code with the graphs that are searched (streets/roads, streets/bans, routing), so that a fault there cannot hide here.
namespace contrechamp::trips::check {

/// A segment in one direction of travel: 2 × segment, and 1 more if backward.
using Move = std::uint32_t;
[[nodiscard]] constexpr Move reversed(Move move) { return move ^ 1U; }
[[nodiscard]] constexpr std::uint32_t segment_of(Move move) { return move / 2; }
[[nodiscard]] constexpr bool is_backward(Move move) { return move % 2 != 0; }

/// Every move that a mode may make: its way is open to it in that sense, and the segment is not in a building. What lies
/// along a sidewalk of its own is open to walkers.
class Moves {
 public:
  Moves(const scene::Snapshot& snapshot, const streets::Network& network, scene::Mode mode);
  [[nodiscard]] bool may(Move move) const { return may_[move] != 0; }
  [[nodiscard]] std::int64_t tail(Move move) const;
  [[nodiscard]] std::int64_t head(Move move) const { return tail(reversed(move)); }
  [[nodiscard]] OsmRef way(Move move) const { return snapshot_.streets[network_.segments[segment_of(move)].street].ref; }
  [[nodiscard]] std::uint32_t length_cm(Move move) const { return network_.segments[segment_of(move)].length_cm; }
  [[nodiscard]] std::vector<Move> out_of(std::int64_t node) const;
  [[nodiscard]] std::vector<Move> into(std::int64_t node) const;
  [[nodiscard]] std::vector<Move> of_way(std::int64_t id) const;
  [[nodiscard]] bool is_junction(std::int64_t node) const { return !touching(node).empty(); }

 private:
  using Entry = std::pair<std::int64_t, Move>;
  /// Moves that leave a node or would if turned round.
  [[nodiscard]] std::span<const Entry> touching(std::int64_t node) const;

  const scene::Snapshot& snapshot_;
  const streets::Network& network_;
  std::vector<char> may_;       ///< by move
  std::vector<Entry> by_tail_;  ///< of moves of usable segments, whether or not they may be made in that sense
  std::vector<Entry> by_way_;   ///< of moves that may be made
};

/// A restriction with more segments between its first way and its last is not held.
inline constexpr std::size_t most_between = 4;

/// Turn restrictions, which hold for bikes and cars: wiki.openstreetmap.org/wiki/Relation:restriction, read as docs/concepts.md
/// says. Each is a list of moves that must not be made one right after the other. So is each way past a barrier that is closed.
class Turns {
 public:
  /// The moves by which one came, as far as a restriction begins with them: the longest such, or none. The one move by which one
  /// left a junction where a restriction forbids something is remembered, too, and those after it as long as there is no choice.
  using Memory = std::vector<Move>;
  Turns(const scene::Snapshot& snapshot, const Moves& moves, scene::Mode mode);
  /// Moves that one may go on with at a junction. With a memory nobody turns back who can go on.
  [[nodiscard]] std::vector<Move> onward(std::int64_t node, const Memory& memory) const;
  [[nodiscard]] Memory after(const Memory& memory, Move move) const;

 private:
  void read(const scene::TurnRestriction& turn);
  void close(std::int64_t node);
  [[nodiscard]] bool forbidden(const Memory& memory, Move move) const;
  [[nodiscard]] std::vector<Memory> trails(const scene::TurnRestriction& turn, bool about) const;
  void forbid(const Memory& moves);
  void forbid_all_but(const Memory& moves);
  void remember_leaving();

  const Moves& moves_;
  scene::Mode mode_;
  std::set<std::int64_t> ways_;  ///< of the map
  std::set<Memory> forbidden_;
  std::set<Memory> beginnings_;  ///< of these, shorter by one move or more, and what else is remembered
  std::set<Move> first_;         ///< moves of `beginnings_`: most moves begin nothing
};

}  // namespace contrechamp::trips::check
