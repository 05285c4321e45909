// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/settings.hpp>
#include <apps/cli/terminal.hpp>
#include <contrechamp/answers/phrases.hpp>
#include <contrechamp/core/text.hpp>
#include <contrechamp/synth/town.hpp>

namespace contrechamp::cli {

Result<void> run_synth(const Settings& settings, LogSink& /*log*/) {
  const auto lang = language(settings);
  if (!lang) return tl::unexpected(lang.error());
  synth::TownOptions options;
  options.seed = settings.seed;
  options.devices = settings.devices;
  options.blocks_per_side = settings.blocks;
  if (options.blocks_per_side < synth::min_blocks_per_side || options.blocks_per_side > synth::max_blocks_per_side) {
    return fail(Errc::bad_argument,
                "--blocks is from " + number(synth::min_blocks_per_side) + " to " + number(synth::max_blocks_per_side),
                "--blocks va de " + number(synth::min_blocks_per_side) + " à " + number(synth::max_blocks_per_side));
  }
  if (options.devices > synth::max_devices)
    return fail(Errc::bad_argument, "--devices is at most " + number(synth::max_devices),
                "--devices vaut au plus " + number(synth::max_devices));
  const synth::Town town = synth::town(options);
  if (auto written = synth::write_pbf(town, settings.output); !written) return tl::unexpected(written.error());
  const auto say = [&](Phrase phrase) { return std::string(phrase.in(*lang)); };
  return print(settings.output + ": " + answers::count(town.nodes.size(), *lang) + say({" nodes, ", " nœuds, "}) +
               answers::count(town.ways.size(), *lang) + say({" ways, ", " chemins, "}) +
               answers::count(town.relations.size(), *lang) +
               say({" relations, invented from seed ", " relations, inventés à partir du nombre "}) +
               std::to_string(settings.seed) + "\n");
}

}  // namespace contrechamp::cli
