// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/ask.hpp>
#include <apps/cli/terminal.hpp>
#include <contrechamp/atlas/native/file.hpp>

namespace contrechamp::cli {

Result<void> ask(const Settings& settings, observatory::Question question) {
  const auto lang = language(settings);
  if (!lang) return tl::unexpected(lang.error());
  question.lang = *lang;
  const auto file = atlas::MappedFile::open(settings.atlas);
  if (!file) return tl::unexpected(file.error());
  const auto observatory = observatory::Observatory::open(file->bytes());
  if (!observatory) {
    const auto& [code, detail] = observatory.error();
    return fail(code, detail.empty() ? settings.atlas : settings.atlas + ": " + detail);
  }
  const auto answer = observatory->ask(question);
  if (!answer) return tl::unexpected(answer.error());
  return print(*answer);
}

}  // namespace contrechamp::cli
