// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <apps/cli/settings.hpp>
#include <contrechamp/answers/phrases.hpp>
#include <span>
#include <string_view>
#include <variant>

namespace contrechamp::cli {

/// Where an option's value goes: the type says how it is read.
using Target = std::variant<bool Settings::*, std::string Settings::*, std::uint32_t Settings::*, std::uint64_t Settings::*,
                            std::vector<std::string> Settings::*>;

struct OptionInfo {
  std::string_view names;  ///< "-o,--output", or a bare word for a positional
  std::string_view value;  ///< what stands for the value in --help; empty for flags
  Phrase help;
  Target target;
  bool required = false;
  bool file = false;   ///< the value names files: an empty one is refused
  bool again = false;  ///< of a list: one value each time that it is named, so that a positional may follow
};

struct CommandInfo {
  std::string_view name;
  Phrase summary;
  std::span<const OptionInfo> options;
  Result<void> (*run)(const Settings&, LogSink&);
};

/// The one table behind parsing, --help and docs/cli.md.
[[nodiscard]] std::span<const CommandInfo> commands();

}  // namespace contrechamp::cli
