// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/trips/leg_line.hpp>

namespace contrechamp::trips {
namespace {

/// The junction at a place of a segment, if there is one.
std::optional<std::int64_t> junction_at(const streets::Segment& segment, std::uint32_t cm) {
  if (cm == 0) return segment.first_node;
  if (cm == segment.length_cm) return segment.last_node;
  return std::nullopt;
}

bool ends_at(const City& city, const RoutePart& part, const streets::Spot& stop) {
  if (part.segment == stop.segment && part.to_cm == stop.cm) return true;
  const auto junction = junction_at(city.network.segments[part.segment], part.to_cm);
  return junction && junction == junction_at(city.network.segments[stop.segment], stop.cm);
}

/// Whether the stop is where the next part begins: a leg that goes nowhere.
bool begins_at(const City& city, const RoutePart& part, const streets::Spot& stop) {
  return ends_at(city, {part.segment, part.to_cm, part.from_cm}, stop);
}

/// OSM's nodes behind the points of a segment: where its points stand in its way, one after the other.
std::vector<std::int64_t> nodes_of(const City& city, const streets::Segment& segment) {
  const scene::Street& street = city.snapshot.streets[segment.street];
  for (std::size_t begin = 0; begin < street.node_ids.size(); ++begin) {
    if (street.node_ids[begin] != segment.first_node) continue;
    std::vector<std::int64_t> nodes;
    for (std::size_t i = begin; i < street.points.size() && nodes.size() < segment.points.size(); ++i) {
      const bool repeated = !nodes.empty() && street.node_ids[i] == nodes.back();
      if (repeated) continue;
      if (street.points[i] != segment.points[nodes.size()]) break;
      nodes.push_back(street.node_ids[i]);
    }
    if (nodes.size() == segment.points.size() && nodes.back() == segment.last_node) return nodes;
  }
  return std::vector<std::int64_t>(segment.points.size(), 0);
}

}  // namespace

std::vector<std::span<const RoutePart>> legs_of(const City& city, std::span<const RoutePart> parts,
                                                std::span<const streets::Spot> stops) {
  std::vector<std::span<const RoutePart>> legs;
  std::size_t begin = 0;
  for (std::size_t i = 1; i < stops.size(); ++i) {
    std::size_t end = parts.size();
    if (i + 1 < stops.size()) {
      end = begin;
      const bool stays = begin < parts.size() && begins_at(city, parts[begin], stops[i]);
      while (!stays && end < parts.size() && !ends_at(city, parts[end], stops[i])) ++end;
      if (!stays && end < parts.size()) ++end;
    }
    legs.push_back(parts.subspan(begin, end - begin));
    begin = end;
  }
  return legs;
}

void append_line(const City& city, const RoutePart& part, std::vector<geo::LatLon>& line) {
  const streets::Segment& segment = city.network.segments[part.segment];
  const bool backward = part.from_cm > part.to_cm;
  const auto add = [&](auto first, auto last) {
    if (first != last && !line.empty() && line.back() == *first) ++first;
    line.insert(line.end(), first, last);
  };
  const auto [low, high] = std::minmax(part.from_cm, part.to_cm);
  if (low == 0 && high == segment.length_cm) {
    backward ? add(segment.points.rbegin(), segment.points.rend()) : add(segment.points.begin(), segment.points.end());
    return;
  }
  const PartLine cut = line_of(city, part);
  add(cut.points.begin(), cut.points.end());
}

PartLine line_of(const City& city, const RoutePart& part) {
  const streets::Segment& segment = city.network.segments[part.segment];
  const std::vector<double> at = streets::positions(segment.points, city.frames.at(segment.points.front()));
  const std::vector<std::int64_t> nodes = nodes_of(city, segment);
  const auto [low, high] = std::minmax(part.from_cm, part.to_cm);
  PartLine line;
  const auto add = [&](geo::LatLon p, std::uint32_t cm, std::int64_t node) {
    line.points.push_back(p);
    line.cm.push_back(cm);
    line.nodes.push_back(node);
  };
  const std::size_t last = segment.points.size() - 1;
  std::size_t i = 0;
  while (low > 0 && i + 1 < last && at[i + 1] <= low) ++i;
  add(streets::place(segment, city.frames, low), low, nodes[i]);
  for (++i; i < last && (high == segment.length_cm || at[i] < high); ++i) {
    const auto cm = static_cast<std::uint32_t>(std::floor(at[i] + 0.5));
    add(segment.points[i], std::clamp(cm, low, high), nodes[i]);
  }
  add(streets::place(segment, city.frames, high), high, nodes[i]);
  if (part.from_cm > part.to_cm) {
    std::ranges::reverse(line.points);
    std::ranges::reverse(line.cm);
    std::ranges::reverse(line.nodes);
  }
  return line;
}

}  // namespace contrechamp::trips
