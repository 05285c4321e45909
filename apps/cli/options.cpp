// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <apps/cli/options.hpp>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string_view>
#include <system_error>
#include <thread>

namespace contrechamp::cli {

unsigned thread_count(const Settings& settings) {
  return settings.threads > 0 ? std::min(settings.threads, 256U) : std::max(1U, std::thread::hardware_concurrency());
}

Result<exposure::Options> options(const Settings& settings) {
  if (settings.config.empty()) return exposure::Options{};
  // A folder cannot be read and a pipe may never end. What is missing is said below.
  std::error_code unknown;
  const auto status = std::filesystem::status(settings.config, unknown);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    return fail(Errc::cannot_read, settings.config + ": " + (unknown ? unknown.message() : "not a regular file"),
                settings.config + "\u202F: " + (unknown ? unknown.message() : "pas un fichier ordinaire"));
  }
  std::ifstream in(settings.config, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (!in.good() && !in.eof()) return fail(Errc::cannot_read, settings.config + ": " + std::strerror(errno));
  constexpr std::string_view mark = "\xEF\xBB\xBF";  // some editors begin every text file with it
  auto parsed = exposure::options_from(std::string_view(text).substr(text.starts_with(mark) ? mark.size() : 0));
  if (!parsed) return fail_within(settings.config, parsed.error());
  return parsed;
}

}  // namespace contrechamp::cli
