// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/trips/check_near.hpp>
#include <map>
#include <queue>
#include <tuple>

namespace contrechamp::trips::check {
namespace {

/// Nothing: the start, or the end.
using Spot = std::optional<State>;

/// Settles spots in the order of their distance and notes unseen centimetres on the way.
class Nearest {
 public:
  Nearest(const Sight& sight, Side side) : sight_(sight), side_(side) {}

  /// `step(spot, visit)` calls visit(next spot, stretch) for each step from it. It ends as soon as nothing nearer can come.
  template <class Step>
  std::optional<ProofPlace> from(const Spot& origin, const Step& step) {
    reach(origin, 0);
    while (!open_.empty()) {
      const auto [cm, spot] = open_.top();
      open_.pop();
      if (best_ && cm > std::get<0>(*best_)) break;
      if (cm > known_[spot]) continue;
      step(spot, [&, from = cm](const Spot& to, const std::optional<Stretch>& stretch) {
        if (stretch) note(*stretch, from);
        reach(to, from + (stretch ? stretch->high - stretch->low : 0));
      });
    }
    if (!best_) return std::nullopt;
    return ProofPlace{std::get<1>(*best_), std::get<2>(*best_)};
  }

 private:
  using Found = std::tuple<std::uint64_t, std::uint32_t, std::uint32_t>;  // how far, segment, cm

  void reach(const Spot& spot, std::uint64_t cm) {
    const auto [at, fresh] = known_.emplace(spot, cm);
    if (!fresh && at->second <= cm) return;
    at->second = cm;
    open_.emplace(cm, spot);
  }
  void note(const Stretch& stretch, std::uint64_t from) {
    const auto cm = sight_.first_unseen(stretch, side_);
    if (!cm) return;
    const std::uint32_t gone = ascends(stretch.move, side_) ? *cm - stretch.low : stretch.high - *cm;
    const Found found{from + gone, segment_of(stretch.move), *cm};
    if (!best_ || found < *best_) best_ = found;
  }

  const Sight& sight_;
  Side side_;
  std::map<Spot, std::uint64_t> known_;
  using Open = std::pair<std::uint64_t, Spot>;
  std::priority_queue<Open, std::vector<Open>, std::greater<>> open_;
  std::optional<Found> best_;
};

}  // namespace

std::set<State> reachable(const Ways& ways, const Sight& sight, Steps steps) {
  std::set<State> known;
  std::vector<State> open;
  const auto take = [&](const std::vector<Onward>& all) {
    for (const Onward& on : all) {
      const bool may = steps == Steps::all || !on.stretch || sight.devices(*on.stretch).empty();
      if (on.to && may && known.insert(*on.to).second) open.push_back(*on.to);
    }
  };
  take(ways.first());
  while (!open.empty()) {
    const State at = open.back();
    open.pop_back();
    take(ways.next(at));
  }
  return known;
}

std::optional<ProofPlace> nearest_unseen_from_start(const Ways& ways, const Sight& sight) {
  return Nearest(sight, Side::start).from({}, [&](const Spot& at, const auto& visit) {
    for (const Onward& on : at ? ways.next(*at) : ways.first()) {
      if (on.to) visit(on.to, on.stretch);
    }
  });
}

std::optional<ProofPlace> nearest_unseen_to_end(const Ways& ways, const Sight& sight, const std::set<std::int64_t>& nodes) {
  struct Step {
    State from;
    std::optional<Stretch> stretch;
  };
  std::map<Spot, std::vector<Step>> into;  // who came by nothing that matters could come to all states that matter
  std::set<State> known;
  std::vector<State> open;
  for (const std::int64_t node : nodes) {
    known.insert({node, {}});
    open.push_back({node, {}});
  }
  while (!open.empty()) {
    const State at = std::move(open.back());
    open.pop_back();
    for (const Onward& on : ways.next(at)) {
      into[on.to].push_back({at, on.stretch});
      if (on.to && known.insert(*on.to).second) open.push_back(*on.to);
    }
  }
  return Nearest(sight, Side::end).from({}, [&](const Spot& at, const auto& visit) {
    for (const Step& step : into[at]) visit(step.from, step.stretch);
  });
}

}  // namespace contrechamp::trips::check
