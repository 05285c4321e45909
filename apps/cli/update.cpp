// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <apps/cli/settings.hpp>
#include <apps/cli/terminal.hpp>
#include <array>
#include <contrechamp/answers/json.hpp>
#include <contrechamp/answers/phrases.hpp>
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/importer/update.hpp>
#include <string_view>
#include <utility>

namespace contrechamp::cli {
namespace {

using answers::count;
using answers::decimal;
using importer::Everything;

struct EverythingInfo {
  std::string_view name;
  Phrase sentence;
};
constexpr std::array<EverythingInfo, static_cast<std::size_t>(Everything::count)> everything_table{{
    {"", {}},
    {"program",
     {"another version of the program made the atlas: everything was computed anew",
      "une autre version du programme a fait l’atlas\u202F: tout est recalculé"}},
    {"frame",
     {"the frame of the coordinates moved: everything was computed anew",
      "le cadre des coordonnées a bougé\u202F: tout est recalculé"}},
}};

constexpr std::array<std::pair<std::string_view, Phrase>, 5> sorts{{
    {"devices", {"devices", "dispositifs"}},
    {"buildings", {"buildings", "bâtiments"}},
    {"walls", {"walls", "murs"}},
    {"passages", {"passages", "passages"}},
    {"segments", {"stretches of street", "tronçons de rue"}},
}};

std::string sort_in(std::string_view what, Lang lang) {
  const auto found = std::ranges::find(sorts, what, &std::pair<std::string_view, Phrase>::first);
  return std::string(found == sorts.end() ? what : found->second.in(lang));
}

std::string text_of(const importer::Updated& updated, const Settings& settings, const std::string& output, Lang lang) {
  const auto say = [&](Phrase phrase) { return std::string(phrase.in(lang)); };
  answers::Table table;
  for (const importer::Count& sort : updated.counts) {
    table.row({sort_in(sort.what, lang), count(sort.added, lang) + say({" new", " nouveaux"}),
               count(sort.removed, lang) + say({" gone", " disparus"}),
               count(sort.changed, lang) + say({" changed", " modifiés"})});
  }
  const std::size_t all = updated.built.contents.snapshot.devices.size();
  std::string out = table.text();
  if (updated.everything != Everything::no) {
    out += say(everything_table[static_cast<std::size_t>(updated.everything)].sentence) + "\n";
  }
  out += count(updated.observed, lang) + say({" of ", " sur "}) + count(all, lang) +
         (settings.dry_run ? say({" devices to compute anew", " dispositifs à recalculer"})
                           : say({" devices computed anew", " dispositifs recalculés"}));
  out += ", " + decimal(updated.seconds, 2, lang) + " s\n";
  if (settings.dry_run) return out + say({"nothing was written", "rien n’a été écrit"}) + "\n";
  return out + output + ": " + decimal(static_cast<double>(updated.built.bytes) / 1e6, 1, lang) + say({" MB", " Mo"}) + "\n";
}

std::string json_of(const importer::Updated& updated, const Settings& settings, const std::string& output) {
  const scene::Snapshot& snapshot = updated.built.contents.snapshot;
  const auto whole = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  answers::Json json;
  json.object();
  json.key("attribution").string(answers::attribution(snapshot.inputs)).key("licence").string(answers::licence);
  json.key("atlas").string(output).key("dry_run").boolean(settings.dry_run).key("inputs").array();
  for (const scene::Input& input : snapshot.inputs) json.string(input.file);
  json.end().key("changes").object();
  for (const importer::Count& sort : updated.counts) {
    json.key(sort.what).object().key("added").integer(whole(sort.added)).key("removed").integer(whole(sort.removed));
    json.key("changed").integer(whole(sort.changed)).end();
  }
  json.end().key("devices").integer(whole(snapshot.devices.size())).key("computed_anew").integer(whole(updated.observed));
  json.key("everything_because").text_or_null(everything_table[static_cast<std::size_t>(updated.everything)].name);
  json.key("seconds").decimal(updated.seconds, 3).key("stages").array();
  for (const importer::StageCost& cost : updated.built.costs) {
    json.object().key("stage").string(cost.stage).key("seconds").decimal(cost.seconds, 3).end();
  }
  json.end().key("bytes");
  settings.dry_run ? json.null() : json.integer(whole(updated.built.bytes));
  return std::move(json).finished();
}

}  // namespace

Result<void> run_update(const Settings& settings, LogSink& log) {
  const auto lang = language(settings);
  if (!lang) return tl::unexpected(lang.error());
  importer::UpdateRequest request;
  request.atlas = settings.atlas;
  request.inputs.assign(settings.inputs.begin(), settings.inputs.end());
  request.from.assign(settings.from.begin(), settings.from.end());
  request.output = settings.output;
  request.dry_run = settings.dry_run;
  const auto updated = importer::update(request, thread_count(settings), log);
  if (!updated) return tl::unexpected(updated.error());
  const std::string& output = settings.output.empty() ? settings.atlas : settings.output;
  return print(settings.json ? json_of(*updated, settings, output) : text_of(*updated, settings, output, *lang));
}

}  // namespace contrechamp::cli
