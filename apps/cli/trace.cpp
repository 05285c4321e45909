// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/opened.hpp>
#include <apps/cli/settings.hpp>
#include <apps/cli/terminal.hpp>
#include <contrechamp/answers/trace.hpp>
#include <contrechamp/trips/native/read.hpp>

namespace contrechamp::cli {
namespace {

Result<void> print_geojson(const Settings& settings, const answers::Subject& subject, const answers::TraceQuestion& question) {
  Result<void> printed;
  answers::TraceGeojson pieces(subject, [&](std::string_view text) {
    if (printed) printed = print(text);
  });
  trips::Tracer tracer(answers::city_of(subject), question.wish, &pieces);
  const auto counts = trips::read(settings.track, tracer);
  if (!counts) return tl::unexpected(counts.error());
  (void)tracer.finished();
  pieces.finish();
  return printed;
}

}  // namespace

Result<void> run_trace(const Settings& settings, LogSink& /*log*/) {
  if (settings.json && settings.geojson)
    return fail(Errc::bad_argument, "--json or --geojson, not both", "--json ou --geojson, pas les deux");
  const auto lang = language(settings);
  if (!lang) return tl::unexpected(lang.error());
  const auto city = opened(settings.atlas, answers::subject);
  if (!city) return tl::unexpected(city.error());
  const answers::Subject& subject = city->inside;
  const auto question = answers::trace_question(subject, settings.mode, settings.ladder, settings.band);
  if (!question) return tl::unexpected(question.error());
  // Read once for nothing: a file that is damaged at its end is refused at once, and before anything is printed.
  trips::NoSink nothing;
  if (const auto whole = trips::read(settings.track, nothing); !whole) return tl::unexpected(whole.error());
  if (settings.geojson) return print_geojson(settings, subject, *question);
  trips::Tracer tracer(answers::city_of(subject), question->wish, nullptr);
  const auto counts = trips::read(settings.track, tracer);
  if (!counts) return tl::unexpected(counts.error());
  const answers::Traced traced{*question, tracer.finished(), *counts};
  return print(settings.json ? answers::trace_json(subject, traced) : answers::trace_text(subject, traced, *lang));
}

}  // namespace contrechamp::cli
