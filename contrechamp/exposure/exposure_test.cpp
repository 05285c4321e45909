// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/exposure/merged.hpp>
#include <contrechamp/exposure/stretches.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <map>
#include <tests/support/testing.hpp>

namespace contrechamp::exposure {
namespace {

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
