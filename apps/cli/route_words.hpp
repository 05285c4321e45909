// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <apps/cli/settings.hpp>
#include <contrechamp/answers/route.hpp>

namespace contrechamp::cli {
/// What the command line asks of a way, for route and prove. Points into the settings.
[[nodiscard]] answers::RouteWords route_words(const Settings& settings);
}  // namespace contrechamp::cli
