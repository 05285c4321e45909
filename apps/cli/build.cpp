// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/options.hpp>
#include <apps/cli/terminal.hpp>
#include <array>
#include <contrechamp/answers/phrases.hpp>
#include <contrechamp/importer/build.hpp>
#include <filesystem>

namespace contrechamp::cli {
namespace {

using answers::count;

/// Read, kept, rejected and why; then seconds and memory per stage.
std::string summary(const importer::Built& built, const std::string& output, Lang lang) {
  const scene::Snapshot& s = built.contents.snapshot;
  const auto say = [&](Phrase phrase) { return std::string(phrase.in(lang)); };
  answers::Table kept;
  for (const scene::Input& input : s.inputs) {
    kept.row({input.file, count(input.nodes, lang) + say({" nodes", " nœuds"}),
              count(input.ways, lang) + say({" ways", " chemins"}), count(input.relations, lang) + " relations"});
  }
  kept.row({say({"devices", "dispositifs"}), count(s.device_objects.read, lang) + say({" read", " lus"}),
            count(s.device_objects.kept, lang) + say({" kept", " retenus"})});
  kept.row({say({"buildings", "bâtiments"}), count(s.buildings.size(), lang) + say({" kept", " retenus"}),
            count(s.broken_buildings, lang) + say({" broken", " incomplets"})});
  kept.row({say({"walls", "murs"}), count(s.walls.size(), lang) + say({" kept", " retenus"}),
            count(s.low_walls, lang) + say({" too low", " trop bas"})});
  kept.row({say({"water and green", "eau et vert"}), count(s.areas.size(), lang) + say({" kept", " retenus"}),
            count(s.broken_areas, lang) + say({" not closed", " non fermés"})});
  kept.row({say({"ways for travel", "voies"}), count(s.streets.size(), lang) + say({" kept", " retenues"}),
            count(s.clipped_ways, lang) + say({" cut by the extract", " coupées par l’extrait"})});

  std::array<std::uint64_t, static_cast<std::size_t>(scene::Reason::count)> reasons{};
  for (const scene::Remark& remark : s.remarks) ++reasons[static_cast<std::size_t>(remark.reason)];
  answers::Table aside("rl");
  for (std::size_t r = 0; r < reasons.size(); ++r) {
    if (reasons[r] > 0)
      aside.row({count(reasons[r], lang), std::string(scene::info(static_cast<scene::Reason>(r)).sentence.in(lang))});
  }
  answers::Table stages;
  for (const importer::StageCost& cost : built.costs) {
    stages.row({std::string(stage_in(cost.stage, lang)), answers::decimal(cost.seconds, 2, lang) + " s",
                answers::decimal(cost.peak_mb, 0, lang) + say({" MB peak", " Mo au plus"})});
  }
  return kept.text() +
         say({"set aside or flagged (info --rejected lists them):",
              "écartés ou signalés (liste\u202F: info --rejected)\u202F:"}) +
         "\n" + aside.text() + stages.text() + output + ": " + answers::decimal(static_cast<double>(built.bytes) / 1e6, 1, lang) +
         say({" MB", " Mo"}) + "\n";
}

}  // namespace

Result<void> run_build(const Settings& settings, LogSink& log) {
  const auto lang = language(settings);
  if (!lang) return tl::unexpected(lang.error());
  const auto chosen = options(settings);
  if (!chosen) return tl::unexpected(chosen.error());
  const std::vector<std::filesystem::path> inputs(settings.inputs.begin(), settings.inputs.end());
  const auto built = importer::build(inputs, settings.output, *chosen, thread_count(settings), log);
  if (!built) return tl::unexpected(built.error());
  return print(summary(*built, settings.output, *lang));
}

}  // namespace contrechamp::cli
