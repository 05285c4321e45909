// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/opened.hpp>
#include <apps/cli/settings.hpp>
#include <apps/cli/terminal.hpp>
#include <contrechamp/server/server.hpp>
#include <csignal>

namespace contrechamp::cli {
namespace {

/// <folder of the executable>/../share/contrechamp/page
std::filesystem::path installed_page() {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
  return error ? std::filesystem::path() : program.parent_path().parent_path() / "share" / "contrechamp" / "page";
}

Result<server::Options> server_options(const Settings& settings) {
  server::Options options;
  if (settings.port > 65'535) return fail(Errc::bad_argument, "--port is from 0 to 65535", "--port va de 0 à 65535");
  options.port = static_cast<std::uint16_t>(settings.port);
  options.address = settings.address;
  options.public_routing = settings.public_routing;
  options.version = CONTRECHAMP_VERSION;
  if (settings.threads != 0) options.threads = settings.threads;
  options.page = settings.page.empty() ? installed_page() : std::filesystem::path(settings.page);
  std::error_code error;
  if (!settings.page.empty() && !std::filesystem::is_directory(options.page, error)) {
    return fail(Errc::cannot_read, settings.page + ": not a folder", settings.page + "\u202F: pas un dossier");
  }
  return options;
}

/// Ctrl-C and SIGTERM, held back from every thread until `wait` asks for them.
class StopSignals {
 public:
  StopSignals() {
    sigemptyset(&set_);
    sigaddset(&set_, SIGINT);
    sigaddset(&set_, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set_, nullptr);
  }
  void wait() const {
    int signal = 0;
    sigwait(&set_, &signal);
  }

 private:
  sigset_t set_{};
};

}  // namespace

Result<void> run_serve(const Settings& settings, LogSink& log) {
  const auto lang = language(settings);
  if (!lang) return tl::unexpected(lang.error());
  const auto options = server_options(settings);
  if (!options) return tl::unexpected(options.error());
  const auto for_maps = [](std::span<const std::byte> bytes) {
    return observatory::Observatory::open(bytes, observatory::With::map);
  };
  const auto city = opened(settings.atlas, for_maps);
  if (!city) return tl::unexpected(city.error());
  const StopSignals signals;
  const auto server = server::Server::start(city->inside, *options, log);
  if (!server) return tl::unexpected(server.error());
  if (!server::is_loopback(options->address)) {
    log.warn("other machines reach this address, and whoever runs it learns which places are looked at and by whom");
    if (options->public_routing) {
      log.warn(
          "--public-routing: whoever plans a trip here tells this machine, and all who listen on the way, from where to where");
    }
  }
  if (!(*server)->has_page()) log.warn("the page is not in " + options->page.string() + "; only the API answers");
  constexpr Phrase ready{" is served at this address; Ctrl-C stops it.\n",
                         " est servi à cette adresse\u202F; Ctrl-C l’arrête.\n"};
  auto printed = print((*server)->url() + "\n" + settings.atlas + std::string(ready.in(*lang)));
  if (!printed) return printed;
  signals.wait();
  (*server)->stop();
  return print(Phrase{"Stopped.\n", "Arrêté.\n"}.in(*lang));
}

}  // namespace contrechamp::cli
