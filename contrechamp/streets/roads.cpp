// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/streets/bans.hpp>
#include <contrechamp/streets/roads.hpp>
#include <tuple>

namespace contrechamp::streets {
namespace {

const scene::ModeUse& use_of(const scene::Street& street, scene::Mode mode) { return street.use[static_cast<std::size_t>(mode)]; }

struct Way {
  std::uint32_t tail = 0;
  std::uint32_t head = 0;
  RoadArc arc;
};

/// Every usable segment in every sense of it, by (tail, segment, direction); tails and heads are places in `junctions`.
std::vector<Way> ways(const scene::Snapshot& snapshot, const Network& network, scene::Mode mode,
                      const std::vector<std::int64_t>& junctions) {
  const auto number = [&](std::int64_t node) {
    return static_cast<std::uint32_t>(std::lower_bound(junctions.begin(), junctions.end(), node) - junctions.begin());
  };
  std::vector<Way> all;
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const Segment& segment = network.segments[s];
    const scene::Street& street = snapshot.streets[segment.street];
    if (!usable(segment, street, mode)) continue;
    const auto senses = static_cast<unsigned>(use_of(street, mode).senses);
    const std::uint32_t first = number(segment.first_node);
    const std::uint32_t last = number(segment.last_node);
    if ((senses & static_cast<unsigned>(scene::Senses::forward)) != 0) all.push_back({first, last, {s, 0}});
    if ((senses & static_cast<unsigned>(scene::Senses::backward)) != 0) all.push_back({last, first, {s, 1}});
  }
  std::sort(all.begin(), all.end(), [](const Way& a, const Way& b) {
    return std::tie(a.tail, a.arc.segment, a.arc.backward) < std::tie(b.tail, b.arc.segment, b.arc.backward);
  });
  return all;
}

std::vector<std::int64_t> junctions_of(const scene::Snapshot& snapshot, const Network& network, scene::Mode mode) {
  std::vector<std::int64_t> nodes;
  for (const Segment& segment : network.segments) {
    if (!usable(segment, snapshot.streets[segment.street], mode)) continue;
    nodes.push_back(segment.first_node);
    nodes.push_back(segment.last_node);
  }
  std::sort(nodes.begin(), nodes.end());
  nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
  return nodes;
}

}  // namespace

bool usable(const Segment& segment, const scene::Street& street, scene::Mode mode) {
  return !segment.inside_building && open_to(street, mode);
}

Roads roads(const scene::Snapshot& snapshot, const Network& network, scene::Mode mode) {
  Roads plain;
  plain.mode = mode;
  plain.junction = junctions_of(snapshot, network, mode);
  plain.counts.junctions = plain.junction.size();
  plain.first_out.assign(plain.junction.size() + 1, 0);
  for (const Way& way : ways(snapshot, network, mode, plain.junction)) {
    plain.head.push_back(way.head);
    plain.arcs.push_back(way.arc);
    ++plain.first_out[way.tail + 1];
  }
  for (std::size_t v = 1; v < plain.first_out.size(); ++v) plain.first_out[v] += plain.first_out[v - 1];
  const std::vector<Ban> turns = bans(snapshot, network, plain);
  return with_bans(plain, turns, closed_passages(snapshot.barriers, plain));
}

geo::LatLon place(const Segment& segment, const geo::Frames& frames, std::uint32_t cm) {
  const geo::LocalFrame frame = frames.at(segment.points.front());
  const std::vector<double> at = positions(segment.points, frame);
  if (cm == 0) return segment.points.front();
  if (cm >= segment.length_cm) return segment.points.back();
  std::size_t i = 1;
  while (i + 1 < at.size() && at[i] < cm) ++i;
  const geo::Point a = frame.project(segment.points[i - 1]);
  const geo::Vec along = frame.project(segment.points[i]) - a;
  const double span = at[i] - at[i - 1];
  const double t = span > 0 ? std::min(1.0, (cm - at[i - 1]) / span) : 0;
  return frame.unproject(a.x + t * static_cast<double>(along.x), a.y + t * static_cast<double>(along.y));
}

}  // namespace contrechamp::streets
