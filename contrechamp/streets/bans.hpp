// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/streets/roads.hpp>
#include <vector>

/// Turn restrictions (wiki.openstreetmap.org/wiki/Relation:restriction), built into a graph. They hold for cars and bikes, not
/// for walkers.
namespace contrechamp::streets {

/// A ban over more via segments than this is counted and left out.
inline constexpr std::size_t most_via_segments = 4;

/// Arcs that may not be travelled one right after the other; at least two.
using Ban = std::vector<std::uint32_t>;

/// The restrictions of a snapshot that hold for the roads' mode, as bans on arcs of `plain`, whose nodes are junctions; counts
/// them in `counts`. An only_… restriction becomes a ban of everything else at each junction between its first way and its last.
[[nodiscard]] std::vector<Ban> bans(const scene::Snapshot& snapshot, const Network& network, const Roads& plain,
                                    Roads::Counts& counts);

/// The roads in which no ban can be broken, and that allow all else, with the same arcs. A copy of a junction stands for "came by
/// these arcs, with which a ban begins"; the longest such memory decides, and shorter ones are part of it (A. V. Aho, M. J.
/// Corasick, Efficient String Matching, CACM 18, 1975). Who stands on a copy turns back only if nothing else is open, and copies
/// also stand from there to the next junction with a choice. Elsewhere a turn back is left in: no cheapest path has one, unless
/// it goes round a ban so.
[[nodiscard]] Roads with_bans(const Roads& plain, const std::vector<Ban>& bans);

}  // namespace contrechamp::streets
