// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/answers/families.hpp>
#include <contrechamp/answers/report_trips.hpp>
#include <contrechamp/answers/trace.hpp>

namespace contrechamp::answers {
namespace {

optics::BandRef band_of(const Subject& s) { return optics::leading_band(s.options.exposure.optics); }

}  // namespace

std::vector<TripShare> trip_shares(const Subject& s) {
  const optics::BandRef band = band_of(s);
  if (devices_with_view(s)[static_cast<std::size_t>(band.ladder)] == 0) return {};
  const trips::City city = city_of(s);
  std::vector<TripShare> shares;
  for (const scene::Mode mode : scene::all_modes) {
    if (!optics::counts_for(band.ladder, mode)) continue;
    trips::RouteWish wish;
    wish.mode = mode;
    wish.band = band;
    const streets::Roads roads = streets::roads(s.snapshot, s.network, mode);
    const trips::SeenTrips seen =
        trips::seen_trips(city, s.atlas.sightings(), roads, wish, trips::drawn_trips(city, roads, report_draw));
    shares.push_back({mode, seen, trips::wilson_95(seen.seen, seen.trips)});
  }
  return shares;
}

void write_trip_shares(Json& json, const Subject& s, const std::vector<TripShare>& shares) {
  const auto whole = [&](std::string_view key, std::uint64_t n) { json.key(key).integer(static_cast<std::int64_t>(n)); };
  const optics::BandRef band = band_of(s);
  json.key("random_trips").object().key("ladder").string(optics::name(band.ladder));
  json.key("band").string(optics::bands(band.ladder)[band.band].name).key("answer").string("possible");
  whole("seed", report_draw.seed);
  whole("least_m", report_draw.least_m);
  whole("most_m", report_draw.most_m);
  json.key("modes").array();
  for (const TripShare& share : shares) {
    json.line().object().key("mode").string(scene::name(share.mode));
    whole("trips", share.trips.trips);
    whole("not_joined", share.trips.not_joined);
    whole("cannot_go_unseen", share.trips.seen);
    whole("end_in_view", share.trips.end_in_view);
    json.key("share").decimal(share.cannot.share, 4).key("low").decimal(share.cannot.low, 4);
    json.key("high").decimal(share.cannot.high, 4).end();
  }
  json.end().end();
}

std::string trips_part(const Subject& s, const std::vector<TripShare>& shares, Lang lang) {
  const auto in = [&](Phrase phrase) { return std::string(phrase.in(lang)); };
  Table table("lrll");
  for (const TripShare& share : shares) {
    const auto percent = [&](double part) { return decimal(100 * part, 1, lang); };
    if (share.trips.trips == 0) {
      table.row({std::string(words(share.mode, lang)), "–",
                 in({"no two surveyed streets so far apart", "pas deux rues relevées si éloignées"}), ""});
      continue;
    }
    table.row({std::string(words(share.mode, lang)), percent(share.cannot.share) + " %",
               "(" + percent(share.cannot.low) + in({" to ", " à "}) + percent(share.cannot.high) + " %)",
               in({"of ", "de "}) + count(share.trips.trips, lang) + in({"; for ", "\u202F; pour "}) +
                   count(share.trips.end_in_view, lang) +
                   in({" of them an end is itself in view", " d’entre eux, un bout est déjà en vue"})});
  }
  if (table.empty()) return {};
  const optics::BandRef band = band_of(s);
  return in({"TRIPS THAT CANNOT GO UNSEEN (", "TRAJETS QUI NE PEUVENT ÉVITER D’ÊTRE VUS ("}) + band_words(band, lang) +
         in({", possibly): share, 95 % interval\n", ", peut-être)\u202F: part, intervalle à 95 %\n"}) + table.text() +
         in({"  drawn by lot (seed ", "  tirés au sort (graine "}) + count(report_draw.seed, lang) +
         in({"): both ends uniform by metre over surveyed streets, ",
             ")\u202F: les deux bouts uniformes par mètre de rue relevée, entre "}) +
         distance(report_draw.least_m, lang) + in({" to ", " et "}) + distance(report_draw.most_m, lang) +
         in({" apart as the crow flies\n\n", " l’un de l’autre à vol d’oiseau\n\n"});
}

}  // namespace contrechamp::answers
