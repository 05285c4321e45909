// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/answers/features.hpp>
#include <contrechamp/answers/osrm_line.hpp>
#include <contrechamp/answers/osrm_write.hpp>
#include <contrechamp/answers/turns.hpp>
#include <contrechamp/trips/again.hpp>
#include <contrechamp/trips/leg_line.hpp>

namespace contrechamp::answers::osrm {
namespace {

using Parts = std::span<const trips::RoutePart>;

constexpr std::array<std::string_view, 3> mode_names{"walking", "cycling", "driving"};

double metres(std::uint64_t cm) { return static_cast<double>(cm) / 100; }
double seconds(std::uint64_t ms) { return static_cast<double>(ms) / 1000; }

void write_way(Json& json, const trips::Way& way) {
  json.key("distance").decimal(metres(way.cm), 2).key("duration").decimal(seconds(way.ms), 3);
  json.key("weight").decimal(seconds(way.ms), 3);
}

void write_line(Json& json, Geometries form, std::span<const geo::LatLon> line) {
  if (form != Geometries::geojson) {
    json.string(encode_polyline(line, form == Geometries::polyline ? 5 : 6));
    return;
  }
  json.object().key("type").string("LineString").key("coordinates").array();
  for (const geo::LatLon p : line) write_position(json, rounded(p));
  json.end().end();
}

/// A line has two points, even one that stands still.
std::vector<geo::LatLon> line_of(const trips::City& city, Parts parts, geo::LatLon where) {
  std::vector<geo::LatLon> line;
  for (const trips::RoutePart& part : parts) trips::append_line(city, part, line);
  if (line.empty()) line.push_back(where);
  if (line.size() == 1) line.push_back(line.front());
  return line;
}

/// A piece between two points of the line.
struct Piece {
  trips::RoutePart part;
  trips::Travelled sum;
  exposure::InView seen;
};

/// What each piece of a leg's line is, and the nodes that it goes by.
struct Pieces {
  std::vector<Piece> all;
  std::vector<std::int64_t> nodes;
};
Pieces pieces_of(const Telling& t, Parts parts) {
  Pieces pieces;
  for (const trips::RoutePart& part : parts) {
    const trips::PartLine line = trips::line_of(t.city, part);
    const std::size_t first = pieces.nodes.empty() ? 0 : 1;  // the junction is the end of the part before
    pieces.nodes.insert(pieces.nodes.end(), line.nodes.begin() + static_cast<std::ptrdiff_t>(first), line.nodes.end());
    for (std::size_t i = 0; i + 1 < line.cm.size(); ++i) {
      const trips::RoutePart piece{part.segment, line.cm[i], line.cm[i + 1]};
      const trips::Travelled sum = t.sums.of(piece);
      pieces.all.push_back({piece, sum, sum.seen.length});
    }
  }
  return pieces;
}

void measure_again(const Telling& t, std::vector<Piece>& pieces) {
  std::vector<std::vector<trips::RoutePart>> each;
  for (const Piece& piece : pieces) each.push_back({piece.part});
  const auto again = trips::measured_again(t.city, t.sums.wish(), each);
  for (std::size_t i = 0; i < pieces.size(); ++i) pieces[i].seen = again[i].seen;
}

template <class Value>
void write_list(Json& json, std::string_view key, const std::vector<Piece>& pieces, int decimals, const Value& value) {
  json.key(key).array();
  for (const Piece& piece : pieces) json.decimal(value(piece), decimals);
  json.end();
}

void write_exposure(Json& json, const std::vector<Piece>& pieces) {
  write_list(json, "certain_m", pieces, 2, [](const Piece& p) { return metres(p.seen.certain_cm); });
  write_list(json, "expected_m", pieces, 3,
             [](const Piece& p) { return static_cast<double>(p.seen.expected) / exposure::full_probability / 100; });
  write_list(json, "possible_m", pieces, 2, [](const Piece& p) { return metres(p.seen.possible_cm); });
}

void write_annotation(Json& json, const Telling& t, Parts parts) {
  const unsigned wanted = t.request.annotations;
  Pieces pieces = pieces_of(t, parts);
  const auto seconds_of = [](const Piece& p) { return seconds(p.sum.way.ms); };
  json.key("annotation").object();
  if ((wanted & distance) != 0) write_list(json, "distance", pieces.all, 2, [](const Piece& p) { return metres(p.sum.way.cm); });
  if ((wanted & duration) != 0) write_list(json, "duration", pieces.all, 3, seconds_of);
  if ((wanted & weight) != 0) write_list(json, "weight", pieces.all, 3, seconds_of);
  if ((wanted & speed) != 0) {
    write_list(json, "speed", pieces.all, 1,
               [](const Piece& p) { return p.sum.way.ms == 0 ? 0 : metres(p.sum.way.cm) / seconds(p.sum.way.ms); });
  }
  if ((wanted & nodes) != 0) {
    json.key("nodes").array();
    for (const std::int64_t node : pieces.nodes) json.integer(node);
    json.end();
  }
  if ((wanted & datasources) != 0) {
    write_list(json, "datasources", pieces.all, 0, [](const Piece& /*piece*/) { return 0.0; });
    json.key("metadata").object().key("datasource_names").array().string("OpenStreetMap").end().end();
  }
  if ((wanted & verified) != 0) measure_again(t, pieces.all);
  if ((wanted & exposure) != 0) write_exposure(json, pieces.all);
  json.end();
}

const std::string& name_of(const Telling& t, std::uint32_t street) { return t.subject.snapshot.streets[street].street_name; }

void write_crossing(Json& json, const trips::Crossing& crossing) {
  json.object().key("location");
  write_position(json, rounded(crossing.at));
  json.key("bearings").array();
  for (const std::uint16_t bearing : crossing.bearings) json.integer(bearing);
  json.end().key("entry").array();
  for (const bool entry : crossing.entry) json.boolean(entry);
  json.end();
  if (crossing.in) json.key("in").integer(static_cast<std::int64_t>(*crossing.in));
  if (crossing.out) json.key("out").integer(static_cast<std::int64_t>(*crossing.out));
  json.end();
}

void write_maneuver(Json& json, const Telling& t, const trips::Step& step) {
  json.key("maneuver").object().key("type").string(act_name(step));
  if (step.towards != trips::Towards::none) json.key("modifier").string(towards_name(step.towards));
  if (step.exit > 0) json.key("exit").integer(step.exit);
  json.key("bearing_before").integer(step.before).key("bearing_after").integer(step.after).key("location");
  write_position(json, rounded(step.at));
  json.key("instruction").string(instruction(t.subject, step, t.request.lang)).end();
}

void write_step(Json& json, const Telling& t, const trips::Step& step, Parts parts) {
  const trips::Travelled sum = travelled(t.sums, parts);
  json.object();
  write_way(json, sum.way);
  write_in_view(json, sum.seen.length);
  json.key("name").string(name_of(t, step.street));
  if (step.ring) json.key("rotary_name").string(name_of(t, *step.ring));
  json.key("mode").string(mode_names[static_cast<std::size_t>(t.request.mode)]);
  json.key("geometry");
  write_line(json, t.request.geometries, line_of(t.city, parts, step.at));
  write_maneuver(json, t, step);
  json.key("intersections").array();
  for (const trips::Crossing& crossing : step.crossings) write_crossing(json, crossing);
  json.end().end();
}

/// Where nobody needs to go anywhere: one departs and arrives.
std::vector<trips::Step> standing(const streets::Spot& spot, const Telling& t) {
  trips::Step depart{trips::Act::depart, trips::Towards::none, 0, 0, spot.position, t.city.network.segments[spot.segment].street};
  trips::Step arrive = depart;
  arrive.act = trips::Act::arrive;
  depart.crossings.push_back({spot.position, {0}, {true}, std::nullopt, 0});
  arrive.crossings.push_back({spot.position, {0}, {true}, 0, std::nullopt});
  return {std::move(depart), std::move(arrive)};
}

/// The two names that most of it is travelled under, in the order of travel: "Rue A, Rue B".
std::string summary(const Telling& t, Parts parts) {
  std::vector<std::pair<std::string_view, std::uint64_t>> names;  // in the order of travel
  for (const trips::RoutePart& part : parts) {
    const std::string& name = name_of(t, t.city.network.segments[part.segment].street);
    if (name.empty()) continue;
    auto known = std::ranges::find(names, std::string_view(name), [](const auto& one) { return one.first; });
    if (known == names.end()) known = names.insert(names.end(), {name, 0});
    known->second += std::max(part.from_cm, part.to_cm) - std::min(part.from_cm, part.to_cm);
  }
  while (names.size() > 2) names.erase(std::ranges::min_element(names, {}, [](const auto& one) { return one.second; }));
  std::string out;
  for (const auto& [name, cm] : names) out.append(out.empty() ? "" : ", ").append(name);
  return out;
}

void write_steps(Json& json, const Telling& t, Parts parts, const streets::Spot& from, geo::LatLon asked) {
  json.key("steps").array();
  if (t.request.steps) {
    const auto steps = parts.empty() ? standing(from, t) : trips::steps(t.city, *t.junctions, parts, asked);
    for (const trips::Step& step : steps) {
      write_step(json, t, step, parts.subspan(step.first_part, step.end_part - step.first_part));
    }
  }
  json.end();
}

/// Measured again as a whole, beside what is stored; the same words as in answers of /api/v1/front.
void write_measured_again(Json& json, const Telling& t, Parts all) {
  const std::vector<trips::RoutePart> parts(all.begin(), all.end());
  const trips::RouteWish& wish = t.sums.wish();
  const trips::Measured again = trips::measured_again(t.city, wish, std::span(&parts, 1)).front();
  const trips::PartCosts costs(t.city, t.subject.atlas.sightings(), wish);
  json.key("measured_again").object();
  json.key("agrees").boolean(trips::agree(trips::measured_as_stored(costs, parts), again));
  write_in_view(json, again.seen);
  json.end();
}

void write_overview(Json& json, const Telling& t, Parts all, const streets::Spot& from) {
  if (t.request.overview == Overview::none) return;
  const std::vector<geo::LatLon> line = line_of(t.city, all, from.position);
  json.key("geometry");
  write_line(json, t.request.geometries, t.request.overview == Overview::full ? line : simplified(line));
}

}  // namespace

trips::Travelled travelled(trips::StoredSums& sums, Parts parts) {
  trips::Travelled sum;
  for (const trips::RoutePart& part : parts) sum += sums.of(part);
  return sum;
}

double kept_small_of(const trips::Travelled& travelled, const trips::RouteWish& wish) {
  const double hundredths = wish.unit == trips::Unit::metres ? 100 : 1000;
  return static_cast<double>(trips::kept_small(travelled, wish)) / exposure::full_probability / hundredths;
}

void write_waypoint(Json& json, const Subject& subject, const streets::Spot& spot) {
  const scene::Street& street = subject.snapshot.streets[subject.network.segments[spot.segment].street];
  json.object().key("name").string(street.street_name).key("location");
  write_position(json, rounded(spot.position));
  json.key("distance").decimal(spot.away_m, 2).end();
}

void write_route(Json& json, const Telling& t, std::span<const Parts> legs, std::span<const streets::Spot> spots) {
  std::vector<trips::RoutePart> all;
  for (const Parts leg : legs) all.insert(all.end(), leg.begin(), leg.end());
  const trips::Travelled sum = travelled(t.sums, all);
  json.line().object();
  write_way(json, sum.way);
  json.key("weight_name").string("duration").key("exposure").object();
  write_in_view(json, sum.seen.length);
  json.key("kept_small").decimal(kept_small_of(sum, t.wish), 3);
  std::uint64_t not_mapped_cm = 0;
  for (const trips::RoutePart& part : all) not_mapped_cm += t.sums.not_mapped_cm(part);
  json.key("not_mapped_m").decimal(metres(not_mapped_cm), 2).end();
  if ((t.request.annotations & verified) != 0) write_measured_again(json, t, all);
  write_overview(json, t, all, spots.front());
  json.key("legs").array();
  for (std::size_t i = 0; i < legs.size(); ++i) {
    json.object();
    write_way(json, travelled(t.sums, legs[i]).way);
    json.key("summary").string(t.request.steps ? summary(t, legs[i]) : "");
    write_steps(json, t, legs[i], spots[i], t.request.places[i + 1]);
    if (t.request.annotations != 0) write_annotation(json, t, legs[i]);
    json.end();
  }
  json.end().end();
}

}  // namespace contrechamp::answers::osrm
