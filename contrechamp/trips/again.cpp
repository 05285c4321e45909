// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/exposure/section.hpp>
#include <contrechamp/trips/again.hpp>
#include <functional>
#include <iterator>
#include <map>
#include <tuple>

namespace contrechamp::trips {
namespace {

using exposure::LocalSegment;
using exposure::Sighting;

std::int32_t range_cm(const exposure::ExposureOptions& options) {
  return static_cast<std::int32_t>(options.optics.max_range.count() * 100 + 0.5);
}

std::uint32_t length(const RoutePart& part) { return std::max(part.from_cm, part.to_cm) - std::min(part.from_cm, part.to_cm); }

auto order(const RoutePart& part) { return std::tuple(part.segment, part.from_cm, part.to_cm); }

/// A part in a device's frame, as a segment of its own that runs in the direction of travel. The part begins at its whole
/// centimetre `start_cm`: before it stands what is left of the edge in which the part begins.
struct LocalPart {
  LocalSegment line;
  std::uint32_t start_cm = 0;
};

LocalPart localised(std::uint32_t number, const RoutePart& part, const City& city, const geo::LocalFrame& frame) {
  const streets::Segment& segment = city.network.segments[part.segment];
  const bool backward = part.from_cm > part.to_cm;
  std::vector<double> at = streets::positions(segment.points, frame);
  std::vector<geo::Point> points;
  for (const geo::LatLon p : segment.points) points.push_back(frame.project(p));
  const double measured = at.back();
  for (double& cm : at) {
    cm = measured > 0 ? cm / measured * segment.length_cm : 0;
    cm = backward ? part.from_cm - cm : cm - part.from_cm;
  }
  if (backward) {
    std::ranges::reverse(at);
    std::ranges::reverse(points);
  }
  const auto first = std::max<std::ptrdiff_t>(std::ranges::upper_bound(at, 0.0) - at.begin() - 1, 0);
  const auto last =
      std::min<std::ptrdiff_t>(std::ranges::lower_bound(at, static_cast<double>(length(part))) - at.begin(), std::ssize(at) - 1);
  LocalPart local;
  local.start_cm = static_cast<std::uint32_t>(std::ceil(std::max(0.0, -at[static_cast<std::size_t>(first)])));
  for (std::ptrdiff_t i = first; i <= last; ++i) {
    local.line.points.push_back(points[static_cast<std::size_t>(i)]);
    local.line.at_cm.push_back(at[static_cast<std::size_t>(i)] + local.start_cm);
  }
  local.line.index = number;
  local.line.length_cm = static_cast<std::uint32_t>(std::ceil(local.line.at_cm.back()));
  local.line.deck = city.snapshot.streets[segment.street].deck;
  return local;
}

/// Adds what lies on the part, with positions from where it begins.
void add_clipped(Sighting s, std::int64_t start_cm, std::uint32_t length_cm, std::vector<Sighting>& out) {
  const auto place = [&](std::uint32_t cm) {
    return static_cast<std::uint32_t>(std::clamp<std::int64_t>(std::int64_t{cm} - start_cm, 0, length_cm));
  };
  s.from_cm = place(s.from_cm);
  s.to_cm = place(s.to_cm);
  if (s.from_cm < s.to_cm) out.push_back(s);
}

/// From positions on the segment to positions on the part.
void add_turned(Sighting s, const RoutePart& part, std::vector<Sighting>& out) {
  if (part.from_cm < part.to_cm) return add_clipped(s, part.from_cm, length(part), out);
  const std::int64_t from = std::int64_t{part.from_cm} - s.to_cm;
  const std::int64_t to = std::int64_t{part.from_cm} - s.from_cm;
  if (to <= 0) return;
  s.headings = s.headings == exposure::both_ways ? s.headings : static_cast<std::uint8_t>(exposure::both_ways - s.headings);
  s.from_cm = static_cast<std::uint32_t>(std::max<std::int64_t>(from, 0));
  s.to_cm = static_cast<std::uint32_t>(to);
  add_clipped(s, 0, length(part), out);
}

/// What is found of parts, each measured once however many routes take it.
class Again {
 public:
  /// `parts`: sorted, none twice.
  Again(const City& city, const RouteWish& wish, std::vector<RoutePart> parts)
      : city_(city), wish_(wish), parts_(std::move(parts)), found_(parts_.size()) {
    std::map<std::uint32_t, std::vector<std::uint32_t>> by_frame;
    for (std::uint32_t i = 0; i < city.snapshot.devices.size(); ++i) {
      if (counts(i)) by_frame[city.frames.key(city.snapshot.devices[i].position)].push_back(i);
    }
    for (const auto& [key, devices] : by_frame) look(devices);
    if (wish.band.ladder == optics::Ladder::speed && !city.options.optics.model.in_use()) add_section_controls();
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      sums_.push_back(measured(exposure::merged(found_[i], filter_of(wish_, false)), 0, length(parts_[i])));
    }
  }

  [[nodiscard]] const Measured& of(const RoutePart& part) const {
    return sums_[static_cast<std::size_t>(std::ranges::lower_bound(parts_, order(part), {}, order) - parts_.begin())];
  }

 private:
  [[nodiscard]] bool counts(std::uint32_t device) const {
    if (!wish_.device_counts.empty() && wish_.device_counts[device] == 0) return false;
    const auto ladders = optics::ladders_of(city_.snapshot.devices[device].kind, city_.options.optics);
    return std::ranges::find(ladders, wish_.band.ladder) != ladders.end();
  }

  /// Devices of one frame.
  void look(std::span<const std::uint32_t> devices) {
    const geo::LocalFrame frame = city_.frames.at(city_.snapshot.devices[devices.front()].position);
    std::vector<LocalPart> lines;
    std::vector<geo::Rect> boxes;
    for (std::uint32_t i = 0; i < parts_.size(); ++i) {
      lines.push_back(localised(i, parts_[i], city_, frame));
      boxes.push_back(geo::bounding(lines.back().line.points));
    }
    const geo::GridIndex index(boxes, range_cm(city_.options));
    std::vector<std::uint32_t> near;
    std::vector<std::vector<const LocalSegment*>> of_near;
    for (const std::uint32_t device : devices) {
      std::vector<const LocalSegment*> segments = in_range(device, lines, index);
      if (segments.empty()) continue;
      near.push_back(device);
      of_near.push_back(std::move(segments));
    }
    if (!near.empty()) watch(frame, near, of_near, lines);
  }

  [[nodiscard]] std::vector<const LocalSegment*> in_range(std::uint32_t device, const std::vector<LocalPart>& lines,
                                                          const geo::GridIndex& index) const {
    const std::vector<scene::Deck>& decks = city_.snapshot.devices[device].decks;
    std::vector<const LocalSegment*> found;
    for (const std::uint32_t i : index.query(geo::around(city_.placed[device].eye, range_cm(city_.options)))) {
      if (std::ranges::find(decks, lines[i].line.deck) != decks.end()) found.push_back(&lines[i].line);
    }
    return found;
  }

  void watch(const geo::LocalFrame& frame, const std::vector<std::uint32_t>& devices,
             const std::vector<std::vector<const LocalSegment*>>& segments, const std::vector<LocalPart>& lines) {
    const streets::Network no_streets;  // the parts take their place
    const exposure::Neighbourhood around(city_.snapshot, no_streets, frame,
                                         placement::area_of_eyes(devices, city_.snapshot, frame),
                                         range_cm(city_.options) + placement::margin_beyond_range_cm,
                                         city_.options.usual_building_height, city_.options.least_building_height);
    exposure::Watcher watcher;
    for (std::size_t i = 0; i < devices.size(); ++i) {
      const exposure::Stance stance = exposure::stance(city_.snapshot.devices[devices[i]], around, city_.options);
      for (const Sighting& s : watcher.sightings(devices[i], stance, segments[i], city_.options)) {
        add_clipped(s, lines[s.segment].start_cm, length(parts_[s.segment]), found_[s.segment]);
      }
    }
  }

  void add_section_controls() {
    const auto sections = exposure::watched_sections(city_.snapshot, city_.network, city_.frames);
    const std::vector<Sighting> watched = exposure::section_sightings(sections);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      for (const Sighting& s : sightings_of(watched, parts_[i].segment, wish_.band)) add_turned(s, parts_[i], found_[i]);
    }
  }

  const City& city_;
  const RouteWish& wish_;
  std::vector<RoutePart> parts_;
  std::vector<std::vector<Sighting>> found_;  ///< positions along the part as it is travelled
  std::vector<Measured> sums_;
};

/// Ends of the stretches on which `answers` says yes, joined where they touch, inside of [low, high).
template <class Answers>
std::uint64_t ends(std::span<const exposure::Stretch> stretches, std::uint32_t low, std::uint32_t high, Answers answers) {
  std::uint64_t count = 0;
  std::uint32_t open_until = low;  // what begins or ends at a cut is no end
  for (const exposure::Stretch& s : stretches) {
    if (!answers(s) || s.to_cm <= low || s.from_cm >= high) continue;
    if (s.from_cm > open_until) count += open_until > low ? 2 : 1;
    open_until = std::max(open_until, s.to_cm);
  }
  return count + (open_until > low && open_until < high ? 1 : 0);
}

}  // namespace

Measured& Measured::operator+=(const Measured& other) {
  seen += other.seen;
  certain_ends += other.certain_ends;
  possible_ends += other.possible_ends;
  return *this;
}

Measured measured(std::span<const exposure::Stretch> stretches, std::uint32_t low, std::uint32_t high) {
  Measured sum;
  for (const exposure::Stretch& s : stretches) {
    const std::uint32_t from = std::max(s.from_cm, low);
    const std::uint32_t to = std::min(s.to_cm, high);
    if (from < to) sum.seen += exposure::in_view(std::array{exposure::Stretch{from, to, s.certain, s.p}});
  }
  sum.certain_ends = ends(stretches, low, high, [](const exposure::Stretch& s) { return s.certain; });
  sum.possible_ends = ends(stretches, low, high, [](const exposure::Stretch&) { return true; });
  return sum;
}

Measured measured_as_stored(const PartCosts& costs, std::span<const RoutePart> parts) {
  Measured sum;
  for (const RoutePart& part : parts) {
    const auto [low, high] = std::minmax(part.from_cm, part.to_cm);
    if (low < high) sum += measured(costs.stretches(part), low, high);
  }
  return sum;
}

std::vector<Measured> measured_again(const City& city, const RouteWish& wish, std::span<const std::vector<RoutePart>> routes) {
  const auto empty = [](const RoutePart& part) { return part.from_cm == part.to_cm; };
  std::vector<RoutePart> parts;
  for (const auto& route : routes) std::ranges::copy_if(route, std::back_inserter(parts), std::not_fn(empty));
  std::ranges::sort(parts, {}, order);
  parts.erase(std::ranges::unique(parts, {}, order).begin(), parts.end());
  const Again again(city, wish, std::move(parts));
  std::vector<Measured> sums;
  for (const auto& route : routes) {
    Measured& sum = sums.emplace_back();
    for (const RoutePart& part : route) {
      if (!empty(part)) sum += again.of(part);
    }
  }
  return sums;
}

bool agree(const Measured& a, const Measured& b) {
  const auto near = [](std::uint64_t x, std::uint64_t y, std::uint64_t ends) { return std::max(x, y) - std::min(x, y) <= ends; };
  return near(a.seen.certain_cm, b.seen.certain_cm, std::max(a.certain_ends, b.certain_ends)) &&
         near(a.seen.possible_cm, b.seen.possible_cm, std::max(a.possible_ends, b.possible_ends));
}

}  // namespace contrechamp::trips
