// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <contrechamp/trips/track.hpp>

namespace contrechamp::trips {
namespace {

TEST(Times, AreReadAsTheyAreWritten) {
  // Seconds since 1970 as `date -u -d … +%s` gives them.
  EXPECT_EQ(time_from("1970-01-01T00:00:00Z"), 0);
  EXPECT_EQ(time_from("2024-02-29T12:34:56Z"), 1'709'210'096'000);
  EXPECT_EQ(time_from(" 2024-02-29T12:34:56.7Z\n"), 1'709'210'096'700);
  EXPECT_EQ(time_from("2024-02-29T12:34:56.7891234Z"), 1'709'210'096'789);
  EXPECT_EQ(time_from("2024-02-29T12:34:56"), 1'709'210'096'000);
  EXPECT_EQ(time_from("2024-02-29 12:34:56"), 1'709'210'096'000);
  EXPECT_EQ(time_from("2024-02-29T14:34:56+02:00"), 1'709'210'096'000);
  EXPECT_EQ(time_from("2024-02-29T09:04:56-0330"), 1'709'210'096'000);
  EXPECT_EQ(time_from("2024-02-29T14:34:56+02"), 1'709'210'096'000);
  EXPECT_EQ(time_from("2016-12-31T23:59:60Z"), 1'483'228'800'000);
}

TEST(Times, WhatIsNoneIsNothing) {
  for (const char* text : {"", "Z", "2024", "2024-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "2024-13-01T00:00:00Z",
                           "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z", "2024-01-01T00:00:00.Z", "2024-01-01T00:00:00Zx",
                           "2024-01-01T00:00:00+25:00", "1969-12-31T23:59:59Z", "-024-01-01T00:00:00Z", "2024-1-01T00:00:00Z",
                           "0000-00-00T00:00:00Z", "12:34", "NaN", "2024-01-01T00:00:00+", "20240101T000000Z"}) {
    EXPECT_EQ(time_from(text), std::nullopt) << text;
  }
}

}  // namespace
}  // namespace contrechamp::trips
