// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/exposure/merged.hpp>
#include <contrechamp/exposure/stretches.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <map>
#include <tests/support/testing.hpp>

namespace contrechamp::exposure {
namespace {

using optics::View;
using visibility::Interval;

// ---- stretches: eighths of a centimetre, so that brute force can look at every one of them ----

constexpr int eighths = 8 * 40;  // of a window of 40 cm

Stretches random_stretches(Random& random, std::uint64_t most) {
  Stretches list;
  const std::uint64_t count = random.below(most + 1);
  for (std::uint64_t i = 0; i < count; ++i) {
    const auto a = static_cast<double>(random.below(eighths)) / 8;
    const auto b = std::min(40.0, a + static_cast<double>(random.below(90) + 1) / 8);
    list.push_back({a, b});
  }
  return list;
}
bool holds(const Stretches& list, int eighth) {
  const double middle = (eighth + 0.5) / 8;
  return std::any_of(list.begin(), list.end(), [&](Interval i) { return i.from < middle && middle < i.to; });
}
void expect_joined(const Stretches& list) {
  for (std::size_t i = 0; i < list.size(); ++i) {
    ASSERT_LT(list[i].from, list[i].to);
    if (i > 0) {
      ASSERT_LT(list[i - 1].to, list[i].from);
    }
  }
}

TEST(Stretches, JoinAndMinusAgreeWithBruteForce) {
  Random random(testing::seed());
  for (int trial = 0; trial < 3000; ++trial) {
    const Stretches a = random_stretches(random, 6);
    const Stretches b = random_stretches(random, 4);
    Stretches joined_a = a;
    Stretches joined_b = b;
    join(joined_a);
    join(joined_b);
    expect_joined(joined_a);
    const Stretches rest = minus(joined_a, joined_b);
    for (int e = 0; e < eighths; ++e) {
      ASSERT_EQ(holds(joined_a, e), holds(a, e)) << trial;
      ASSERT_EQ(holds(rest, e), holds(a, e) && !holds(b, e)) << trial;
    }
  }
}

TEST(Stretches, JointOfTwoEdgesIsNoGap) {
  Stretches list{{2, 3.0000000001}, {0, 1.9999999999}};
  join(list);
  ASSERT_EQ(list.size(), 1U);
  EXPECT_EQ(list[0].from, 0);
}

struct Scenario {
  Stretches seen;
  std::uint64_t weight;
  std::uint32_t share;
};

/// What a tally must say of a centimetre, looked at in eighths.
CentimetreTally::Centimetre counted(const std::vector<Scenario>& all, std::uint32_t first, std::uint32_t cm) {
  CentimetreTally::Centimetre c{true, false, 0};
  for (const Scenario& s : all) {
    int lit = 0;
    bool middle = false;
    for (int e = 0; e < 8; ++e) lit += holds(s.seen, static_cast<int>(8 * (cm - first)) + e) ? 1 : 0;
    for (const Interval& i : s.seen) {  // rounded to nearest, halves up: an end on the middle moves to the next centimetre
      const double from = std::floor(i.from + 0.5), to = std::floor(i.to + 0.5);
      middle = middle || (from <= cm - first && cm - first < to);
    }
    c.everywhere = c.everywhere && lit == 8 && s.share == View::full_share;
    c.somewhere = c.somewhere || lit > 0;
    if (middle) c.weight += s.weight * s.share;
  }
  return c;
}

std::vector<Scenario> random_scenarios(Random& random) {
  std::vector<Scenario> all(1 + random.below(5));
  for (Scenario& s : all) {
    s.seen = random.chance(500) ? random_stretches(random, 2) : Stretches{{0, 40}};
    join(s.seen);
    s.weight = 1 + random.below(1000);
    s.share = random.chance(800) ? View::full_share : static_cast<std::uint32_t>(random.below(View::full_share));
  }
  return all;
}

constexpr std::uint32_t window_from = 700;
CentimetreTally tally_of(const std::vector<Scenario>& all) {
  CentimetreTally tally;
  tally.reset(window_from, window_from + 40);
  for (const Scenario& s : all) {
    Stretches shifted = s.seen;
    for (Interval& i : shifted) i = {i.from + window_from, i.to + window_from};
    tally.add(shifted, s.weight, s.share);
  }
  return tally;
}

TEST(Tally, CountsEveryCentimetreAsBruteForceDoes) {
  Random random(testing::seed());
  int sure = 0;
  for (int trial = 0; trial < 2000; ++trial) {
    const std::vector<Scenario> all = random_scenarios(random);
    std::uint32_t visited = 0;
    tally_of(all).each(static_cast<std::uint32_t>(all.size()), [&](std::uint32_t cm, const CentimetreTally::Centimetre& c) {
      ASSERT_EQ(cm, window_from + visited++);
      const auto expected = counted(all, window_from, cm);
      ASSERT_EQ(c.everywhere, expected.everywhere) << trial << " at " << cm;
      ASSERT_EQ(c.somewhere, expected.somewhere) << trial << " at " << cm;
      ASSERT_EQ(c.weight, expected.weight) << trial << " at " << cm;
      sure += c.everywhere ? 1 : 0;
    });
    ASSERT_EQ(visited, 40U);
  }
  EXPECT_GT(sure, 1000);
}

TEST(Tally, RoundingNoiseIsNoCentimetre) {
  CentimetreTally tally;
  tally.reset(0, 4);
  tally.add({{1 - 1e-9, 3 + 1e-9}}, 1, View::full_share);
  std::vector<bool> inside;
  std::vector<bool> touched;
  tally.each(1, [&](std::uint32_t, const CentimetreTally::Centimetre& c) {
    inside.push_back(c.everywhere);
    touched.push_back(c.somewhere);
  });
  EXPECT_EQ(inside, (std::vector{false, true, true, false}));
  EXPECT_EQ(touched, inside);
}

TEST(Pieces, TileWhatIsPossibleAndCarryTheExactMean) {
  Random random(testing::seed());
  std::size_t pieces = 0;
  for (int trial = 0; trial < 1000; ++trial) {
    const std::vector<Scenario> all = random_scenarios(random);
    std::uint64_t total = 0;
    for (const Scenario& s : all) total += s.weight * View::full_share;
    std::vector<Spot> ground(40);
    const std::uint64_t ring_edge = random.below(40);
    for (std::size_t i = 0; i < 40; ++i) ground[i] = {static_cast<std::uint8_t>(i < ring_edge ? 0 : 1), i % 16 != 3};
    Sighting like;
    like.segment = 9;
    like.device = 4;
    std::vector<Sighting> out;
    append_pieces(out, like, tally_of(all), window_from, ground, static_cast<std::uint32_t>(all.size()), total, true);
    pieces += out.size();
    std::size_t next = 0;
    for (std::uint32_t cm = window_from; cm < window_from + 40; ++cm) {
      const auto c = counted(all, window_from, cm);
      while (next < out.size() && out[next].to_cm <= cm) ++next;
      const bool in_piece = next < out.size() && out[next].from_cm <= cm;
      ASSERT_EQ(in_piece, c.somewhere);
      if (!in_piece) continue;
      const Spot& spot = ground[cm - window_from];
      ASSERT_EQ((out[next].answers & certain) != 0, c.everywhere && spot.may_be_certain);
      ASSERT_EQ(out[next].ring, spot.ring);
      ASSERT_EQ(out[next].device, 4U);
    }
    for (const Sighting& s : out) {
      std::uint64_t weight = 0, least = ~0ULL, most = 0;
      for (std::uint32_t cm = s.from_cm; cm < s.to_cm; ++cm) {
        const std::uint64_t w = counted(all, window_from, cm).weight;
        weight += w;
        least = std::min(least, w);
        most = std::max(most, w);
      }
      ASSERT_EQ(s.p, weight * 65535 / (total * (s.to_cm - s.from_cm)));
      ASSERT_LE(static_cast<double>(most - least) / static_cast<double>(total), 0.05 + 1.0 / 65535);
      if ((s.answers & certain) != 0) {
        ASSERT_EQ(s.p, 65535);
      }
    }
  }
  EXPECT_GT(pieces, 1000U);
}

TEST(Pieces, ImprobableOnesHaveNoProbability) {
  CentimetreTally tally;
  tally.reset(0, 10);
  tally.add({{0, 10}}, 1, View::full_share);
  std::vector<Sighting> out;
  append_pieces(out, {}, tally, 0, std::vector<Spot>(10, Spot{0, false}), 1, View::full_share, false);
  ASSERT_EQ(out.size(), 1U);
  EXPECT_EQ(out[0].p, 0);
  EXPECT_EQ(out[0].answers, possible);
}

// ---- merging ----

constexpr std::uint32_t street_cm = 60;
constexpr std::uint32_t device_count = 6;

/// Pieces of one device and band do not overlap, as in an atlas.
std::vector<Sighting> random_sightings(Random& random) {
  std::vector<Sighting> all;
  for (std::uint32_t device = 0; device < device_count; ++device) {
    for (std::uint8_t band = 0; band < 2; ++band) {
      auto cm = static_cast<std::uint32_t>(random.below(30));
      while (cm < street_cm && random.chance(800)) {
        Sighting s;
        s.device = device;
        s.band = band;
        s.from_cm = cm;
        s.to_cm = std::min<std::uint32_t>(street_cm, cm + 1 + static_cast<std::uint32_t>(random.below(15)));
        s.answers = random.chance(200) ? certain | possible : possible;
        s.p = static_cast<std::uint16_t>(random.below(65536));  // of a certain one too: merging must not rely on it
        s.ring = static_cast<std::uint8_t>(random.below(4));
        s.headings = static_cast<std::uint8_t>(1 + random.below(3));
        all.push_back(s);
        cm = s.to_cm + static_cast<std::uint32_t>(random.below(8));
      }
    }
  }
  return all;
}

/// A centimetre at a time, the product in the order of devices.
std::map<std::uint32_t, Stretch> centimetres(const std::vector<Sighting>& all, const Filter& f) {
  std::map<std::uint32_t, Stretch> out;
  for (std::uint32_t cm = 0; cm < street_cm; ++cm) {
    std::uint64_t unseen = 65535;
    bool any = false, sure = false;
    for (std::uint32_t device = 0; device < device_count; ++device) {
      for (const Sighting& s : all) {
        if (s.device != device || s.band != f.band || s.ring > f.ring || (s.headings & f.headings) == 0) continue;
        if (!f.device_counts.empty() && f.device_counts[device] == 0) continue;
        if (cm < s.from_cm || cm >= s.to_cm) continue;
        any = true;
        sure = sure || (s.answers & certain) != 0;
        unseen = unseen * (65535U - s.p) / 65535;
      }
    }
    if (any) out[cm] = {cm, cm + 1, sure, static_cast<std::uint16_t>(sure ? 65535 : 65535 - unseen)};
  }
  return out;
}

void expect_equal(const std::vector<Stretch>& stretches, const std::map<std::uint32_t, Stretch>& expected) {
  std::size_t length = 0;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    const Stretch& s = stretches[i];
    ASSERT_LT(s.from_cm, s.to_cm);
    if (i > 0) {
      ASSERT_LE(stretches[i - 1].to_cm, s.from_cm);
    }
    for (std::uint32_t cm = s.from_cm; cm < s.to_cm; ++cm) {
      const auto at = expected.find(cm);
      ASSERT_NE(at, expected.end());
      ASSERT_EQ(s.certain, at->second.certain);
      ASSERT_EQ(s.p, at->second.p);
    }
    length += s.to_cm - s.from_cm;
  }
  ASSERT_EQ(length, expected.size());
}

TEST(Merged, AgreesWithBruteForceInAnyOrderUnderAnyFilter) {
  Random random(testing::seed());
  std::uint64_t seen = 0;
  for (int trial = 0; trial < 3000; ++trial) {
    std::vector<Sighting> all = random_sightings(random);
    std::vector<std::uint8_t> mask(device_count, 1);
    for (auto& m : mask) m = random.chance(750) ? 1 : 0;
    Filter filter;
    filter.band = static_cast<std::uint8_t>(random.below(2));
    filter.ring = random.chance(500) ? std::uint8_t{255} : static_cast<std::uint8_t>(random.below(4));
    filter.headings = static_cast<std::uint8_t>(1 + random.below(3));
    if (random.chance(500)) filter.device_counts = mask;

    const std::vector<Stretch> stretches = merged(all, filter);
    expect_equal(stretches, centimetres(all, filter));
    const InView total = in_view(stretches);
    ASSERT_LE(total.certain_cm * full_probability, total.expected);
    ASSERT_LE(total.expected, total.possible_cm * full_probability);
    ASSERT_LE(total.possible_cm, street_cm);
    seen += total.possible_cm;

    for (std::size_t i = all.size(); i > 1; --i) std::swap(all[i - 1], all[random.below(i)]);
    ASSERT_EQ(merged(all, filter), stretches);
  }
  EXPECT_GT(seen, 10'000U);
}

TEST(Merged, LeavingADeviceOutNeverAdds) {
  Random random(testing::seed());
  for (int trial = 0; trial < 1000; ++trial) {
    const std::vector<Sighting> all = random_sightings(random);
    const auto with = centimetres(all, {});
    std::vector<std::uint8_t> mask(device_count, 1);
    mask[random.below(device_count)] = 0;
    Filter without;
    without.device_counts = mask;
    for (const Stretch& s : merged(all, without)) {
      for (std::uint32_t cm = s.from_cm; cm < s.to_cm; ++cm) {
        ASSERT_TRUE(with.contains(cm));
        ASSERT_LE(s.p, with.at(cm).p);
        ASSERT_LE(s.certain, with.at(cm).certain);
      }
    }
  }
}

TEST(Merged, TwoHalvesMakeThreeQuarters) {
  Sighting a;
  a.to_cm = 100;
  a.answers = possible;
  a.p = 32768;
  Sighting b = a;
  b.device = 1;
  const std::vector<Stretch> both = merged(std::vector{a, b}, {});
  ASSERT_EQ(both.size(), 1U);
  EXPECT_NEAR(both[0].p, 0.75 * 65535, 2);
}

}  // namespace
}  // namespace contrechamp::exposure
