// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/opened.hpp>
#include <apps/cli/route_words.hpp>
#include <apps/cli/terminal.hpp>
#include <contrechamp/answers/reach.hpp>
#include <contrechamp/answers/trace.hpp>

namespace contrechamp::cli {
Result<void> run_reach(const Settings& settings, LogSink& /*log*/) {
  if (settings.json && settings.geojson) {
    return fail(Errc::bad_argument, "one of --json and --geojson, not both", "--json ou --geojson, pas les deux");
  }
  const auto lang = language(settings);
  if (!lang) return tl::unexpected(lang.error());
  const auto time = answers::reach_time(settings.minutes);
  if (!time) return tl::unexpected(time.error());
  const auto city = opened(settings.atlas, answers::subject);
  if (!city) return tl::unexpected(city.error());
  const answers::Subject& subject = city->inside;
  if (const auto usable = answers::check_roads(subject); !usable) return usable;
  const auto wish = answers::reach_question(subject, route_words(settings));
  if (!wish) return tl::unexpected(wish.error());
  const trips::City there = answers::city_of(subject);
  auto reach =
      trips::reach(there, subject.atlas.sightings(), streets::roads(subject.snapshot, subject.network, wish->mode), *wish, *time);
  if (!reach) return tl::unexpected(reach.error());
  const answers::Reached reached{*wish, *time, *std::move(reach)};
  if (settings.json) return print(answers::reach_json(subject, reached));
  if (settings.geojson) return print(answers::reach_geojson(subject, reached));
  return print(answers::reach_text(subject, reached, *lang));
}

}  // namespace contrechamp::cli
