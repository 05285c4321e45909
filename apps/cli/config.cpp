// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/options.hpp>
#include <apps/cli/terminal.hpp>

namespace contrechamp::cli {

Result<void> run_config(const Settings& settings, LogSink& /*log*/) {
  const auto lang = language(settings);
  if (!lang) return tl::unexpected(lang.error());
  if (settings.action != "show")
    return fail(Errc::bad_argument, "config knows \"show\", not \"" + settings.action + "\"",
                "config connaît \"show\", pas \"" + settings.action + "\"");
  const auto effective = options(settings);
  if (!effective) return tl::unexpected(effective.error());
  return print(exposure::text_of(*effective, exposure::Comments::with, *lang));
}

}  // namespace contrechamp::cli
