// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/options.hpp>
#include <apps/cli/terminal.hpp>

namespace contrechamp::cli {

Result<void> run_config(const Settings& settings, LogSink& /*log*/) {
  if (settings.action != "show") return fail(Errc::bad_argument, "config knows \"show\", not \"" + settings.action + "\"");
  const auto effective = options(settings);
  if (!effective) return tl::unexpected(effective.error());
  return print(exposure::text_of(*effective, exposure::Comments::with));
}

}  // namespace contrechamp::cli
