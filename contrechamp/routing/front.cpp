// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/front.hpp>
#include <algorithm>
#include <array>
#include <utility>

namespace contrechamp::routing {
namespace {

/// A rough search finds points that are better by such a share of the front's extent, in both costs.
constexpr std::array<Cost, 2> shares{32, 128};
constexpr std::array<Cost, most_lanes> nothing_left{};

}  // namespace

FrontSearch::FrontSearch(Core core, const Index& index, const Profile& profile)
    : core_(std::move(core)), index_(&index), bounds_(index, profile), gaps_(profile), places_(core_.nodes() + std::size_t{1}) {
  static_assert(shares.size() == rounds);
}

FrontSearch::FrontSearch(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure, const Index& index,
                         const Profile& profile)
    : FrontSearch(Core::plain(graph, time, exposure), index, profile) {}

void FrontSearch::begin(std::span<const End> from, std::span<const End> to, std::span<const Point> seed, const Options& options) {
  options_ = options;
  options_.most_time = std::min(options.most_time, unreachable - 1);  // exposure: places_ begin with unreachable
  options_.most_exposure = std::min(options.most_exposure, unreachable - 1);
  from_.assign(from.begin(), from.end());
  to_.assign(to.begin(), to.end());
  seed_.clear();
  for (const Point& point : seed) {
    seed_.push_back({point.time, point.exposure, {}});
  }
  keep_front(seed_);
  for (const Slot slot : touched_) places_[slot] = {};
  touched_.assign(1, core_.nodes());
  bounds_.aim(to);
  mark_way_up();
  mark_way_down();
  fans_.clear();
  settled_before_ = 0;
  gave_up_ = false;
  round_ = 0;
  begin_round();
}

/// All contracted nodes over which ways go up from the beginnings.
void FrontSearch::mark_way_up() {
  std::vector<Slot> next;
  for (const End& end : from_) next.push_back(core_.slot(end.node));
  rising_.clear();
  while (!next.empty()) {
    const Slot slot = next.back();
    next.pop_back();
    if (slot < core_.left() || std::find(rising_.begin(), rising_.end(), slot) != rising_.end()) continue;
    rising_.push_back(slot);
    for (const CoreArc& way : core_.out(slot)) next.push_back(way.slot);
  }
}

/// All contracted nodes over which ways go down to the ends.
void FrontSearch::mark_way_down() {
  std::vector<Slot> next;
  std::vector<Slot> marked;
  for (const End& end : to_) next.push_back(core_.slot(end.node));
  downs_.clear();
  while (!next.empty()) {
    const Slot slot = next.back();
    next.pop_back();
    if (slot < core_.left() || std::find(marked.begin(), marked.end(), slot) != marked.end()) continue;
    marked.push_back(slot);
    for (CoreArc way : core_.in(slot)) {
      next.push_back(way.slot);
      downs_.push_back({way.slot, way});
      downs_.back().way.slot = slot;
    }
  }
  std::sort(downs_.begin(), downs_.end(),
            [](const Down& a, const Down& b) { return a.from != b.from ? a.from < b.from : a.way.way < b.way.way; });
}

void FrontSearch::begin_round() {
  for (less_ = {}; round_ < rounds; ++round_) {
    if (seed_.empty()) continue;
    less_ = {(seed_.back().time - seed_.front().time) / shares[round_],
             (seed_.front().exposure - seed_.back().exposure) / shares[round_]};
    if (less_.any()) break;
  }
  for (const Slot slot : touched_) {
    places_[slot].exposure = unreachable;
    places_[slot].label = none;
  }
  places_.back().time_left = places_.back().exposure_left = 0;
  labels_.clear();
  found_.clear();
  followed_.clear();
  reached_ = 0;
  gaps_.begin(seed_, options_.most_time, options_.most_exposure, less_);
  Cost least = unreachable;
  for (const End& end : from_) least = std::min(least, plus(end.time, bounds_(index_->rank(end.node))[0]));
  queue_.begin(least, seed_.empty() ? plus(least, least) : seed_.back().time);
  for (std::uint32_t i = 0; i < from_.size(); ++i) {
    offer(core_.slot(from_[i].node), from_[i].time, from_[i].exposure, 0, {none, i});
  }
}

/// What a rough search has found is known to the next one.
void FrontSearch::end_round() {
  settled_before_ += labels_.size();
  for (const Found& found : found_) {
    seed_.push_back({found.time, found.exposure, {}});
  }
  keep_front(seed_);
  ++round_;
  begin_round();
}

void FrontSearch::ask(Slot slot) {
  Place& place = places_[slot];
  place.rank = index_->rank(core_.node(slot));
  const Cost* left = bounds_(place.rank);
  place.time_left = left[0];
  place.exposure_left = left[1];
  touched_.push_back(slot);
}

/// Was a label settled here that sees no more, or (in a rough search) hardly more?
bool FrontSearch::known(Slot slot, Cost exposure) const {
  const Place& place = places_[slot];
  return exposure >= place.exposure || (place.label != none && exposure + less_.exposure >= place.exposure);
}

void FrontSearch::offer(Slot slot, Cost time, Cost exposure, std::uint32_t arcs, Label label) {
  Place& place = places_[slot];
  if (known(slot, exposure)) return;
  if (place.time_left == not_asked) ask(slot);
  const Cost time_bound = plus(time, place.time_left);
  if (time_bound > options_.most_time) return;
  const Cost exposure_bound = plus(exposure, place.exposure_left);
  if (exposure_bound > options_.most_exposure || exposure_bound >= places_.back().exposure) return;
  if (!gaps_.promising(time, exposure, slot == core_.nodes() ? nothing_left.data() : bounds_(place.rank))) return;
  if (labels() >= options_.most_labels) {
    gave_up_ = true;
    return;
  }
  queue_.push({time_bound, exposure_bound, arcs, slot, label});
}

void FrontSearch::take(const OpenLabel& open) {
  reached_ = open.time;
  Place& place = places_[open.slot];
  const Cost time = open.time - place.time_left;
  const Cost exposure = open.exposure - place.exposure_left;
  if (known(open.slot, exposure)) {
    // Labels that cost the same come one after the other, those with fewest arcs first; all parents have been settled by then.
    const bool same = exposure == place.exposure && time == place.time && open.arcs == place.arcs;
    if (same && comes_first(open.label, labels_[place.label], open.arcs, open.slot == core_.nodes()))
      labels_[place.label] = open.label;
    return;
  }
  if (open.exposure >= places_.back().exposure) return;
  const auto label = static_cast<std::uint32_t>(labels_.size());
  labels_.push_back(open.label);
  place.exposure = exposure;
  place.time = time;
  place.arcs = open.arcs;
  place.label = label;
  if (open.slot == core_.nodes()) {
    found_.push_back({time, exposure, open.arcs, label});
    gaps_.found(time, exposure);
  } else {
    if (options_.keep_followed) followed_.push_back({core_.node(open.slot), time, exposure});
    expand(open, label);
  }
}

/// What leads on from here: to the ends, to nodes that are left, up while the way still rises, down where an end is below.
void FrontSearch::lay_out(Slot slot) {
  const auto first = static_cast<std::ptrdiff_t>(fans_.size());
  const auto add = [&](const CoreArc& way) {
    if (places_[way.slot].time_left == not_asked) ask(way.slot);
    const Cost left = plus(way.exposure, places_[way.slot].exposure_left);
    if (left < unreachable) fans_.push_back({left, way});
  };
  for (std::uint32_t i = 0; i < to_.size(); ++i) {
    if (to_[i].node == core_.node(slot)) add({core_.nodes(), to_[i].time, to_[i].exposure, 1, i});
  }
  if (slot < core_.left() || std::find(rising_.begin(), rising_.end(), slot) != rising_.end()) {
    for (const CoreArc& way : core_.out(slot)) add(way);
  }
  const auto below = std::lower_bound(downs_.begin(), downs_.end(), slot, [](const Down& down, Slot s) { return down.from < s; });
  for (auto down = below; down != downs_.end() && down->from == slot; ++down) add(down->way);
  std::sort(fans_.begin() + first, fans_.end(), [](const Spoke& a, const Spoke& b) {
    return a.exposure_left != b.exposure_left ? a.exposure_left < b.exposure_left : a.way.way < b.way.way;
  });
  fans_.push_back({});
  places_[slot].fan = static_cast<std::uint32_t>(first);
}

/// Ways that the loop does not come to would lead to nothing that any gap can take.
void FrontSearch::expand(const OpenLabel& open, std::uint32_t label) {
  if (places_[open.slot].fan == none) lay_out(open.slot);
  const Place from = places_[open.slot];
  const Cost most = gaps_.most_exposure(open.time);
  for (std::size_t i = from.fan; from.exposure + fans_[i].exposure_left <= most; ++i) {
    const CoreArc& way = fans_[i].way;
    offer(way.slot, plus(from.time, way.time), plus(from.exposure, way.exposure), from.arcs + way.arcs, {label, way.way});
  }
}

bool FrontSearch::comes_first(Label a, Label b, std::uint32_t arcs, bool behind_ends) const {
  if (less_.any()) return false;  // of a rough search, costs are wanted only
  return comes_before(path_to(a, arcs, behind_ends), path_to(b, arcs, behind_ends));
}

bool FrontSearch::step(std::size_t most_expansions) {
  for (std::size_t taken = 0; !gave_up_; ++taken) {
    while (queue_.empty() && round_ < rounds) end_round();
    if (queue_.empty()) return true;
    if (taken == most_expansions) return false;
    take(queue_.pop());
  }
  return true;
}

Path FrontSearch::path_to(Label label, std::uint32_t arcs, bool behind_ends) const {
  Path path;
  if (behind_ends) {
    path.to = label.way;
    label = labels_[label.parent];
  }
  std::vector<Way> ways;
  path.arcs.reserve(arcs);
  for (; label.parent != none; label = labels_[label.parent]) ways.push_back(label.way);
  path.from = label.way;
  core_.unpack(std::move(ways), path.arcs);
  return path;
}

std::vector<Point> FrontSearch::points() const {
  std::vector<Point> points;
  if (round_ < rounds) return points;
  for (const Found& found : found_)
    points.push_back({found.time, found.exposure, path_to(labels_[found.label], found.arcs, true)});
  return points;
}

}  // namespace contrechamp::routing
