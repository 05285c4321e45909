// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/core/text.hpp>
#include <contrechamp/streets/bans.hpp>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

namespace contrechamp::streets {
namespace {

struct Kind {
  std::string_view name;
  bool only = false;
  bool back = false;  ///< about turning back
};
constexpr auto kinds = std::to_array<Kind>({{"no_left_turn"},
                                            {"no_right_turn"},
                                            {"no_straight_on"},
                                            {"no_u_turn", false, true},
                                            {"no_entry"},
                                            {"no_exit"},
                                            {"only_left_turn", true},
                                            {"only_right_turn", true},
                                            {"only_straight_on", true},
                                            {"only_u_turn", true, true}});

/// How tags call a mode: in `except` and in keys like restriction:motorcar.
struct ModeNames {
  std::array<std::string_view, 3> names;
};
constexpr std::array<ModeNames, 3> mode_names{{{{"foot"}}, {{"bicycle", "vehicle"}}, {{"motorcar", "motor_vehicle", "vehicle"}}}};

bool is_called(scene::Mode mode, std::string_view name) {
  const auto& names = mode_names[static_cast<std::size_t>(mode)].names;
  return !name.empty() && std::ranges::find(names, name) != names.end();
}

bool excepted(std::string_view except, scene::Mode mode) {
  return std::ranges::any_of(split(except, ";"), [&](std::string_view part) { return is_called(mode, trimmed(part)); });
}

const Kind* kind_named(std::string_view name) {
  const auto found = std::ranges::find(kinds, name, &Kind::name);
  return found == kinds.end() ? nullptr : &*found;
}

enum class Fate : std::uint8_t { kept, idle, unread, too_long };

/// What a restriction may mean.
struct Search {
  std::vector<Ban> found;
  std::size_t steps = 0;
};
/// No restriction that means one thing takes more: a knot of ways that somebody drew must not take hours.
constexpr std::size_t most_steps = 10'000;

/// Reads one restriction after the other as bans on arcs.
class Reader {
 public:
  Reader(const scene::Snapshot& snapshot, const Network& network, const Roads& plain)
      : snapshot_(snapshot), network_(network), plain_(plain) {
    for (const scene::Street& street : snapshot.streets) known_.push_back(street.ref.id);
    std::sort(known_.begin(), known_.end());
    for (std::uint32_t arc = 0; arc < plain.arcs.size(); ++arc) by_way_.emplace_back(way_of(arc), arc);
    std::sort(by_way_.begin(), by_way_.end());
  }

  Fate read(const scene::TurnRestriction& turn, std::vector<Ban>& out) const {
    std::string_view name = turn.kind;
    if (const auto colon = name.find(':'); colon != std::string_view::npos && !name.starts_with("conditional:")) {
      if (!is_called(plain_.mode, name.substr(0, colon))) return Fate::idle;
      name = name.substr(colon + 1);
    }
    const Kind* kind = kind_named(name);
    if (kind == nullptr || !all_known(turn)) return Fate::unread;
    if (excepted(turn.except, plain_.mode)) return Fate::idle;
    Search search = chains(turn, *kind);
    if (search.steps > most_steps) return Fate::unread;
    std::vector<Ban>& found = search.found;
    if (found.empty()) return via_segments(turn) > most_via_segments ? Fate::too_long : Fate::idle;
    // A way that goes on beyond the via may be left or entered in two senses; which is meant is not said. For a turn back it is.
    const bool both_ends = kind->back && turn.from_way == turn.to_way && turn.via_ways.empty();
    if (found.size() > 1 && !both_ends) return Fate::unread;
    for (Ban& chain : found) add(std::move(chain), *kind, out);
    return Fate::kept;
  }

 private:
  [[nodiscard]] std::int64_t way_of(std::uint32_t arc) const {
    return snapshot_.streets[network_.segments[plain_.arcs[arc].segment].street].ref.id;
  }
  [[nodiscard]] bool all_known(const scene::TurnRestriction& turn) const {
    const auto known = [&](std::int64_t way) { return std::binary_search(known_.begin(), known_.end(), way); };
    return known(turn.from_way) && known(turn.to_way) && std::ranges::all_of(turn.via_ways, known);
  }
  [[nodiscard]] std::span<const std::pair<std::int64_t, std::uint32_t>> arcs_of(std::int64_t way) const {
    const auto from = std::lower_bound(by_way_.begin(), by_way_.end(), std::pair(way, std::uint32_t{0}));
    const auto to = std::upper_bound(from, by_way_.end(), std::pair(way, ~std::uint32_t{0}));
    return {from, to};
  }
  [[nodiscard]] std::size_t via_segments(const scene::TurnRestriction& turn) const {
    std::vector<std::uint32_t> segments;
    for (const std::int64_t way : turn.via_ways) {
      for (const auto& [id, arc] : arcs_of(way)) segments.push_back(plain_.arcs[arc].segment);
    }
    std::sort(segments.begin(), segments.end());
    return static_cast<std::size_t>(std::unique(segments.begin(), segments.end()) - segments.begin());
  }

  /// Every way to travel what the restriction names, from an arc of its first way to one of its last.
  [[nodiscard]] Search chains(const scene::TurnRestriction& turn, const Kind& kind) const {
    Search search;
    for (const auto& [way, arc] : arcs_of(turn.from_way)) {
      if (turn.via_ways.empty() && plain_.junction[plain_.head[arc]] != turn.via_node) continue;
      Ban chain{arc};
      follow(turn, kind, 0, chain, search);
    }
    return search;
  }

  /// Goes on from the last arc of `chain`, of which the first `vias` via ways are travelled.
  void follow(const scene::TurnRestriction& turn, const Kind& kind, std::size_t vias, Ban& chain, Search& search) const {
    const std::uint32_t at = plain_.head[chain.back()];
    for (std::uint32_t arc = plain_.first_out[at]; arc < plain_.first_out[at + 1]; ++arc) {
      if (++search.steps > most_steps) return;
      const std::int64_t way = way_of(arc);
      const bool back = is_back(plain_, chain.back(), arc);
      chain.push_back(arc);
      if (vias == turn.via_ways.size()) {
        const bool meant = !turn.via_ways.empty() ? !back : back == (kind.back && turn.from_way == turn.to_way);
        if (way == turn.to_way && meant) search.found.push_back(chain);
      }
      const bool room = chain.size() <= most_via_segments + 1 && !back;
      if (room && vias < turn.via_ways.size() && way == turn.via_ways[vias]) follow(turn, kind, vias + 1, chain, search);
      if (room && vias > 0 && way == turn.via_ways[vias - 1]) follow(turn, kind, vias, chain, search);
      chain.pop_back();
    }
  }

  void add(Ban chain, const Kind& kind, std::vector<Ban>& out) const {
    if (!kind.only) return out.push_back(std::move(chain));
    for (std::size_t i = 1; i < chain.size(); ++i) {
      const std::uint32_t at = plain_.head[chain[i - 1]];
      for (std::uint32_t arc = plain_.first_out[at]; arc < plain_.first_out[at + 1]; ++arc) {
        if (arc == chain[i]) continue;
        Ban other(chain.begin(), chain.begin() + static_cast<std::ptrdiff_t>(i));
        other.push_back(arc);
        out.push_back(std::move(other));
      }
    }
  }

  const scene::Snapshot& snapshot_;
  const Network& network_;
  const Roads& plain_;
  std::vector<std::int64_t> known_;                             ///< ways
  std::vector<std::pair<std::int64_t, std::uint32_t>> by_way_;  ///< way and arc
};

}  // namespace

std::vector<Ban> bans(const scene::Snapshot& snapshot, const Network& network, Roads& plain) {
  std::vector<Ban> all;
  if (plain.mode == scene::Mode::foot) return all;
  const Reader reader(snapshot, network, plain);
  using Why = Roads::Unbuilt::Why;
  const auto note = [&](const scene::TurnRestriction& turn, Why why, std::uint64_t& count) {
    ++count;
    plain.unbuilt.push_back({turn.relation, why});
  };
  for (const scene::TurnRestriction& turn : snapshot.turns) {
    switch (reader.read(turn, all)) {
      case Fate::kept: ++plain.counts.bans_kept; break;
      case Fate::idle: ++plain.counts.bans_idle; break;
      case Fate::unread: note(turn, Why::unread, plain.counts.bans_unread); break;
      case Fate::too_long: note(turn, Why::too_long, plain.counts.bans_too_long); break;
    }
  }
  std::sort(plain.unbuilt.begin(), plain.unbuilt.end());
  plain.unbuilt.erase(std::unique(plain.unbuilt.begin(), plain.unbuilt.end()), plain.unbuilt.end());
  return all;
}

std::vector<Ban> closed_passages(const std::vector<scene::Barrier>& barriers, const Roads& plain) {
  std::vector<bool> closed(plain.nodes());
  for (const scene::Barrier& barrier : barriers) {
    const auto at = std::lower_bound(plain.junction.begin(), plain.junction.end(), barrier.node);
    if (!barrier.closed_to(plain.mode) || at == plain.junction.end() || *at != barrier.node) continue;
    closed[static_cast<std::size_t>(at - plain.junction.begin())] = true;
  }
  std::vector<Ban> all;
  for (std::uint32_t in = 0; in < plain.arcs.size(); ++in) {
    const std::uint32_t at = plain.head[in];
    if (!closed[at]) continue;
    for (std::uint32_t out = plain.first_out[at]; out < plain.first_out[at + 1]; ++out) {
      if (!is_back(plain, in, out)) all.push_back({in, out});
    }
  }
  return all;
}

}  // namespace contrechamp::streets
