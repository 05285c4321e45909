// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/opened.hpp>
#include <apps/cli/route_words.hpp>
#include <apps/cli/terminal.hpp>
#include <contrechamp/answers/route.hpp>
#include <contrechamp/answers/trace.hpp>
#include <contrechamp/answers/turns.hpp>
#include <contrechamp/core/native/on_threads.hpp>
#include <thread>

namespace contrechamp::cli {
namespace {

Result<answers::Routed> planned(const answers::Subject& subject, const trips::RouteWish& wish, bool steps) {
  if (const auto known = answers::check_roads(subject); !known) return tl::unexpected(known.error());
  const auto roads = subject.atlas.roads(wish.mode);
  if (!roads) return tl::unexpected(roads.error());
  trips::Planner planner(answers::city_of(subject), subject.atlas.sightings(), {roads->roads, roads->graph, roads->index},
                         on_threads(std::thread::hardware_concurrency()));
  auto routes = planner.plan(wish);
  if (!routes) return tl::unexpected(routes.error());
  answers::Routed routed{wish, std::move(*routes)};
  if (steps) {
    const trips::RoadEnds ends(roads->roads, subject.network);
    answers::add_steps(subject, trips::Junctions(roads->roads, ends), routed);
  }
  return routed;
}

Result<void> tell(const Settings& settings, const answers::Subject& subject, const answers::Routed& routed, Lang lang) {
  if (settings.json) return print(answers::route_json(subject, routed));
  if (settings.gpx) return print(answers::route_gpx(subject, routed, lang));
  if (settings.geojson) return print(answers::route_geojson(subject, routed));
  const auto shown = settings.front ? answers::FrontShown::whole : answers::FrontShown::thinned;
  return print(answers::route_text(subject, routed, shown, lang) + answers::steps_text(subject, routed, lang));
}

}  // namespace

answers::RouteWords route_words(const Settings& settings) {
  answers::RouteWords words{settings.start, settings.destination, settings.via};
  words.mode = settings.mode;
  words.family = settings.family;
  words.ladder = settings.ladder;
  words.band = settings.band;
  words.answer = settings.answer;
  words.measure = settings.measure;
  words.most_minutes_more = settings.most_minutes_more;
  words.most_in_view = settings.most_in_view;
  words.only.kinds = settings.kinds;
  words.only.operators = settings.operators;
  words.only_devices = settings.devices_kept;
  words.without.kinds = settings.without_kinds;
  words.without.operators = settings.without_operators;
  words.without_devices = settings.without_devices;
  words.rather_seen = settings.rather_seen;
  return words;
}

Result<void> run_route(const Settings& settings, LogSink& /*log*/) {
  if (settings.json + settings.gpx + settings.geojson > 1) {
    return fail(Errc::bad_argument, "one of --json, --gpx and --geojson, not several", "une seule de --json, --gpx et --geojson");
  }
  const auto lang = language(settings);
  if (!lang) return tl::unexpected(lang.error());
  const auto city = opened(settings.atlas, answers::subject);
  if (!city) return tl::unexpected(city.error());
  const answers::Subject& subject = city->inside;
  auto wish = answers::route_question(subject, route_words(settings));
  if (!wish) return tl::unexpected(wish.error());
  wish->certify = settings.certified;
  const auto routed = planned(subject, *wish, settings.steps);
  if (!routed) return tl::unexpected(routed.error());
  return tell(settings, subject, *routed, *lang);
}

}  // namespace contrechamp::cli
