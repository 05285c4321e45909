// SPDX-License-Identifier: AGPL-3.0-or-later
// Proofs against brute force over centimetres; the checker against the same, on proofs that were spoiled.
#include <contrechamp/trips/proof_town_testing.hpp>
#include <contrechamp/trips/proof_verdict_testing.hpp>
#include <contrechamp/trips/prove.hpp>
#include <gtest/gtest.h>
#include <functional>
#include <iostream>
#include <map>
#include <tests/support/testing.hpp>

namespace contrechamp::trips {
namespace {

using namespace proof_oracle;

/// A town with a question about it.
struct Case {
  Town town;
  RouteWish wish;
  streets::Spot from;
  streets::Spot to;
};

std::optional<streets::Spot> random_spot(const Town& town, scene::Mode mode, Random& random) {
  const auto s = static_cast<std::uint32_t>(random.below(town.network.segments.size()));
  const streets::Segment& segment = town.network.segments[s];
  if (!streets::usable(segment, town.snapshot.streets[segment.street], mode)) return std::nullopt;
  std::uint32_t cm = static_cast<std::uint32_t>(random.below(segment.length_cm + std::uint64_t{1}));
  if (random.chance(200)) cm = 0;
  if (random.chance(100)) cm = segment.length_cm;
  return streets::Spot{s, cm, {}, 0};
}

std::optional<Case> random_case(Random& random) {
  Case c{random_town(random), {}, {}, {}};
  c.wish.mode = scene::all_modes[random.below(3)];
  if (c.wish.mode == scene::Mode::car) {
    for (std::size_t bans = random.below(12); bans > 0; --bans) add_ban(c.town, random);
  }
  if (c.wish.mode == scene::Mode::bike) c.town.bans.clear();
  c.wish.band.band = static_cast<std::uint8_t>(random.chance(200) ? 1 : 0);
  if (random.chance(300)) {
    for (std::size_t d = 0; d < c.town.snapshot.devices.size(); ++d) c.wish.device_counts.push_back(random.chance(700) ? 1 : 0);
  }
  const auto from = random_spot(c.town, c.wish.mode, random);
  const auto to = random_spot(c.town, c.wish.mode, random);
  if (!from || !to) return std::nullopt;
  c.from = *from;
  c.to = random.chance(30) ? *from : *to;
  return c;
}

Proof proof_of(const Case& c) {
  const std::vector<placement::Placed> placed;
  const std::vector<geo::Cell> surveyed;
  const exposure::ExposureOptions options;
  const City city{c.town.snapshot, c.town.network, placed, surveyed, c.town.frames, options};
  Proof proof =
      proved(city, c.town.sightings, streets::roads(c.town.snapshot, c.town.network, c.wish.mode), c.wish, c.from, c.to);
  proof.atlas = c.town.checksum;
  return proof;
}

std::string told(const Proof& p) {
  std::string text = "claim " + std::to_string(static_cast<int>(p.claim)) + ", " + std::string(scene::name(p.mode)) + ", from " +
                     std::to_string(p.from.at.segment) + "/" + std::to_string(p.from.at.cm) + " to " +
                     std::to_string(p.to.at.segment) + "/" + std::to_string(p.to.at.cm);
  for (const ProofPart& part : p.way)
    text += " " + std::to_string(part.segment) + ":" + std::to_string(part.from_cm) + "-" + std::to_string(part.to_cm);
  return text;
}

Mask mask_of(const Town& town, const std::vector<OsmRef>& refs) {
  Mask mask = 0;
  for (std::size_t d = 0; d < town.snapshot.devices.size(); ++d) {
    if (std::find(refs.begin(), refs.end(), town.snapshot.devices[d].ref) != refs.end()) mask |= Mask{1} << d;
  }
  return mask;
}

TEST(Proof, ClaimsAreTrueAndHold) {
  Random random(testing::seed());
  std::map<Claim, int> claims;
  int smallest = 0;
  int larger = 0;
  int remembered = 0;
  int moved = 0;
  for (int i = 0; i < 600; ++i) {
    const auto c = random_case(random);
    if (!c) continue;
    const Proof proof = proof_of(*c);
    const Oracle oracle(c->town, proof);
    ++claims[proof.claim];
    ASSERT_TRUE(oracle.truth(proof)) << i << ": " << told(proof);
    const auto held = check_proof(c->town.ground(), proof);
    ASSERT_TRUE(held) << i << ": " << told(proof) << ": " << held.error().sentence();
    ASSERT_TRUE(Verdict(c->town, proof).holds()) << i << ": " << told(proof);
    remembered += proof.reached.after.empty() ? 0 : 1;
    moved += proof.from.in_view || proof.to.in_view ? 1 : 0;
    if (!proof.between) continue;
    const std::size_t fewest = oracle.fewest(proof.from.at, proof.to.at, c->town.snapshot.devices.size());
    ASSERT_GE(proof.between->devices.size(), fewest);
    const std::size_t size = proof.between->devices.size();
    ASSERT_EQ(proof.between->smallest, size == fewest && size <= most_devices_tried + 1);
    ASSERT_TRUE(size == fewest || fewest > most_devices_tried);
    larger += size > fewest ? 1 : 0;
    const Mask all = mask_of(c->town, proof.between->devices);
    for (std::size_t d = 0; d < c->town.snapshot.devices.size(); ++d) {
      const Mask without = all & ~(Mask{1} << d);
      ASSERT_TRUE(without == all || !oracle.joined(proof.from.at, proof.to.at, without)) << i << ": one is to spare";
    }
    smallest += proof.between->smallest ? 1 : 0;
  }
  for (const auto& [claim, n] : claims) std::cout << "claim " << static_cast<int>(claim) << ": " << n << "\n";
  std::cout << smallest << " smallest, " << larger << " larger than they must be, " << remembered << " with turns remembered, "
            << moved << " from elsewhere\n";
  EXPECT_GT(claims[Claim::unseen_way], 50);
  EXPECT_GT(claims[Claim::no_unseen_way], 50);
  EXPECT_GT(claims[Claim::not_joined], 20);
  EXPECT_GT(smallest, 30);
  EXPECT_GT(remembered, 20);
  EXPECT_GT(moved, 30);
}

/// What spoils a proof; false: it cannot.
using Spoil = std::function<bool(Proof&, const Case&, Random&)>;

template <class T>
bool drop_one(std::vector<T>& list, Random& random) {
  if (list.empty()) return false;
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(random.below(list.size())));
  return true;
}
template <class T>
T& one_of(std::vector<T>& list, Random& random) {
  return list[random.below(list.size())];
}
std::uint32_t any_segment(const Case& c, Random& random) {
  return static_cast<std::uint32_t>(random.below(c.town.network.segments.size() + 1));
}
OsmRef any_device(const Case& c, Random& random) {
  return c.town.snapshot.devices[random.below(c.town.snapshot.devices.size())].ref;
}

const std::vector<std::pair<std::string, Spoil>>& spoils() {
  static const std::vector<std::pair<std::string, Spoil>> all{
      {"a node less", [](Proof& p, const Case&, Random& r) { return drop_one(p.reached.nodes, r); }},
      {"a node more",
       [](Proof& p, const Case&, Random& r) {
         p.reached.nodes.push_back(r.between(1, 17));
         return true;
       }},
      {"a memory less", [](Proof& p, const Case&, Random& r) { return drop_one(p.reached.after, r); }},
      {"other memory",
       [](Proof& p, const Case& c, Random& r) {
         if (p.reached.after.empty()) return false;
         one_of(one_of(p.reached.after, r), r) = {any_segment(c, r), r.chance(500)};
         return true;
       }},
      {"a leaving step less", [](Proof& p, const Case&, Random& r) { return drop_one(p.leaving, r); }},
      {"a sighting elsewhere",
       [](Proof& p, const Case&, Random& r) {
         if (p.leaving.empty()) return false;
         (r.chance(500) ? one_of(p.leaving, r).from_cm : one_of(p.leaving, r).to_cm) += static_cast<std::uint32_t>(r.below(3));
         return true;
       }},
      {"sightings exchanged",
       [](Proof& p, const Case&, Random& r) {
         if (p.leaving.size() < 2) return false;
         std::swap(one_of(p.leaving, r).step, one_of(p.leaving, r).step);
         return true;
       }},
      {"a step turned round",
       [](Proof& p, const Case&, Random& r) {
         if (p.leaving.empty()) return false;
         ProofSeen& seen = one_of(p.leaving, r);
         seen.step.backward = !seen.step.backward;
         return true;
       }},
      {"another device",
       [](Proof& p, const Case& c, Random& r) {
         if (p.leaving.empty()) return false;
         one_of(p.leaving, r).device = any_device(c, r);
         return true;
       }},
      {"claim",
       [](Proof& p, const Case&, Random& r) {
         p.claim = static_cast<Claim>(r.below(3));
         return true;
       }},
      {"end moved along",
       [](Proof& p, const Case&, Random& r) {
         (r.chance(500) ? p.from : p.to).at.cm = static_cast<std::uint32_t>(r.below(900));
         return true;
       }},
      {"end moved away",
       [](Proof& p, const Case& c, Random& r) {
         ProofEnd& end = r.chance(500) ? p.from : p.to;
         end.at.segment = any_segment(c, r);
         if (end.at.segment < c.town.network.segments.size() && r.chance(800))
           end.way = c.town.snapshot.streets[c.town.network.segments[end.at.segment].street].ref;
         return true;
       }},
      {"band",
       [](Proof& p, const Case&, Random&) {
         p.band.band ^= 1U;
         return true;
       }},
      {"another atlas",
       [](Proof& p, const Case&, Random& r) {
         p.atlas ^= std::uint64_t{1} << r.below(64);
         return true;
       }},
      {"one more left out",
       [](Proof& p, const Case& c, Random& r) {
         p.left_out.push_back(r.chance(100) ? OsmRef{OsmType::node, 9} : any_device(c, r));
         return true;
       }},
      {"one less left out", [](Proof& p, const Case&, Random& r) { return drop_one(p.left_out, r); }},
      {"mode",
       [](Proof& p, const Case&, Random& r) {
         const bool bans = p.mode == scene::Mode::car;  // what the oracle knows of them holds for cars only
         p.mode = bans ? scene::Mode::foot : p.mode;
         return bans && r.chance(1000);
       }},
      {"a part of the way less", [](Proof& p, const Case&, Random& r) { return drop_one(p.way, r); }},
      {"a part of the way longer",
       [](Proof& p, const Case&, Random& r) {
         if (p.way.empty()) return false;
         one_of(p.way, r).to_cm += 1;
         return true;
       }},
      {"a part of the way elsewhere",
       [](Proof& p, const Case& c, Random& r) {
         if (p.way.empty()) return false;
         one_of(p.way, r).segment = any_segment(c, r);
         return true;
       }},
      {"a device between less", [](Proof& p, const Case&, Random& r) { return p.between && drop_one(p.between->devices, r); }},
      {"a device between more",
       [](Proof& p, const Case& c, Random& r) {
         if (!p.between) return false;
         p.between->devices.push_back(any_device(c, r));
         return true;
       }},
      {"smallest",
       [](Proof& p, const Case&, Random&) {
         if (!p.between) return false;
         p.between->smallest = !p.between->smallest;
         return true;
       }},
      {"a part between less", [](Proof& p, const Case&, Random& r) { return p.between && drop_one(p.between->way, r); }},
      {"nothing between",
       [](Proof& p, const Case&, Random&) {
         const bool there = p.between.has_value();
         p.between.reset();
         return there;
       }},
      {"in view of another",
       [](Proof& p, const Case& c, Random& r) {
         ProofEnd& end = r.chance(500) ? p.from : p.to;
         if (!end.in_view) return false;
         if (r.chance(500))
           end.in_view->devices.push_back(any_device(c, r));
         else
           end.in_view->at.cm = static_cast<std::uint32_t>(r.below(900));
         return true;
       }},
      {"moved to a place further on",
       [](Proof& p, const Case& c, Random& r) {
         ProofEnd& end = r.chance(500) ? p.from : p.to;
         if (!end.in_view) return false;
         if (r.chance(500)) end.at.segment = any_segment(c, r);
         if (end.at.segment >= c.town.network.segments.size()) return false;
         end.way = c.town.snapshot.streets[c.town.network.segments[end.at.segment].street].ref;
         end.at.cm = static_cast<std::uint32_t>(r.below(c.town.network.segments[end.at.segment].length_cm + 1));
         return true;
       }},
      {"in view, and not said to be",
       [](Proof& p, const Case& c, Random& r) {
         ProofEnd& end = r.chance(500) ? p.from : p.to;
         if (!end.in_view) return false;
         if (r.chance(500)) {
           end.at = end.in_view->at;
           end.way = c.town.snapshot.streets[c.town.network.segments[end.at.segment].street].ref;
         }
         end.in_view.reset();
         return true;
       }},
      {"a node twice",
       [](Proof& p, const Case&, Random& r) {
         if (p.reached.nodes.empty()) return false;
         p.reached.nodes.push_back(one_of(p.reached.nodes, r));
         return true;
       }},
      {"steps twice",
       [](Proof& p, const Case&, Random& r) {
         if (p.reached.after.empty()) return false;
         p.reached.after.push_back(one_of(p.reached.after, r));
         return true;
       }},
      {"said to be in view",
       [](Proof& p, const Case& c, Random& r) {
         ProofEnd& end = r.chance(500) ? p.from : p.to;
         if (end.in_view) return false;
         end.in_view = ProofInView{end.at, {any_device(c, r)}};
         return true;
       }},
  };
  return all;
}

TEST(Proof, CheckerRefusesJustTheSpoiledOnesThatProveNothing) {
  Random random(testing::seed() + 1);
  struct Tally {
    int tried = 0;
    int refused = 0;
  };
  std::map<std::string, Tally> tally;
  Tally sum;
  while (sum.tried < 2500) {
    const auto c = random_case(random);
    if (!c) continue;
    const Proof whole = proof_of(*c);
    for (const auto& [name, spoil] : spoils()) {
      Proof proof = whole;
      if (!spoil(proof, *c, random) || proof == whole) continue;
      const Verdict verdict(c->town, proof);
      const auto held = check_proof(c->town.ground(), proof);
      ASSERT_EQ(held.has_value(), verdict.holds())
          << name << ": " << told(proof) << ": " << (held ? "accepted" : held.error().sentence());
      ASSERT_TRUE(!held || Oracle(c->town, proof).truth(proof)) << name << ": " << told(proof);
      ASSERT_TRUE(held || held.error().code == Errc::bad_proof);
      for (Tally* t : {&tally[name], &sum}) {
        ++t->tried;
        t->refused += held ? 0 : 1;
      }
    }
  }
  for (const auto& [name, t] : tally) std::cout << name << ": " << t.refused << " of " << t.tried << " refused\n";
  std::cout << "all: " << sum.refused << " of " << sum.tried << " refused\n";
  EXPECT_GE(sum.refused, 500);
  EXPECT_EQ(tally.size(), spoils().size());
}

}  // namespace
}  // namespace contrechamp::trips
