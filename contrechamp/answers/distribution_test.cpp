// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <contrechamp/answers/distribution.hpp>
#include <contrechamp/core/random.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::answers {
namespace {

TEST(Bins, AnEndBelongsToTheBinThatItEnds) {
  EXPECT_EQ(bin_of(0, 1000, 1), 0U);
  EXPECT_EQ(bin_of(1, 1'000'000, 1), 1U);  // the least in view is not nothing
  EXPECT_EQ(bin_of(100, 1000, 1), 1U);
  EXPECT_EQ(bin_of(101, 1000, 1), 2U);
  EXPECT_EQ(bin_of(250, 1000, 1), 2U);
  EXPECT_EQ(bin_of(500, 1000, 1), 3U);
  EXPECT_EQ(bin_of(750, 1000, 1), 4U);
  EXPECT_EQ(bin_of(751, 1000, 1), 5U);
  EXPECT_EQ(bin_of(1000, 1000, 1), 5U);
  EXPECT_EQ(bin_of(65535ULL * 500, 1000, 65535), 3U);
  EXPECT_EQ(bin_of(65535ULL * 500 + 1, 1000, 65535), 4U);
}

TEST(Bins, EachStreetStandsInOneBinOfEachAnswer) {
  Random random(testing::seed());
  Distribution d;
  for (int i = 0; i < 10'000; ++i) {
    const std::uint64_t length = random.below(100'000);
    const std::uint64_t surveyed = random.below(3) == 0 ? 0 : random.below(length + 1);
    const std::uint64_t possible = random.below(surveyed + 1);
    const std::uint64_t certain = random.below(possible + 1);
    d.add(length, surveyed, {certain, (certain + possible) / 2 * exposure::full_probability, possible});
  }
  EXPECT_GT(d.surveyed.streets, 1000U);
  EXPECT_GT(d.not_surveyed.streets, 1000U);
  for (const Distribution::Bins& bins : {d.certain, d.expected, d.possible}) {
    StreetCount sum;
    for (const StreetCount& bin : bins) sum = {sum.streets + bin.streets, sum.length_cm + bin.length_cm};
    EXPECT_EQ(sum, d.surveyed);
  }
  EXPECT_GE(d.certain[0].streets, d.possible[0].streets);
  EXPECT_LE(d.certain[5].streets, d.possible[5].streets);
}

TEST(Bins, WhereNobodyLookedNoStreetIsOutOfView) {
  Distribution d;
  d.add(5000, 0, {});
  d.add(0, 0, {});
  EXPECT_EQ(d.not_surveyed, (StreetCount{1, 5000}));
  EXPECT_EQ(d.surveyed, StreetCount{});
  EXPECT_EQ(d.possible[0], StreetCount{});
}

}  // namespace
}  // namespace contrechamp::answers
