// SPDX-License-Identifier: AGPL-3.0-or-later
// Roads with turn restrictions against a referee that splits no node: invented towns and real cities.
#include <contrechamp/core/random.hpp>
#include <contrechamp/importer/build.hpp>
#include <contrechamp/streets/roads.hpp>
#include <gtest/gtest.h>
#include <array>
#include <cmath>
#include <limits>
#include <queue>
#include <tests/scenario/turn_referee.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp {
namespace {

using streets::Roads;
constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();
std::size_t size(std::uint64_t n) { return static_cast<std::size_t>(n); }

/// By last move, the same sums as the referee's, from the graph.
std::map<referee::Move, std::uint64_t> distances(const Roads& roads, const referee::Town& town, referee::Move first) {
  const auto move = [&](std::uint32_t arc) { return 2 * roads.arcs[arc].segment + roads.arcs[arc].backward; };
  std::vector<std::uint64_t> best(roads.nodes(), never);
  std::map<referee::Move, std::uint64_t> answer;
  using Entry = std::pair<std::uint64_t, std::uint32_t>;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> open;
  for (const referee::Move m : {first, first ^ 1U}) {
    std::uint32_t begin = 0;  // the first arc of a segment leaves the junction itself
    while (begin < roads.arcs.size() && move(begin) != m) ++begin;
    if (begin == roads.arcs.size()) continue;
    answer[m] = town.cost(m);
    best[roads.head[begin]] = town.cost(m);
    open.emplace(town.cost(m), roads.head[begin]);
  }
  while (!open.empty()) {
    const auto [at, v] = open.top();
    open.pop();
    if (at > best[v]) continue;
    for (std::uint32_t arc = roads.first_out[v]; arc < roads.first_out[v + 1]; ++arc) {
      const std::uint64_t cost = at + town.cost(move(arc));
      const auto [known, is_new] = answer.try_emplace(move(arc), cost);
      if (!is_new) known->second = std::min(known->second, cost);
      if (cost >= best[roads.head[arc]]) continue;
      best[roads.head[arc]] = cost;
      open.emplace(cost, roads.head[arc]);
    }
  }
  return answer;
}

struct Tally {
  std::size_t queries = 0;
  std::size_t ways = 0;
  std::size_t turns_back = 0;
};

Tally expect_equal(const scene::Snapshot& snapshot, const streets::Network& network, scene::Mode mode, std::size_t sources,
                   Random& random) {
  const referee::Town town(snapshot, network, mode);
  const Roads roads = streets::roads(snapshot, network, mode);
  Tally tally;
  for (; tally.queries < sources && !town.moves().empty(); ++tally.queries) {
    const referee::Move first = town.moves()[random.below(town.moves().size())];
    const auto expected = town.distances(first);
    EXPECT_TRUE(distances(roads, town, first) == expected) << "from move " << first;
    tally.ways += expected.size();
  }
  tally.turns_back = town.turns_back();
  return tally;
}

/// A town of some crossings in a grid: streets of one to three segments, some one-way, some doubled or without length.
class RandomTown {
 public:
  explicit RandomTown(Random& random) : random_(random) {
    const std::size_t streets = 16 + random.below(16);
    for (std::size_t s = 0; s < streets; ++s) add_street();
    for (std::int64_t node = 1; node <= side * side; ++node) {
      if (random.chance(100)) snapshot.barriers.push_back({node, static_cast<std::uint8_t>(1 + random.below(7))});
    }
    network_ = streets::network(snapshot, frames());
    for (std::size_t t = 4 + random.below(12); t > 0; --t) add_turn();
  }
  [[nodiscard]] geo::Frames frames() const {
    geo::Box box;
    for (const auto& street : snapshot.streets) {
      for (const geo::LatLon p : street.points) box.add(p);
    }
    return geo::Frames(box);
  }
  [[nodiscard]] const streets::Network& network() const { return network_; }
  scene::Snapshot snapshot;

 private:
  static constexpr int side = 4;

  void add_street() {
    scene::Street street;
    street.ref = {OsmType::way, 100 + static_cast<std::int64_t>(snapshot.streets.size())};
    auto x = static_cast<int>(random_.below(side));
    auto y = static_cast<int>(random_.below(side));
    for (std::uint64_t n = 2 + random_.below(2); n > 0; --n) {
      street.node_ids.push_back(1 + x + side * y);
      // Two crossings at one place: the segment between them has no length.
      const int east = x == 1 && y == 0 ? 0 : x;
      street.points.push_back({488'530'000 + 3000 * y, 23'499'000 + 4000 * east});
      (random_.chance(500) ? x : y) += random_.chance(500) ? 1 : -1;
      x = (x + side) % side;
      y = (y + side) % side;
    }
    for (auto& use : street.use) {
      use.speed_kmh = 30;
      use.senses = random_.chance(300) ? scene::Senses::forward : scene::Senses::both;
    }
    snapshot.streets.push_back(street);
  }

  /// A walk of a few moves, and a restriction that says so.
  void add_turn() {
    constexpr std::array<const char*, 9> kinds{"no_left_turn",     "no_u_turn",        "no_entry",
                                               "only_left_turn",   "no_right_turn",    "only_straight_on",
                                               "motorcar:no_exit", "hgv:no_left_turn", "no_turn_on_red"};
    constexpr std::array<const char*, 4> excepts{"", "", "psv;bicycle", "bus; motorcar"};
    const referee::Town town(snapshot, network_, scene::Mode::car);
    const std::size_t vias = random_.chance(400) ? 0 : random_.below(6);
    std::vector<referee::Move> walk{town.moves()[random_.below(town.moves().size())]};
    while (walk.size() < vias + 2) {
      std::vector<referee::Move> next;
      for (const referee::Move m : town.moves()) {
        if (node(m, false) == node(walk.back(), true)) next.push_back(m);
      }
      if (next.empty()) return;
      walk.push_back(next[random_.below(next.size())]);
    }
    scene::TurnRestriction turn;
    turn.relation = 1 + static_cast<std::int64_t>(snapshot.turns.size());
    turn.kind = kinds[random_.below(kinds.size())];
    turn.except = excepts[random_.below(excepts.size())];
    turn.from_way = way(walk.front());
    turn.to_way = way(walk.back());
    if (vias == 0) turn.via_node = node(walk.front(), true);
    for (std::size_t i = 1; i + 1 < walk.size(); ++i) {
      if (turn.via_ways.empty() || turn.via_ways.back() != way(walk[i])) turn.via_ways.push_back(way(walk[i]));
    }
    snapshot.turns.push_back(turn);
  }
  [[nodiscard]] std::int64_t node(referee::Move m, bool end) const {
    const streets::Segment& s = network_.segments[m / 2];
    return (m % 2 == 0) == end ? s.last_node : s.first_node;
  }
  [[nodiscard]] std::int64_t way(referee::Move m) const { return snapshot.streets[network_.segments[m / 2].street].ref.id; }

  Random& random_;
  streets::Network network_;
};

TEST(Turns, InventedTownsAreTravelledAsTheirRestrictionsSay) {
  Random random(testing::seed());
  Tally tally;
  Roads::Counts counts;
  std::size_t long_bans = 0;
  std::size_t barriers = 0;
  for (int round = 0; round < 1500; ++round) {
    const RandomTown town(random);
    barriers += town.snapshot.barriers.size();
    for (const scene::Mode mode : scene::all_modes) {
      const Tally part = expect_equal(town.snapshot, town.network(), mode, 4, random);
      tally.ways += part.ways;
      tally.turns_back += part.turns_back;
      const Roads::Counts c = streets::roads(town.snapshot, town.network(), mode).counts;
      counts.bans_kept += c.bans_kept;
      counts.bans_unread += c.bans_unread;
      counts.bans_idle += c.bans_idle;
      counts.bans_too_long += c.bans_too_long;
      if (mode == scene::Mode::car) {
        const referee::Town judge(town.snapshot, town.network(), mode);
        for (const auto& rule : judge.rules()) long_bans += rule.moves.size() > 3 ? 1 : 0;
      }
    }
    if (HasFailure()) break;
  }
  std::printf("%zu ways, %zu with a turn back; bans: %zu kept (%zu over two vias or more), %zu idle, %zu unread, %zu too long\n",
              tally.ways, tally.turns_back, size(counts.bans_kept), long_bans, size(counts.bans_idle), size(counts.bans_unread),
              size(counts.bans_too_long));
  EXPECT_GT(counts.bans_kept, 4000U);
  EXPECT_GT(long_bans, 400U);
  EXPECT_GT(counts.bans_too_long, 10U);
  EXPECT_GT(barriers, 1500U);
}

class TurnsOfCity : public ::testing::TestWithParam<const char*> {};

TEST_P(TurnsOfCity, AreObeyed) {
  const auto file = testing::data(std::string("osm/") + GetParam());
  if (!file) GTEST_SKIP();
  LogSink silent;
  std::vector<importer::StageCost> costs;
  const auto scene = importer::scene_of(std::array{*file}, {}, silent, costs);
  ASSERT_TRUE(scene) << scene.error().sentence();
  Random random(testing::seed());
  for (const scene::Mode mode : {scene::Mode::bike, scene::Mode::car}) {
    const Roads::Counts c = streets::roads(scene->snapshot, scene->network, mode).counts;
    const Roads roads = streets::roads(scene->snapshot, scene->network, mode);
    const Tally tally = expect_equal(scene->snapshot, scene->network, mode, 10, random);
    std::printf(
        "%s %s: %zu junctions, %u nodes, %zu arcs; restrictions %zu: %zu kept, %zu idle, %zu unread, %zu too long; "
        "%zu of %zu ways turn back\n",
        GetParam(), std::string(scene::name(mode)).c_str(), size(c.junctions), roads.nodes(), roads.arcs.size(),
        scene->snapshot.turns.size(), size(c.bans_kept), size(c.bans_idle), size(c.bans_unread), size(c.bans_too_long),
        tally.turns_back, tally.ways);
    EXPECT_EQ(c.bans_kept + c.bans_idle + c.bans_unread + c.bans_too_long, scene->snapshot.turns.size());
  }
}

INSTANTIATE_TEST_SUITE_P(RealCity, TurnsOfCity,
                         ::testing::Values("monaco-2026-03.osm.pbf", "munich-centre-2020-07.osm.pbf",
                                           "porto-streets-2015-06.osm.pbf"));

}  // namespace
}  // namespace contrechamp
