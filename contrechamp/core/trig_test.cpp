// SPDX-License-Identifier: AGPL-3.0-or-later
// The oracle here is libm in extended precision, which the portable set itself must not use.
#include <contrechamp/core/checksum.hpp>
#include <contrechamp/core/random.hpp>
#include <contrechamp/core/trig.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdio>
#include <limits>
#include <numbers>
#include <span>
#include <tests/support/testing.hpp>
#include <vector>

namespace contrechamp::trig {
namespace {

constexpr long double pi_l = std::numbers::pi_v<long double>;
static_assert(std::numeric_limits<long double>::digits > std::numeric_limits<double>::digits, "the oracle must be finer");

bool same_bits(double a, double b) { return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b); }

double distance(double value, long double truth) {
  return static_cast<double>(std::fabs(static_cast<long double>(value) - truth));
}

TEST(Trig, ErrorsOverAllAnglesAreAsStated) {
  double worst = 0;
  for (std::int32_t c = 0; c < 36000; ++c) {
    const SinCos s = sin_cos(CentiDegrees(c));
    const long double angle = static_cast<long double>(c) * pi_l / 18000;
    worst = std::max({worst, distance(s.sin, sinl(angle)), distance(s.cos, cosl(angle))});
  }
  std::printf("largest error of sin and cos: %.3e\n", worst);
  EXPECT_LE(worst, 2.0e-16);
}

TEST(Trig, TangentsAreAsGoodAsStated) {
  double worst = 0;
  for (std::int32_t c = 1; c < 9000; ++c) {
    // Near 90° the oracle, too, takes the complement: its own angle is rounded.
    const long double small = static_cast<long double>(std::min(c, 9000 - c)) * pi_l / 18000;
    const long double truth = c <= 4500 ? tanl(small) : 1 / tanl(small);
    worst = std::max(worst, distance(tan(CentiDegrees(c)), truth) / static_cast<double>(truth));
  }
  std::printf("largest relative error of tan: %.3e\n", worst);
  EXPECT_LE(worst, 5.6e-16);
}

TEST(Trig, SymmetriesHoldBitForBit) {
  for (std::int32_t c = -40000; c <= 40000; ++c) {
    const SinCos s = sin_cos(CentiDegrees(c));
    const SinCos mirrored = sin_cos(CentiDegrees(-c));
    const SinCos complement = sin_cos(CentiDegrees(9000 - c));
    const SinCos turned = sin_cos(CentiDegrees(c + 36000));
    const SinCos quarter = sin_cos(CentiDegrees(c + 9000));
    // + 0.0 makes one zero of the two.
    ASSERT_TRUE(same_bits(-s.sin + 0.0, mirrored.sin + 0.0) && same_bits(s.cos + 0.0, mirrored.cos + 0.0)) << c;
    ASSERT_TRUE(same_bits(s.cos + 0.0, complement.sin + 0.0) && same_bits(s.sin + 0.0, complement.cos + 0.0)) << c;
    ASSERT_TRUE(same_bits(s.sin, turned.sin) && same_bits(s.cos, turned.cos)) << c;
    ASSERT_TRUE(same_bits(s.cos + 0.0, quarter.sin + 0.0) && same_bits(-s.sin + 0.0, quarter.cos + 0.0)) << c;
  }
}

TEST(Trig, QuartersAreExact) {
  const double expected[4][2] = {{0, 1}, {1, 0}, {0, -1}, {-1, 0}};
  for (std::int32_t quarter = -8; quarter < 8; ++quarter) {
    const SinCos s = sin_cos(CentiDegrees::degrees(90 * quarter));
    EXPECT_EQ(s.sin, expected[(quarter + 8) % 4][0]);
    EXPECT_EQ(s.cos, expected[(quarter + 8) % 4][1]);
  }
  EXPECT_EQ(tan(CentiDegrees::degrees(45)), 1);
  EXPECT_EQ(tan(CentiDegrees::degrees(90)), std::numeric_limits<double>::infinity());
  EXPECT_EQ(tan(CentiDegrees::degrees(-90)), -std::numeric_limits<double>::infinity());
}

TEST(Trig, SinesRiseUpToTheRightAngle) {
  for (std::int32_t c = 1; c <= 9000; ++c) {
    ASSERT_GT(sin_cos(CentiDegrees(c)).sin, sin_cos(CentiDegrees(c - 1)).sin) << c;
    ASSERT_LT(sin_cos(CentiDegrees(c)).cos, sin_cos(CentiDegrees(c - 1)).cos) << c;
  }
}

TEST(Trig, RadiansAreAsGoodAsStated) {
  Random random(testing::seed());
  double worst = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double angle = static_cast<double>(random.between(-1'000'000'000, 1'000'000'000)) * 1e-9 * pi;
    const SinCos s = sin_cos_radians(angle);
    worst = std::max(
        {worst, distance(s.sin, sinl(static_cast<long double>(angle))), distance(s.cos, cosl(static_cast<long double>(angle)))});
  }
  std::printf("largest error of sin and cos in radians: %.3e\n", worst);
  EXPECT_LE(worst, 2.0e-16);
}

TEST(Trig, LogarithmsAreAsGoodAsStated) {
  Random random(testing::seed());
  double worst = 0;
  for (int i = 0; i < 200'000; ++i) {
    // Spread over the decades, with more of them about 1, where ln is small.
    const double mantissa = static_cast<double>(random.between(100'000'000, 1'000'000'000)) * 1e-8;
    const double decade = static_cast<double>(powl(10.0L, static_cast<long double>(random.between(-6, 4))));
    const double x = i % 4 == 0 ? 1 + (mantissa - 5) * 1e-3 : mantissa * decade;
    const long double truth = logl(static_cast<long double>(x));
    worst = std::max(worst, distance(ln(x), truth) / std::max(1.0, static_cast<double>(std::fabs(truth))));
  }
  std::printf("largest error of ln, relative to max(1, |ln x|): %.3e\n", worst);
  EXPECT_LE(worst, 3e-16);
  EXPECT_EQ(ln(1), 0);
  EXPECT_TRUE(same_bits(ln(2), std::numbers::ln2));
}

TEST(Trig, DegreesOfATangentAreAsGoodAsStated) {
  Random random(testing::seed());
  double worst = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double t = static_cast<double>(random.between(0, 1'000'000)) * (i % 2 == 0 ? 1e-6 : 1e-2);
    worst = std::max(worst, distance(degrees_of_tangent(t), atanl(static_cast<long double>(t)) * 180 / pi_l));
  }
  std::printf("largest error of degrees_of_tangent: %.3e degrees\n", worst);
  EXPECT_LE(worst, 1e-13);
  EXPECT_EQ(degrees_of_tangent(0), 0);
  EXPECT_EQ(degrees_of_tangent(std::numeric_limits<double>::infinity()), 90);
}

TEST(Trig, BearingsReturnTheAngleTheyWereMadeFrom) {
  for (std::int32_t c = 0; c < 36000; ++c) {
    const SinCos s = sin_cos(CentiDegrees(c));
    ASSERT_EQ(bearing(s.sin, s.cos), Bearing(CentiDegrees(c)));
    ASSERT_EQ(bearing(1e6 * s.sin, 1e6 * s.cos), Bearing(CentiDegrees(c)));
  }
}

TEST(Trig, BearingsOfTheEightWinds) {
  const double winds[8][2] = {{0, 1}, {2, 2}, {3, 0}, {1, -1}, {0, -5}, {-1, -1}, {-2, 0}, {-7, 7}};
  for (std::int32_t i = 0; i < 8; ++i) EXPECT_EQ(bearing(winds[i][0], winds[i][1]), Bearing(CentiDegrees::degrees(45 * i)));
  EXPECT_EQ(bearing(0, 0), Bearing());
  EXPECT_EQ(bearing(-1e-9, 1), Bearing()) << "359.99999° is north";
}

/// Every bit of what the portable set may ask for: a compiler that contracts, reorders or calls another library shows here.
/// The same with g++ 12, clang 14 and clang 19, from -O0 to -O3.
TEST(Trig, BitsAreTheSameOnEveryCompiler) {
  std::vector<double> values;
  for (std::int32_t c = 0; c < 36000; ++c) {
    const SinCos s = sin_cos(CentiDegrees(c));
    values.push_back(s.sin);
    values.push_back(s.cos);
  }
  EXPECT_EQ(checksum(std::as_bytes(std::span(values))), 5091366596915699121U);
  values.clear();
  for (std::int32_t c = -18000; c <= 18000; ++c) {
    const SinCos s = sin_cos_radians(c * 1e-4);
    values.insert(values.end(),
                  {s.sin, s.cos, tan(CentiDegrees(c)), ln((c + 18001) * 1e-3), degrees_of_tangent((c + 18000) * 1e-3)});
  }
  EXPECT_EQ(checksum(std::as_bytes(std::span(values))), 4750221051119314888U);
}

}  // namespace
}  // namespace contrechamp::trig
