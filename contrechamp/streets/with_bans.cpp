// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/streets/bans.hpp>

namespace contrechamp::streets {
namespace {

/// What a traveller must remember, as a state: which beginning of a ban the last arcs are, the longest if there are several.
/// State 0 remembers nothing.
class Memory {
 public:
  Memory(const std::vector<Ban>& bans, const std::vector<Ban>& passages, const std::vector<std::uint32_t>& remembered)
      : states_(1) {
    for (const std::vector<Ban>* list : {&bans, &passages}) {
      for (const Ban& ban : *list) add(ban);
    }
    for (const std::uint32_t arc : remembered) child_or_new(0, arc);
    // Shorter memories before longer ones: what a state falls back to is then complete.
    for (std::size_t i = 0; i < by_length_.size(); ++i) {
      for (const std::uint32_t state : by_length_[i]) {
        const std::uint32_t before = states_[state].before;
        states_[state].shorter = before == 0 ? 0 : after(states_[before].shorter, states_[state].last);
      }
    }
  }

  [[nodiscard]] std::size_t size() const { return states_.size(); }
  /// The arc by which one came into a state (not 0).
  [[nodiscard]] std::uint32_t last(std::uint32_t state) const { return states_[state].last; }

  /// The state after one more arc.
  [[nodiscard]] std::uint32_t after(std::uint32_t state, std::uint32_t arc) const {
    for (;; state = states_[state].shorter) {
      if (const std::uint32_t next = child(state, arc); next != 0) return next;
      if (state == 0) return 0;
    }
  }
  [[nodiscard]] bool closed(std::uint32_t state, std::uint32_t arc) const {
    for (; state != 0; state = states_[state].shorter) {
      const auto& list = states_[state].closed;
      if (std::find(list.begin(), list.end(), arc) != list.end()) return true;
    }
    return false;
  }

 private:
  void add(const Ban& ban) {
    std::uint32_t state = 0;
    for (std::size_t i = 0; i + 1 < ban.size(); ++i) state = child_or_new(state, ban[i]);
    states_[state].closed.push_back(ban.back());
  }
  struct State {
    std::uint32_t before = 0;   ///< without the last arc
    std::uint32_t last = 0;     ///< that arc
    std::uint32_t length = 0;   ///< in arcs
    std::uint32_t shorter = 0;  ///< the longest end of it that a ban begins with
    std::vector<std::uint32_t> next;
    std::vector<std::uint32_t> closed;  ///< arcs that end a ban
  };
  [[nodiscard]] std::uint32_t child(std::uint32_t state, std::uint32_t arc) const {
    if (state == 0) return arc < beginnings_.size() ? beginnings_[arc] : 0;
    for (const std::uint32_t next : states_[state].next) {
      if (states_[next].last == arc) return next;
    }
    return 0;
  }
  std::uint32_t child_or_new(std::uint32_t state, std::uint32_t arc) {
    if (const std::uint32_t known = child(state, arc); known != 0) return known;
    const auto made = static_cast<std::uint32_t>(states_.size());
    const std::uint32_t length = states_[state].length + 1;
    states_.push_back({state, arc, length, 0, {}, {}});
    if (state != 0) states_[state].next.push_back(made);
    if (state == 0 && beginnings_.size() <= arc) beginnings_.resize(std::size_t{arc} + 1, 0);
    if (state == 0) beginnings_[arc] = made;
    if (by_length_.size() < length) by_length_.resize(length);
    by_length_[length - 1].push_back(made);
    return made;
  }

  std::vector<State> states_;
  std::vector<std::uint32_t> beginnings_;  ///< by arc: the state of having come by it alone, or 0
  std::vector<std::vector<std::uint32_t>> by_length_;
};

/// Arcs that leave a junction where a ban can be broken, up to the next place where one may choose. Who turned back there could
/// come to the junction again by another street, and get around the ban.
std::vector<std::uint32_t> onward_arcs(const Roads& plain, const std::vector<Ban>& bans) {
  std::vector<bool> known(plain.arcs.size());
  std::vector<std::uint32_t> arcs;
  const auto add = [&](std::uint32_t arc) {
    if (!known[arc]) arcs.push_back(arc);
    known[arc] = true;
  };
  const auto add_all = [&](std::uint32_t v) {
    for (std::uint32_t arc = plain.first_out[v]; arc < plain.first_out[v + 1]; ++arc) add(arc);
  };
  for (const Ban& ban : bans) {
    for (std::size_t i = 0; i + 1 < ban.size(); ++i) add_all(plain.head[ban[i]]);
  }
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    const std::uint32_t v = plain.head[arcs[i]];
    std::vector<std::uint32_t> on;
    for (std::uint32_t arc = plain.first_out[v]; arc < plain.first_out[v + 1]; ++arc) {
      if (!is_back(plain, arcs[i], arc)) on.push_back(arc);
    }
    if (on.size() == 1) add(on.front());
  }
  return arcs;
}

}  // namespace

Roads with_bans(const Roads& plain, const std::vector<Ban>& bans, const std::vector<Ban>& passages) {
  const Memory memory(bans, passages, onward_arcs(plain, bans));
  const auto junctions = static_cast<std::uint32_t>(plain.junction.size());
  Roads out;
  out.mode = plain.mode;
  out.counts = plain.counts;
  out.unbuilt = plain.unbuilt;
  out.junction = plain.junction;
  const auto node_of = [&](std::uint32_t state, std::uint32_t junction) { return state == 0 ? junction : junctions + state - 1; };
  const auto add_arcs = [&](std::uint32_t state, std::uint32_t junction) {
    const std::uint32_t from = plain.first_out[junction];
    const std::uint32_t to = plain.first_out[junction + 1];
    const auto back = [&](std::uint32_t arc) { return is_back(plain, memory.last(state), arc); };
    bool onward = false;
    for (std::uint32_t arc = from; state != 0 && arc < to; ++arc) onward = onward || (!back(arc) && !memory.closed(state, arc));
    for (std::uint32_t arc = from; arc < to; ++arc) {
      if (state != 0 && (memory.closed(state, arc) || (onward && back(arc)))) continue;
      out.head.push_back(node_of(memory.after(state, arc), plain.head[arc]));
      out.arcs.push_back(plain.arcs[arc]);
    }
    out.first_out.push_back(static_cast<std::uint32_t>(out.head.size()));
  };
  for (std::uint32_t v = 0; v < junctions; ++v) add_arcs(0, v);
  for (std::uint32_t state = 1; state < memory.size(); ++state) {
    const std::uint32_t junction = plain.head[memory.last(state)];
    out.junction.push_back(plain.junction[junction]);
    add_arcs(state, junction);
  }
  return out;
}

}  // namespace contrechamp::streets
