// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/atlas/atlas.hpp>
#include <contrechamp/core/executor.hpp>
#include <contrechamp/core/log.hpp>
#include <contrechamp/importer/stages.hpp>

namespace contrechamp::importer {

/// The stage "routes": fills contents.routes from its snapshot and network. A mode in which a path could cost too much for the
/// search, in tenths of seconds or of metres, is refused: warned of and kept without roads. Modes, and parts of their networks,
/// are done at the same time: the same contents give the same, whatever the executor. Errors: too_large (more arcs than an index
/// can number).
[[nodiscard]] Result<void> add_routes(atlas::Contents& contents, LogSink& log, std::vector<StageCost>& costs,
                                      const Executor& executor = in_turn);

/// What an arc costs in the search at least: both rounded up.
struct ArcCosts {
  std::vector<routing::Cost> tenths_of_seconds;
  std::vector<routing::Cost> tenths_of_metres;
};
[[nodiscard]] ArcCosts arc_costs(const scene::Snapshot& snapshot, const streets::Network& network, const streets::Roads& roads);

}  // namespace contrechamp::importer
