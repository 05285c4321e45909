// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/random.hpp>
#include <contrechamp/trips/proof_oracle_testing.hpp>

namespace contrechamp::trips::proof_oracle {

/// A grid of some crossings, 5 m apart; streets of one segment, some one-way, doubled, without length, or closed to cars.
[[nodiscard]] inline Town random_town(Random& random) {
  constexpr int side = 4;
  Town town;
  const auto devices = static_cast<std::uint32_t>(2 + random.below(7));
  for (std::uint32_t d = 0; d < devices; ++d) {
    scene::Device device;
    device.ref = {d % 3 == 0 ? OsmType::way : OsmType::node, 500 + static_cast<std::int64_t>(d)};
    town.snapshot.devices.push_back(device);
  }
  std::sort(town.snapshot.devices.begin(), town.snapshot.devices.end(),
            [](const auto& a, const auto& b) { return a.ref < b.ref; });
  for (std::size_t s = 10 + random.below(14); s > 0; --s) {
    scene::Street street;
    street.ref = {OsmType::way, 100 + static_cast<std::int64_t>(town.snapshot.streets.size())};
    int x = static_cast<int>(random.below(side));
    int y = static_cast<int>(random.below(side));
    for (int end = 0; end < 2; ++end) {
      street.node_ids.push_back(1 + x + side * y);
      const int east = x == 1 && y == 0 ? 0 : x;  // two crossings at one place: the segment between them has no length
      street.points.push_back({488'530'000 + 450 * y, 23'499'000 + 680 * east});
      (random.chance(500) ? x : y) += random.chance(500) ? 1 : -1;
      x = (x + side) % side;
      y = (y + side) % side;
    }
    for (auto& use : street.use) {
      use.speed_kmh = 30;
      use.senses = random.chance(250) ? scene::Senses::forward : scene::Senses::both;
    }
    if (random.chance(60)) street.use[2] = {scene::LeftOut::access_private, scene::Senses::none, 0};
    town.snapshot.streets.push_back(street);
  }
  for (std::int64_t node = 1; node <= side * side; ++node) {
    if (random.chance(120)) town.snapshot.barriers.push_back({node, static_cast<std::uint8_t>(1 + random.below(7))});
  }
  geo::Box box;
  for (const auto& street : town.snapshot.streets) {
    for (const geo::LatLon p : street.points) box.add(p);
  }
  town.frames = geo::Frames(box);
  town.network = streets::network(town.snapshot, town.frames);
  const std::uint32_t share = static_cast<std::uint32_t>(200 + random.below(500));
  for (std::uint32_t s = 0; s < town.network.segments.size(); ++s) {
    const std::uint32_t length = town.network.segments[s].length_cm;
    while (length > 0 && random.chance(share)) {
      exposure::Sighting sighting{.segment = s, .device = static_cast<std::uint32_t>(random.below(devices))};
      sighting.from_cm = static_cast<std::uint32_t>(random.below(length));
      sighting.to_cm = random.chance(300)
                           ? length
                           : sighting.from_cm + 1 + static_cast<std::uint32_t>(random.below(length - sighting.from_cm));
      sighting.band = static_cast<std::uint8_t>(random.chance(250) ? 1 : 0);
      sighting.headings = static_cast<std::uint8_t>(random.chance(300) ? 1 + random.below(2) : 3);
      sighting.answers = exposure::possible;
      sighting.p = 9;
      town.sightings.push_back(sighting);
    }
  }
  std::sort(town.sightings.begin(), town.sightings.end(), exposure::before);
  return town;
}

/// A walk of a few moves that cars must not make so, and the restriction that says so: every street is one segment. The same
/// streets travelled otherwise would be banned, too, or make the restriction unreadable: such walks are not taken.
inline void add_ban(Town& town, Random& random) {
  Proof car;
  car.mode = scene::Mode::car;
  const Oracle oracle(town, car);
  const auto moves = static_cast<Move>(2 * town.network.segments.size());
  Moves walk;
  const std::size_t size = 2 + random.below(3);
  for (int tries = 0; tries < 50 && walk.size() < size; ++tries) {
    const auto m = static_cast<Move>(random.below(moves));
    const bool fits = walk.empty() || (oracle.tail(m) == oracle.tail(walk.back() ^ 1U) && m / 2 != walk.back() / 2);
    if (oracle.usable(m) && fits) walk.push_back(m);
  }
  if (walk.size() < 2) return;
  std::size_t readings = 0;  // the same streets in any senses
  for (unsigned senses = 0; senses < 1U << walk.size(); ++senses) {
    bool fits = true;
    for (std::size_t i = 0; i < walk.size(); ++i) {
      const Move m = (walk[i] & ~1U) | (senses >> i & 1U);
      fits = fits && oracle.usable(m);
      if (i > 0) fits = fits && oracle.tail(m) == oracle.tail(((walk[i - 1] & ~1U) | (senses >> (i - 1) & 1U)) ^ 1U);
    }
    readings += fits ? 1 : 0;
  }
  if (readings != 1) return;
  const auto way = [&](Move m) { return town.snapshot.streets[town.network.segments[m / 2].street].ref.id; };
  scene::TurnRestriction turn;
  turn.kind = random.chance(800) ? "no_left_turn" : "only_straight_on";
  turn.from_way = way(walk.front());
  turn.to_way = way(walk.back());
  turn.via_node = walk.size() == 2 ? oracle.tail(walk[1]) : 0;
  for (std::size_t i = 1; i + 1 < walk.size(); ++i) turn.via_ways.push_back(way(walk[i]));
  town.snapshot.turns.push_back(turn);
  if (turn.kind.starts_with("no_")) {
    town.bans.push_back(walk);
    return;
  }
  for (std::size_t i = 1; i < walk.size(); ++i) {
    for (Move m = 0; m < moves; ++m) {
      if (m == walk[i] || !oracle.usable(m) || oracle.tail(m) != oracle.tail(walk[i])) continue;
      Moves ban(walk.begin(), walk.begin() + static_cast<std::ptrdiff_t>(i));
      ban.push_back(m);
      town.bans.push_back(ban);
    }
  }
}

}  // namespace contrechamp::trips::proof_oracle
