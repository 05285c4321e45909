// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/ask.hpp>

namespace contrechamp::cli {

Result<void> run_explain(const Settings& settings, LogSink& /*log*/) {
  observatory::Question question;
  question.what = observatory::What::explain;
  question.device = settings.device;
  question.form = settings.json ? observatory::Form::json : observatory::Form::text;
  return ask(settings, question);
}

}  // namespace contrechamp::cli
