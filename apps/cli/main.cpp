// SPDX-License-Identifier: AGPL-3.0-or-later
#include <CLI/CLI.hpp>
#include <apps/cli/commands.hpp>
#include <apps/cli/terminal.hpp>
#include <algorithm>
#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <new>
#include <span>
#include <utility>

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

/// What `--lang` asks for, before anything is parsed, for the help is written in it, too; else the system's.
Lang language_of_help(std::span<char* const> words) {
  constexpr std::string_view option = "--lang";
  for (std::size_t i = 1; i < words.size(); ++i) {
    std::string_view value(words[i]);
    if (!value.starts_with(option)) continue;
    value.remove_prefix(option.size());
    if (value.empty() && i + 1 < words.size()) value = words[i + 1];
    if (value.starts_with('=')) value.remove_prefix(1);
    if (value == "fr") return Lang::fr;
    if (value == "en") return Lang::en;
  }
  return system_language();
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
          if (info.again) option->allow_extra_args(false);
          if (info.file) {
            option->check([](const std::string& value) { return std::string(value.empty() ? "an empty file name" : ""); });
          }
        }
      },
      info.target);
}

int report_error(const Error& error, Lang lang) {
  const std::string sentence = harmless(error.sentence(lang));
  std::fprintf(stderr, "contrechamp: %s.\n", sentence.c_str());
  return info(error.code).exit_code;
}

/// The words that the parser's library says itself.
void speak(CLI::App& app, Lang lang) {
  constexpr std::array<std::pair<const char*, Phrase>, 4> labels{{{"Usage", {"Usage", "Utilisation"}},
                                                                  {"Positionals", {"Positionals", "Arguments"}},
                                                                  {"REQUIRED", {"REQUIRED", "OBLIGATOIRE"}},
                                                                  {"SUBCOMMAND", {"SUBCOMMAND", "COMMANDE"}}}};
  for (const auto& [key, label] : labels) app.get_formatter()->label(key, std::string(label.in(lang)));
  app.set_help_flag("-h,--help", std::string(Phrase{"Print this help message and exit", "Afficher cette aide"}.in(lang)));
  app.set_version_flag("--version", "contrechamp " CONTRECHAMP_VERSION,
                       std::string(Phrase{"Print the version and exit", "Afficher la version"}.in(lang)));
}

/// The first word decides: a command, or one of the program's own options.
Result<void> check_first(std::string_view first) {
  const auto is_first = [&](const CommandInfo& command) { return command.name == first; };
  if (first == "-h" || first == "--help" || first == "--version") return {};
  if (std::any_of(commands().begin(), commands().end(), is_first)) return {};
  const Phrase what =
      first.starts_with('-') ? Phrase{"no option \"", "pas d’option \""} : Phrase{"no command \"", "pas de commande \""};
  return fail(Errc::bad_argument, std::string(what.en) + std::string(first) + "\" here; contrechamp --help lists the commands",
              std::string(what.fr) + std::string(first) + "\" ici\u202F; contrechamp --help donne les commandes");
}

int run(int argc, char** argv) {
  Settings settings;
  const Lang lang = language_of_help({argv, static_cast<std::size_t>(argc)});
  CLI::App app{std::string(Phrase{"What watches a city, what it really sees, and how sure that is.",
                                  "Ce qui observe une ville, ce qu’il voit vraiment, et avec quelle certitude."}
                               .in(lang)),
               "contrechamp"};
  speak(app, lang);  // before the commands, which inherit it
  app.require_subcommand(1);
  for (const CommandInfo& command : commands()) {
    CLI::App* sub = app.add_subcommand(std::string(command.name), std::string(command.summary.in(lang)));
    sub->group(std::string(Phrase{"Commands", "Commandes"}.in(lang)));
    for (const OptionInfo& option : command.options) add_option(*sub, option, settings, lang);
  }
  if (argc < 2) {
    const Result<void> done = print(app.help());
    return done ? 0 : report_error(done.error(), lang);
  }
  if (const auto known = check_first(argv[1]); !known) return report_error(known.error(), lang);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {
    return app.exit(e);  // --help and --version
  } catch (const CLI::ParseError& e) {
    return report_error({Errc::bad_argument, e.what()}, lang);
  }
  for (const CommandInfo& command : commands()) {
    if (!app.got_subcommand(std::string(command.name))) continue;
    const Result<void> done = [&] {
      TerminalSink log(language(settings).value_or(lang));  // takes its bar away before an error is printed
      return command.run(settings, log);
    }();
    return done ? 0 : report_error(done.error(), lang);
  }
  return 0;
}

}  // namespace

Result<Lang> language(const Settings& settings) {
  if (settings.lang.empty()) return system_language();
  if (settings.lang == "fr") return Lang::fr;
  if (settings.lang == "en") return Lang::en;
  return fail(Errc::bad_argument, "--lang is en or fr, not \"" + settings.lang + "\"",
              "--lang est en ou fr, pas \"" + settings.lang + "\"");
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
    std::fprintf(stderr, "contrechamp: a fault of this program: %s.\n", contrechamp::cli::harmless(e.what()).c_str());
    return 70;
  }
}
