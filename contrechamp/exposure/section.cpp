// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/merged.hpp>
#include <contrechamp/exposure/section.hpp>
#include <cmath>
#include <map>
#include <optional>
#include <queue>
#include <set>

namespace contrechamp::exposure {
namespace {

using scene::Mode;
using scene::Senses;

/// A segment, or a part of one that ends at a node in its middle.
struct Piece {
  std::uint32_t segment = 0;
  std::uint32_t from_cm = 0;
  std::uint32_t to_cm = 0;
  std::int64_t from_node = 0;
  std::int64_t to_node = 0;
};

/// Which segments a way may use, and in which senses.
class Allowed {
 public:
  Allowed(const scene::Snapshot& snapshot, const scene::SectionControl& control, bool listed)
      : snapshot_(snapshot), listed_(listed), ways_(control.ways.begin(), control.ways.end()) {}

  [[nodiscard]] Senses senses(const streets::Segment& segment) const {
    const scene::Street& street = snapshot_.streets[segment.street];
    if (listed_) return street.ref.type == OsmType::way && ways_.contains(street.ref.id) ? Senses::both : Senses::none;
    if (streets::left_out(segment, street, Mode::car) != scene::LeftOut::none) return Senses::none;
    return street.use[static_cast<std::size_t>(Mode::car)].senses;
  }

 private:
  const scene::Snapshot& snapshot_;
  bool listed_;
  std::set<std::int64_t> ways_;
};

/// Where a node lies strictly within a segment, in cm from its first point.
std::optional<std::uint32_t> place(const scene::Street& street, const streets::Segment& segment, std::int64_t node,
                                   const geo::Frames& frames) {
  const auto found = std::find(street.node_ids.begin(), street.node_ids.end(), node);
  if (found == street.node_ids.end() || segment.points.size() < 3) return {};
  const geo::LatLon at = street.points[static_cast<std::size_t>(found - street.node_ids.begin())];
  const auto inside = std::find(segment.points.begin() + 1, segment.points.end() - 1, at);
  if (inside == segment.points.end() - 1) return {};
  const std::vector<double> along = streets::positions(segment.points, frames.at(segment.points.front()));
  const double share = along[static_cast<std::size_t>(inside - segment.points.begin())] / along.back();
  const auto cm = static_cast<std::uint32_t>(std::floor(share * segment.length_cm + 0.5));
  if (cm == 0 || cm >= segment.length_cm) return {};
  return cm;
}

/// A road map for one control: pieces that meet at nodes, and which of them leave each node.
class Roads {
 public:
  Roads(const scene::Snapshot& snapshot, const streets::Network& network, const geo::Frames& frames,
        const scene::SectionControl& control, bool listed) {
    const Allowed allowed(snapshot, control, listed);
    for (std::uint32_t i = 0; i < network.segments.size(); ++i) {
      const streets::Segment& segment = network.segments[i];
      const Senses senses = allowed.senses(segment);
      if (senses == Senses::none) continue;
      std::map<std::uint32_t, std::int64_t> cuts{{0, segment.first_node}};
      for (const std::int64_t node : {control.from_node, control.to_node}) {
        if (node == segment.first_node || node == segment.last_node) continue;
        if (const auto cm = place(snapshot.streets[segment.street], segment, node, frames)) cuts[*cm] = node;
      }
      add(i, segment, cuts, senses);
    }
  }

  [[nodiscard]] bool knows(std::int64_t node) const { return leaving_.contains(node) || entering_.contains(node); }

  /// The shortest way (E. W. Dijkstra, Numerische Mathematik 1, 1959), from its first step to its last; empty if there is none
  /// within longest_section.
  [[nodiscard]] std::vector<std::uint32_t> way(std::int64_t from, std::int64_t to) const {
    using Reached = std::pair<std::uint64_t, std::int64_t>;  // cm, node
    const auto bound = static_cast<std::uint64_t>(longest_section.count() * 100);
    std::map<std::int64_t, std::pair<std::uint64_t, std::uint32_t>> best;  // by node: cm, the step that led there
    std::priority_queue<Reached, std::vector<Reached>, std::greater<>> open;
    best[from] = {0, 0};
    open.push({0, from});
    while (!open.empty() && open.top().second != to) {
      const auto [cm, node] = open.top();
      open.pop();
      const auto steps = leaving_.find(node);
      if (cm > best[node].first || steps == leaving_.end()) continue;
      for (const std::uint32_t step : steps->second) {
        const std::uint64_t there = cm + pieces_[step / 2].to_cm - pieces_[step / 2].from_cm;
        const auto [known, fresh] = best.try_emplace(end_of(step), there, step);
        if (there > bound || (!fresh && there >= known->second.first)) continue;
        known->second = {there, step};
        open.push({there, end_of(step)});
      }
    }
    std::vector<std::uint32_t> steps;
    if (open.empty()) return steps;
    for (std::int64_t node = to; node != from; node = start_of(steps.back())) steps.push_back(best[node].second);
    std::reverse(steps.begin(), steps.end());
    return steps;
  }

  [[nodiscard]] const Piece& piece(std::uint32_t step) const { return pieces_[step / 2]; }
  [[nodiscard]] static Heading heading(std::uint32_t step) { return step % 2 == 0 ? forward : backward; }

 private:
  void add(std::uint32_t index, const streets::Segment& segment, const std::map<std::uint32_t, std::int64_t>& cuts,
           Senses senses) {
    for (auto cut = cuts.begin(); cut != cuts.end(); ++cut) {
      const auto next = std::next(cut);
      const auto number = static_cast<std::uint32_t>(pieces_.size());
      pieces_.push_back({index, cut->first, next == cuts.end() ? segment.length_cm : next->first, cut->second,
                         next == cuts.end() ? segment.last_node : next->second});
      for (const std::uint32_t step : {2 * number, 2 * number + 1}) {
        entering_.insert(start_of(step));
        const Senses needed = heading(step) == forward ? Senses::forward : Senses::backward;
        if ((static_cast<unsigned>(senses) & static_cast<unsigned>(needed)) != 0) leaving_[start_of(step)].push_back(step);
      }
    }
  }
  [[nodiscard]] std::int64_t start_of(std::uint32_t step) const {
    return step % 2 == 0 ? pieces_[step / 2].from_node : pieces_[step / 2].to_node;
  }
  [[nodiscard]] std::int64_t end_of(std::uint32_t step) const { return start_of(step ^ 1U); }

  std::vector<Piece> pieces_;
  std::map<std::int64_t, std::vector<std::uint32_t>> leaving_;  ///< steps: twice the piece, plus one against its direction
  std::set<std::int64_t> entering_;
};

/// The sightings along a way. Its direction is kept: cars that drive the other way are not timed.
void follow(WatchedSection& section, const Roads& roads, const std::vector<std::uint32_t>& steps, bool sure) {
  for (const std::uint32_t step : steps) {
    const Piece& piece = roads.piece(step);
    if (piece.from_cm == piece.to_cm) continue;
    Sighting s;
    s.segment = piece.segment;
    s.device = section.device;
    s.from_cm = piece.from_cm;
    s.to_cm = piece.to_cm;
    s.ladder = static_cast<std::uint8_t>(optics::Ladder::speed);
    s.answers = sure ? possible | certain : possible;
    s.headings = Roads::heading(step);
    s.p = sure ? full_probability : 0;
    section.length_cm += piece.to_cm - piece.from_cm;
    section.sightings.push_back(s);
  }
}

}  // namespace

std::string_view name(SectionFound found) {
  static constexpr std::array<std::string_view, static_cast<std::size_t>(SectionFound::count)> names{
      "listed", "searched", "no_end", "no_way", "indoors"};
  return names[static_cast<std::size_t>(found)];
}

std::vector<WatchedSection> watched_sections(const scene::Snapshot& snapshot, const streets::Network& network,
                                             const geo::Frames& frames) {
  std::vector<WatchedSection> out;
  for (const scene::SectionControl& control : snapshot.sections) {
    const auto device = std::lower_bound(snapshot.devices.begin(), snapshot.devices.end(), control.device,
                                         [](const scene::Device& d, OsmRef ref) { return d.ref < ref; });
    if (device == snapshot.devices.end() || device->ref != control.device) continue;
    WatchedSection& section = out.emplace_back();
    section.device = static_cast<std::uint32_t>(device - snapshot.devices.begin());
    section.relation = control.relation;
    if (device->indoor) section.found = SectionFound::indoors;
    if (device->indoor || control.from_node == 0 || control.to_node == 0 || control.from_node == control.to_node) continue;
    for (const bool listed : {true, false}) {
      if (listed && control.ways.empty()) continue;
      const Roads roads(snapshot, network, frames, control, listed);
      const std::vector<std::uint32_t> steps = roads.way(control.from_node, control.to_node);
      section.found = !steps.empty() ? (listed ? SectionFound::listed : SectionFound::searched)
                      : roads.knows(control.from_node) && roads.knows(control.to_node) ? SectionFound::no_way
                                                                                       : SectionFound::no_end;
      follow(section, roads, steps, listed && !device->private_person);
      if (!steps.empty()) break;
    }
  }
  return out;
}

std::vector<Sighting> section_sightings(const std::vector<WatchedSection>& sections) {
  std::vector<Sighting> all;
  for (const WatchedSection& section : sections) all.insert(all.end(), section.sightings.begin(), section.sightings.end());
  std::sort(all.begin(), all.end(), before);
  std::vector<Sighting> out;
  for (const Sighting& s : all) {
    if (out.empty() || before(out.back(), s)) {
      out.push_back(s);
      continue;
    }
    out.back().headings |= s.headings;
    out.back().answers |= s.answers;
    out.back().p = std::max(out.back().p, s.p);
  }
  return out;
}

}  // namespace contrechamp::exposure
