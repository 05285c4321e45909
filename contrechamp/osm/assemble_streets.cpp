// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/osm/assemble.hpp>
#include <tuple>

namespace contrechamp::osm {
namespace {
struct Run {
  std::vector<std::int64_t> ids;
  std::vector<geo::LatLon> points;
};

struct Runs {
  std::vector<Run> runs;    // each of at least two points
  std::size_t missing = 0;  // nodes without a position
  std::size_t known = 0;
};

Runs runs_of(NodeIds nodes, const Places& places) {
  Runs result;
  Run run;
  const auto close = [&] {
    if (run.ids.size() >= 2) result.runs.push_back(std::move(run));
    run = {};
  };
  for (const std::int64_t id : nodes) {
    if (!run.ids.empty() && run.ids.back() == id) continue;  // a node named twice running
    const auto at = places.at(id);
    if (!at) {
      ++result.missing;
      close();
      continue;
    }
    ++result.known;
    run.ids.push_back(id);
    run.points.push_back(*at);
  }
  close();
  return result;
}

const std::string* value(const Tags& tags, std::string_view key) {
  const auto found = std::ranges::find(tags, key, &Tags::value_type::first);
  return found == tags.end() ? nullptr : &found->second;
}

// `restriction`, else the first of restriction:<vehicle> with the vehicle before it: "hgv:no_left_turn".
std::string kind_of(const Tags& tags) {
  if (const std::string* plain = value(tags, "restriction")) return *plain;
  constexpr std::string_view prefix = "restriction:";
  for (const auto& [key, kind] : tags) {
    if (key.starts_with(prefix)) return key.substr(prefix.size()) + ":" + kind;
  }
  return {};
}

// False if there is nothing in it to obey.
bool add_turns(const RawRelation& relation, std::vector<scene::TurnRestriction>& out) {
  scene::TurnRestriction turn;
  turn.relation = relation.stamp.id;
  turn.kind = kind_of(relation.tags);
  if (const std::string* except = value(relation.tags, "except")) turn.except = *except;
  std::vector<std::int64_t> from;
  std::vector<std::int64_t> to;
  for (const auto& [ref, role] : relation.members) {
    if (role == "via" && ref.type == OsmType::node) turn.via_node = ref.id;
    if (ref.type != OsmType::way) continue;
    if (role == "via") turn.via_ways.push_back(ref.id);
    if (role == "from") from.push_back(ref.id);
    if (role == "to") to.push_back(ref.id);
  }
  if (turn.kind.empty() || (turn.via_node == 0 && turn.via_ways.empty()) || from.empty() || to.empty()) return false;
  for (const std::int64_t from_way : from) {  // no_entry has several from, no_exit several to
    for (const std::int64_t to_way : to) {
      turn.from_way = from_way;
      turn.to_way = to_way;
      out.push_back(turn);
    }
  }
  return true;
}

/// Those that close a street to a mode that may use it otherwise, if no copy of the node is newer.
void add_barriers(const Harvest& harvest, scene::Snapshot& out) {
  std::vector<const RawBarrier*> live;
  for (const RawBarrier& barrier : harvest.barriers) {
    const Stamp& stamp = barrier.stamp;
    const Place* place = harvest.places.find(stamp.id);
    const bool newest = place != nullptr && std::tuple(place->version(), place->edited, place->word()) ==
                                                std::tuple(stamp.version, stamp.edited, stamp.word);
    if (newest) live.push_back(&barrier);
  }
  std::sort(live.begin(), live.end(), [](const auto* a, const auto* b) { return a->stamp < b->stamp; });
  std::vector<std::uint8_t> used(live.size());  // modes that meet it
  for (const scene::Street& street : out.streets) {
    for (const std::int64_t node : street.node_ids) {
      const auto found = std::ranges::lower_bound(live, node, {}, [](const auto* barrier) { return barrier->stamp.id; });
      if (found == live.end() || (*found)->stamp.id != node) continue;
      std::uint8_t& modes = used[static_cast<std::size_t>(found - live.begin())];
      for (unsigned m = 0; m < street.use.size(); ++m) {
        if (street.use[m].senses != scene::Senses::none) modes = static_cast<std::uint8_t>(modes | 1U << m);
      }
    }
  }
  for (std::size_t i = 0; i < live.size(); ++i) {
    const auto closed = static_cast<std::uint8_t>(live[i]->closed & used[i]);
    if (closed != 0) out.barriers.push_back({live[i]->stamp.id, closed});
  }
}

void add_walls(const Harvest& harvest, const Ways& ways, const scene::ReadOptions& options, scene::Snapshot& out) {
  for (const std::size_t i : in_order(harvest.walls, ways)) {
    const auto& [way, tags] = harvest.walls[i];
    if (!tags.height || *tags.height < options.min_wall_height) {
      ++out.low_walls;
      continue;
    }
    const Runs runs = runs_of(ways.nodes(way), harvest.places);
    if (runs.missing > 0) ++out.clipped_ways;
    for (const Run& run : runs.runs) out.walls.push_back({{OsmType::way, ways.id(way)}, run.points, *tags.height});
  }
}
}  // namespace

Unused assemble_streets(Harvest& harvest, const Ways& ways, const scene::ReadOptions& options, scene::Snapshot& out) {
  Unused unused;
  const auto order = in_order(harvest.streets, ways);
  out.streets.reserve(order.size());
  for (const std::size_t i : order) {
    auto& [way, attributes] = harvest.streets[i];
    attributes.ref = {OsmType::way, ways.id(way)};
    Runs runs = runs_of(ways.nodes(way), harvest.places);
    if (runs.missing > 0) ++out.clipped_ways;
    if (runs.missing > 0 && runs.known == 0) ++unused.nowhere;
    if (runs.missing == 0 && runs.runs.empty()) ++unused.single_node;
    for (std::size_t r = 0; r < runs.runs.size(); ++r) {
      const bool last = r + 1 == runs.runs.size();
      out.streets.push_back(last ? std::move(attributes) : attributes);  // NOLINT(bugprone-use-after-move): the last turn
      out.streets.back().node_ids = std::move(runs.runs[r].ids);
      out.streets.back().points = std::move(runs.runs[r].points);
    }
  }
  add_barriers(harvest, out);
  add_walls(harvest, ways, options, out);
  for (const RawRelation* relation : newest_copies(harvest.restrictions, harvest)) {
    if (!add_turns(*relation, out.turns)) ++unused.restrictions;
  }
  std::ranges::sort(out.turns, {}, [](const scene::TurnRestriction& t) { return std::tie(t.relation, t.from_way, t.to_way); });
  return unused;
}

}  // namespace contrechamp::osm
