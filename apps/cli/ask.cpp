// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/ask.hpp>
#include <apps/cli/opened.hpp>
#include <apps/cli/terminal.hpp>

namespace contrechamp::cli {

Result<void> ask(const Settings& settings, observatory::Question question) {
  const auto lang = language(settings);
  if (!lang) return tl::unexpected(lang.error());
  question.lang = *lang;
  const auto city =
      opened(settings.atlas, [](std::span<const std::byte> bytes) { return observatory::Observatory::open(bytes); });
  if (!city) return tl::unexpected(city.error());
  const auto answer = city->inside.ask(question);
  if (!answer) return tl::unexpected(answer.error());
  return print(*answer);
}

}  // namespace contrechamp::cli
