// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <contrechamp/answers/commute_pairs.hpp>
#include <contrechamp/answers/csv.hpp>

namespace contrechamp::answers {
namespace {

std::vector<CommutePair> read(std::string_view text) {
  auto pairs = commute_pairs(text);
  EXPECT_TRUE(pairs.has_value()) << pairs.error().sentence();
  return pairs ? *std::move(pairs) : std::vector<CommutePair>{};
}

TEST(CommutePairs, with_or_without_names_and_ids) {
  for (const std::string_view text : {"a,48.1,2.1,48.2,-2.2\n", "id,from_lat,from_lon,to_lat,to_lon\na,48.1,2.1,48.2,-2.2",
                                      "\xEF\xBB\xBFnote;To_Lon;TO_LAT;from_lat;from_lon;id\r\n;-2.2;48.2;48.1;2.1;a\r\n",
                                      "\n\na\t48.1\t2.1\t48.2\t-2.2\n\n", "\"a\",\"48.1\", 2.1 ,48.2,-2.2\n"}) {
    SCOPED_TRACE(text);
    const auto pairs = read(text);
    ASSERT_EQ(pairs.size(), 1U);
    EXPECT_FALSE(pairs[0].wrong);
    EXPECT_EQ(pairs[0].id, "a");
    EXPECT_EQ(pairs[0].from, (geo::LatLon{481'000'000, 21'000'000}));
    EXPECT_EQ(pairs[0].to, (geo::LatLon{482'000'000, -22'000'000}));
  }
  const auto bare = read("48.1,2.1,48.2,-2.2\n");
  ASSERT_EQ(bare.size(), 1U);
  EXPECT_EQ(bare[0].id, "");
  EXPECT_EQ(bare[0].line, 1U);
}

TEST(CommutePairs, an_id_may_hold_separators_and_quotes) {
  const auto pairs = read("\"rue \"\"A\"\", 3\",1,2,3,4\n\"\",1,2,3,4\n");
  ASSERT_EQ(pairs.size(), 2U);
  EXPECT_EQ(pairs[0].id, "rue \"A\", 3");
  EXPECT_EQ(csv_field(pairs[0].id), "\"rue \"\"A\"\", 3\"");
  EXPECT_EQ(pairs[1].id, "");
}

TEST(CommutePairs, a_bad_line_has_its_number_and_reason_and_spoils_no_other) {
  const auto pairs = read("1,2,3,4\n91,2,3,4\n\n1,2,3\n1,2,3,x\n\"1,2,3,4\n1,2,3,4,5\n\"1\"2,2,3,4\n1,181,2,3\n1,2,3,4");
  const std::vector<std::pair<std::uint64_t, std::string>> expected{
      {1, ""},
      {2, "there is no such latitude or longitude at the start; latitude comes first"},
      {4, "there are too few fields"},
      {5, "to_lat or to_lon is no number of degrees with a decimal point"},
      {6, "a quote is not closed, or something stands behind it"},
      {7, ""},
      {8, "a quote is not closed, or something stands behind it"},
      {9, "there is no such latitude or longitude at the start; latitude comes first"},
      {10, ""}};
  ASSERT_EQ(pairs.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    EXPECT_EQ(pairs[i].line, expected[i].first);
    EXPECT_EQ(pairs[i].wrong ? pairs[i].wrong->detail : "", expected[i].second);
    EXPECT_EQ(pairs[i].wrong.has_value(), pairs[i].wrong && !pairs[i].wrong->detail_fr.empty());
  }
}

TEST(CommutePairs, a_table_that_asks_nothing_is_refused) {
  EXPECT_EQ(commute_pairs("").error().code, Errc::empty_file);
  EXPECT_EQ(commute_pairs("from_lat,from_lon,to_lat,to_lon\n\n").error().code, Errc::empty_file);
  EXPECT_EQ(commute_pairs("from_lat,to_lat,to_lon\n1,2,3\n").error().detail, "the first line names no column from_lon");
  EXPECT_EQ(commute_pairs("1,2,3\n").error().code, Errc::bad_argument);
  EXPECT_TRUE(read("48,85;2,35;48,86;2,36\n")[0].wrong) << "decimal commas";
}

}  // namespace
}  // namespace contrechamp::answers
