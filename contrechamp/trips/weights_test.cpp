// SPDX-License-Identifier: AGPL-3.0-or-later
// Segments of a few metres with random sightings, against a walk that asks of each centimetre who sees it.
#include <gtest/gtest.h>
#include <algorithm>
#include <contrechamp/core/native/on_threads.hpp>
#include <contrechamp/core/random.hpp>
#include <contrechamp/trips/route_ends.hpp>
#include <contrechamp/trips/weigher.hpp>
#include <map>
#include <tests/support/testing.hpp>

namespace contrechamp::trips {
namespace {

using exposure::Sighting;

constexpr std::uint32_t devices = 5;

std::uint32_t number(Random& random, std::uint64_t below) { return static_cast<std::uint32_t>(random.below(below)); }

/// Segments without places: weights ask for lengths and speeds only. Every segment has an arc each way.
struct Town {
  explicit Town(Random& random, std::uint32_t segments = 6) {
    for (std::uint32_t i = 0; i < segments; ++i) {
      scene::Street street;
      street.use[0].speed_kmh = static_cast<std::uint8_t>(1 + random.below(130));
      snapshot.streets.push_back(street);
      streets::Segment segment;
      segment.street = i;
      segment.length_cm = i == 0 ? 0 : number(random, 400);
      network.segments.push_back(segment);
      roads.arcs.push_back({i, 0});
      roads.arcs.push_back({i, 1});
      if (segment.length_cm > 0) add_sightings(random, i);
    }
    std::ranges::sort(sightings, exposure::before);
  }

  /// A device's pieces at a band do not overlap.
  void add_sightings(Random& random, std::uint32_t segment) {
    const std::uint32_t length = network.segments[segment].length_cm;
    for (std::uint32_t device = 0; device < devices; ++device) {
      for (std::uint8_t band = 0; band < 2; ++band) {
        std::uint32_t from = number(random, length);
        while (from < length && random.chance(800)) {
          Sighting s;
          s.segment = segment;
          s.device = device;
          s.from_cm = from;
          s.to_cm = from + 1 + number(random, length - from);
          s.band = band;
          s.ladder = static_cast<std::uint8_t>(random.below(2));
          const bool sure = random.chance(200);
          s.answers = sure ? exposure::possible | exposure::certain : exposure::possible;
          s.p = sure ? 65535 : static_cast<std::uint16_t>(random.chance(300) ? 0 : random.below(65536));
          s.headings = static_cast<std::uint8_t>(random.chance(700) ? 3 : 1 + random.below(2));
          sightings.push_back(s);
          from = s.to_cm;
        }
      }
    }
  }
  [[nodiscard]] City city() const { return {snapshot, network, placed, surveyed, frames, options}; }

  scene::Snapshot snapshot;
  streets::Network network;
  streets::Roads roads;
  std::vector<Sighting> sightings;
  std::vector<placement::Placed> placed;
  std::vector<geo::Cell> surveyed;
  geo::Frames frames{geo::Box{}};
  exposure::ExposureOptions options;
};

RouteWish random_wish(Random& random) {
  RouteWish wish;
  wish.band = {random.chance(500) ? optics::Ladder::image_2014 : optics::Ladder::image_2025,
               static_cast<std::uint8_t>(random.below(2))};
  wish.avoid = static_cast<Avoid>(random.below(3));
  wish.unit = static_cast<Unit>(random.below(2));
  wish.seen_rather = random.chance(250);
  if (random.chance(500)) {
    for (std::uint32_t i = 0; i < devices; ++i) wish.device_counts.push_back(random.chance(700) ? 1 : 0);
  }
  return wish;
}

/// Of one part, centimetre by centimetre.
struct Walked {
  std::uint64_t cm = 0, ms = 0;
  std::uint64_t certain = 0, expected = 0, possible = 0;           // cm, 1/65535 cm
  std::uint64_t certain_ms = 0, expected_ms = 0, possible_ms = 0;  // ms, 1/65535 ms
};

Walked walked(const Town& town, const RouteWish& wish, const RoutePart& part) {
  const bool back = part.from_cm > part.to_cm;
  const std::uint64_t length = town.network.segments[part.segment].length_cm;
  const std::uint64_t speed = town.snapshot.streets[part.segment].use[0].speed_kmh;
  Walked sum;
  for (std::uint64_t at = std::min(part.from_cm, part.to_cm); at < std::max(part.from_cm, part.to_cm); ++at) {
    const std::uint64_t done = back ? length - at - 1 : at;  // when it is entered
    const std::uint64_t ms = (done + 1) * 36 / speed - done * 36 / speed;
    std::map<std::uint32_t, std::uint64_t> by_device;
    bool seen = false;
    bool sure = false;
    for (const Sighting& s : town.sightings) {
      if (s.segment != part.segment || s.ladder != static_cast<std::uint8_t>(wish.band.ladder) || s.band != wish.band.band)
        continue;
      if (at < s.from_cm || at >= s.to_cm || (s.headings & (back ? 2 : 1)) == 0) continue;
      if (!wish.device_counts.empty() && wish.device_counts[s.device] == 0) continue;
      seen = true;
      sure = sure || (s.answers & 1) != 0;
      by_device[s.device] = s.p;
    }
    std::uint64_t unseen = 65535;
    for (const auto& [device, p] : by_device) unseen = unseen * (65535 - p) / 65535;
    const std::uint64_t p = sure ? 65535 : 65535 - unseen;
    sum.cm += 1;
    sum.ms += ms;
    sum.certain += sure ? 1 : 0;
    sum.certain_ms += sure ? ms : 0;
    sum.expected += seen ? p : 0;
    sum.expected_ms += seen ? p * ms : 0;
    sum.possible += seen ? 1 : 0;
    sum.possible_ms += seen ? ms : 0;
  }
  return sum;
}

/// In tenths of a metre or of a second, rounded up.
std::uint64_t exposure_of(const Walked& w, const RouteWish& wish) {
  const bool metres = wish.unit == Unit::metres;
  const auto up = [&](std::uint64_t amount) {
    const std::uint64_t tenth = (metres ? 10ULL : 100ULL) * 65535;
    return amount / tenth + (amount % tenth > 0 ? 1 : 0);
  };
  const std::uint64_t certain = (metres ? w.certain : w.certain_ms) * 65535;
  if (wish.seen_rather) return up((metres ? w.cm : w.ms) * 65535 - certain);
  if (wish.avoid == Avoid::certain) return up(certain);
  if (wish.avoid == Avoid::possible) return up((metres ? w.possible : w.possible_ms) * 65535);
  return up(metres ? w.expected : w.expected_ms);
}

TEST(Weights, of_every_arc_are_what_a_walk_of_centimetres_finds) {
  Random random(testing::seed());
  std::size_t in_view = 0;
  std::size_t one_sided = 0;
  for (int round = 0; round < 200; ++round) {
    const Town town(random);
    const City city = town.city();
    const RouteWish wish = random_wish(random);
    const Weights made = weights(city, town.roads, town.sightings, wish);
    ASSERT_EQ(made.time.size(), town.roads.arcs.size());
    ASSERT_EQ(made.exposure.size(), town.roads.arcs.size());
    for (std::size_t arc = 0; arc < made.time.size(); ++arc) {
      const auto [segment, backward] = town.roads.arcs[arc];
      const std::uint32_t length = town.network.segments[segment].length_cm;
      const RoutePart part = backward != 0 ? RoutePart{segment, length, 0} : RoutePart{segment, 0, length};
      const Walked expected = walked(town, wish, part);
      EXPECT_EQ(made.time[arc], expected.ms / 100 + (expected.ms % 100 > 0 ? 1 : 0)) << "round " << round << " arc " << arc;
      EXPECT_EQ(made.exposure[arc], exposure_of(expected, wish)) << "round " << round << " arc " << arc;
      in_view += made.exposure[arc] > 0 ? 1 : 0;
      one_sided += backward != 0 && made.exposure[arc] != made.exposure[arc - 1] ? 1 : 0;
    }
  }
  EXPECT_GT(in_view, 500U);
  EXPECT_GT(one_sided, 100U);
}

TEST(Weights, one_that_weighs_at_a_band_serves_all_wishes_there_and_tells_what_parts_cost) {
  Random random(testing::seed() + 2);
  std::size_t in_view = 0;
  for (int round = 0; round < 60; ++round) {
    const Town town(random);
    const City city = town.city();
    RouteWish wish = random_wish(random);
    const Weigher weigher(city, town.roads, town.sightings, wish.band);
    for (int i = 0; i < 5; ++i) {
      const Weights made = weigher.of(wish);
      const PartCosts costs(city, town.sightings, wish);
      for (std::size_t arc = 0; arc < made.time.size(); ++arc) {
        const auto [segment, backward] = town.roads.arcs[arc];
        const std::uint32_t length = town.network.segments[segment].length_cm;
        const RoutePart part = backward != 0 ? RoutePart{segment, length, 0} : RoutePart{segment, 0, length};
        EXPECT_EQ((SearchCost{made.time[arc], made.exposure[arc]}), costs.cost(part)) << "round " << round << " arc " << arc;
        in_view += made.exposure[arc] > 0 ? 1 : 0;
      }
      wish = random_wish(random);
      wish.band = weigher.band();
    }
  }
  EXPECT_GT(in_view, 500U);
}

TEST(Weights, parts_of_a_segment_that_is_cut_anywhere_add_up_to_the_whole_in_every_figure) {
  Random random(testing::seed() + 1);
  for (int round = 0; round < 60; ++round) {
    const Town town(random);
    const City city = town.city();
    const RouteWish wish = random_wish(random);
    const PartCosts costs(city, town.sightings, wish);
    const std::uint32_t segment = 1 + number(random, 5);
    const std::uint32_t length = town.network.segments[segment].length_cm;
    for (const bool backward : {false, true}) {
      const auto part = [&](std::uint32_t from, std::uint32_t to) {
        return backward ? RoutePart{segment, length - from, length - to} : RoutePart{segment, from, to};
      };
      const Travelled whole = costs.travelled(part(0, length));
      for (std::uint32_t cut = 0; cut <= length; ++cut) {
        Travelled sum = costs.travelled(part(0, cut));
        sum += costs.travelled(part(cut, length));
        ASSERT_EQ(sum, whole) << "round " << round << " cut " << cut << (backward ? " backward" : "");
      }
      const std::uint32_t a = number(random, length + 1);
      const std::uint32_t b = a + number(random, length - a + 1);
      const Walked expected = walked(town, wish, part(a, b));
      const Travelled found = costs.travelled(part(a, b));
      EXPECT_EQ(found.way, (Way{expected.cm, expected.ms}));
      EXPECT_EQ(found.seen.length, (exposure::InView{expected.certain, expected.expected, expected.possible}));
      EXPECT_EQ(found.seen.time, (exposure::InView{expected.certain_ms, expected.expected_ms, expected.possible_ms}));
    }
  }
}

TEST(Weights, are_the_same_by_any_threads) {
  Random random(testing::seed() + 3);
  const Executor backwards = [](std::size_t count, const std::function<void(std::size_t)>& task) {
    while (count-- > 0) task(count);
  };
  const Town town(random, 500);
  const City city = town.city();
  for (int i = 0; i < 20; ++i) {
    const RouteWish wish = random_wish(random);
    const Weigher weigher(city, town.roads, town.sightings, wish.band);
    const Weights alone = weigher.of(wish);
    for (const Executor& executor : {backwards, on_threads(3)}) EXPECT_EQ(weigher.of(wish, executor).exposure, alone.exposure);
    const PartCosts costs(city, town.sightings, wish);
    for (routing::Arc arc = 0; arc < town.roads.arcs.size(); ++arc) {
      const SearchCost told = costs.cost(whole_part(town.roads.arcs[arc], town.network));
      EXPECT_EQ(alone.exposure[arc], told.exposure) << arc;
    }
  }
}

Travelled seen_for(std::uint64_t cm, std::uint64_t expected) {
  Travelled t;
  t.way = {1000, 720};
  t.seen.length = {0, expected, cm};
  return t;
}

TEST(Weights, whatever_is_in_view_costs_something) {
  RouteWish wish;
  EXPECT_EQ(search_cost(seen_for(1, 0), wish).exposure, 1U);
  EXPECT_EQ(search_cost(seen_for(10, 0), wish).exposure, 1U);
  EXPECT_EQ(search_cost(seen_for(11, 0), wish).exposure, 2U);
  wish.avoid = Avoid::expected;
  EXPECT_EQ(search_cost(seen_for(1, 26'214), wish).exposure, 1U);  // 0.4 cm
  EXPECT_EQ(search_cost(seen_for(1, 1), wish).exposure, 1U);
  EXPECT_EQ(search_cost(seen_for(1, 0), wish).exposure, 0U);  // possible, but in no scenario that counts
}

TEST(Weights, expected_is_kept_between_certain_and_possible) {
  RouteWish wish;
  wish.avoid = Avoid::expected;
  Travelled t = seen_for(50, 51 * 65535);
  EXPECT_EQ(kept_small(t, wish), 50U * 65535);
  t.seen.length.certain_cm = 20;
  t.seen.length.expected = 0;
  EXPECT_EQ(kept_small(t, wish), 20U * 65535);
}

TEST(Weights, what_no_search_can_add_up_is_too_dear) {
  Travelled t;
  t.way = {4'000'000'000, 400'000'000'000};
  EXPECT_EQ(search_cost(t, {}).time, routing::too_dear);
  t.way.ms = (std::uint64_t{routing::too_dear} - 1) * 100;
  EXPECT_EQ(search_cost(t, {}).time, routing::too_dear - 1);
}

}  // namespace
}  // namespace contrechamp::trips
