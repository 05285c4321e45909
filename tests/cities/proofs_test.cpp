// SPDX-License-Identifier: AGPL-3.0-or-later
// "No unseen way" in real cities: what is claimed is what a plain walk over segments finds, and the checker believes it.
#include <contrechamp/core/random.hpp>
#include <contrechamp/importer/build.hpp>
#include <contrechamp/trips/check_proof.hpp>
#include <contrechamp/trips/prove.hpp>
#include <gtest/gtest.h>
#include <array>
#include <map>
#include <set>
#include <tests/support/testing.hpp>

namespace contrechamp {
namespace {

/// Walkers, for whom no turn is forbidden: from junction to junction over whole segments, one sighting after the other.
class PlainWalk {
 public:
  PlainWalk(const atlas::Contents& city, const optics::BandRef& band) : city_(city) {
    for (const exposure::Sighting& s : city.sightings) {
      if (s.ladder == static_cast<std::uint8_t>(band.ladder) && s.band == band.band) sightings_.emplace(s.segment, s);
    }
    for (const scene::Barrier& barrier : city.snapshot.barriers) {
      if (barrier.closed_to(scene::Mode::foot)) closed_.insert(barrier.node);
    }
    for (std::uint32_t i = 0; i < city.network.segments.size(); ++i) {
      const streets::Segment& segment = city.network.segments[i];
      const scene::ModeUse& use = city.snapshot.streets[segment.street].use[0];
      const bool open = use.left_out == scene::LeftOut::none || use.left_out == scene::LeftOut::separate_sidewalk;
      if (!open || segment.inside_building) continue;
      if (use.senses != scene::Senses::backward) out_.emplace(segment.first_node, std::pair(i, false));
      if (use.senses != scene::Senses::forward) out_.emplace(segment.last_node, std::pair(i, true));
    }
  }

  /// Both places in the middle of their segments. `unseen`: no step that is in view is taken.
  [[nodiscard]] bool joined(const trips::ProofPlace& from, const trips::ProofPlace& to, bool unseen) const {
    const auto& segments = city_.network.segments;
    const auto free = [&](std::uint32_t s, bool backward, std::uint32_t low, std::uint32_t high) {
      const std::int64_t tail = backward ? segments[s].last_node : segments[s].first_node;
      const auto [first, last] = out_.equal_range(tail);
      const bool may = std::any_of(first, last, [&](const auto& o) { return o.second == std::pair(s, backward); });
      return may && !(unseen && seen(s, backward, low, high));
    };
    if (from.segment == to.segment && from.cm <= to.cm && free(from.segment, false, from.cm, to.cm)) return true;
    if (from.segment == to.segment && from.cm >= to.cm && free(from.segment, true, to.cm, from.cm)) return true;
    const streets::Segment& begin = segments[from.segment];
    const streets::Segment& end = segments[to.segment];
    std::set<std::int64_t> known;
    std::vector<std::int64_t> open;
    const auto reach = [&](std::int64_t node) {
      if (!closed_.contains(node) && known.insert(node).second) open.push_back(node);  // who comes to a barrier turns back
    };
    if (free(from.segment, false, from.cm, begin.length_cm)) reach(begin.last_node);
    if (free(from.segment, true, 0, from.cm)) reach(begin.first_node);
    while (!open.empty()) {
      const std::int64_t at = open.back();
      open.pop_back();
      const auto [first, last] = out_.equal_range(at);
      for (auto o = first; o != last; ++o) {
        const auto [s, backward] = o->second;
        if (free(s, backward, 0, segments[s].length_cm)) reach(backward ? segments[s].first_node : segments[s].last_node);
      }
    }
    return (known.contains(end.first_node) && free(to.segment, false, 0, to.cm)) ||
           (known.contains(end.last_node) && free(to.segment, true, to.cm, end.length_cm));
  }

 private:
  [[nodiscard]] bool seen(std::uint32_t segment, bool backward, std::uint32_t low, std::uint32_t high) const {
    const auto [first, last] = sightings_.equal_range(segment);
    return std::any_of(first, last, [&](const auto& entry) {
      const exposure::Sighting& s = entry.second;
      return s.from_cm < high && low < s.to_cm && (s.headings & (backward ? exposure::backward : exposure::forward)) != 0;
    });
  }
  const atlas::Contents& city_;
  std::multimap<std::uint32_t, exposure::Sighting> sightings_;
  std::multimap<std::int64_t, std::pair<std::uint32_t, bool>> out_;
  std::set<std::int64_t> closed_;
};

bool inside(const atlas::Contents& city, const trips::ProofPlace& place) {
  return place.cm > 0 && place.cm < city.network.segments[place.segment].length_cm;
}

struct Tally {
  std::map<trips::Claim, int> claims;
  int walked = 0;
  int smallest = 0;
};

void ask(const atlas::Contents& city, scene::Mode mode, int questions, Random& random, Tally& tally) {
  const geo::Frames frames(city.bounds);
  const exposure::ExposureOptions options;
  const trips::City ground{city.snapshot, city.network, city.placed, city.surveyed, frames, options};
  const streets::Roads roads = streets::roads(city.snapshot, city.network, mode);
  trips::RouteWish wish;
  wish.mode = mode;
  for (int i = 0; i < questions; ++i) {
    // Mostly what is told first; narrower bands leave more unseen.
    const std::uint8_t leading = optics::leading_band_of(wish.band.ladder);
    wish.band.band = static_cast<std::uint8_t>(leading + (random.chance(500) ? 0 : 2));
    const PlainWalk walk(city, wish.band);
    const auto spot = [&] {
      const streets::RoadArc arc = roads.arcs[random.below(roads.arcs.size())];
      const std::uint64_t length = city.network.segments[arc.segment].length_cm;
      return streets::Spot{arc.segment, static_cast<std::uint32_t>(random.below(length + 1)), {}, 0};
    };
    trips::Proof proof = trips::proved(ground, city.sightings, roads, wish, spot(), spot());
    proof.atlas = 1;
    const auto held = trips::check_proof({city.snapshot, city.network, city.sightings, 1}, proof);
    ASSERT_TRUE(held) << scene::name(mode) << " " << i << ": " << held.error().sentence();
    ++tally.claims[proof.claim];
    tally.smallest += proof.between && proof.between->smallest ? 1 : 0;
    if (mode != scene::Mode::foot || !inside(city, proof.from.at) || !inside(city, proof.to.at)) continue;
    ASSERT_EQ(walk.joined(proof.from.at, proof.to.at, true), proof.claim == trips::Claim::unseen_way) << i;
    ASSERT_EQ(walk.joined(proof.from.at, proof.to.at, false), proof.claim != trips::Claim::not_joined) << i;
    ++tally.walked;
  }
}

TEST(Proofs, ClaimsInRealCitiesAreTrueAndHold) {
  Random random(testing::seed());
  Tally tally;
  for (const char* name : {"osm/helsinki-centre-2019-04.osm.pbf", "osm/munich-centre-2020-07.osm.pbf"}) {
    const auto file = testing::data(name);
    if (!file) continue;
    SCOPED_TRACE(name);
    LogSink silent;
    std::vector<importer::StageCost> costs;
    const auto city = importer::contents(std::array{*file}, {}, 2, silent, costs);
    ASSERT_TRUE(city) << city.error().sentence();
    ask(*city, scene::Mode::foot, 100, random, tally);
    ask(*city, scene::Mode::bike, 25, random, tally);
    ask(*city, scene::Mode::car, 25, random, tally);
  }
  if (tally.claims.empty()) return;
  std::cout << tally.claims[trips::Claim::unseen_way] << " unseen ways, " << tally.claims[trips::Claim::no_unseen_way]
            << " none (" << tally.smallest << " with a smallest set), " << tally.claims[trips::Claim::not_joined]
            << " not joined; " << tally.walked << " walked\n";
  EXPECT_GT(tally.claims[trips::Claim::unseen_way], 10);
  EXPECT_GT(tally.claims[trips::Claim::no_unseen_way], 10);
  EXPECT_GT(tally.walked, 20);
}

}  // namespace
}  // namespace contrechamp
