// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/answers/families.hpp>
#include <contrechamp/answers/features.hpp>
#include <contrechamp/answers/reach.hpp>
#include <contrechamp/answers/route_place.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

using trips::ReachStretch;
using Stretches = std::vector<ReachStretch>;

double metres(std::uint64_t cm) { return static_cast<double>(cm) / 100; }

/// What of the first list is not in the second; both by segment, ascending, disjoint.
Stretches without(const Stretches& all, const Stretches& some) {
  Stretches left;
  auto next = some.begin();
  for (ReachStretch rest : all) {
    while (next != some.end() && (next->segment < rest.segment || (next->segment == rest.segment && next->to_cm <= rest.from_cm)))
      ++next;
    for (auto cut = next; cut != some.end() && cut->segment == rest.segment && cut->from_cm < rest.to_cm; ++cut) {
      if (cut->from_cm > rest.from_cm) left.push_back({rest.segment, rest.from_cm, cut->from_cm});
      rest.from_cm = std::max(rest.from_cm, cut->to_cm);
    }
    if (rest.from_cm < rest.to_cm) left.push_back(rest);
  }
  return left;
}

/// Of these, in cells that nobody surveyed.
std::uint64_t not_mapped_cm(const Subject& s, const Stretches& stretches) {
  std::uint64_t sum = 0;
  for (const ReachStretch& stretch : stretches) {
    if (!is_surveyed(s, s.network.segments[stretch.segment].cell)) sum += stretch.to_cm - stretch.from_cm;
  }
  return sum;
}

double metres_between(const Subject& s, geo::LatLon a, geo::LatLon b) {
  const geo::LocalFrame frame = s.frames.at(a);
  const geo::Vec way = frame.project(b) - frame.project(a);
  const auto x = static_cast<double>(way.x), y = static_cast<double>(way.y);
  return std::sqrt(x * x + y * y) / 100;
}

std::string devices_named(const Subject& s, const std::vector<std::uint32_t>& devices) {
  constexpr std::size_t most_shown = 10;
  std::string out;
  for (std::size_t i = 0; i < std::min(devices.size(), most_shown); ++i) {
    out += (i == 0 ? "" : ", ") + osm_name(s.snapshot.devices[devices[i]].ref);
  }
  return devices.size() > most_shown ? out + "…" : out;
}

std::string start_text(const Subject& s, const Reached& r, Lang lang) {
  const auto in = [&](Phrase phrase) { return std::string(phrase.in(lang)); };
  const trips::UnseenEnd& from = r.reach.from;
  if (!from.in_view) return {};
  const std::string seen =
      in({"The start is itself in view, of ", "Le départ est déjà en vue, de "}) + devices_named(s, from.devices);
  if (!from.moved) {
    return seen +
           in({"; no place out of view by the map joins it.\n", "\u202F; aucun lieu hors de vue selon la carte ne s’y joint.\n"});
  }
  return seen +
         in({". What follows sets out from the nearest place that is not, by the map, ",
             ". La suite part du lieu le plus proche qui ne l’est pas, selon la carte, à "}) +
         distance(metres_between(s, r.reach.asked.position, from.spot.position), lang) + in({" away: ", "\u202F: "}) +
         place_text(from.spot.position) + ".\n";
}

void write_devices(Json& json, const Subject& s, const std::vector<std::uint32_t>& devices) {
  json.array();
  for (const std::uint32_t device : devices) json.string(osm_name(s.snapshot.devices[device].ref));
  json.end();
}

void write_wish(Json& json, const Subject& s, const Reached& r) {
  const trips::RouteWish& wish = r.wish;
  json.key("mode").string(scene::name(wish.mode)).key("family").string(optics::family(wish.band.ladder));
  json.key("ladder").string(optics::name(wish.band.ladder));
  json.key("band").string(optics::bands(wish.band.ladder)[wish.band.band].name);
  json.key("minutes").decimal(static_cast<double>(r.milliseconds) / 60'000, 2);
  json.key("devices").integer(static_cast<std::int64_t>(s.snapshot.devices.size()));
  json.key("devices_left_out").integer(std::count(wish.device_counts.begin(), wish.device_counts.end(), 0));
}

void write_start(Json& json, const Subject& s, const Reached& r) {
  const trips::Reach& reach = r.reach;
  json.key("start").object().key("asked");
  write_position(json, r.wish.stops.front());
  json.key("position");
  write_position(json, reach.asked.position);
  json.key("away_m")
      .decimal(reach.asked.away_m, 2)
      .key("segment")
      .integer(reach.asked.segment)
      .key("at_cm")
      .integer(reach.asked.cm);
  json.key("in_view").boolean(reach.from.in_view).key("seen_by");
  write_devices(json, s, reach.from.devices);
  json.key("unseen_from");
  if (reach.from.moved) {
    write_position(json, reach.from.spot.position);
  } else {
    json.null();
  }
  json.end();
}

void write_stretches(Json& json, const Subject& s, std::string_view key, const Stretches& stretches) {
  json.line().key(key).array();
  for (const ReachStretch& stretch : stretches) {
    const scene::Street& street = s.snapshot.streets[s.network.segments[stretch.segment].street];
    json.object().key("segment").integer(stretch.segment).key("way").string(osm_name(street.ref));
    json.key("from_cm").integer(stretch.from_cm).key("to_cm").integer(stretch.to_cm).end();
  }
  json.end();
}

/// The points of a stretch, in the direction of its segment.
void write_line(Json& json, const Subject& s, const ReachStretch& stretch) {
  const streets::Segment& segment = s.network.segments[stretch.segment];
  const std::vector<double> at = streets::positions(segment.points, s.frames.at(segment.points.front()));
  json.array();
  write_position(json, streets::place(segment, s.frames, stretch.from_cm));
  for (std::size_t i = 0; i < at.size(); ++i) {
    if (at[i] > stretch.from_cm && at[i] < stretch.to_cm) write_position(json, segment.points[i]);
  }
  write_position(json, streets::place(segment, s.frames, stretch.to_cm));
  json.end();
}

void write_lines(Json& json, const Subject& s, const Stretches& stretches, bool unseen) {
  std::uint64_t length_cm = 0;
  for (const ReachStretch& stretch : stretches) length_cm += stretch.to_cm - stretch.from_cm;
  json.line().object().key("type").string("Feature").key("properties").object().key("unseen").boolean(unseen);
  json.key("length_m").decimal(metres(length_cm), 2).key("not_mapped_m").decimal(metres(not_mapped_cm(s, stretches)), 2);
  json.key("attribution").string(attribution(s)).key("licence").string(licence).end();
  json.key("geometry").object().key("type").string("MultiLineString").key("coordinates").array();
  for (const ReachStretch& stretch : stretches) write_line(json, s, stretch);
  json.end().end().end();
}

}  // namespace

Result<std::uint64_t> reach_time(std::string_view minutes, std::uint64_t most_minutes) {
  const auto hundredths = decimal_from(minutes, 2);
  const auto most = static_cast<std::int64_t>(most_minutes * 100);
  if (hundredths && *hundredths > 0 && *hundredths <= most) return static_cast<std::uint64_t>(*hundredths) * 600;
  const std::string at_most = number(static_cast<std::int64_t>(most_minutes));
  const std::string given(minutes);
  const std::string en = given.empty() ? "minutes are missing" : "minutes \"" + given + "\"";
  const std::string fr = given.empty() ? "les minutes manquent" : "minutes «\u202F" + given + "\u202F»";
  return fail(Errc::bad_argument, en + "; a number above 0, such as 15, and at most " + at_most,
              fr + "\u202F; un nombre au-dessus de 0, par exemple 15, et au plus " + at_most);
}

Result<trips::RouteWish> reach_question(const Subject& s, RouteWords words) {
  words.to = words.from;  // a route's question has two stops
  auto wish = route_question(s, words);
  if (wish) wish->stops.resize(1);
  return wish;
}

std::string reach_text(const Subject& s, const Reached& r, Lang lang) {
  const auto in = [&](Phrase phrase) { return std::string(phrase.in(lang)); };
  const trips::Reach& reach = r.reach;
  std::string out = heading(s, lang) + model_notice(s.options, lang) + "\n";
  out += in({"From ", "De "}) + place_text(r.wish.stops.front()) + ", " + std::string(words(r.wish.mode, lang)) + ", " +
         duration(static_cast<double>(r.milliseconds)) + ".\n" +
         in({"Seen: possibly in view, at least ", "Vu\u202F: peut-être en vue, au moins "}) + band_words(r.wish.band, lang) +
         " (" + std::string(words(r.wish.band.ladder, lang)) + in({"), of a mapped device", "), d’un dispositif cartographié"}) +
         (r.wish.device_counts.empty() ? "" : in({" that counts", " qui compte"})) + ".\n" + start_text(s, r, lang) + "\n";
  Table table("lr");
  table.row(
      {in({"streets within that time, seen or not", "rues en ce temps, vues ou non"}), distance(metres(reach.any_cm), lang), ""});
  table.row({in({"of these unseen all the way there", "dont sans être vu jusque-là"}), distance(metres(reach.unseen_cm), lang),
             share(metres(reach.unseen_cm), metres(reach.any_cm), lang) + " %"});
  if (const std::uint64_t unknown = not_mapped_cm(s, reach.unseen); unknown > 0) {
    table.row({in({"of these where nobody has looked", "dont là où personne n’a regardé"}), distance(metres(unknown), lang), ""});
  }
  return out + table.text() + "\n" + in({"Unseen: no mapped device, ", "Non vu\u202F: aucun dispositif cartographié, "}) +
         words(as_of(s), lang) +
         in({". Whom no mapped device sees may be seen by another. Computed on this machine and sent nowhere.\n",
             ". Qui n’est vu d’aucun dispositif cartographié peut l’être d’un autre. Calculé sur cette machine, envoyé nulle "
             "part.\n"});
}

std::string reach_json(const Subject& s, const Reached& r) {
  Json json;
  json.object();
  write_source(json, s);
  write_wish(json, s, r);
  write_start(json, s, r);
  json.key("reached_m")
      .decimal(metres(r.reach.any_cm), 2)
      .key("reached_not_mapped_m")
      .decimal(metres(not_mapped_cm(s, r.reach.any)), 2);
  json.key("unseen_m")
      .decimal(metres(r.reach.unseen_cm), 2)
      .key("unseen_not_mapped_m")
      .decimal(metres(not_mapped_cm(s, r.reach.unseen)), 2);
  json.key("unseen_share");
  if (r.reach.any_cm > 0) {
    json.decimal(static_cast<double>(r.reach.unseen_cm) / static_cast<double>(r.reach.any_cm), 4);
  } else {
    json.null();
  }
  write_stretches(json, s, "reached", r.reach.any);
  write_stretches(json, s, "unseen", r.reach.unseen);
  return std::move(json.end()).finished();
}

std::string reach_geojson(const Subject& s, const Reached& r) {
  Json json;
  json.object().key("type").string("FeatureCollection");
  write_source(json, s);
  write_wish(json, s, r);
  json.key("features").array();
  write_lines(json, s, r.reach.unseen, true);
  write_lines(json, s, without(r.reach.any, r.reach.unseen), false);
  const trips::UnseenEnd& from = r.reach.from;
  json.line().object().key("type").string("Feature").key("properties").object().key("start").boolean(true);
  json.key("in_view").boolean(from.in_view).key("moved").boolean(from.moved).key("seen_by");
  write_devices(json, s, from.devices);
  json.end().key("geometry").object().key("type").string("Point").key("coordinates");
  write_position(json, from.spot.position);
  json.end().end();
  return std::move(json.end()).finished();
}

}  // namespace contrechamp::answers
