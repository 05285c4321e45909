// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/exposure/clip.hpp>
#include <contrechamp/exposure/merged.hpp>
#include <contrechamp/exposure/spans.hpp>
#include <contrechamp/trips/sections.hpp>

namespace contrechamp::trips {
namespace {

using exposure::Sighting;
using exposure::Stretches;
using visibility::Interval;

// A line that is longer than a road is wide tells where it leads; the road between its ends may be longer by so much.
constexpr double long_line_cm = 2 * beside_road_cm;
constexpr double longest_detour = 1.5;

constexpr auto margin_cm = static_cast<std::int32_t>(beside_road_cm) + 100;  // a metre for rounding

struct Offset {
  double x = 0;
  double y = 0;
};
Offset offset(geo::Point from, geo::Point to) { return {static_cast<double>(to.x) - from.x, static_cast<double>(to.y) - from.y}; }
double dot(Offset a, Offset b) { return a.x * b.x + a.y * b.y; }
double cross(Offset a, Offset b) { return a.x * b.y - a.y * b.x; }
double length(Offset a) { return std::sqrt(dot(a, a)); }

/// Where low <= start + t step <= high.
Interval between_values(double start, double step, double low, double high) {
  if (step == 0) return low <= start && start <= high ? Interval{0, 1} : exposure::nothing;
  const double a = (low - start) / step;
  const double b = (high - start) / step;
  return {std::min(a, b), std::max(a, b)};
}

void widen(Interval& whole, Interval part) {
  if (exposure::empty(part)) return;
  whole = exposure::empty(whole) ? part : Interval{std::min(whole.from, part.from), std::max(whole.to, part.to)};
}

/// The watched part of a segment, in the direction of travel.
std::vector<geo::Point> travelled(const Sighting& part, const streets::Segment& segment, const geo::LocalFrame& measured_in,
                                  const geo::LocalFrame& frame) {
  const std::vector<double> at = streets::positions(segment.points, measured_in);
  const auto point_at = [&](std::uint32_t cm) {
    const double place = cm * at.back() / segment.length_cm;
    const auto next = std::upper_bound(at.begin() + 1, at.end() - 1, place);
    const auto i = static_cast<std::size_t>(next - at.begin());
    const double step = at[i] - at[i - 1];
    return frame.project(between(segment.points[i - 1], segment.points[i], step > 0 ? (place - at[i - 1]) / step : 0));
  };
  std::vector<geo::Point> chain{point_at(part.from_cm)};
  for (std::size_t i = 0; i < at.size(); ++i) {
    const double cm = at[i] * segment.length_cm / at.back();
    if (cm > part.from_cm && cm < part.to_cm) chain.push_back(frame.project(segment.points[i]));
  }
  chain.push_back(point_at(part.to_cm));
  if (part.headings == exposure::backward) std::reverse(chain.begin(), chain.end());
  return chain;
}

void tell(std::uint32_t device, const exposure::CmSpans& spans, bool sure, std::vector<Sighting>& out) {
  for (const exposure::CmSpan& span : spans) {
    Sighting s;
    s.device = device;
    s.from_cm = span.from;
    s.to_cm = span.to;
    s.ladder = static_cast<std::uint8_t>(optics::Ladder::speed);
    s.answers = sure ? exposure::possible | exposure::certain : exposure::possible;
    s.headings = exposure::forward;
    s.p = sure ? exposure::full_probability : 0;
    out.push_back(s);
  }
}

}  // namespace

Sections::Sections(std::span<const exposure::WatchedSection> sections, const streets::Network& network,
                   const geo::Frames& frames) {
  for (const exposure::WatchedSection& watched : sections) {
    if (!watched.sightings.empty()) add(watched, network, frames);
  }
  std::ranges::sort(sections_, {}, &Section::device);
}

void Sections::add(const exposure::WatchedSection& watched, const streets::Network& network, const geo::Frames& frames) {
  const auto& first = network.segments[watched.sightings.front().segment];
  Section section{watched.device,
                  (watched.sightings.front().answers & exposure::certain) != 0,
                  geo::LocalFrame(first.points.front()),
                  {},
                  {},
                  {}};
  double at_cm = 0;
  std::vector<geo::Rect> boxes;
  for (const Sighting& part : watched.sightings) {
    const streets::Segment& segment = network.segments[part.segment];
    const auto chain = travelled(part, segment, frames.at(segment.points.front()), section.frame);
    for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
      if (chain[i] == chain[i + 1]) continue;
      section.edges.push_back({chain[i], chain[i + 1], at_cm});
      boxes.push_back(geo::bounding(std::array{chain[i], chain[i + 1]}));
      at_cm += length(offset(chain[i], chain[i + 1]));
    }
  }
  if (section.edges.empty()) return;
  section.edges.front().first = true;
  section.edges.back().last = true;
  for (const geo::Rect& box : boxes) {
    section.reach.add(section.frame.unproject(box.min.x - margin_cm, box.min.y - margin_cm));
    section.reach.add(section.frame.unproject(box.max.x + margin_cm, box.max.y + margin_cm));
  }
  section.index = geo::GridIndex(boxes, 20'000);
  sections_.push_back(std::move(section));
}

/// As fractions of the line from p to q. What is within some distance of an edge is convex, so the hull of its parts is all of
/// it. The section begins and ends square, at its nodes.
Interval Sections::beside(const Edge& edge, geo::Point p, geo::Point q) {
  const Offset along = offset(edge.a, edge.b);
  const Offset step = offset(p, q);
  const double size = length(along);
  const double forward = dot(along, step) / size;
  if (forward < along_road * length(step)) return exposure::nothing;
  const Offset start = offset(edge.a, p);
  Interval found =
      exposure::overlap(between_values(dot(along, start) / size, forward, 0, size),
                        between_values(cross(along, start) / size, cross(along, step) / size, -beside_road_cm, beside_road_cm));
  if (exposure::empty(found)) found = exposure::nothing;
  if (!edge.first) widen(found, exposure::within(exposure::line_from(edge.a, p, q), beside_road_cm / 100));
  if (!edge.last) widen(found, exposure::within(exposure::line_from(edge.b, p, q), beside_road_cm / 100));
  return exposure::overlap(found, {0, 1});
}

/// How far along the section a point beside it is; nothing if it is not beside it.
std::optional<double> Sections::place_on(const Section& section, geo::Point p) {
  std::optional<double> place;
  double nearest = beside_road_cm * beside_road_cm;
  for (const std::uint32_t i : section.index.query(geo::around(p, margin_cm))) {
    const Edge& edge = section.edges[i];
    const geo::Nearest foot = geo::nearest_on_segment(edge.a, edge.b, p);
    if (foot.squared_distance > nearest) continue;
    nearest = foot.squared_distance;
    place = edge.at_cm + length({foot.x - edge.a.x, foot.y - edge.a.y});
  }
  return place;
}

void Sections::find(const Section& section, const Run& run, Stretches& out) {
  const std::span<const Fix> fixes = run.fixes();
  geo::Point p = section.frame.project(fixes[0].at);
  for (std::size_t i = 0; i + 1 < fixes.size(); ++i) {
    const geo::Point q = section.frame.project(fixes[i + 1].at);
    const geo::Rect line = geo::bounding(std::array{p, q});
    const double chord = length(offset(p, q));
    const double start = run.at_cm(i);
    const double size = run.at_cm(i + 1) - start;
    const auto add = [&](Interval part) {
      if (part.from < part.to) out.push_back({start + part.from * size, start + part.to * size});
    };
    for (const std::uint32_t edge : section.index.query(
             {{line.min.x - margin_cm, line.min.y - margin_cm}, {line.max.x + margin_cm, line.max.y + margin_cm}})) {
      if (chord > 0) add(beside(section.edges[edge], p, q));
    }
    if (chord > long_line_cm) {
      const auto from = place_on(section, p);
      const auto to = place_on(section, q);
      if (from && to && *to > *from && *to - *from <= longest_detour * chord + long_line_cm) add({0, 1});
    }
    p = q;
  }
}

std::vector<Sighting> Sections::sightings(const Run& run) const {
  std::vector<Sighting> out;
  if (run.probe()) return out;  // it stands still: no direction of travel
  const geo::Box box = run.box();
  for (auto section = sections_.begin(); section != sections_.end();) {
    const std::uint32_t device = section->device;
    std::array<Stretches, 2> found;  // possible only, certain
    for (; section != sections_.end() && section->device == device; ++section) {
      if (may_touch(section->reach, box)) find(*section, run, found[section->sure ? 1 : 0]);
    }
    std::array<exposure::CmSpans, 2> spans;
    for (std::size_t sure = 0; sure < found.size(); ++sure) {
      exposure::join(found[sure]);
      exposure::round(found[sure], exposure::Rounding::nearest, spans[sure]);
    }
    exposure::CmSpans only_possible;
    exposure::subtract(spans[0], spans[1], only_possible);
    tell(device, only_possible, false, out);
    tell(device, spans[1], true, out);
  }
  return out;
}

}  // namespace contrechamp::trips
