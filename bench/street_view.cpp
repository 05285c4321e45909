// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <bench/street_view.hpp>
#include <tuple>

namespace contrechamp::bench {
namespace {
constexpr double joint_cm = 1e-6;  // two edges of a chain meet, up to rounding
constexpr std::uint32_t no_segment = 0xffffffffU;

std::vector<StreetEdge> along_segments(std::span<const StreetEdge> edges) {
  std::vector<StreetEdge> sorted(edges.begin(), edges.end());
  std::stable_sort(sorted.begin(), sorted.end(), [](const StreetEdge& p, const StreetEdge& q) {
    return std::tie(p.segment, p.at_cm) < std::tie(q.segment, q.at_cm);
  });
  return sorted;
}

std::vector<visibility::Edge> lines_of(std::span<const StreetEdge> edges) {
  std::vector<visibility::Edge> lines;
  for (const StreetEdge& edge : edges) lines.push_back({edge.a, edge.b});
  return lines;
}
}  // namespace

StreetIndex::StreetIndex(std::span<const StreetEdge> edges) : edges_(along_segments(edges)), grid_(lines_of(edges_)) {}

/// Cuts come by number of the edge, so stretches of one segment follow each other: those that touch are joined as they are
/// written.
std::span<const Stretch> StreetView::look(geo::Point eye, std::int32_t reach_cm) {
  const visibility::Viewshed& seen = gaze_.look({eye, reach_cm});
  streets_.grid().near(eye, reach_cm, near_);
  const visibility::Cuts& cuts = cutter_.cut(seen, near_);
  if (seen_.size() < cuts.size + 1) seen_.resize(2 * cuts.size + 1);
  Stretch* last = seen_.data();  // one before the first
  Stretch ignored;
  std::uint32_t segment = no_segment;
  double reached = 0;
  for (std::size_t i = 0; i < cuts.size; ++i) {
    const StreetEdge& edge = streets_.edges()[cuts.id[i]];
    const double from = edge.at_cm + cuts.from[i] * edge.length_cm;
    const bool joins = segment == edge.segment && from <= reached + joint_cm;
    segment = edge.segment;
    reached = edge.at_cm + cuts.to[i] * edge.length_cm;
    last += joins ? 0 : 1;
    (joins ? ignored : *last).from_cm = from;  // without a branch: as many join as do not
    last->segment = segment;
    last->to_cm = reached;
  }
  return {seen_.data() + 1, static_cast<std::size_t>(last - seen_.data())};
}

double metres(std::span<const Stretch> stretches) {
  double cm = 0;
  for (const Stretch& stretch : stretches) cm += stretch.to_cm - stretch.from_cm;
  return cm / 100;
}

}  // namespace contrechamp::bench
