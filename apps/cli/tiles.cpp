// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <apps/cli/opened.hpp>
#include <apps/cli/settings.hpp>
#include <apps/cli/terminal.hpp>
#include <contrechamp/answers/phrases.hpp>
#include <contrechamp/cartography/native/archive.hpp>
#include <contrechamp/core/text.hpp>
#include <fstream>
#include <system_error>
#include <thread>

namespace contrechamp::cli {
namespace {
namespace fs = std::filesystem;

/// What would be noticed only after minutes of work, or too late: the output must not take the place of something else.
Result<void> check_output(const Settings& settings) {
  constexpr std::string_view magic = "PMTiles";
  std::error_code error;
  if (fs::equivalent(settings.atlas, settings.output, error))
    return fail(Errc::bad_argument, "the output would replace the atlas", "la sortie remplacerait l’atlas");
  if (!fs::is_regular_file(settings.output, error) || fs::file_size(settings.output, error) == 0) return {};
  std::string start(magic.size(), '\0');
  std::ifstream in(settings.output, std::ios::binary);
  if (!in.read(start.data(), static_cast<std::streamsize>(start.size())) || start != magic) {
    return fail(Errc::cannot_write, settings.output + ": exists and is no PMTiles archive",
                settings.output + "\u202F: existe et n’est pas une archive PMTiles");
  }
  return {};
}

Result<cartography::ArchiveWish> wish(const Settings& settings) {
  if (settings.max_zoom > cartography::max_zoom || settings.min_zoom > settings.max_zoom) {
    return fail(Errc::bad_argument, "zooms are from 0 to " + number(cartography::max_zoom) + ", --min-zoom not above --max-zoom",
                "les zooms vont de 0 à " + number(cartography::max_zoom) + ", --min-zoom sans dépasser --max-zoom");
  }
  const unsigned threads =
      settings.threads > 0 ? std::min(settings.threads, 256U) : std::max(1U, std::thread::hardware_concurrency());
  return cartography::ArchiveWish{static_cast<std::uint8_t>(settings.min_zoom), static_cast<std::uint8_t>(settings.max_zoom),
                                  threads};
}

/// Tiles, bytes and the largest tile by zoom.
std::string summary(const cartography::Archived& archived, const Settings& settings, Lang lang) {
  const auto kilobytes = [&](std::uint64_t bytes) {
    return answers::decimal(static_cast<double>(bytes) / 1e3, 1, lang) + std::string(Phrase{" kB", " ko"}.in(lang));
  };
  answers::Table table("lr");
  for (std::size_t z = settings.min_zoom; z <= settings.max_zoom; ++z) {
    const auto& zoom = archived.zooms[z];
    table.row({"zoom " + number(static_cast<std::int64_t>(z)),
               answers::count(zoom.tiles, lang) + std::string(Phrase{" tiles", " tuiles"}.in(lang)), kilobytes(zoom.bytes),
               std::string(Phrase{"largest ", "la plus grande "}.in(lang)) + kilobytes(zoom.largest)});
  }
  return table.text() + settings.output + ": " + answers::decimal(static_cast<double>(archived.bytes) / 1e6, 1, lang) +
         std::string(Phrase{" MB", " Mo"}.in(lang)) + "\n";
}

}  // namespace

Result<void> run_tiles(const Settings& settings, LogSink& log) {
  const auto lang = language(settings);
  if (!lang) return tl::unexpected(lang.error());
  const auto wished = wish(settings);
  if (!wished) return tl::unexpected(wished.error());
  const auto city = opened(settings.atlas, answers::subject);
  if (!city) return tl::unexpected(city.error());
  const answers::Subject& subject = city->inside;
  if (auto usable = check_output(settings); !usable) return usable;
  const auto written = cartography::write_archive(subject, settings.output, *wished, log);
  if (!written) return tl::unexpected(written.error());
  return print(summary(*written, settings, *lang));
}

}  // namespace contrechamp::cli
