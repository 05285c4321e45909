// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/front.hpp>
#include <algorithm>

namespace contrechamp::routing {

const std::array<Mix, most_lanes>& default_mixes() {
  static constexpr std::array<Mix, most_lanes> mixes{
      only_time,  only_exposure, Mix{1013, 11}, Mix{1002, 22}, Mix{981, 43}, {941, 83}, {870, 154}, {757, 267},
      {600, 424}, {424, 600},    {267, 757},    {154, 870},    {83, 941},    {43, 981}, {22, 1002}, {11, 1013}};
  return mixes;
}

std::vector<Point> supported_front(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure,
                                   const Profile& profile, Query& query, std::span<const End> from, std::span<const End> to) {
  query.run(from, to);
  std::vector<Point> points;
  for (std::size_t lane = 0; lane < profile.lanes(); ++lane) {
    Point point;
    if (!query.path(lane, point.path)) continue;
    const Result<Sums> sums = sums_of(graph, time, exposure, from, to, point.path);
    if (sums && sums->time < unreachable && sums->exposure < unreachable) {
      point.time = static_cast<Cost>(sums->time);
      point.exposure = static_cast<Cost>(sums->exposure);
      points.push_back(std::move(point));
    }
  }
  keep_front(points);
  return points;
}

FrontSearch::FrontSearch(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure, const Index& index,
                         const Profile& profile)
    : graph_(graph), time_(time), exposure_(exposure), time_left_(index, profile, 0), exposure_left_(index, profile, 1) {}

void FrontSearch::begin(std::span<const End> from, std::span<const End> to, std::span<const Point> seed, const Options& options) {
  options_ = options;
  options_.most_time = std::min(options.most_time, unreachable - 1);  // exposure: places_ begin with unreachable
  to_.assign(to.begin(), to.end());
  seed_.clear();
  for (const Point& point : seed) {
    seed_.push_back({point.time, point.exposure, {}});
  }
  keep_front(seed_);
  labels_.clear();
  queue_.clear();
  places_.assign(graph_.nodes() + std::size_t{1}, Place{});
  places_.back().time_left = places_.back().exposure_left = 0;
  found_.clear();
  reached_ = 0;
  gave_up_ = false;
  time_left_.aim(to);
  exposure_left_.aim(to);
  for (std::uint32_t i = 0; i < from.size(); ++i) {
    offer(from[i].node, from[i].time, from[i].exposure, 0, {none, i});
  }
}

bool FrontSearch::beaten_by_seed(Cost time, Cost exposure) const {
  const auto later =
      std::upper_bound(seed_.begin(), seed_.end(), time, [](Cost t, const Point& point) { return t < point.time; });
  if (later == seed_.begin()) return false;
  // The last that is not slower sees the least of those. Its own pair is not beaten: the search finds that path anew.
  const Point& seed = *(later - 1);
  return seed.exposure < exposure || (seed.exposure == exposure && seed.time < time);
}

bool FrontSearch::Open::later(const Open& a, const Open& b) {
  const auto pair = [](std::uint32_t high, std::uint32_t low) { return std::uint64_t{high} << 32U | low; };
  const std::uint64_t bounds_a = pair(a.time, a.exposure), bounds_b = pair(b.time, b.exposure);
  if (bounds_a != bounds_b) return bounds_a > bounds_b;
  const std::uint64_t place_a = pair(a.arcs, a.node), place_b = pair(b.arcs, b.node);
  return place_a != place_b ? place_a > place_b : a.label.arc > b.label.arc;
}

void FrontSearch::offer(Node node, Cost time, Cost exposure, std::uint32_t arcs, Label label) {
  Place& place = places_[node];
  if (exposure >= place.exposure) return;
  if (place.time_left == not_asked) place.time_left = time_left_(node);
  const Cost time_bound = plus(time, place.time_left);
  if (time_bound > options_.most_time) return;
  if (place.exposure_left == not_asked) place.exposure_left = exposure_left_(node);
  const Cost exposure_bound = plus(exposure, place.exposure_left);
  if (exposure_bound > options_.most_exposure || exposure_bound >= places_.back().exposure) return;
  if (beaten_by_seed(time_bound, exposure_bound)) return;
  if (labels() >= options_.most_labels) {
    gave_up_ = true;
    return;
  }
  queue_.push_back({time_bound, exposure_bound, arcs, node, label});
  std::push_heap(queue_.begin(), queue_.end(), Open::later);
}

void FrontSearch::take(const Open& open) {
  reached_ = open.time;
  Place& place = places_[open.node];
  const Cost time = open.time - place.time_left;
  const Cost exposure = open.exposure - place.exposure_left;
  if (exposure >= place.exposure) {
    // Labels that cost the same come one after the other, those with fewest arcs first; all parents have been settled by then.
    const bool same = exposure == place.exposure && time == place.time && open.arcs == place.arcs;
    if (same && comes_first(open.label, labels_[place.label], open.node == graph_.nodes())) labels_[place.label] = open.label;
    return;
  }
  if (open.exposure >= places_.back().exposure) return;
  const auto label = static_cast<std::uint32_t>(labels_.size());
  labels_.push_back(open.label);
  place.exposure = exposure;
  place.time = time;
  place.arcs = open.arcs;
  place.label = label;
  if (open.node == graph_.nodes()) {
    found_.push_back({time, exposure, label});
  } else {
    expand(open.node, label);
  }
}

void FrontSearch::expand(Node node, std::uint32_t label) {
  const Place from = places_[node];
  for (std::uint32_t i = 0; i < to_.size(); ++i) {
    if (to_[i].node != node) continue;
    offer(graph_.nodes(), plus(from.time, to_[i].time), plus(from.exposure, to_[i].exposure), from.arcs + 1, {label, i});
  }
  for (Arc arc = graph_.first_out[node]; arc < graph_.first_out[node + 1]; ++arc) {
    offer(graph_.head[arc], plus(from.time, time_[arc]), plus(from.exposure, exposure_[arc]), from.arcs + 1, {label, arc});
  }
}

bool FrontSearch::comes_first(Label a, Label b, bool behind_ends) const {
  // From behind: of arcs the difference that is met last counts, then that of the beginnings, then that of the ends.
  bool first = false;
  bool arcs_differ = false;
  for (;;) {
    const bool beginning = a.parent == none;
    if (a.arc != b.arc && !(beginning && arcs_differ)) {
      first = a.arc < b.arc;
      arcs_differ = arcs_differ || !behind_ends;
    }
    if (a.parent == b.parent) return first;  // both begin here, or go on alike
    a = labels_[a.parent];
    b = labels_[b.parent];
    behind_ends = false;
  }
}

bool FrontSearch::step(std::size_t most_expansions) {
  for (std::size_t taken = 0; taken < most_expansions && !queue_.empty() && !gave_up_; ++taken) {
    std::pop_heap(queue_.begin(), queue_.end(), Open::later);
    const Open open = queue_.back();
    queue_.pop_back();
    take(open);
  }
  return queue_.empty() || gave_up_;
}

Cost FrontSearch::settled_time() const {
  if (gave_up_) return reached_;
  return queue_.empty() ? unreachable : queue_.front().time;
}

Path FrontSearch::path_to(std::uint32_t label) const {
  Path path;
  path.to = labels_[label].arc;
  for (label = labels_[label].parent; labels_[label].parent != none; label = labels_[label].parent) {
    path.arcs.push_back(labels_[label].arc);
  }
  path.from = labels_[label].arc;
  std::reverse(path.arcs.begin(), path.arcs.end());
  return path;
}

std::vector<Point> FrontSearch::points() const {
  std::vector<Point> points;
  for (const Found& found : found_) points.push_back({found.time, found.exposure, path_to(found.label)});
  return points;
}

}  // namespace contrechamp::routing
