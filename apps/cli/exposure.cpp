// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/ask.hpp>

namespace contrechamp::cli {

Result<void> run_exposure(const Settings& settings, LogSink& /*log*/) {
  if (settings.json && settings.csv)
    return fail(Errc::bad_argument, "--json or --csv, not both", "--json ou --csv, pas les deux");
  observatory::Question question;
  question.what = observatory::What::exposure;
  question.form = settings.csv ? observatory::Form::csv : observatory::Form::json;
  question.ladder = settings.ladder;
  question.band = settings.band;
  return ask(settings, question);
}

}  // namespace contrechamp::cli
