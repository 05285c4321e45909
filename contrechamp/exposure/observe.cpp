// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/core/trig.hpp>
#include <contrechamp/exposure/clip.hpp>
#include <contrechamp/exposure/observe.hpp>
#include <contrechamp/exposure/stretches.hpp>
#include <cmath>
#include <functional>

namespace contrechamp::exposure {
namespace {

using visibility::Interval;

std::int32_t centimetres(Metres m) { return static_cast<std::int32_t>(m.count() * 100 + 0.5); }

/// Footprints that an unplaced device lies in: it is seen as if they were not there.
std::vector<std::uint32_t> holding(const placement::Placed& placed, const placement::Ground& ground) {
  std::vector<std::uint32_t> found;
  if (placed.where != placement::Where::unplaced) return found;
  for (const std::uint32_t i : ground.footprints_near(geo::around(placed.eye, 0))) {
    if (geo::where(ground.footprints()[i].rings, placed.eye) != geo::Where::outside) found.push_back(i);
  }
  return found;
}

/// One straight edge of a segment with what walls and max_range leave of it, as fractions of the edge.
struct SeenEdge {
  Line line;
  double at_cm = 0;  ///< position of its first point on the segment
  double length_cm = 0;
  std::vector<Interval> parts;
  bool along_lines = true;  ///< within 60° of the lines that a certain plate reading needs
};

/// Works one segment after the other for one device; buffers are reused.
class Watcher {
 public:
  Watcher(std::uint32_t device_index, const Stance& stance, const ExposureOptions& options)
      : stance_(stance), options_(options), device_(device_index), tallies_(stance.scenarios.bands.size()) {}

  void watch(const LocalSegment& segment, std::vector<Sighting>& out) {
    if (!find_edges(segment)) return;
    for (CentimetreTally& tally : tallies_) tally.reset(from_cm_, to_cm_);
    const optics::HeadScenarios& first = stance_.scenarios.heads.front();
    for (std::size_t v = 0; v < first.views.size(); ++v) {
      for (std::size_t k = 0; k < first.axes.size(); ++k) add_scenario(v, k);
    }
    lay_ground();
    for (std::size_t b = 0; b < tallies_.size(); ++b) append_band(segment, b, out);
  }

 private:
  /// False if walls and range leave nothing.
  bool find_edges(const LocalSegment& segment) {
    edges_.clear();
    hidden_.clear();
    double lowest = segment.length_cm;
    double highest = 0;
    for (std::size_t i = 0; i + 1 < segment.points.size(); ++i) {
      const geo::Point a = segment.points[i];
      const geo::Point b = segment.points[i + 1];
      if (a == b) continue;
      SeenEdge edge{line_from(stance_.placed.eye, a, b), segment.at_cm[i], segment.at_cm[i + 1] - segment.at_cm[i], {}, true};
      const Interval reach = within(edge.line, options_.optics.max_range.count());
      if (empty(reach)) continue;
      for (const Interval& part : visibility::visible(stance_.seen, a, b)) {
        const Interval left = overlap(part, reach);
        if (!(left.from < left.to)) continue;
        edge.parts.push_back(left);
        lowest = std::min(lowest, edge.at_cm + left.from * edge.length_cm);
        highest = std::max(highest, edge.at_cm + left.to * edge.length_cm);
      }
      edge.along_lines = near_lines(edge.line);
      (edge.parts.empty() ? hidden_ : edges_).push_back(std::move(edge));
    }
    if (edges_.empty()) return false;
    from_cm_ = static_cast<std::uint32_t>(std::floor(lowest));
    to_cm_ = std::min(segment.length_cm, static_cast<std::uint32_t>(std::ceil(highest)));
    return from_cm_ < to_cm_;
  }

  [[nodiscard]] bool near_lines(const Line& line) const {
    const auto& lines = stance_.scenarios.lines;
    return std::all_of(lines.begin(), lines.end(), [&](Bearing bearing) {
      const trig::SinCos s = trig::sin_cos(bearing.angle());
      const double along = line.dx * s.sin + line.dy * s.cos;
      return 4 * along * along >= line.dx * line.dx + line.dy * line.dy;  // |cos| >= 1/2
    });
  }

  /// One empty list a band; what they had allocated stays.
  void clear(std::vector<Stretches>& lists) const {
    lists.resize(tallies_.size());
    for (Stretches& list : lists) list.clear();
  }

  /// Heads are united: what a standing lens sees, then what only a turning one does, the one that dwells longest first.
  void add_scenario(std::size_t v, std::size_t k) {
    const std::vector<optics::HeadScenarios>& heads = stance_.scenarios.heads;
    const std::uint64_t weight = std::uint64_t{heads.front().views[v].weight} * heads.front().axes[k].weight;
    shares_.clear();
    for (const optics::HeadScenarios& head : heads) shares_.push_back(head.views[v].share);
    std::sort(shares_.begin(), shares_.end(), std::greater<>());
    shares_.erase(std::unique(shares_.begin(), shares_.end()), shares_.end());
    clear(united_);
    for (const std::uint32_t share : shares_) {
      clear(found_);
      for (const optics::HeadScenarios& head : heads) {
        if (head.views[v].share != share) continue;
        for (const SeenEdge& edge : edges_) add_edge(edge, head.views[v], head.axes[k], found_);
      }
      for (std::size_t b = 0; b < tallies_.size(); ++b) {
        if (found_[b].empty()) continue;
        join(found_[b]);
        tallies_[b].add(minus(found_[b], united_[b]), weight, share);
        united_[b].insert(united_[b].end(), found_[b].begin(), found_[b].end());
        join(united_[b]);
      }
    }
  }

  static void add_edge(const SeenEdge& edge, const optics::View& view, const optics::Axis& axis, std::vector<Stretches>& into) {
    for (const Interval& piece : covered(view, axis, edge.line)) {
      if (empty(piece)) continue;
      for (std::size_t b = 0; b < into.size(); ++b) {
        const Interval in_band = overlap(piece, within_band(view, b, axis, edge.line));
        if (empty(in_band)) continue;
        for (const Interval& part : edge.parts) {
          const Interval seen = overlap(in_band, part);
          if (seen.from < seen.to)
            into[b].push_back({edge.at_cm + seen.from * edge.length_cm, edge.at_cm + seen.to * edge.length_cm});
        }
      }
    }
  }

  /// Which sweep radius each centimetre lies within, and whether its direction allows a certain answer.
  void lay_ground() {
    const bool may = stance_.scenarios.can_be_certain && stance_.placed.where != placement::Where::unplaced;
    ground_.assign(to_cm_ - from_cm_, {static_cast<std::uint8_t>(options_.sweep.size() - 1), may});
    for (const SeenEdge& edge : edges_) lay_ground(edge);
    // A centimetre at a joint is touched by the edge that is seen, and may lie on the one that is not.
    for (const SeenEdge& edge : hidden_) lay_ground(edge);
  }

  void lay_ground(const SeenEdge& edge) {
    if (!edge.along_lines) {
      each_cm(edge, {0, 1}, [](Spot& g) { g.may_be_certain = false; });
    }
    for (std::size_t ring = options_.sweep.size() - 1; ring-- > 0;) {
      const Interval in = within(edge.line, options_.sweep[ring].count());
      if (!empty(in)) each_cm(edge, in, [&](Spot& g) { g.ring = static_cast<std::uint8_t>(ring); });
    }
  }

  template <class Change>
  void each_cm(const SeenEdge& edge, Interval part, const Change& change) {
    const double from = std::max(std::floor(edge.at_cm + part.from * edge.length_cm + 0.5), static_cast<double>(from_cm_));
    const double to = std::min(std::floor(edge.at_cm + part.to * edge.length_cm + 0.5), static_cast<double>(to_cm_));
    for (double cm = from; cm < to; ++cm) change(ground_[static_cast<std::size_t>(cm) - from_cm_]);
  }

  void append_band(const LocalSegment& segment, std::size_t b, std::vector<Sighting>& out) {
    if (!tallies_[b].touched()) return;
    const optics::Scenarios& set = stance_.scenarios;
    Sighting like;
    like.segment = segment.index;
    like.device = device_;
    like.band = set.bands[b].band;
    like.ladder = static_cast<std::uint8_t>(set.bands[b].ladder);
    const auto count = static_cast<std::uint32_t>(set.heads.front().views.size() * set.heads.front().axes.size());
    append_pieces(out, like, tallies_[b], from_cm_, ground_, count, set.total_weight,
                  stance_.placed.where != placement::Where::unplaced);
  }

  const Stance& stance_;
  const ExposureOptions& options_;
  std::uint32_t device_;
  std::uint32_t from_cm_ = 0;
  std::uint32_t to_cm_ = 0;
  std::vector<SeenEdge> edges_;
  std::vector<SeenEdge> hidden_;  ///< within range, but nothing of them is left
  std::vector<CentimetreTally> tallies_;
  std::vector<std::uint32_t> shares_;
  std::vector<Stretches> found_;
  std::vector<Stretches> united_;
  std::vector<Spot> ground_;
};

}  // namespace

Stance stance(const scene::Device& device, const Neighbourhood& around, const ExposureOptions& options) {
  Stance result;
  result.placed = placement::placed(device, around.ground(), options.placement);
  result.scenarios = optics::scenarios(device, result.placed.normal, options.optics);
  result.seen.eye = result.placed.eye;
  if (result.scenarios.bands.empty()) return result;
  // Buildings that begin above the camera hide nothing; untagged heights are taken as the middle one.
  const double height = device.height.value_or(options.optics.heights[1]).count();
  const std::int32_t reach = centimetres(options.optics.max_range);
  std::vector<visibility::Edge> edges;  // below ground none: tunnels have no walls in the map
  if (!scene::below_ground(device)) {
    edges = around.edges_near(geo::around(result.placed.eye, reach), height, holding(result.placed, around.ground()));
  }
  result.seen = visibility::viewshed(result.placed.eye, edges, reach);
  return result;
}

std::vector<const LocalSegment*> segments_in_range(const Stance& stance, const std::vector<scene::Deck>& decks,
                                                   const Neighbourhood& around, const ExposureOptions& options) {
  if (stance.scenarios.bands.empty()) return {};
  return around.segments_near(geo::around(stance.placed.eye, centimetres(options.optics.max_range)), decks);
}

std::vector<Sighting> sightings(std::uint32_t device_index, const Stance& stance, std::span<const LocalSegment* const> segments,
                                const ExposureOptions& options) {
  std::vector<Sighting> found;
  if (stance.scenarios.bands.empty()) return found;
  Watcher watcher(device_index, stance, options);
  for (const LocalSegment* segment : segments) watcher.watch(*segment, found);
  std::sort(found.begin(), found.end(), before);
  return found;
}

}  // namespace contrechamp::exposure
