// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/proof_oracle_testing.hpp>

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
  [[nodiscard]] bool end_holds(const ProofEnd& end, bool start) const {
    if (!known(end.at)) return false;
    if (town_.snapshot.streets[town_.network.segments[end.at.segment].street].ref != end.way) return false;
    if (!end.in_view) return true;
    if (!known(end.in_view->at)) return false;
    const ProofPlace at = end.in_view->at;
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
      if (seen == 0) return false;
      all |= seen;
      any = true;
    }
    return any && named(all) == end.in_view->devices;
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
        last.push_back(2 * step.segment + (step.backward ? 1 : 0));
      }
      last = oracle_.matters(last);
      if (last.empty()) return false;
      reached.insert({oracle_.tail(last.back() ^ 1U), last});
    }
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
