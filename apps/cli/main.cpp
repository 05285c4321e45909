// SPDX-License-Identifier: AGPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <apps/cli/commands.hpp>
#include <apps/cli/terminal.hpp>
#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>

namespace contrechamp::cli {
namespace {

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string_view{} : std::string_view(value);
}

Lang system_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (const std::string_view value = environment(name); !value.empty()) return value.starts_with("fr") ? Lang::fr : Lang::en;
  }
  return Lang::en;
}

void add_option(CLI::App& app, const OptionInfo& info, Settings& settings, Lang lang) {
  const std::string names(info.names);
  const std::string help(info.help.in(lang));
  std::visit(
      [&](auto member) {
        auto& target = settings.*member;
        if constexpr (std::is_same_v<decltype(member), bool Settings::*>) {
          app.add_flag(names, target, help);
        } else {
          CLI::Option* option = app.add_option(names, target, help);
          option->type_name(std::string(info.value));
          if (info.required) option->required();
        }
      },
      info.target);
}

int report_error(const Error& error) {
  std::fprintf(stderr, "contrechamp: %s.\n", error.sentence().c_str());
  return info(error.code).exit_code;
}

int run(int argc, char** argv) {
  Settings settings;
  const Lang lang = system_language();
  CLI::App app{std::string(Phrase{"What watches a city, what it really sees, and how sure that is.",
                                  "Ce qui observe une ville, ce qu’il voit vraiment, et avec quelle certitude."}
                               .in(lang)),
               "contrechamp"};
  app.set_version_flag("--version", "contrechamp " CONTRECHAMP_VERSION);
  app.require_subcommand(1);
  for (const CommandInfo& command : commands()) {
    CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.summary.in(lang)));
    for (const OptionInfo& option : command.options) add_option(*sub, option, settings, lang);
  }
  const std::string_view first = argc > 1 ? argv[1] : "--help";
  const auto is_first = [&](const CommandInfo& command) { return command.name == first; };
  if (!first.starts_with('-') && std::none_of(commands().begin(), commands().end(), is_first)) {
    return report_error({Errc::bad_argument, "no command \"" + std::string(first) + "\"; contrechamp --help lists them"});
  }
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {
    return app.exit(e);  // --help and --version
  } catch (const CLI::ParseError& e) {
    return report_error({Errc::bad_argument, e.what()});
  }
  for (const CommandInfo& command : commands()) {
    if (!app.got_subcommand(std::string(command.name))) continue;
    const Result<void> done = [&] {
      TerminalSink log;  // takes its bar away before an error is printed
      return command.run(settings, log);
    }();
    return done ? 0 : report_error(done.error());
  }
  return 0;
}

}  // namespace

Result<Lang> language(const Settings& settings) {
  if (settings.lang.empty()) return system_language();
  if (settings.lang == "fr") return Lang::fr;
  if (settings.lang == "en") return Lang::en;
  return fail(Errc::bad_argument, "--lang is en or fr, not \"" + settings.lang + "\"");
}

}  // namespace contrechamp::cli

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error like another
  std::signal(SIGXFSZ, SIG_IGN);  // and so is a file size limit
  try {
    return contrechamp::cli::run(argc, argv);
  } catch (const std::bad_alloc&) {
    std::fputs("contrechamp: not enough memory for this input.\n", stderr);
    return 5;
  } catch (const std::exception& e) {
    std::fprintf(stderr, "contrechamp: a fault of this program: %s.\n", e.what());
    return 70;
  }
}
