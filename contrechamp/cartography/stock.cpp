// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/cartography/cartographer.hpp>
#include <contrechamp/cartography/rules.hpp>
#include <contrechamp/cartography/stock.hpp>

namespace contrechamp::cartography {
namespace {

struct ClassRow {
  std::string_view highway;
  std::string_view drawn;
};
/// How a street is drawn; the classes are those that a mode may use. What is not listed is drawn as minor.
constexpr std::array classes{ClassRow{"motorway", "major"},  ClassRow{"motorway_link", "major"},
                             ClassRow{"trunk", "major"},     ClassRow{"trunk_link", "major"},
                             ClassRow{"primary", "major"},   ClassRow{"primary_link", "major"},
                             ClassRow{"secondary", "major"}, ClassRow{"secondary_link", "major"},
                             ClassRow{"tertiary", "major"},  ClassRow{"tertiary_link", "major"},
                             ClassRow{"service", "service"}, ClassRow{"track", "path"},
                             ClassRow{"footway", "path"},    ClassRow{"path", "path"},
                             ClassRow{"cycleway", "path"},   ClassRow{"bridleway", "path"},
                             ClassRow{"steps", "path"}};

/// Water and green end with the ground: extracts hold whole lakes and rivers, far beyond what else is known.
void add_covers(Stock& stock) {
  const scene::Snapshot& s = stock.subject.snapshot;
  const tiles::Window within = ground(stock.subject.atlas.bounds());
  for (std::uint32_t i = 0; i < s.areas.size(); ++i) {
    std::vector<tiles::Ring> rings;
    for (const scene::LatLonRing& mapped : s.areas[i].rings) {
      tiles::Ring ring;
      for (const geo::LatLon p : mapped) ring.push_back(geo::world(p));
      if (tiles::Ring inside = tiles::clipped_ring(ring, within); !inside.empty()) rings.push_back(std::move(inside));
    }
    if (!rings.empty()) (s.areas[i].cover == scene::Cover::water ? stock.water : stock.green).add(i, rings);
  }
}

void add_buildings(Stock& stock) {
  const scene::Snapshot& s = stock.subject.snapshot;
  for (std::uint32_t i = 0; i < s.buildings.size(); ++i) {
    if (!s.buildings[i].roof && !s.buildings[i].underground) stock.blocks.add(i, s.buildings[i].rings);
  }
}

void add_joined(Shapes& shapes, std::span<const streets::Segment> segments, std::vector<Joinable> what) {
  for (const std::vector<Leg>& legs : joined(segments, std::move(what))) {
    std::vector<geo::LatLon> line;
    for (const Leg& leg : legs) {
      std::vector<geo::LatLon> points = segments[leg.segment].points;
      if (leg.reversed) std::reverse(points.begin(), points.end());
      line.insert(line.end(), points.begin() + (line.empty() ? 0 : 1), points.end());
    }
    shapes.add(legs.front().segment, line);
  }
}

void add_streets(Stock& stock) {
  const answers::Subject& s = stock.subject;
  std::vector<Joinable> named, majors;
  for (std::uint32_t i = 0; i < s.network.segments.size(); ++i) {
    const streets::Segment& segment = s.network.segments[i];
    if (!counted(s, i)) continue;
    const bool surveyed = answers::is_surveyed(s, segment.cell);
    if (!surveyed) stock.unmapped.push_back(segment.cell);
    if (segment.length_cm == 0) continue;
    stock.segments.add(i, segment.points);
    const scene::Street& street = s.snapshot.streets[segment.street];
    if (!street.street_name.empty()) named.push_back({street.street_name, false, i});
    if (drawn_class(street.highway) == "major") majors.push_back({street.street_name, surveyed, i});
  }
  std::sort(stock.unmapped.begin(), stock.unmapped.end());
  stock.unmapped.erase(std::unique(stock.unmapped.begin(), stock.unmapped.end()), stock.unmapped.end());
  add_joined(stock.names, s.network.segments, std::move(named));
  add_joined(stock.majors, s.network.segments, std::move(majors));
}

/// Coverage comes with ten times the points that any zoom draws. Simplified once by the finest tolerance of all zooms: Douglas
/// and Peucker's points at a coarser one are among these, and found again (the farthest of all is the farthest of those kept).
void add_coverages(Stock& stock) {
  std::int64_t finest = INT64_MAX;
  for (std::uint8_t zoom = 0; zoom <= max_zoom; ++zoom) {
    if (const Rule* row = rule(Theme::coverage, zoom)) finest = std::min(finest, row->tolerance * tiles::tile_unit(zoom));
  }
  tiles::Ring ring;
  for (std::uint32_t i = 0; i < stock.subject.coverages.size(); ++i) {
    const auto& outlines = stock.subject.coverages[i].outlines;
    std::vector<tiles::Ring> chains{{geo::world(outlines.front().front())}};
    std::int64_t largest = 0;
    for (const std::vector<geo::LatLon>& outline : outlines) {
      ring.clear();
      for (const geo::LatLon p : outline) ring.push_back(geo::world(p));
      largest = std::max(largest, std::abs(tiles::twice_area(ring)));
      if (tiles::Ring simple = tiles::simplified_ring(ring, finest); !simple.empty()) chains.push_back(std::move(simple));
    }
    stock.coverage.add(i, chains);
    stock.coverage_areas.push_back(largest);
  }
}

/// Segments of one key as a graph: which ends meet at which node.
class Joints {
 public:
  Joints(std::span<const streets::Segment> segments, std::span<const Joinable> of_one_key) : segments_(segments) {
    for (const Joinable& j : of_one_key) {
      ends_.emplace_back(segments[j.segment].first_node, j.segment);
      ends_.emplace_back(segments[j.segment].last_node, j.segment);
    }
    std::sort(ends_.begin(), ends_.end());
  }

  /// Does a line go on here, and nowhere else?
  [[nodiscard]] bool passes(std::int64_t node) const { return at(node).size() == 2; }

  /// The line from one end of a segment, until it ends or comes back; marks what it takes.
  [[nodiscard]] std::vector<Leg> followed(Leg leg, std::vector<std::uint8_t>& taken) const {
    std::vector<Leg> legs;
    for (;;) {
      legs.push_back(leg);
      taken[leg.segment] = 1;
      const streets::Segment& here = segments_[leg.segment];
      const std::int64_t node = leg.reversed ? here.first_node : here.last_node;
      const auto meeting = at(node);
      if (meeting.size() != 2) return legs;
      const std::uint32_t next = meeting[0].second == leg.segment ? meeting[1].second : meeting[0].second;
      if (taken[next] != 0) return legs;
      leg = {next, segments_[next].first_node != node};
    }
  }

 private:
  using End = std::pair<std::int64_t, std::uint32_t>;
  [[nodiscard]] std::span<const End> at(std::int64_t node) const {
    const auto from = std::partition_point(ends_.begin(), ends_.end(), [&](const End& e) { return e.first < node; });
    const auto to = std::partition_point(from, ends_.end(), [&](const End& e) { return e.first == node; });
    return {from, to};
  }
  std::span<const streets::Segment> segments_;
  std::vector<End> ends_;
};

}  // namespace

std::string_view drawn_class(std::string_view highway) {
  const auto row = std::find_if(classes.begin(), classes.end(), [&](const ClassRow& r) { return r.highway == highway; });
  return row == classes.end() ? "minor" : row->drawn;
}

tiles::Window ground(const geo::Box& box) {
  if (box.empty()) return {};
  return {geo::world({box.max.lat_e7, box.min.lon_e7}), geo::world({box.min.lat_e7, box.max.lon_e7})};
}

bool counted(const answers::Subject& subject, std::uint32_t segment) {
  const streets::Segment& s = subject.network.segments[segment];
  return std::any_of(scene::all_modes.begin(), scene::all_modes.end(), [&](scene::Mode mode) {
    return streets::left_out(s, subject.snapshot.streets[s.street], mode) == scene::LeftOut::none;
  });
}

std::vector<std::vector<Leg>> joined(std::span<const streets::Segment> segments, std::vector<Joinable> what) {
  std::sort(what.begin(), what.end());
  std::vector<std::vector<Leg>> lines;
  std::vector<std::uint8_t> taken(segments.size(), 0);
  for (auto from = what.begin(); from != what.end();) {
    const auto same = [&](const Joinable& j) { return j.name == from->name && j.surveyed == from->surveyed; };
    const auto to = std::find_if_not(from, what.end(), same);
    const Joints joints(segments, {from, to});
    for (auto i = from; i != to; ++i) {
      if (taken[i->segment] != 0) continue;
      if (!joints.passes(segments[i->segment].first_node)) {
        lines.push_back(joints.followed({i->segment, false}, taken));
      } else if (!joints.passes(segments[i->segment].last_node)) {
        lines.push_back(joints.followed({i->segment, true}, taken));
      }
    }
    for (auto i = from; i != to; ++i) {  // what is left are circles
      if (taken[i->segment] == 0) lines.push_back(joints.followed({i->segment, false}, taken));
    }
    from = to;
  }
  return lines;
}

Stock::Stock(const answers::Subject& s) : subject(s) {
  add_covers(*this);
  add_buildings(*this);
  add_streets(*this);
  add_coverages(*this);
  pieces = PieceTable(s.atlas, segments.sources());
  devices.reserve(s.snapshot.devices.size());
  for (const scene::Device& device : s.snapshot.devices) devices.push_back(geo::world(device.position));
  for (Shapes* shapes : {&water, &green, &blocks, &segments, &majors, &names, &coverage}) shapes->finish();
}

}  // namespace contrechamp::cartography
