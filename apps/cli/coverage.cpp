// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/ask.hpp>
#include <array>
#include <utility>

namespace contrechamp::cli {

Result<void> run_coverage(const Settings& settings, LogSink& /*log*/) {
  using observatory::Answer;
  constexpr std::array<std::pair<std::string_view, Answer>, 3> answers{
      {{"certain", Answer::certain}, {"likely", Answer::likely}, {"possible", Answer::possible}}};
  observatory::Question question;
  question.what = observatory::What::coverage;
  question.form = observatory::Form::json;
  question.device = settings.device;
  question.ladder = settings.ladder;
  question.band = settings.band;
  for (const auto& [word, answer] : answers) {
    if (settings.answer != word) continue;
    question.answer = answer;
    return ask(settings, question);
  }
  return fail(Errc::bad_argument, "--answer is certain, likely or possible, not \"" + settings.answer + "\"",
              "--answer est certain, likely ou possible, pas \"" + settings.answer + "\"");
}

}  // namespace contrechamp::cli
