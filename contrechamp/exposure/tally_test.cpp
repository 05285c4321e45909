// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/exposure/pieces.hpp>
#include <contrechamp/exposure/reachable.hpp>
#include <contrechamp/exposure/tally.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <tests/support/testing.hpp>

namespace contrechamp::exposure {
namespace {

using visibility::Interval;

constexpr std::uint32_t first_cm = 700;
constexpr std::uint32_t length_cm = 40;  // in eighths of a centimetre, so that brute force can look at every one of them
constexpr std::size_t lanes = 6;
constexpr std::size_t group_count = 2;
constexpr double joint_cm = first_cm + 19.375;

Stretches random_stretches(Random& random, std::uint64_t most) {
  Stretches list;
  const std::uint64_t count = random.below(most + 1);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto a = static_cast<double>(random.below(8 * length_cm)) / 8;
    const auto b = std::min<double>(length_cm, a + static_cast<double>(random.below(90) + 1) / 8);
    list.push_back({first_cm + a, first_cm + b});
  }
  join(list);
  return list;
}
bool holds(const Stretches& list, std::uint32_t eighth) {
  const double middle = first_cm + (eighth + 0.5) / 8;
  return std::any_of(list.begin(), list.end(), [&](Interval i) { return i.from < middle && middle < i.to; });
}
bool holds(const CmSpans& list, std::uint32_t cm) {
  return std::any_of(list.begin(), list.end(), [&](CmSpan s) { return s.from <= cm && cm < s.to; });
}

/// One scenario: a wider band sees at least what a narrower one does.
struct Scenario {
  std::array<Stretches, lanes> seen;
  double weight = 1;
  std::size_t group = 0;
};

std::vector<Scenario> random_scenarios(Random& random) {
  std::vector<Scenario> all(1 + random.below(6));
  const std::size_t empty_lanes = random.chance(500) ? 0 : random.below(lanes);  // narrow bands that end before the street
  for (Scenario& s : all) {
    s.weight = static_cast<double>(1 + random.below(1000));
    s.group = random.below(group_count);
    for (std::size_t l = 0; l < lanes; ++l) {
      if (l < empty_lanes) continue;
      s.seen[l] = random.chance(500) ? random_stretches(random, 2) : Stretches{{first_cm, first_cm + length_cm}};
      if (l > 0) s.seen[l].insert(s.seen[l].end(), s.seen[l - 1].begin(), s.seen[l - 1].end());
      join(s.seen[l]);
    }
  }
  return all;
}

/// Tells one lane's stretches, cut where two edges of the street meet.
template <class AnyTally>
void tell(AnyTally& tally, const Scenario& s, std::size_t lane, Lanes& ended, Lanes& begun) {
  for (Interval part : s.seen[lane]) {
    if (part.from < joint_cm && part.to >= joint_cm) {
      tally.begin(place(part.from), s.weight, s.group, lane, lane + 1);
      ended.of[lane] += s.weight;
      part.from = joint_cm;
    }
    if (part.to <= part.from) continue;
    if (part.from == joint_cm) {
      begun.of[lane] += s.weight;
    } else {
      tally.begin(place(part.from), s.weight, s.group, lane, lane + 1);
    }
    tally.end(place(part.to), s.weight, s.group, lane, lane + 1);
  }
}

template <class AnyTally>
std::array<CmSpans, group_count> told(AnyTally& tally, const std::vector<Scenario>& all, Random& random) {
  std::array<double, group_count> weights{};
  for (const Scenario& s : all) weights[s.group] += s.weight;
  tally.reset({first_cm, first_cm + length_cm}, lanes, weights, true);
  std::array<Lanes, group_count> ended, begun;
  for (const Scenario& s : all) {
    bool alike = true;
    for (std::size_t l = 1; l < lanes; ++l) {
      alike = alike && std::equal(s.seen[l].begin(), s.seen[l].end(), s.seen[0].begin(), s.seen[0].end(),
                                  [](Interval a, Interval b) { return a.from == b.from && a.to == b.to; });
    }
    if (alike && random.chance(500)) {  // all lanes at once
      for (const Interval part : s.seen[0]) {
        tally.begin(place(part.from), s.weight, s.group, 0, lanes);
        tally.end(place(part.to), s.weight, s.group, 0, lanes);
      }
    } else {
      for (std::size_t l = 0; l < lanes; ++l) tell(tally, s, l, ended[s.group], begun[s.group]);
    }
  }
  std::array<CmSpans, group_count> shown;
  for (std::size_t g = 0; g < group_count; ++g) {
    tally.joint(place(joint_cm), g, ended[g], begun[g]);
    round(random.chance(500) ? random_stretches(random, 2) : Stretches{{first_cm, first_cm + length_cm}}, Rounding::nearest,
          shown[g]);
    tally.show(g, shown[g]);
  }
  tally.sweep();
  return shown;
}

/// A centimetre and a lane, looked at in eighths.
struct Truth {
  bool in_all = true;
  bool in_one = false;
  double weight = 0;  ///< of scenarios that are shown, rounded to nearest, halves up
};
Truth truth(const std::vector<Scenario>& all, const std::array<CmSpans, group_count>& shown, std::size_t lane, std::uint32_t cm) {
  Truth t;
  for (const Scenario& s : all) {
    std::uint32_t lit = 0;
    for (std::uint32_t e = 0; e < 8; ++e) lit += holds(s.seen[lane], 8 * (cm - first_cm) + e) ? 1 : 0;
    t.in_all = t.in_all && lit == 8;
    t.in_one = t.in_one || lit > 0;
    bool nearest = false;
    for (const Interval& i : s.seen[lane]) nearest = nearest || (std::floor(i.from + 0.5) <= cm && cm < std::floor(i.to + 0.5));
    if (nearest && holds(shown[s.group], cm)) t.weight += s.weight;
  }
  return t;
}

template <class AnyTally>
class TallyTest : public ::testing::Test {};
using Tallies = ::testing::Types<Tally, NarrowTally>;
TYPED_TEST_SUITE(TallyTest, Tallies);

TYPED_TEST(TallyTest, CountsEveryCentimetreAsBruteForceDoes) {
  Random random(testing::seed());
  TypeParam tally;
  int sure = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    const std::vector<Scenario> all = random_scenarios(random);
    const auto shown = told(tally, all, random);
    double total = 0;
    for (const Scenario& s : all) total += s.weight;
    for (std::size_t l = 0; l < lanes; ++l) {
      std::vector<double> weight(length_cm);
      for (std::uint32_t i = 0; i < length_cm; ++i) {
        const Truth t = truth(all, shown, l, first_cm + i);
        ASSERT_EQ(holds(tally.sure(l), first_cm + i), t.in_all) << trial << " lane " << l << " at " << i;
        weight[i] = t.weight;
        sure += t.in_all ? 1 : 0;
      }
      for (const TallyRun& run : tally.runs(l)) {
        double sum = 0;
        for (std::uint32_t i = run.from - first_cm; i < run.to - first_cm; ++i) {
          ASSERT_GT(weight[i], 0);
          ASSERT_LE(run.least, weight[i]);
          ASSERT_GE(run.most, weight[i]);
          sum += std::exchange(weight[i], 0);
        }
        ASSERT_EQ(run.sum, sum);
        ASSERT_LE(run.most - run.least, 0.05 * total);
      }
      ASSERT_EQ(std::count(weight.begin(), weight.end(), 0), length_cm) << trial << " lane " << l;
    }
  }
  EXPECT_GT(sure, 1000);
}

TYPED_TEST(TallyTest, RoundingNoiseIsNoCentimetre) {
  TypeParam tally;
  const double weight = 1;
  tally.reset({0, 4}, 1, std::span(&weight, 1), true);
  tally.begin(place(1 - 1e-9), 1, 0, 0, 1);
  tally.end(place(3 + 1e-9), 1, 0, 0, 1);
  tally.sweep();
  EXPECT_EQ(tally.sure(0), (CmSpans{{1, 3}}));
  ASSERT_EQ(tally.runs(0).size(), 0U);  // it is shown nowhere
}

TEST(Pieces, TileWhatIsPossibleAndCarryTheExactMean) {
  Random random(testing::seed());
  Tally tally;
  std::size_t count = 0;
  for (int trial = 0; trial < 2000; ++trial) {
    std::vector<Scenario> all = random_scenarios(random);
    for (Scenario& s : all) s.group = 0;
    double total = 0;
    for (const Scenario& s : all) total += s.weight;
    const std::uint32_t ring_edge = first_cm + static_cast<std::uint32_t>(random.below(length_cm));
    const std::vector<RingChange> rings{{first_cm, 0}, {ring_edge, 1}};
    std::array<CmSpans, group_count> shown;
    shown[0] = {{first_cm, first_cm + length_cm}};
    tally.reset({first_cm, first_cm + length_cm}, lanes, std::span(&total, 1), true);
    tally.show(0, shown[0]);
    tally.cut(ring_edge);
    Lanes ended, begun;
    for (const Scenario& s : all) {
      for (std::size_t l = 0; l < lanes; ++l) tell(tally, s, l, ended, begun);
    }
    tally.joint(place(joint_cm), 0, ended, begun);
    tally.sweep();
    const std::size_t lane = random.below(lanes);
    Sighting like;
    like.device = 4;
    std::vector<Sighting> out;
    Stretches any;
    for (const Scenario& s : all) any.insert(any.end(), s.seen[lane].begin(), s.seen[lane].end());
    join(any);
    CmSpans somewhere;
    round(any, Rounding::outward, somewhere);
    append_pieces(out, like, {somewhere, tally.sure(lane), tally.runs(lane), rings, total});
    count += out.size();
    std::size_t next = 0;
    std::vector<double> weights(length_cm);
    for (std::uint32_t cm = first_cm; cm < first_cm + length_cm; ++cm) {
      const Truth t = truth(all, shown, lane, cm);
      weights[cm - first_cm] = t.weight;
      while (next < out.size() && out[next].to_cm <= cm) ++next;
      const bool in_piece = next < out.size() && out[next].from_cm <= cm;
      ASSERT_EQ(in_piece, t.in_one);
      if (!in_piece) continue;
      ASSERT_EQ((out[next].answers & certain) != 0, t.in_all) << trial;
      ASSERT_EQ(out[next].ring, cm < ring_edge ? 0 : 1);
      ASSERT_EQ(out[next].device, 4U);
    }
    for (const Sighting& s : out) {
      double sum = 0, least = total, most = 0;
      for (std::uint32_t cm = s.from_cm; cm < s.to_cm; ++cm) {
        const double w = weights[cm - first_cm];
        sum += w;
        least = std::min(least, w);
        most = std::max(most, w);
      }
      ASSERT_EQ(s.p, static_cast<std::uint16_t>(sum * 65535 / (total * (s.to_cm - s.from_cm)))) << trial;
      ASSERT_LE(most - least, 0.05 * total);
      if ((s.answers & certain) != 0) {
        ASSERT_EQ(s.p, 65535);
      }
    }
  }
  EXPECT_GT(count, 2000U);
}

TEST(Pieces, WithoutRunsHaveNoProbability) {
  const CmSpans possible_spans{{0, 10}};
  const std::vector<RingChange> rings{{0, 2}};
  std::vector<Sighting> out;
  append_pieces(out, {}, {possible_spans, {}, {}, rings, 1});
  ASSERT_EQ(out.size(), 1U);
  EXPECT_EQ(out[0].p, 0);
  EXPECT_EQ(out[0].ring, 2);
  EXPECT_EQ(out[0].answers, possible);
}

// ---- reachable ----

TEST(Reachable, HoldsTheUnionOfEachLane) {
  Random random(testing::seed());
  int full = 0;
  int skipped = 0;
  for (int trial = 0; trial < 2000; ++trial) {
    const Interval part{first_cm, first_cm + length_cm};
    Reachable reachable;
    reachable.reset(part, lanes);
    std::array<Stretches, lanes> all;
    const std::uint64_t count = random.below(12);
    for (std::uint64_t i = 0; i < count; ++i) {
      const std::size_t first = random.below(lanes);
      const bool alone = random.chance(500);
      for (const Interval& s : random.chance(100) ? Stretches{part} : random_stretches(random, 1)) {
        alone ? reachable.add_to(first, s) : reachable.add_from(first, s);
        for (std::size_t l = first; l < (alone ? first + 1 : lanes); ++l) all[l].push_back(s);
      }
    }
    // Of a lane that is not asked for, the last one before it that is tells.
    const std::uint32_t asked = reachable.steps() | static_cast<std::uint32_t>(random.below(1U << lanes));
    ASSERT_EQ(asked & 1U, 1U);
    std::array<Stretches, lanes> got;
    reachable.give(0, 1, asked, got);
    for (std::size_t l = 0, step = 0; l < lanes; ++l) {
      if ((asked >> l & 1U) != 0) step = l;
      skipped += step < l ? 1 : 0;
      bool whole = true;
      for (std::uint32_t e = 0; e < 8 * length_cm; ++e) {
        ASSERT_EQ(holds(got[step], e), holds(all[l], e)) << trial;
        whole = whole && holds(all[l], e);
      }
      if (l >= reachable.full_from()) {
        ASSERT_TRUE(whole);
        ++full;
      }
    }
  }
  EXPECT_GT(full, 100);
  EXPECT_GT(skipped, 100);
}

// ---- spans ----

CmSpans random_spans(Random& random) {
  CmSpans out;
  auto cm = static_cast<std::uint32_t>(random.below(10));
  while (random.chance(700) && cm < 40) {
    const auto end = cm + 1 + static_cast<std::uint32_t>(random.below(10));
    append(out, {cm, end});
    cm = end + static_cast<std::uint32_t>(random.below(5));
  }
  return out;
}

TEST(Spans, AgreeWithBruteForce) {
  Random random(testing::seed());
  for (int trial = 0; trial < 3000; ++trial) {
    const CmSpans a = random_spans(random);
    const CmSpans b = random_spans(random);
    CmSpans both, either, rest;
    intersect(a, b, both);
    unite(a, b, either);
    subtract(a, b, rest);
    for (std::uint32_t cm = 0; cm < 60; ++cm) {
      ASSERT_EQ(holds(both, cm), holds(a, cm) && holds(b, cm));
      ASSERT_EQ(holds(either, cm), holds(a, cm) || holds(b, cm));
      ASSERT_EQ(holds(rest, cm), holds(a, cm) && !holds(b, cm));
    }
    for (const CmSpans* list : {&both, &either, &rest}) {
      for (std::size_t i = 1; i < list->size(); ++i) ASSERT_LT((*list)[i - 1].to, (*list)[i].from);
    }
  }
}

}  // namespace
}  // namespace contrechamp::exposure
