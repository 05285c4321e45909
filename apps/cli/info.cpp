// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/ask.hpp>

namespace contrechamp::cli {

Result<void> run_info(const Settings& settings, LogSink& /*log*/) {
  observatory::Question question;
  question.what = settings.rejected ? observatory::What::rejected : observatory::What::info;
  question.form = settings.json ? observatory::Form::json : observatory::Form::text;
  return ask(settings, question);
}

}  // namespace contrechamp::cli
