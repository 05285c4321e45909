// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/proof_oracle_testing.hpp>
#include <optional>
#include <tuple>

namespace contrechamp::trips::proof_oracle {

/// Whether a proof shows what it claims, statement by statement.
class Verdict {
 public:
  Verdict(const Town& town, const Proof& proof) : town_(town), proof_(proof), oracle_(town, proof) {}

  [[nodiscard]] bool holds() const {
    if (proof_.atlas != town_.checksum || !ends_hold()) return false;
    const bool empty = proof_.reached.nodes.empty() && proof_.reached.after.empty() && proof_.leaving.empty() && !proof_.between;
    if (proof_.claim == Claim::unseen_way) return empty && leads(proof_.way) && devices_of(proof_.way) == 0;
    if (!proof_.way.empty()) return false;
    if (proof_.claim == Claim::not_joined && (!proof_.leaving.empty() || proof_.between)) return false;
    return leaving_holds() && closed() && between_holds();
  }

 private:
  using On = Oracle::On;
  [[nodiscard]] bool known(ProofPlace place) const {
    return place.segment < town_.network.segments.size() && place.cm <= town_.network.segments[place.segment].length_cm &&
           (oracle_.usable(2 * place.segment) || oracle_.usable(2 * place.segment + 1));
  }
  [[nodiscard]] std::vector<OsmRef> named(Mask mask) const {
    std::vector<OsmRef> refs;
    for (std::size_t d = 0; d < town_.snapshot.devices.size(); ++d) {
      if ((mask >> d & 1U) != 0) refs.push_back(town_.snapshot.devices[d].ref);
    }
    return refs;
  }
  /// Whether each centimetre to travel next to a place is seen, and by whom.
  [[nodiscard]] std::optional<Mask> in_view(ProofPlace at, bool start) const {
    const std::uint32_t length = oracle_.length(2 * at.segment);
    Mask all = 0;
    bool any = false;
    for (Move m = 0; m < 2 * town_.network.segments.size(); ++m) {
      const bool inside = at.cm > 0 && at.cm < length;
      const bool here = m / 2 == at.segment;
      const std::int64_t node = oracle_.tail(start ? m : m ^ 1U);
      const bool touches =
          (at.cm == 0 && node == oracle_.tail(2 * at.segment)) || (at.cm == length && node == oracle_.tail(2 * at.segment + 1));
      if (!oracle_.usable(m) || oracle_.length(m) == 0 || (inside ? !here : !touches)) continue;
      const bool up = (m % 2 == 0) == start;  // the centimetre lies above the place
      const std::uint32_t place = inside ? at.cm : up ? 0 : oracle_.length(m);
      const Mask seen = oracle_.seen(m, up ? place : place - 1, up ? place + 1 : place);
      if (seen == 0) return std::nullopt;
      all |= seen;
      any = true;
    }
    return any ? std::optional(all) : std::nullopt;
  }
  [[nodiscard]] bool end_holds(const ProofEnd& end, bool start) const {
    if (!known(end.at)) return false;
    if (town_.snapshot.streets[town_.network.segments[end.at.segment].street].ref != end.way) return false;
    if (!end.in_view) return !in_view(end.at, start);
    if (!known(end.in_view->at)) return false;
    const auto seen = in_view(end.in_view->at, start);
    if (!seen || named(*seen) != end.in_view->devices) return false;
    return end.at == nearest_unseen(end.in_view->at, start).value_or(end.in_view->at);
  }

  /// Where somebody is, as far as it matters; the first is the place that was asked for.
  using Where = std::optional<Oracle::At>;
  struct Hop {
    Where from;
    Where to;
    On on;
  };
  [[nodiscard]] Oracle::At brief(const Oracle::At& at) const { return {at.node, oracle_.matters(at.last)}; }
  /// Every hop from a start, or to an end, from all junctions.
  [[nodiscard]] std::vector<Hop> hops(ProofPlace asked, bool start) const {
    std::vector<Hop> all;
    std::set<Oracle::At> known;
    std::vector<Oracle::At> open;
    const auto add = [&](const Where& from, const std::vector<On>& onward) {
      for (const On& on : onward) {
        if (on.end && !start) all.push_back({from, {}, on});
        if (on.end) continue;
        all.push_back({from, brief(on.at), on});
        if (known.insert(brief(on.at)).second) open.push_back(brief(on.at));
      }
    };
    if (start) add({}, oracle_.begin(asked, asked));
    for (Move m = 0; m < 2 * town_.network.segments.size() && !start; ++m) {
      const bool there = oracle_.usable(m) || oracle_.usable(m ^ 1U);
      if (there && known.insert({oracle_.tail(m), {}}).second) open.push_back({oracle_.tail(m), {}});
    }
    while (!open.empty()) {
      const Oracle::At at = open.back();
      open.pop_back();
      add(at, oracle_.next(at, asked));
    }
    return all;
  }
  /// By Bellman and Ford's rounds, and a walk over the centimetres of each hop.
  [[nodiscard]] std::optional<ProofPlace> nearest_unseen(ProofPlace asked, bool start) const {
    const std::vector<Hop> all = hops(asked, start);
    std::map<Where, std::uint64_t> far{{Where{}, 0}};
    for (bool better = true; better;) {
      better = false;
      for (const Hop& hop : all) {
        const auto here = far.find(start ? hop.from : hop.to);
        if (here == far.end()) continue;
        const std::uint64_t more = here->second + (hop.on.moves ? hop.on.high - hop.on.low : 0);
        const auto [there, fresh] = far.emplace(start ? hop.to : hop.from, more);
        better = better || fresh || more < there->second;
        there->second = std::min(there->second, more);
      }
    }
    std::optional<std::tuple<std::uint64_t, std::uint32_t, std::uint32_t>> best;
    for (const Hop& hop : all) {
      const auto here = far.find(start ? hop.from : hop.to);
      if (here == far.end() || !hop.on.moves) continue;
      const bool up = (hop.on.move % 2 == 0) == start;
      for (std::uint32_t gone = 0; gone < hop.on.high - hop.on.low; ++gone) {
        const std::uint32_t at = up ? hop.on.low + gone : hop.on.high - gone;
        if (oracle_.seen(hop.on.move, up ? at : at - 1, up ? at + 1 : at) != 0) continue;
        const std::tuple found{here->second + gone, hop.on.move / 2, at};
        if (!best || found < *best) best = found;
        break;
      }
    }
    if (!best) return std::nullopt;
    return ProofPlace{std::get<1>(*best), std::get<2>(*best)};
  }
  [[nodiscard]] bool ends_hold() const {
    const auto known_device = [&](OsmRef ref) {
      return std::any_of(town_.snapshot.devices.begin(), town_.snapshot.devices.end(),
                         [&](const auto& d) { return d.ref == ref; });
    };
    return std::all_of(proof_.left_out.begin(), proof_.left_out.end(), known_device) && end_holds(proof_.from, true) &&
           end_holds(proof_.to, false);
  }

  [[nodiscard]] bool leads(const std::vector<ProofPart>& way) const {
    std::vector<On> on = oracle_.begin(proof_.from.at, proof_.to.at);
    for (std::size_t i = 0;; ++i) {
      const std::vector<On> here = on;
      for (const On& one : here) {
        if (one.moves || one.end) continue;
        for (const On& next : oracle_.next(one.at, proof_.to.at)) on.push_back(next);
      }
      if (i == way.size()) break;
      std::vector<On> after;
      for (const On& one : on) {
        const bool up = one.move % 2 == 0;
        const ProofPart part{one.move / 2, up ? one.low : one.high, up ? one.high : one.low};
        if (one.moves && part == way[i]) after.push_back({.end = one.end, .at = one.at});
      }
      on = after;
    }
    return std::any_of(on.begin(), on.end(), [](const On& one) { return one.end && !one.moves; });
  }
  [[nodiscard]] Mask devices_of(const std::vector<ProofPart>& way) const {
    Mask all = 0;
    for (const ProofPart& part : way) {
      const bool up = part.from_cm <= part.to_cm;
      all |=
          oracle_.seen(2 * part.segment + (up ? 0 : 1), std::min(part.from_cm, part.to_cm), std::max(part.from_cm, part.to_cm));
    }
    return all;
  }

  [[nodiscard]] bool leaving_holds() const {
    return std::all_of(proof_.leaving.begin(), proof_.leaving.end(), [&](const ProofSeen& seen) {
      if (std::find(proof_.left_out.begin(), proof_.left_out.end(), seen.device) != proof_.left_out.end()) return false;
      if (seen.step.segment >= town_.network.segments.size()) return false;
      if (!oracle_.usable(2 * seen.step.segment + (seen.step.backward ? 1 : 0))) return false;
      return std::any_of(town_.sightings.begin(), town_.sightings.end(), [&](const exposure::Sighting& s) {
        return s.segment == seen.step.segment && town_.snapshot.devices[s.device].ref == seen.device &&
               s.from_cm == seen.from_cm && s.to_cm == seen.to_cm && s.band == proof_.band.band &&
               s.ladder == static_cast<std::uint8_t>(proof_.band.ladder) &&
               (s.headings & (seen.step.backward ? exposure::backward : exposure::forward)) != 0;
      });
    });
  }
  /// By unseen hops, or by any if the claim is that no way is there.
  [[nodiscard]] std::set<Oracle::At> can_reach() const {
    std::set<Oracle::At> known;
    std::vector<Oracle::At> open;
    const auto take = [&](const std::vector<On>& all) {
      for (const On& on : all) {
        const bool seen = on.moves && oracle_.seen(on.move, on.low, on.high) != 0;
        if (on.end || (seen && proof_.claim != Claim::not_joined)) continue;
        if (known.insert(brief(on.at)).second) open.push_back(brief(on.at));
      }
    };
    take(oracle_.begin(proof_.from.at, proof_.to.at));
    while (!open.empty()) {
      const Oracle::At at = open.back();
      open.pop_back();
      take(oracle_.next(at, proof_.to.at));
    }
    return known;
  }
  [[nodiscard]] bool closed() const {
    std::set<Oracle::At> reached;
    for (const std::int64_t node : proof_.reached.nodes) {
      bool there = false;
      for (Move m = 0; m < 2 * town_.network.segments.size(); ++m)
        there = there || (oracle_.tail(m) == node && (oracle_.usable(m) || oracle_.usable(m ^ 1U)));
      if (!there) return false;
      reached.insert({node, {}});
    }
    for (const auto& came : proof_.reached.after) {
      Moves last;
      for (const ProofStep& step : came) {
        if (step.segment >= town_.network.segments.size()) return false;
        const Move move = 2 * step.segment + (step.backward ? 1 : 0);
        if (!oracle_.usable(move) || (!last.empty() && oracle_.tail(last.back() ^ 1U) != oracle_.tail(move))) return false;
        last.push_back(move);
      }
      last = oracle_.matters(last);
      if (last.empty()) return false;
      reached.insert({oracle_.tail(last.back() ^ 1U), last});
    }
    if (reached != can_reach() || reached.size() != proof_.reached.nodes.size() + proof_.reached.after.size()) return false;
    const auto held = [&](const std::vector<On>& all) {
      return std::all_of(all.begin(), all.end(), [&](const On& on) {
        if (!on.end && reached.contains({on.at.node, oracle_.matters(on.at.last)})) return true;
        return on.moves && std::any_of(proof_.leaving.begin(), proof_.leaving.end(), [&](const ProofSeen& seen) {
                 const bool same = 2 * seen.step.segment + (seen.step.backward ? 1 : 0) == on.move;
                 return same && std::max(seen.from_cm, on.low) < std::min(seen.to_cm, on.high);
               });
      });
    };
    return held(oracle_.begin(proof_.from.at, proof_.to.at)) &&
           std::all_of(reached.begin(), reached.end(),
                       [&](const Oracle::At& at) { return held(oracle_.next(at, proof_.to.at)); });
  }
  [[nodiscard]] bool between_holds() const {
    if (!proof_.between) return true;
    if (!leads(proof_.between->way) || named(devices_of(proof_.between->way)) != proof_.between->devices) return false;
    const std::size_t size = proof_.between->devices.size();
    return !proof_.between->smallest || (size <= most_devices_tried + 1 &&
                                         oracle_.fewest(proof_.from.at, proof_.to.at, town_.snapshot.devices.size()) == size);
  }

  const Town& town_;
  const Proof& proof_;
  Oracle oracle_;
};

}  // namespace contrechamp::trips::proof_oracle
