// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/options.hpp>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

namespace contrechamp::cli {

Result<exposure::Options> options(const Settings& settings) {
  if (settings.config.empty()) return exposure::Options{};
  std::ifstream in(settings.config, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in.good() && !in.eof()) return fail(Errc::cannot_read, settings.config + ": " + std::strerror(errno));
  auto parsed = exposure::options_from(text);
  if (!parsed) return fail(parsed.error().code, settings.config + ": " + parsed.error().detail);
  return parsed;
}

}  // namespace contrechamp::cli
