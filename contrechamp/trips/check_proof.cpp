// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/core/text.hpp>
#include <contrechamp/trips/check_near.hpp>
#include <map>

namespace contrechamp::trips {
namespace {

using check::Move;
using check::Onward;
using check::State;
using check::Stretch;

/// Far more than a true claim of three devices needs in a city; a claim that needs more is not believed.
constexpr std::size_t most_steps_tried = 20'000'000;

tl::unexpected<Error> wrong(std::string what) { return fail(Errc::bad_proof, std::move(what)); }
std::string named(std::uint64_t n) { return number(static_cast<std::int64_t>(n)); }
std::string segment_named(std::uint32_t segment) { return "segment " + named(segment); }

Move move_of(ProofStep step) { return 2 * step.segment + (step.backward ? 1U : 0U); }

class Judge {
 public:
  Judge(const ProofGround& ground, const Proof& proof)
      : ground_(ground),
        proof_(proof),
        moves_(ground.snapshot, ground.network, proof.mode),
        turns_(ground.snapshot, moves_, proof.mode) {}

  [[nodiscard]] Result<void> verdict();

 private:
  [[nodiscard]] Result<void> check_wish();
  [[nodiscard]] Result<void> check_end(std::string_view which, const ProofEnd& end, ProofPlace other) const;
  [[nodiscard]] Result<void> check_place(std::string_view which, ProofPlace place) const;
  [[nodiscard]] std::vector<OsmRef> in_view_of(const std::vector<Stretch>& near) const;
  [[nodiscard]] std::set<std::int64_t> junctions() const;
  [[nodiscard]] Result<void> check_reached();
  [[nodiscard]] Result<void> check_leaving();
  [[nodiscard]] Result<void> check_closed(const check::Ways& ways) const;
  [[nodiscard]] Result<void> check_no_spare(const check::Ways& ways) const;
  [[nodiscard]] Result<void> check_on(const Onward& on, const std::string& where) const;
  /// Devices that see it, if it is a way at all.
  [[nodiscard]] Result<std::vector<std::uint32_t>> check_way(const check::Ways& ways, const std::vector<ProofPart>& way) const;
  [[nodiscard]] Result<void> check_between(const check::Ways& ways) const;
  [[nodiscard]] std::optional<std::uint32_t> device(OsmRef ref) const;
  [[nodiscard]] bool is_segment(std::uint32_t segment) const { return segment < ground_.network.segments.size(); }
  [[nodiscard]] std::string device_named(std::uint32_t i) const { return osm_name(ground_.snapshot.devices[i].ref); }

  const ProofGround& ground_;
  const Proof& proof_;
  check::Moves moves_;
  check::Turns turns_;
  std::vector<char> counts_;
  std::optional<check::Sight> sight_;
  std::set<State> reached_;
  std::map<Move, std::vector<Stretch>> leaving_;
};

/// Tries every set of devices up to a size: whether one opens a way that is unseen but for it. Where a way last leaves what is
/// reached so far, all devices that see that step must be in the set; from there on it does not come back, so only what is
/// reached behind that step need be looked at next.
class Trial {
 public:
  Trial(const check::Ways& ways, const check::Sight& sight) : ways_(ways), sight_(sight) {}
  /// Nothing: more steps than are tried.
  [[nodiscard]] std::optional<bool> opens(std::size_t devices) {
    Front front;
    add(ways_.first(), {}, front);
    const std::vector<State> start = spread(front, {});
    const bool open = arrived_ || opens(start, {}, devices);
    if (steps_ > most_steps_tried) return std::nullopt;
    return open;
  }

 private:
  using Devices = std::vector<std::uint32_t>;
  /// What lies behind steps that these devices alone see, but for those left out.
  struct Front {
    std::map<Devices, std::vector<std::optional<State>>> behind;
  };

  void add(const std::vector<Onward>& onward, const Devices& left_out, Front& front) {
    for (const Onward& on : onward) {
      ++steps_;
      if (on.to && reached_.contains(*on.to)) continue;
      Devices missing;
      for (const std::uint32_t device : on.stretch ? sight_.devices(*on.stretch) : Devices{}) {
        if (std::find(left_out.begin(), left_out.end(), device) == left_out.end()) missing.push_back(device);
      }
      front.behind[missing].push_back(on.to);
    }
  }

  /// Takes what is reached without any further device out of the front, and goes on from there. Gives what was reached.
  std::vector<State> spread(Front& front, const Devices& left_out) {
    std::vector<State> fresh;
    while (true) {
      const auto node = front.behind.extract(Devices{});
      if (node.empty()) return fresh;
      for (const std::optional<State>& to : node.mapped()) {
        if (!to) arrived_ = true;
        if (to && reached_.insert(*to).second) {
          fresh.push_back(*to);
          add(ways_.next(*to), left_out, front);
        }
      }
    }
  }

  bool opens(const std::vector<State>& fresh, const Devices& left_out, std::size_t more) {
    if (more == 0) return false;
    Front front;
    for (const State& state : fresh) add(ways_.next(state), left_out, front);
    if (left_out.empty()) add(ways_.first(), left_out, front);
    for (const auto& [missing, behind] : front.behind) {
      if (missing.empty() || missing.size() > more) continue;
      Devices all = left_out;
      all.insert(all.end(), missing.begin(), missing.end());
      Front next;
      next.behind[{}] = behind;
      const std::vector<State> opened = spread(next, all);
      if (arrived_ || steps_ > most_steps_tried || opens(opened, all, more - missing.size())) return true;
      for (const State& state : opened) reached_.erase(state);
    }
    return false;
  }

  const check::Ways& ways_;
  const check::Sight& sight_;
  std::set<State> reached_;
  bool arrived_ = false;
  std::size_t steps_ = 0;
};

Result<void> Judge::verdict() {
  if (auto wish = check_wish(); !wish) return wish;
  if (auto from = check_end("the start", proof_.from, proof_.to.at); !from) return from;
  if (auto to = check_end("the end", proof_.to, proof_.from.at); !to) return to;
  const check::Ways ways(ground_.network, moves_, turns_, proof_.from.at, proof_.to.at);
  if (proof_.claim == Claim::unseen_way) {
    if (!proof_.reached.nodes.empty() || !proof_.reached.after.empty() || !proof_.leaving.empty() || proof_.between)
      return wrong("an unseen way needs nothing but the way");
    const auto devices = check_way(ways, proof_.way);
    if (!devices) return tl::unexpected(devices.error());
    if (!devices->empty()) return wrong("the way is seen by " + device_named(devices->front()));
    return {};
  }
  if (!proof_.way.empty()) return wrong("a way, where the claim is that there is none");
  const bool joined = proof_.claim != Claim::not_joined;
  if (!joined && (!proof_.leaving.empty() || proof_.between))
    return wrong("steps or devices, where the claim is that nothing leads on");
  if (auto reached = check_reached(); !reached) return reached;
  if (auto leaving = check_leaving(); !leaving) return leaving;
  if (auto closed = check_closed(ways); !closed) return closed;
  if (auto spare = check_no_spare(ways); !spare) return spare;
  return proof_.between ? check_between(ways) : Result<void>();
}

Result<void> Judge::check_wish() {
  if (proof_.atlas != ground_.checksum) return wrong("it is about another atlas");
  counts_.assign(ground_.snapshot.devices.size(), 1);
  for (const OsmRef ref : proof_.left_out) {
    const auto left_out = device(ref);
    if (!left_out) return wrong("it leaves out " + osm_name(ref) + ", which is no device of the atlas");
    counts_[*left_out] = 0;
  }
  sight_.emplace(ground_, proof_.band, counts_);
  return {};
}

std::optional<std::uint32_t> Judge::device(OsmRef ref) const {
  const auto& all = ground_.snapshot.devices;
  const auto found = std::lower_bound(all.begin(), all.end(), ref, [](const scene::Device& d, OsmRef r) { return d.ref < r; });
  if (found == all.end() || found->ref != ref) return std::nullopt;
  return static_cast<std::uint32_t>(found - all.begin());
}

Result<void> Judge::check_place(std::string_view which, ProofPlace place) const {
  const std::string where = std::string(which) + ": ";
  if (!is_segment(place.segment)) return wrong(where + "no " + segment_named(place.segment));
  if (place.cm > ground_.network.segments[place.segment].length_cm) return wrong(where + "beyond the end of its segment");
  if (!moves_.may(2 * place.segment) && !moves_.may(2 * place.segment + 1))
    return wrong(where + segment_named(place.segment) + " is closed to this mode");
  return {};
}

Result<void> Judge::check_end(std::string_view which, const ProofEnd& end, ProofPlace other) const {
  if (auto place = check_place(which, end.at); !place) return place;
  const std::string where = std::string(which) + ": ";
  if (moves_.way(2 * end.at.segment) != end.way) return wrong(where + "its segment is not of way " + osm_name(end.way));
  const ProofPlace asked = end.in_view ? end.in_view->at : end.at;
  if (auto place = check_place(which, asked); !place) return place;
  const bool start = &end == &proof_.from;
  const check::Ways ways(ground_.network, moves_, turns_, start ? asked : other, start ? other : asked);
  const std::vector<OsmRef> devices = in_view_of(start ? ways.away() : ways.towards());
  if (devices.empty() && end.in_view) return wrong(where + "what was asked for is not in view");
  if (!end.in_view) return devices.empty() ? Result<void>() : wrong(where + "it does not say that this is in view");
  if (devices != end.in_view->devices) return wrong(where + "other devices have it in view");
  const auto nearest =
      start ? check::nearest_unseen_from_start(ways, *sight_) : check::nearest_unseen_to_end(ways, *sight_, junctions());
  if (end.at != nearest.value_or(asked)) return wrong(where + "another place is the nearest that is not in view");
  return {};
}

/// All that see these centimetres, if each is seen.
std::vector<OsmRef> Judge::in_view_of(const std::vector<Stretch>& near) const {
  std::vector<OsmRef> devices;
  for (const Stretch& centimetre : near) {
    const auto seen_by = sight_->devices(centimetre);
    if (seen_by.empty()) return {};
    for (const std::uint32_t i : seen_by) devices.push_back(ground_.snapshot.devices[i].ref);
  }
  std::sort(devices.begin(), devices.end());
  devices.erase(std::unique(devices.begin(), devices.end()), devices.end());
  return devices;
}

std::set<std::int64_t> Judge::junctions() const {
  std::set<std::int64_t> nodes;
  for (Move move = 0; move < 2 * ground_.network.segments.size(); ++move) {
    if (moves_.is_junction(moves_.tail(move))) nodes.insert(moves_.tail(move));
  }
  return nodes;
}

Result<void> Judge::check_reached() {
  for (const std::int64_t node : proof_.reached.nodes) {
    if (!moves_.is_junction(node)) return wrong("node " + number(node) + " is no junction for this mode");
    reached_.insert({node, {}});
  }
  for (const std::vector<ProofStep>& came : proof_.reached.after) {
    check::Turns::Memory memory;
    for (std::size_t i = 0; i < came.size(); ++i) {
      if (!is_segment(came[i].segment)) return wrong("reached by no " + segment_named(came[i].segment));
      const Move move = move_of(came[i]);
      const bool follows = i == 0 || moves_.head(move_of(came[i - 1])) == moves_.tail(move);
      if (!follows || !moves_.may(move)) return wrong("reached by " + segment_named(came[i].segment) + ", as nobody can come");
      memory = turns_.after(memory, move);
    }
    if (memory.empty()) return wrong("reached by steps of which no turn restriction asks anything");
    reached_.insert({moves_.head(memory.back()), memory});
  }
  return {};
}

Result<void> Judge::check_leaving() {
  for (const ProofSeen& seen : proof_.leaving) {
    const std::string which = segment_named(seen.step.segment) + (seen.step.backward ? ", backward" : ", forward");
    if (!is_segment(seen.step.segment) || !moves_.may(move_of(seen.step))) return wrong(which + ": no such step for this mode");
    const auto by = device(seen.device);
    if (!by || counts_[*by] == 0) return wrong(which + ": " + osm_name(seen.device) + " does not count");
    const Move move = move_of(seen.step);
    if (!sight_->has(move, *by, seen.from_cm, seen.to_cm))
      return wrong(which + ": " + osm_name(seen.device) + " does not see it so from " + named(seen.from_cm) + " to " +
                   named(seen.to_cm) + " cm");
    leaving_[move].push_back({move, seen.from_cm, seen.to_cm});
  }
  return {};
}

/// Nothing leads out of what is reached but what is seen.
Result<void> Judge::check_closed(const check::Ways& ways) const {
  for (const Onward& on : ways.first()) {
    if (auto held = check_on(on, "from the start"); !held) return held;
  }
  for (const State& state : reached_) {
    for (const Onward& on : ways.next(state)) {
      if (auto held = check_on(on, "from node " + number(state.node)); !held) return held;
    }
  }
  return {};
}

/// Nothing is said to be reached that is not, and nothing twice.
Result<void> Judge::check_no_spare(const check::Ways& ways) const {
  const auto steps = proof_.claim == Claim::not_joined ? check::Steps::all : check::Steps::unseen;
  const std::set<State> reached = check::reachable(ways, *sight_, steps);
  for (const State& state : reached_) {
    if (!reached.contains(state)) return wrong("node " + number(state.node) + " is not reached so");
  }
  if (proof_.reached.nodes.size() + proof_.reached.after.size() != reached_.size()) return wrong("something is reached twice");
  return {};
}

Result<void> Judge::check_on(const Onward& on, const std::string& where) const {
  if (on.to && reached_.contains(*on.to)) return {};
  const std::string to = on.to ? "node " + number(on.to->node) + ", which is not among the reached" : "the end";
  if (!on.stretch) return wrong(where + " one is at " + to);
  const auto known = leaving_.find(on.stretch->move);
  if (known != leaving_.end()) {
    for (const Stretch& seen : known->second) {
      if (std::max(seen.low, on.stretch->low) < std::min(seen.high, on.stretch->high)) return {};
    }
  }
  const bool unseen = sight_->devices(*on.stretch).empty();
  return wrong(where + " " + segment_named(check::segment_of(on.stretch->move)) + (unseen ? " leads unseen to " : " leads to ") +
               to + (unseen ? "" : ", and no sighting of it is given"));
}

Result<std::vector<std::uint32_t>> Judge::check_way(const check::Ways& ways, const std::vector<ProofPart>& way) const {
  std::vector<std::uint32_t> devices;
  std::vector<Onward> on = ways.first();
  const auto stand = [&] {  // what one is at already
    std::vector<Onward> more;
    for (const Onward& one : on) {
      if (one.stretch || !one.to) continue;
      for (const Onward& next : ways.next(*one.to)) more.push_back(next);
    }
    on.insert(on.end(), more.begin(), more.end());
  };
  stand();
  for (const ProofPart& part : way) {
    const std::string which = "the way's part along " + segment_named(part.segment);
    std::vector<Onward> next;
    for (const Onward& one : on) {
      if (!one.stretch || check::segment_of(one.stretch->move) != part.segment) continue;
      const Stretch& s = *one.stretch;
      const bool back = check::is_backward(s.move);
      if ((back ? s.high : s.low) != part.from_cm || (back ? s.low : s.high) != part.to_cm) continue;
      for (const std::uint32_t device : sight_->devices(s)) devices.push_back(device);
      if (!one.to) next.push_back({});
      if (one.to) next.push_back({one.to, {}});
    }
    if (next.empty()) return wrong(which + " is none that leads on from where it begins");
    on = std::move(next);
    stand();
  }
  const bool there = std::any_of(on.begin(), on.end(), [](const Onward& one) { return !one.to && !one.stretch; });
  if (!there) return wrong("the way does not lead to the end");
  std::sort(devices.begin(), devices.end());
  devices.erase(std::unique(devices.begin(), devices.end()), devices.end());
  return devices;
}

Result<void> Judge::check_between(const check::Ways& ways) const {
  const ProofBetween& between = *proof_.between;
  const auto seen_by = check_way(ways, between.way);
  if (!seen_by) return wrong("between: " + seen_by.error().detail);
  std::vector<OsmRef> devices;
  for (const std::uint32_t i : *seen_by) devices.push_back(ground_.snapshot.devices[i].ref);
  if (devices != between.devices) return wrong("between: other devices see the way that they would open");
  if (!between.smallest) return {};
  if (devices.size() > most_devices_tried + 1) return wrong("between: of so many devices nothing shows that fewer would not do");
  check::Sight sight(ground_, proof_.band, counts_);
  const auto fewer = Trial(ways, sight).opens(devices.size() - 1);
  if (!fewer) return wrong("between: too much to try to see whether fewer devices would do");
  if (*fewer) return wrong("between: fewer devices would do");
  return {};
}

}  // namespace

Result<void> check_proof(const ProofGround& ground, const Proof& proof) { return Judge(ground, proof).verdict(); }

}  // namespace contrechamp::trips
