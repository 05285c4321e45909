// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/exposure/section.hpp>
#include <contrechamp/trips/again.hpp>
#include <contrechamp/trips/eye_areas.hpp>
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

geo::Rect widened(const geo::Rect& box, std::int32_t by) {
  return {{box.min.x - by, box.min.y - by}, {box.max.x + by, box.max.y + by}};
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

/// Positions along a part as it is travelled begin at a centimetre that leaves room for the rest of its segment before it.
std::uint32_t begin_cm(const RoutePart& part, const City& city) { return city.network.segments[part.segment].length_cm + 1; }

/// From positions on the segment to positions along the part.
Sighting turned(Sighting s, const RoutePart& part, std::uint32_t begin_cm) {
  const auto along = [&](std::uint32_t cm) {
    return part.from_cm < part.to_cm ? begin_cm + cm - part.from_cm : begin_cm + part.from_cm - cm;
  };
  const auto [from, to] = std::minmax({along(s.from_cm), along(s.to_cm)});
  if (part.from_cm > part.to_cm && s.headings != exposure::both_ways)
    s.headings = static_cast<std::uint8_t>(exposure::both_ways - s.headings);
  s.from_cm = from;
  s.to_cm = to;
  return s;
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
      const std::uint32_t begin = begin_cm(parts_[i], city_);
      sums_.push_back(measured(found_[i], filter_of(wish_, false), begin, begin + length(parts_[i])));
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
    std::vector<geo::Point> corners;
    for (std::uint32_t i = 0; i < parts_.size(); ++i) {
      lines.push_back(localised(i, parts_[i], city_, frame));
      boxes.push_back(widened(geo::bounding(lines.back().line.points), range_cm(city_.options)));
      corners.insert(corners.end(), {boxes.back().min, boxes.back().max});
    }
    if (parts_.empty()) return;
    const auto areas = eye_areas(devices, city_.snapshot, frame, city_.options.placement, geo::bounding(corners));
    const geo::GridIndex index(boxes, range_cm(city_.options));
    std::vector<std::uint32_t> near;
    std::vector<std::vector<const LocalSegment*>> of_near;
    for (std::size_t i = 0; i < devices.size(); ++i) {
      std::vector<const LocalSegment*> segments = in_range(devices[i], areas[i], lines, index);
      if (segments.empty()) continue;
      near.push_back(devices[i]);
      of_near.push_back(std::move(segments));
    }
    if (!near.empty()) watch(frame, near, of_near, lines);
  }

  /// `index`: of the parts' boxes, widened by the range.
  [[nodiscard]] std::vector<const LocalSegment*> in_range(std::uint32_t device, const geo::Rect& eyes,
                                                          const std::vector<LocalPart>& lines,
                                                          const geo::GridIndex& index) const {
    const std::vector<scene::Deck>& decks = city_.snapshot.devices[device].decks;
    std::vector<const LocalSegment*> found;
    for (const std::uint32_t i : index.query(eyes)) {
      if (std::ranges::find(decks, lines[i].line.deck) != decks.end()) found.push_back(&lines[i].line);
    }
    return found;
  }

  void watch(const geo::LocalFrame& frame, const std::vector<std::uint32_t>& devices,
             const std::vector<std::vector<const LocalSegment*>>& segments, const std::vector<LocalPart>& lines) {
    const streets::Network no_streets;  // the parts take their place
    const exposure::Neighbourhood around(city_.snapshot, no_streets, frame,
                                         placement::area_of_eyes(devices, city_.snapshot, frame),
                                         range_cm(city_.options) + placement::margin_beyond_range_cm, city_.options);
    exposure::Watcher watcher;
    for (std::size_t i = 0; i < devices.size(); ++i) {
      const exposure::Stance stance = exposure::stance(city_.snapshot.devices[devices[i]], around, city_.options);
      for (Sighting s : watcher.sightings(devices[i], stance, segments[i], city_.options)) {
        const std::uint32_t shift = begin_cm(parts_[s.segment], city_) - lines[s.segment].start_cm;
        s.from_cm += shift;
        s.to_cm += shift;
        found_[s.segment].push_back(s);
      }
    }
  }

  void add_section_controls() {
    const auto sections = exposure::watched_sections(city_.snapshot, city_.network, city_.frames);
    const std::vector<Sighting> watched = exposure::section_sightings(sections);
    for (std::size_t i = 0; i < parts_.size(); ++i) {
      for (const Sighting& s : sightings_of(watched, parts_[i].segment, wish_.band))
        found_[i].push_back(turned(s, parts_[i], begin_cm(parts_[i], city_)));
    }
  }

  const City& city_;
  const RouteWish& wish_;
  std::vector<RoutePart> parts_;
  std::vector<std::vector<Sighting>> found_;  ///< positions along the part, from begin_cm
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

/// Of [low, high) of merged stretches.
Measured sum_of(std::span<const exposure::Stretch> stretches, std::uint32_t low, std::uint32_t high) {
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

/// How far the sum of one device's pieces in [low, high) may be from that of its exact p: each piece has the mean of p,
/// truncated, and p varies by a twentieth in it. So a part of a piece of length L is off by L / 80 at most: where p is a
/// twentieth more in one half.
std::uint64_t off_by_cuts(std::span<const exposure::Stretch> pieces, std::uint32_t low, std::uint32_t high) {
  constexpr std::uint64_t eightieths = 80;  // a twentieth times a quarter
  std::uint64_t off = 0;
  for (const exposure::Stretch& s : pieces) {
    if (s.to_cm <= low || s.from_cm >= high) continue;
    const std::uint64_t length = s.to_cm - s.from_cm;
    const auto cut = [&](std::uint32_t at) { return s.from_cm < at && at < s.to_cm && !s.certain; };
    const std::uint64_t cuts = (cut(low) ? 1U : 0U) + (cut(high) ? 1U : 0U);
    off += length + cuts * (length * exposure::full_probability / eightieths + 1);
  }
  return off;
}

bool near(std::uint64_t a, std::uint64_t b, std::uint64_t by) { return std::max(a, b) - std::min(a, b) <= by; }

bool agree(const SeenAlone& a, const SeenAlone& b) {
  return near(a.seen.certain_cm, b.seen.certain_cm, std::max(a.certain_ends, b.certain_ends)) &&
         near(a.seen.possible_cm, b.seen.possible_cm, std::max(a.possible_ends, b.possible_ends)) &&
         near(a.seen.expected, b.seen.expected, expected_apart(a, b));
}

bool in_order(const exposure::InView& seen) {
  return seen.certain_cm * exposure::full_probability <= seen.expected &&
         seen.expected <= seen.possible_cm * exposure::full_probability;
}

}  // namespace

Measured& Measured::operator+=(const Measured& other) {
  seen += other.seen;
  certain_ends += other.certain_ends;
  possible_ends += other.possible_ends;
  for (SeenAlone one : other.alone) {
    one.part += parts;
    alone.push_back(one);
  }
  parts += other.parts;
  return *this;
}

Measured measured(std::span<const Sighting> sightings, const exposure::Filter& filter, std::uint32_t low, std::uint32_t high) {
  Measured sum = sum_of(exposure::merged(sightings, filter), low, high);
  sum.parts = 1;
  std::vector<Sighting> sorted(sightings.begin(), sightings.end());
  std::ranges::stable_sort(sorted, {}, &Sighting::device);
  for (auto first = sorted.begin(); first != sorted.end();) {
    const auto last = std::find_if(first, sorted.end(), [&](const Sighting& s) { return s.device != first->device; });
    const std::vector<exposure::Stretch> pieces = exposure::merged(std::span(first, last), filter);
    const Measured alone = sum_of(pieces, low, high);
    if (alone.seen.possible_cm > 0) {
      sum.alone.push_back(
          {0, first->device, alone.seen, alone.certain_ends, alone.possible_ends, off_by_cuts(pieces, low, high)});
    }
    first = last;
  }
  return sum;
}

Measured measured_as_stored(const PartCosts& costs, std::span<const RoutePart> parts) {
  Measured sum;
  for (const RoutePart& part : parts) {
    const auto [low, high] = std::minmax(part.from_cm, part.to_cm);
    if (low < high) sum += measured(costs.sightings(part.segment), costs.filter(part), low, high);
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

std::uint64_t expected_apart(const SeenAlone& a, const SeenAlone& b) {
  return a.off_by_cuts + b.off_by_cuts + std::max(a.possible_ends, b.possible_ends) * exposure::full_probability;
}

bool agree(const Measured& a, const Measured& b) {
  if (a.parts != b.parts || !in_order(a.seen) || !in_order(b.seen)) return false;
  const auto key = [](const SeenAlone& s) { return std::tuple(s.part, s.device); };
  auto x = a.alone.begin();
  auto y = b.alone.begin();
  while (x != a.alone.end() || y != b.alone.end()) {  // what only one of them has is held against nothing
    const bool take_x = x != a.alone.end() && (y == b.alone.end() || key(*x) <= key(*y));
    const bool take_y = y != b.alone.end() && (x == a.alone.end() || key(*y) <= key(*x));
    if (!agree(take_x ? *x : SeenAlone{}, take_y ? *y : SeenAlone{})) return false;
    x += take_x ? 1 : 0;
    y += take_y ? 1 : 0;
  }
  return near(a.seen.certain_cm, b.seen.certain_cm, std::max(a.certain_ends, b.certain_ends)) &&
         near(a.seen.possible_cm, b.seen.possible_cm, std::max(a.possible_ends, b.possible_ends));
}

}  // namespace contrechamp::trips
