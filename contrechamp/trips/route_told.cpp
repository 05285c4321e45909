// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/trips/route_told.hpp>
#include <map>
#include <tuple>

namespace contrechamp::trips {
namespace {

using exposure::Sighting;

/// A segment as a run that begins at its first point.
Run run_of(const City& city, std::uint32_t segment) {
  std::vector<Fix> fixes;
  for (const geo::LatLon p : city.network.segments[segment].points) fixes.push_back({p});
  return {fixes, city.frames.at(fixes.front().at)};
}

void drop_empty(std::vector<RoutePart>& parts) {
  if (parts.empty()) return;
  const RoutePart last = parts.back();
  std::erase_if(parts, [](const RoutePart& part) { return part.from_cm == part.to_cm; });
  if (parts.empty()) parts.push_back(last);
}

/// Goes along a route part by part.
class Teller {
 public:
  Teller(const City& city, std::span<const Sighting> sightings, const RouteWish& wish)
      : city_(city), sightings_(sightings), wish_(wish), costs_(city, sightings, wish) {}

  void add(const RoutePart& part) {
    draw(part);
    const auto ladder = static_cast<std::uint8_t>(wish_.band.ladder);
    const auto key = [](const Sighting& s) { return std::tuple(s.segment, s.ladder); };
    const auto range = std::ranges::equal_range(sightings_, std::tuple(part.segment, ladder), {}, key);
    const std::span<const Sighting> all(range.begin(), range.end());
    if (!all.empty()) meet(part, all);
    const Travelled sum = costs_.travelled(part, sightings_of(all, part.segment, wish_.band));
    route_.length_cm += sum.way.cm;
    route_.time_ms += sum.way.ms;
    route_.seen += sum.seen.length;
    route_.seen_ms += sum.seen.time;
    route_.parts.push_back(part);
  }

  Route finished() {
    if (route_.line.size() == 1) route_.line.push_back(route_.line.front());  // a line has two ends, even one that stands still
    for (auto& [device, met] : met_) {
      if (met.seen.possible_cm > 0) route_.met.push_back(met);
    }
    std::ranges::sort(route_.met, std::greater{},
                      [](const RouteMet& m) { return std::tuple(m.seen.expected, m.seen.possible_cm, -std::int64_t{m.device}); });
    return std::move(route_);
  }

 private:
  void draw(const RoutePart& part) {
    const Run run = run_of(city_, part.segment);
    const auto [low, high] = std::minmax(part.from_cm, part.to_cm);
    const streets::Segment& segment = city_.network.segments[part.segment];
    std::vector<geo::LatLon> points{streets::place(segment, city_.frames, low)};
    for (std::size_t i = 0; i < segment.points.size(); ++i) {
      if (low < run.at_cm(i) && run.at_cm(i) < high) points.push_back(segment.points[i]);
    }
    points.push_back(streets::place(segment, city_.frames, high));
    if (part.from_cm > part.to_cm) std::ranges::reverse(points);
    for (const geo::LatLon p : points) {
      if (route_.line.empty() || route_.line.back() != p) route_.line.push_back(p);
    }
    for (const Part& unknown : not_mapped(run, city_.surveyed)) {
      const std::uint32_t from = std::max(unknown.from_cm, low);
      const std::uint32_t to = std::min(unknown.to_cm, high);
      if (from < to) route_.not_mapped_cm += to - from;
    }
  }

  /// `all`: sightings of the segment in the wish's ladder, at all bands.
  void meet(const RoutePart& part, std::span<const Sighting> all) {
    const auto [low, high] = std::minmax(part.from_cm, part.to_cm);
    const exposure::Filter filter = filter_of(wish_, part.from_cm > part.to_cm);
    std::map<std::uint32_t, std::vector<Sighting>> by_device;
    for (const Sighting& s : all) {
      const bool counts = wish_.device_counts.empty() || wish_.device_counts[s.device] != 0;
      if (!counts || (s.headings & filter.headings) == 0 || s.to_cm <= low || s.from_cm >= high) continue;
      by_device[s.device].push_back(s);
    }
    for (const auto& [device, seen] : by_device) note(part, device, seen, filter);
  }

  void note(const RoutePart& part, std::uint32_t device, std::span<const Sighting> seen, const exposure::Filter& filter) {
    RouteMet& met = met_[device];
    met.device = device;
    for (const Sighting& s : seen) {
      met.narrowest_possible = std::max(met.narrowest_possible, s.band);
      if ((s.answers & exposure::certain) != 0) met.narrowest_certain = std::max(met.narrowest_certain.value_or(0), s.band);
    }
    const std::vector<exposure::Stretch> stretches = exposure::merged(seen, filter);
    if (stretches.empty()) return;  // at a wider band only
    if (met.seen.possible_cm == 0) {
      const bool backward = part.from_cm > part.to_cm;
      const std::uint32_t first =
          backward ? std::min(part.from_cm, stretches.back().to_cm) : std::max(part.from_cm, stretches.front().from_cm);
      const Travelled before = costs_.travelled({part.segment, part.from_cm, first});
      met.first_cm = route_.length_cm + before.way.cm;
      met.first_ms = route_.time_ms + before.way.ms;
    }
    const std::uint32_t length_cm = city_.network.segments[part.segment].length_cm;
    met.seen += travelled(part, length_cm, costs_.speed_kmh(part.segment), stretches).seen.length;
  }

  const City& city_;
  std::span<const Sighting> sightings_;
  const RouteWish& wish_;
  PartCosts costs_;
  Route route_;
  std::map<std::uint32_t, RouteMet> met_;  ///< by device
};

}  // namespace

Route told(const City& city, std::span<const Sighting> sightings, const RouteWish& wish, std::vector<RoutePart> parts) {
  drop_empty(parts);
  Teller teller(city, sightings, wish);
  for (const RoutePart& part : parts) teller.add(part);
  return teller.finished();
}

}  // namespace contrechamp::trips
