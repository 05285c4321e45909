// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/checksum.hpp>
#include <contrechamp/core/error.hpp>
#include <contrechamp/core/ids.hpp>
#include <contrechamp/core/log.hpp>
#include <contrechamp/core/quantity.hpp>
#include <contrechamp/core/random.hpp>
#include <contrechamp/core/text.hpp>
#include <gtest/gtest.h>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <set>
#include <string>
#include <tests/support/testing.hpp>
#include <type_traits>

namespace contrechamp {
namespace {

TEST(Errors, TheTableIsCompleteAndItsNamesDiffer) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < static_cast<std::size_t>(Errc::count); ++i) {
    const ErrorInfo& row = info(static_cast<Errc>(i));
    ASSERT_FALSE(row.name.empty());
    for (const char c : row.name) EXPECT_TRUE(c == '_' || (c >= 'a' && c <= 'z')) << row.name;
    EXPECT_TRUE(names.insert(row.name).second) << row.name;
    for (const Lang lang : {Lang::en, Lang::fr}) {
      EXPECT_FALSE(row.sentence.in(lang).empty()) << row.name;
      EXPECT_FALSE(row.sentence.in(lang).ends_with('.')) << row.name;
    }
    EXPECT_NE(row.sentence.en, row.sentence.fr) << row.name;
    EXPECT_TRUE((std::set{2, 3, 4, 5, 6, 70}).contains(row.exit_code)) << row.name;
  }
}

TEST(Errors, ANameStandsInTheRowOfItsValue) {
  EXPECT_EQ(info(Errc::bad_argument).name, "bad_argument");
  EXPECT_EQ(info(Errc::disk_full).name, "disk_full");
  EXPECT_EQ(info(Errc::corrupt_atlas).name, "corrupt_atlas");
  EXPECT_EQ(info(Errc::bad_drawing).name, "bad_drawing");
  EXPECT_EQ(info(Errc::internal).exit_code, 70);
}

TEST(Errors, ASentenceNamesTheDetail) {
  EXPECT_EQ((Error{Errc::cannot_read, "city.osm.pbf: no such file"}).sentence(), "cannot read: city.osm.pbf: no such file");
  EXPECT_EQ((Error{Errc::disk_full, ""}).sentence(), "the disk is full");
  EXPECT_EQ((Error{Errc::cannot_read, "x: no such file"}).sentence(Lang::fr), "lecture impossible\u202F: x: no such file");
  const Error told{Errc::bad_coordinate, "here they look exchanged", "ici, elles semblent échangées"};
  EXPECT_EQ(told.sentence(), "a coordinate is out of range: here they look exchanged");
  EXPECT_EQ(told.sentence(Lang::fr), "une coordonnée est hors limites\u202F: ici, elles semblent échangées");
  EXPECT_EQ(fail_within("to", told, "arrivée").value().detail_fr, "arrivée\u202F: ici, elles semblent échangées");
  EXPECT_EQ(fail_within("a.atlas", Error{Errc::atlas_version, "7"}).value().sentence(Lang::fr),
            "l’atlas est d’une autre version\u202F: a.atlas: 7");
  const Result<int> refused = fail(Errc::too_large, "4294967296 segments");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, Errc::too_large);
  EXPECT_EQ(refused.error().detail, "4294967296 segments");
}

template <class A, class B>
concept Adds = requires(A a, B b) {
  a + b;
};
template <class A, class B>
concept Multiplies = requires(A a, B b) {
  a* b;
};

TEST(Quantities, KeepTheirUnits) {
  static_assert(Metres(3) + Metres(4) > 2 * Metres(3));
  static_assert(Metres(10) / Metres(4) == 2.5);
  static_assert(Metres(10) / 4 - Metres(1) == Metres(1.5));
  static_assert(-Metres(2) < Metres(0));
  static_assert(Adds<Metres, Metres> && !Adds<Metres, SquareMetres> && !Adds<Metres, CentiDegrees> && !Adds<Metres, double>);
  static_assert(!Multiplies<Metres, Metres> && Multiplies<double, Metres>);
  static_assert(!std::is_convertible_v<double, Metres> && !std::is_aggregate_v<Metres>);
  static_assert(!std::is_convertible_v<std::int32_t, CentiDegrees> && !std::is_convertible_v<CentiDegrees, Bearing>);
  EXPECT_EQ((Metres(0.1) + Metres(0.2)).count(), 0.1 + 0.2);
}

TEST(Quantities, ABearingIsBetweenZeroAndAFullTurn) {
  static_assert(Bearing(CentiDegrees::degrees(360)) == Bearing());
  static_assert(Bearing(CentiDegrees(-1)).angle() == CentiDegrees(35999));
  static_assert(Bearing(CentiDegrees::degrees(-720)).angle() == CentiDegrees(0));
  static_assert(Bearing(CentiDegrees::degrees(350)) + CentiDegrees::degrees(20) == Bearing(CentiDegrees::degrees(10)));
  for (const std::int32_t extreme : {std::numeric_limits<std::int32_t>::min(), std::numeric_limits<std::int32_t>::max()}) {
    const CentiDegrees angle = Bearing(CentiDegrees(extreme)).angle();
    EXPECT_GE(angle, CentiDegrees(0));
    EXPECT_LT(angle, full_turn);
    EXPECT_EQ((std::int64_t{extreme} - angle.count()) % full_turn.count(), 0);
  }
}

TEST(Ids, OfDifferentListsDoNotMix) {
  static_assert(!std::is_convertible_v<DeviceIndex, SegmentIndex> && !std::is_constructible_v<DeviceIndex, SegmentIndex>);
  static_assert(DeviceIndex(3) < DeviceIndex(4));
  static_assert(OsmRef{OsmType::node, 9} < OsmRef{OsmType::way, 1});
  EXPECT_EQ(osm_name({OsmType::node, 123}), "n123");
  EXPECT_EQ(osm_name({OsmType::way, 45}), "w45");
  EXPECT_EQ(osm_name({OsmType::relation, -6}), "r-6");
}

TEST(Text, WholeNumbers) {
  EXPECT_EQ(number(0), "0");
  EXPECT_EQ(number(std::numeric_limits<std::int64_t>::min()), "-9223372036854775808");
  EXPECT_EQ(number(std::numeric_limits<std::int64_t>::max()), "9223372036854775807");
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(-999), "-999");
  EXPECT_EQ(grouped(-1234567), "-1,234,567");
  EXPECT_EQ(grouped(std::numeric_limits<std::int64_t>::min()), "-9,223,372,036,854,775,808");
}

TEST(Text, DecimalsAreRoundedCorrectlyAndNeverMinusZero) {
  EXPECT_EQ(fixed(1.005, 2), "1.00");  // the double is below 1.005
  EXPECT_EQ(fixed(0.125, 2), "0.12");  // a tie goes to the even digit
  EXPECT_EQ(fixed(0.375, 2), "0.38");
  EXPECT_EQ(fixed(2.5, 0), "2");
  EXPECT_EQ(fixed(-1.5, 1), "-1.5");
  EXPECT_EQ(fixed(-0.004, 2), "0.00");
  EXPECT_EQ(fixed(-0.0, 0), "0");
  EXPECT_EQ(fixed(-0.006, 2), "-0.01");
  EXPECT_EQ(fixed(1e21, 1), "1000000000000000000000.0");
  EXPECT_EQ(fixed(std::numeric_limits<double>::max(), 0).size(), 309U);
  EXPECT_EQ(fixed(std::numeric_limits<double>::infinity(), 1), "null");
  EXPECT_EQ(fixed(std::numeric_limits<double>::quiet_NaN(), 1), "null");
}

TEST(Text, DecimalsReadBackWithinHalfAUnit) {
  Random random(testing::seed());
  for (int i = 0; i < 2000; ++i) {
    const double value = static_cast<double>(random.between(-1'000'000'000, 1'000'000'000)) / 9973.0;
    const int decimals = static_cast<int>(random.below(7));
    double unit = 1;
    for (int k = 0; k < decimals; ++k) unit /= 10;
    const std::string text = fixed(value, decimals);
    EXPECT_NEAR(std::strtod(text.c_str(), nullptr), value, 0.5 * unit + 1e-10) << text;
    const auto point = text.find('.');
    EXPECT_EQ(point == std::string::npos ? 0 : text.size() - point - 1, static_cast<std::size_t>(decimals)) << text;
  }
}

TEST(Text, Trimmed) {
  EXPECT_EQ(trimmed("  a b\t\r\n"), "a b");
  EXPECT_EQ(trimmed(" \v\f"), "");
  EXPECT_EQ(trimmed(""), "");
  EXPECT_EQ(trimmed("\u00a0x"), "\u00a0x") << "only ASCII blanks";
}

TEST(Text, LowerTouchesAsciiOnly) { EXPECT_EQ(lower("AZaz09-ÉÜ"), "azaz09-ÉÜ"); }

TEST(Text, Split) {
  using Parts = std::vector<std::string_view>;
  EXPECT_EQ(split("a;b", ";"), (Parts{"a", "b"}));
  EXPECT_EQ(split("a;b,c", ";,"), (Parts{"a", "b", "c"}));
  EXPECT_EQ(split(";a;;", ";"), (Parts{"", "a", "", ""}));
  EXPECT_EQ(split("", ";"), (Parts{""}));
  EXPECT_EQ(split("a;b", ""), (Parts{"a;b"}));
}

TEST(Text, TimesOfKnownDates) {
  // Reference: `date -u -d @SECONDS +%FT%TZ`.
  EXPECT_EQ(iso_time(0), "1970-01-01T00:00:00Z");
  EXPECT_EQ(iso_time(-1), "1969-12-31T23:59:59Z");
  EXPECT_EQ(iso_time(951782400), "2000-02-29T00:00:00Z");
  EXPECT_EQ(iso_time(1709210096), "2024-02-29T12:34:56Z");
  EXPECT_EQ(iso_time(1738890165), "2025-02-07T01:02:45Z");
  EXPECT_EQ(iso_time(4107542399), "2100-02-28T23:59:59Z");
  EXPECT_EQ(iso_date(4107542400), "2100-03-01");
  EXPECT_EQ(iso_time(-62135596800), "0001-01-01T00:00:00Z");
}

TEST(Text, EveryDayOfFourCenturiesFollowsTheOneBefore) {
  constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  std::int64_t day = 0;
  for (int year = 1970; year < 2370; ++year) {
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    for (int month = 1; month <= 12; ++month) {
      for (int d = 1; d <= lengths[month - 1] + (month == 2 && leap ? 1 : 0); ++d, ++day) {
        char expected[40];
        std::snprintf(expected, sizeof expected, "%04d-%02d-%02d", year, month, d);
        ASSERT_EQ(iso_date(day * 86400 + 43200), expected);
      }
    }
  }
  EXPECT_EQ(day, 146097);
}

TEST(RandomNumbers, AreTheSameEverywhere) {
  // The reference program of Sebastiano Vigna (splitmix64.c) with seed 1234567.
  Random random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317U);
  EXPECT_EQ(random.next(), 3203168211198807973U);
  EXPECT_EQ(random.next(), 9817491932198370423U);
  EXPECT_EQ(random.next(), 4593380528125082431U);
  EXPECT_EQ(random.next(), 16408922859458223821U);
}

TEST(RandomNumbers, StayInTheirRangeAndReachItsEnds) {
  Random random(testing::seed());
  std::set<std::int64_t> seen;
  int hits = 0;
  for (int i = 0; i < 10000; ++i) {
    const std::int64_t value = random.between(-3, 3);
    ASSERT_GE(value, -3);
    ASSERT_LE(value, 3);
    seen.insert(value);
    ASSERT_LT(random.below(5), 5U);
    hits += random.chance(250) ? 1 : 0;
    ASSERT_FALSE(random.chance(0));
    ASSERT_TRUE(random.chance(1000));
  }
  EXPECT_EQ(seen.size(), 7U);
  EXPECT_NEAR(hits, 2500, 250);
}

TEST(Checksum, IsXxh3) {
  // xxHash's own vectors: XXH3_64bits of nothing, and any flipped bit shows.
  EXPECT_EQ(hexadecimal(checksum({})), "2d06800538d394c2");
  EXPECT_EQ(checksum({}), 0x2d06800538d394c2U);
  std::vector<std::byte> bytes(1000, std::byte{7});
  const std::uint64_t whole = checksum(bytes);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] ^= std::byte{16};
    EXPECT_NE(checksum(bytes), whole);
    bytes[i] ^= std::byte{16};
  }
  EXPECT_EQ(checksum(bytes), whole);
}

TEST(Log, TheDefaultSinkIsSilent) {
  ::testing::internal::CaptureStdout();
  ::testing::internal::CaptureStderr();
  LogSink sink;
  sink.note("note");
  sink.warn("warning");
  sink.progress("stage", 1, 2);
  EXPECT_EQ(::testing::internal::GetCapturedStdout() + ::testing::internal::GetCapturedStderr(), "");
}

}  // namespace
}  // namespace contrechamp
