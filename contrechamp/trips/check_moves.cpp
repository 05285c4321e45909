// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/core/text.hpp>
#include <contrechamp/trips/check_moves.hpp>
#include <string_view>

namespace contrechamp::trips::check {
namespace {

bool open_to(const scene::ModeUse& use) {
  return (use.left_out == scene::LeftOut::none || use.left_out == scene::LeftOut::separate_sidewalk) && use.speed_kmh > 0;
}

template <class Entries>
auto entries_of(const Entries& sorted, std::int64_t key) {
  const auto first = std::lower_bound(sorted.begin(), sorted.end(), std::pair(key, Move{0}));
  return std::span(first, std::upper_bound(first, sorted.end(), std::pair(key, ~Move{0})));
}

/// Tags name vehicles, we name modes.
bool is_meant(std::string_view name, scene::Mode mode) {
  if (name == "vehicle") return mode != scene::Mode::foot;
  if (name == "bicycle") return mode == scene::Mode::bike;
  return (name == "motorcar" || name == "motor_vehicle") && mode == scene::Mode::car;
}

/// What a restriction's kind asks for.
struct Order {
  bool must = false;  ///< else must not
  bool about = false;
  bool understood = false;
};
Order order_of(std::string_view kind) {
  constexpr std::array<std::string_view, 6> not_to{"left_turn", "right_turn", "straight_on", "u_turn", "entry", "exit"};
  constexpr std::size_t also_must = 4;  // the first of them
  Order order;
  order.must = kind.starts_with("only_");
  if (!order.must && !kind.starts_with("no_")) return order;
  const std::string_view turn = kind.substr(kind.find('_') + 1);
  const auto known = std::find(not_to.begin(), order.must ? not_to.begin() + also_must : not_to.end(), turn);
  order.understood = known != (order.must ? not_to.begin() + also_must : not_to.end());
  order.about = turn == "u_turn";
  return order;
}

}  // namespace

Moves::Moves(const scene::Snapshot& snapshot, const streets::Network& network, scene::Mode mode)
    : snapshot_(snapshot), network_(network), may_(2 * network.segments.size(), 0) {
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const streets::Segment& segment = network.segments[s];
    const scene::ModeUse& use = snapshot.streets[segment.street].use[static_cast<std::size_t>(mode)];
    if (segment.inside_building || !open_to(use)) continue;
    const bool both = use.senses == scene::Senses::both;
    may_[2 * std::size_t{s}] = both || use.senses == scene::Senses::forward ? 1 : 0;
    may_[2 * std::size_t{s} + 1] = both || use.senses == scene::Senses::backward ? 1 : 0;
    for (const Move move : {2 * s, 2 * s + 1}) {
      if (!may(move) && !may(reversed(move))) continue;
      by_tail_.emplace_back(tail(move), move);
      if (may(move)) by_way_.emplace_back(way(move).id, move);
    }
  }
  std::sort(by_tail_.begin(), by_tail_.end());
  std::sort(by_way_.begin(), by_way_.end());
}

std::int64_t Moves::tail(Move move) const {
  const streets::Segment& segment = network_.segments[segment_of(move)];
  return is_backward(move) ? segment.last_node : segment.first_node;
}

std::span<const Moves::Entry> Moves::touching(std::int64_t node) const { return entries_of(by_tail_, node); }

std::vector<Move> Moves::out_of(std::int64_t node) const {
  std::vector<Move> out;
  for (const auto& [at, move] : touching(node)) {
    if (may(move)) out.push_back(move);
  }
  return out;
}

std::vector<Move> Moves::into(std::int64_t node) const {
  std::vector<Move> in;
  for (const auto& [at, move] : touching(node)) {
    if (may(reversed(move))) in.push_back(reversed(move));
  }
  return in;
}

std::vector<Move> Moves::of_way(std::int64_t id) const {
  std::vector<Move> of;
  for (const auto& [way, move] : entries_of(by_way_, id)) of.push_back(move);
  return of;
}

Turns::Turns(const scene::Snapshot& snapshot, const Moves& moves, scene::Mode mode) : moves_(moves), mode_(mode) {
  for (const scene::Street& street : snapshot.streets) ways_.insert(street.ref.id);
  for (const scene::TurnRestriction& turn : snapshot.turns) {
    if (mode != scene::Mode::foot) read(turn);
  }
  remember_leaving();
  const auto bit = static_cast<std::uint8_t>(1U << static_cast<unsigned>(mode));
  for (const scene::Barrier& barrier : snapshot.barriers) {
    if ((barrier.closed & bit) != 0) close(barrier.node);
  }
}

/// Who comes to it can only turn back; that gets round nothing, so nobody who leaves it is remembered.
void Turns::close(std::int64_t node) {
  for (const Move in : moves_.into(node)) {
    for (const Move out : moves_.out_of(node)) {
      if (out != reversed(in)) forbid({in, out});
    }
  }
}

/// Who turned back after this could come to the junction again by another street.
void Turns::remember_leaving() {
  std::vector<Move> going;
  for (const Memory& chain : forbidden_) {
    for (std::size_t n = 1; n < chain.size(); ++n) {
      for (const Move move : moves_.out_of(moves_.tail(chain[n]))) going.push_back(move);
    }
  }
  std::set<Move> leaving;
  while (!going.empty()) {
    const Move move = going.back();
    going.pop_back();
    if (!leaving.insert(move).second) continue;
    std::vector<Move> on = moves_.out_of(moves_.head(move));
    std::erase(on, reversed(move));
    if (on.size() == 1) going.push_back(on.front());  // no choice yet
  }
  for (const Move move : leaving) beginnings_.insert({move});
  first_.insert(leaving.begin(), leaving.end());
}

void Turns::read(const scene::TurnRestriction& turn) {
  std::string_view kind = turn.kind;
  if (const std::size_t colon = kind.find(':'); colon != std::string_view::npos) {
    if (!is_meant(kind.substr(0, colon), mode_)) return;  // somebody else's, or on a condition
    kind.remove_prefix(colon + 1);
  }
  const Order order = order_of(kind);
  const bool known = ways_.contains(turn.from_way) && ways_.contains(turn.to_way) &&
                     std::all_of(turn.via_ways.begin(), turn.via_ways.end(), [&](std::int64_t w) { return ways_.contains(w); });
  if (!order.understood || !known) return;
  for (const std::string_view word : split(turn.except, ";")) {
    if (is_meant(trimmed(word), mode_)) return;
  }
  const bool about = order.about && turn.from_way == turn.to_way && turn.via_ways.empty();
  const std::vector<Memory> all = trails(turn, about);
  if (all.size() > 1 && !about) return;  // which of them is meant is not said
  for (const Memory& trail : all) order.must ? forbid_all_but(trail) : forbid(trail);
}

/// Every way to make the restriction's turn: on from its first way, along each way between, onto its last.
std::vector<Turns::Memory> Turns::trails(const scene::TurnRestriction& turn, bool about) const {
  struct Trail {
    Memory moves;
    std::size_t begun = 0;  ///< of the ways between
  };
  std::vector<Trail> going;
  for (const Move move : moves_.of_way(turn.from_way)) {
    if (!turn.via_ways.empty() || moves_.head(move) == turn.via_node) going.push_back({{move}, 0});
  }
  std::vector<Memory> whole;
  while (!going.empty()) {
    const Trail trail = std::move(going.back());
    going.pop_back();
    for (const Move move : moves_.out_of(moves_.head(trail.moves.back()))) {
      const bool back = move == reversed(trail.moves.back());
      const std::int64_t way = moves_.way(move).id;
      Memory longer = trail.moves;
      longer.push_back(move);
      if (trail.begun == turn.via_ways.size() && way == turn.to_way && back == about) whole.push_back(longer);
      if (back || trail.moves.size() > most_between) continue;
      if (trail.begun > 0 && way == turn.via_ways[trail.begun - 1]) going.push_back({longer, trail.begun});
      if (trail.begun < turn.via_ways.size() && way == turn.via_ways[trail.begun]) going.push_back({longer, trail.begun + 1});
    }
  }
  return whole;
}

void Turns::forbid(const Memory& moves) {
  forbidden_.insert(moves);
  for (std::size_t n = 1; n < moves.size(); ++n)
    beginnings_.insert(Memory(moves.begin(), moves.end() - static_cast<std::ptrdiff_t>(n)));
  first_.insert(moves.front());
}

void Turns::forbid_all_but(const Memory& moves) {
  for (std::size_t n = 1; n < moves.size(); ++n) {
    Memory other(moves.begin(), moves.begin() + static_cast<std::ptrdiff_t>(n));
    for (const Move move : moves_.out_of(moves_.tail(moves[n]))) {
      if (move == moves[n]) continue;
      other.push_back(move);
      forbid(other);
      other.pop_back();
    }
  }
}

bool Turns::forbidden(const Memory& memory, Move move) const {
  for (std::size_t skipped = 0; skipped < memory.size(); ++skipped) {
    Memory made(memory.begin() + static_cast<std::ptrdiff_t>(skipped), memory.end());
    made.push_back(move);
    if (forbidden_.contains(made)) return true;
  }
  return false;
}

std::vector<Move> Turns::onward(std::int64_t node, const Memory& memory) const {
  std::vector<Move> moves = moves_.out_of(node);
  if (memory.empty()) return moves;
  std::erase_if(moves, [&](Move move) { return forbidden(memory, move); });
  const Move back = reversed(memory.back());
  if (std::any_of(moves.begin(), moves.end(), [&](Move move) { return move != back; })) std::erase(moves, back);
  return moves;
}

Turns::Memory Turns::after(const Memory& memory, Move move) const {
  if (memory.empty() && !first_.contains(move)) return {};
  Memory made = memory;
  made.push_back(move);
  while (!made.empty() && !beginnings_.contains(made)) made.erase(made.begin());
  return made;
}

}  // namespace contrechamp::trips::check
