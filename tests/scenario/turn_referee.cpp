// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <queue>
#include <set>
#include <tests/scenario/turn_referee.hpp>
#include <tuple>

namespace contrechamp::referee {
namespace {

Move reversed(Move m) { return m ^ 1U; }

const std::set<std::string> prohibitions{"no_left_turn", "no_right_turn", "no_straight_on", "no_u_turn", "no_entry", "no_exit"};
const std::set<std::string> obligations{"only_left_turn", "only_right_turn", "only_straight_on", "only_u_turn"};

bool holds_for(const std::string& except, scene::Mode mode) {
  const std::set<std::string> names = mode == scene::Mode::bike ? std::set<std::string>{"bicycle", "vehicle"}
                                                                : std::set<std::string>{"motorcar", "motor_vehicle", "vehicle"};
  std::string word;
  for (const char c : except + ";") {
    if (c == ' ') continue;
    if (c != ';') {
      word += c;
      continue;
    }
    if (names.contains(word)) return false;
    word.clear();
  }
  return true;
}

}  // namespace

Town::Town(const scene::Snapshot& snapshot, const streets::Network& network, scene::Mode mode)
    : snapshot_(snapshot), network_(network), mode_(mode) {
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const streets::Segment& segment = network.segments[s];
    const scene::ModeUse& use = snapshot.streets[segment.street].use[static_cast<std::size_t>(mode)];
    const bool walk_beside = mode == scene::Mode::foot && use.left_out == scene::LeftOut::separate_sidewalk;
    if (segment.inside_building || (use.left_out != scene::LeftOut::none && !walk_beside)) continue;
    using scene::Senses;
    if (use.senses == Senses::forward || use.senses == Senses::both) moves_.push_back(2 * s);
    if (use.senses == Senses::backward || use.senses == Senses::both) moves_.push_back(2 * s + 1);
  }
  for (const Move m : moves_) {
    out_[from(m)].push_back(m);
    of_way_[way(m)].push_back(m);
  }
  const unsigned mask = mode == scene::Mode::foot ? 1 : mode == scene::Mode::bike ? 2 : 4;
  for (const scene::Barrier& barrier : snapshot.barriers) {
    if ((barrier.closed & mask) != 0) closed_.insert(barrier.node);
  }
  if (mode == scene::Mode::foot) return;
  for (const scene::TurnRestriction& turn : snapshot.turns) add_rules(turn);
  for (std::uint32_t r = 0; r < rules_.size(); ++r) begins_[rules_[r].moves.front()].push_back(r);
  for (const Rule& rule : rules_) mark(rule);
}

/// From each junction at which the rule leaves a choice, or after which it does, along every street to the next choice.
void Town::mark(const Rule& rule) {
  bool choice = false;
  for (std::size_t i = rule.moves.size() - 1; i > 0; --i) {
    const std::int64_t at = from(rule.moves[i]);
    choice = choice || !rule.only || out_[at].size() > 1;
    if (!choice) continue;
    for (Move m : std::vector<Move>(out_[at])) {
      while (wary_.insert(m).second) {
        std::vector<Move> onward = out_[to(m)];
        std::erase(onward, reversed(m));
        if (onward.size() != 1) break;
        m = onward.front();
      }
    }
  }
}

std::int64_t Town::from(Move m) const {
  const streets::Segment& s = network_.segments[m / 2];
  return m % 2 == 0 ? s.first_node : s.last_node;
}
std::int64_t Town::to(Move m) const { return from(reversed(m)); }
std::int64_t Town::way(Move m) const { return snapshot_.streets[network_.segments[m / 2].street].ref.id; }

/// All paths that go on from `path` along the via ways in their order, each used, then onto the last way.
void Town::walk(const scene::TurnRestriction& turn, std::size_t vias, std::vector<Move>& path,
                std::vector<std::vector<Move>>& found) const {
  const auto next = out_.find(to(path.back()));
  if (next == out_.end()) return;
  for (const Move m : next->second) {
    if (m == reversed(path.back())) continue;
    path.push_back(m);
    if (vias == turn.via_ways.size() && way(m) == turn.to_way) found.push_back(path);
    if (path.size() <= 5) {
      if (vias < turn.via_ways.size() && way(m) == turn.via_ways[vias]) walk(turn, vias + 1, path, found);
      if (vias > 0 && way(m) == turn.via_ways[vias - 1]) walk(turn, vias, path, found);
    }
    path.pop_back();
  }
}

void Town::add_rules(const scene::TurnRestriction& turn) {
  std::string kind = turn.kind;
  for (const std::string& prefix : mode_ == scene::Mode::bike
                                       ? std::vector<std::string>{"bicycle:", "vehicle:"}
                                       : std::vector<std::string>{"motorcar:", "motor_vehicle:", "vehicle:"}) {
    if (kind.starts_with(prefix)) kind = kind.substr(prefix.size());
  }
  const bool only = obligations.contains(kind);
  if ((!only && !prohibitions.contains(kind)) || !holds_for(turn.except, mode_)) return;
  for (const std::int64_t via : turn.via_ways) {
    if (!of_way_.contains(via)) return;
  }
  std::vector<std::vector<Move>> found;
  const bool about = kind.ends_with("u_turn") && turn.from_way == turn.to_way && turn.via_ways.empty();
  for (const Move m : of_way_[turn.from_way]) {
    if (turn.via_ways.empty() && to(m) != turn.via_node) continue;
    std::vector<Move> path{m};
    if (!about) {
      walk(turn, 0, path, found);
      continue;
    }
    const auto& out = out_[to(m)];
    if (std::ranges::find(out, reversed(m)) != out.end()) found.push_back({m, reversed(m)});
  }
  if (found.size() > 1 && !about) return;
  for (auto& path : found) rules_.push_back({path, only});
}

bool Town::allowed(const Pending& pending, Move move) const {
  return std::ranges::all_of(pending, [&](const auto& part) {
    const Rule& rule = rules_[part.first];
    const bool meant = rule.moves[part.second] == move;
    if (rule.only) return meant;
    return !(meant && part.second + 1 == rule.moves.size());
  });
}

Town::Pending Town::after(const Pending& pending, Move move) const {
  Pending next;
  for (const auto& [rule, made] : pending) {
    if (rules_[rule].moves[made] == move && made + 1 < rules_[rule].moves.size()) {
      next.emplace_back(rule, made + 1);
    }
  }
  if (const auto begun = begins_.find(move); begun != begins_.end()) {
    for (const std::uint32_t rule : begun->second) next.emplace_back(rule, 1);
  }
  std::sort(next.begin(), next.end());
  return next;
}

std::map<Move, std::uint64_t> Town::distances(Move first) const {
  using State = std::pair<Move, Pending>;
  struct Best {
    std::uint64_t cost;
    bool back;
  };
  std::map<State, Best> best;
  std::map<Move, std::uint64_t> answer;
  std::set<Move> reached;
  using Entry = std::tuple<std::uint64_t, bool, State>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  const auto reach = [&](State state, std::uint64_t at, bool back) {
    const auto [known, is_new] = best.try_emplace(state, Best{at, back});
    if (!is_new && known->second.cost <= at) return;
    known->second = {at, back};
    open.emplace(at, back, std::move(state));
  };
  for (const Move m : {first, reversed(first)}) {
    if (std::ranges::binary_search(moves_, m)) reach({m, after({}, m)}, cost(m), false);
  }
  while (!open.empty()) {
    const auto [at, back, state] = open.top();
    open.pop();
    if (best.at(state).cost < at) continue;
    const auto& [move, pending] = state;
    answer.try_emplace(move, at);
    // A stop on a segment is reached from its nearer side: the first of both senses counts.
    if (reached.insert(move / 2).second && back) ++turns_back_;
    const auto out = out_.find(to(move));
    if (out == out_.end()) continue;
    std::vector<Move> open_moves;
    for (const Move m : out->second) {
      const bool passes = m != reversed(move) && closed_.contains(from(m));
      if (!passes && allowed(pending, m)) open_moves.push_back(m);
    }
    const bool onward = std::ranges::any_of(open_moves, [&, m = move](Move n) { return n != reversed(m); });
    for (const Move m : open_moves) {
      const bool about = m == reversed(move) && onward;
      if (about && (!pending.empty() || wary_.contains(move))) continue;
      reach({m, after(pending, m)}, at + cost(m), back || about);
    }
  }
  return answer;
}

}  // namespace contrechamp::referee
