// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/trips/check_ways.hpp>

namespace contrechamp::trips::check {

Sight::Sight(const ProofGround& ground, optics::BandRef band, const std::vector<char>& counts) {
  for (const exposure::Sighting& s : ground.sightings) {
    const bool of_band = s.ladder == static_cast<std::uint8_t>(band.ladder) && s.band == band.band;
    if (of_band && counts[s.device] != 0) sorted_.push_back(s);
  }
  std::stable_sort(sorted_.begin(), sorted_.end(), [](const auto& a, const auto& b) { return a.segment < b.segment; });
}

std::span<const exposure::Sighting> Sight::of(Move move) const {
  const auto before = [](const exposure::Sighting& s, std::uint32_t segment) { return s.segment < segment; };
  const auto first = std::lower_bound(sorted_.begin(), sorted_.end(), segment_of(move), before);
  return {first, std::lower_bound(first, sorted_.end(), segment_of(move) + 1, before)};
}

std::vector<std::uint32_t> Sight::devices(const Stretch& stretch) const {
  const std::uint8_t heading = is_backward(stretch.move) ? exposure::backward : exposure::forward;
  std::vector<std::uint32_t> found;
  for (const exposure::Sighting& s : of(stretch.move)) {
    const bool meets = std::max(s.from_cm, stretch.low) < std::min(s.to_cm, stretch.high);
    if (meets && (s.headings & heading) != 0 && (s.answers & exposure::possible) != 0) found.push_back(s.device);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

std::optional<std::uint32_t> Sight::first_unseen(const Stretch& stretch, Side side) const {
  const bool up = ascends(stretch.move, side);
  const std::uint8_t heading = is_backward(stretch.move) ? exposure::backward : exposure::forward;
  std::uint32_t at = up ? stretch.low : stretch.high;
  const auto sees_next = [&](const exposure::Sighting& s) {
    const bool there = up ? s.from_cm <= at && at < s.to_cm : s.from_cm < at && at <= s.to_cm;
    return there && (s.headings & heading) != 0 && (s.answers & exposure::possible) != 0;
  };
  const auto all = of(stretch.move);
  while (up ? at < stretch.high : at > stretch.low) {
    const auto by = std::find_if(all.begin(), all.end(), sees_next);
    if (by == all.end()) return at;
    at = up ? by->to_cm : by->from_cm;
  }
  return std::nullopt;
}

bool Sight::has(Move move, std::uint32_t device, std::uint32_t from_cm, std::uint32_t to_cm) const {
  const std::uint8_t heading = is_backward(move) ? exposure::backward : exposure::forward;
  const auto all = of(move);
  return std::any_of(all.begin(), all.end(), [&](const exposure::Sighting& s) {
    return s.device == device && s.from_cm == from_cm && s.to_cm == to_cm && (s.headings & heading) != 0 &&
           (s.answers & exposure::possible) != 0;
  });
}

std::vector<std::int64_t> Ways::junctions(ProofPlace place) const {
  std::vector<std::int64_t> nodes;
  if (place.cm == 0) nodes.push_back(network_.segments[place.segment].first_node);
  if (place.cm == length_cm(place.segment)) nodes.push_back(network_.segments[place.segment].last_node);
  return nodes;
}

std::vector<Move> Ways::along(std::uint32_t segment) const {
  std::vector<Move> both{2 * segment, 2 * segment + 1};
  std::erase_if(both, [&](Move move) { return !moves_.may(move); });
  return both;
}

std::vector<Onward> Ways::first() const {
  std::vector<Onward> on;
  const std::vector<std::int64_t> here = junctions(from_);
  for (const std::int64_t node : here) on.push_back({State{node, {}}, {}});
  if (from_ == to_) on.push_back({});
  for (const Move move : along(from_.segment)) {
    const bool back = is_backward(move);
    if (here.empty()) {
      const Stretch rest = back ? Stretch{move, 0, from_.cm} : Stretch{move, from_.cm, length_cm(from_.segment)};
      on.push_back({State{moves_.head(move), turns_.after({}, move)}, rest});
    }
    const bool ahead = from_.segment == to_.segment && (back ? to_.cm < from_.cm : to_.cm > from_.cm);
    if (ahead) on.push_back({{}, Stretch{move, std::min(from_.cm, to_.cm), std::max(from_.cm, to_.cm)}});
  }
  return on;
}

std::vector<Onward> Ways::next(const State& state) const {
  std::vector<Onward> on;
  const std::vector<std::int64_t> goals = junctions(to_);
  if (std::find(goals.begin(), goals.end(), state.node) != goals.end()) on.push_back({});
  for (const Move move : turns_.onward(state.node, state.memory)) {
    const std::uint32_t length = moves_.length_cm(move);
    on.push_back({State{moves_.head(move), turns_.after(state.memory, move)}, Stretch{move, 0, length}});
    if (!goals.empty() || segment_of(move) != to_.segment) continue;
    on.push_back({{}, is_backward(move) ? Stretch{move, to_.cm, length} : Stretch{move, 0, to_.cm}});
  }
  return on;
}

std::vector<Stretch> Ways::away() const {
  std::vector<Stretch> all;
  const std::vector<std::int64_t> here = junctions(from_);
  for (const Move move : along(from_.segment)) {
    if (!here.empty()) break;
    all.push_back(is_backward(move) ? Stretch{move, from_.cm - 1, from_.cm} : Stretch{move, from_.cm, from_.cm + 1});
  }
  for (const std::int64_t node : here) {
    for (const Move move : moves_.out_of(node)) {
      const std::uint32_t length = moves_.length_cm(move);
      if (length > 0) all.push_back(is_backward(move) ? Stretch{move, length - 1, length} : Stretch{move, 0, 1});
    }
  }
  return all;
}

std::vector<Stretch> Ways::towards() const {
  std::vector<Stretch> all;
  const std::vector<std::int64_t> here = junctions(to_);
  for (const Move move : along(to_.segment)) {
    if (!here.empty()) break;
    all.push_back(is_backward(move) ? Stretch{move, to_.cm, to_.cm + 1} : Stretch{move, to_.cm - 1, to_.cm});
  }
  for (const std::int64_t node : here) {
    for (const Move move : moves_.into(node)) {
      const std::uint32_t length = moves_.length_cm(move);
      if (length > 0) all.push_back(is_backward(move) ? Stretch{move, 0, 1} : Stretch{move, length - 1, length});
    }
  }
  return all;
}

}  // namespace contrechamp::trips::check
