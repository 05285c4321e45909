// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/streets/roads.hpp>
#include <vector>

/// What may not be passed, built into a graph: turn restrictions (wiki.openstreetmap.org/wiki/Relation:restriction), which hold
/// for cars and bikes, not for walkers; and barriers on nodes.
namespace contrechamp::streets {

/// A ban over more via segments than this is counted and left out.
inline constexpr std::size_t most_via_segments = 4;

/// Arcs that may not be travelled one right after the other; at least two.
using Ban = std::vector<std::uint32_t>;

/// An arc turns back on the one before it.
[[nodiscard]] inline bool is_back(const Roads& roads, std::uint32_t came, std::uint32_t arc) {
  return roads.arcs[arc].segment == roads.arcs[came].segment && roads.arcs[arc].backward != roads.arcs[came].backward;
}

/// The restrictions of a snapshot that hold for the roads' mode, as bans on arcs of `plain`, whose nodes are junctions; counts
/// them there, and names those that are not built in. An only_… restriction becomes a ban of everything else at each junction
/// between its first way and its last.
[[nodiscard]] std::vector<Ban> bans(const scene::Snapshot& snapshot, const Network& network, Roads& plain);

/// Of each barrier that is closed to the roads' mode: who came to it may not go on but back. Who begins there may go either way.
[[nodiscard]] std::vector<Ban> closed_passages(const std::vector<scene::Barrier>& barriers, const Roads& plain);

/// The roads in which no ban can be broken, and that allow all else, with the same arcs. A copy of a junction stands for "came by
/// these arcs, with which a ban begins"; the longest such memory decides, and shorter ones are part of it (A. V. Aho, M. J.
/// Corasick, Efficient String Matching, CACM 18, 1975). Who stands on a copy turns back only if nothing else is open, and copies
/// also stand from there to the next junction with a choice. Elsewhere a turn back is left in: no cheapest path has one, unless
/// it goes round a ban so. Round the ends of `passages` nothing goes: all ways over such a node are among them.
[[nodiscard]] Roads with_bans(const Roads& plain, const std::vector<Ban>& bans, const std::vector<Ban>& passages = {});

}  // namespace contrechamp::streets
