// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <contrechamp/answers/geojson.hpp>
#include <contrechamp/answers/json.hpp>
#include <contrechamp/answers/phrases.hpp>
#include <contrechamp/core/random.hpp>
#include <nlohmann/json.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::answers {
namespace {

TEST(Json, nests_and_separates) {
  Json json;
  json.object()
      .key("a")
      .integer(-1)
      .key("b")
      .array()
      .decimal(1.25, 2)
      .null()
      .boolean(true)
      .object()
      .end()
      .end()
      .key("c")
      .text_or_null("");
  EXPECT_EQ(std::move(json).finished(), "{\"a\":-1,\"b\":[1.25,null,true,{}],\"c\":null}\n");
}

TEST(Json, numbers_that_json_cannot_hold_become_null) {
  Json json;
  json.array()
      .decimal(std::numeric_limits<double>::quiet_NaN(), 2)
      .decimal(std::numeric_limits<double>::infinity(), 0)
      .decimal(-0.0001, 2);
  EXPECT_EQ(std::move(json).finished(), "[null,null,0.00]\n");
}

TEST(Json, any_bytes_give_a_text_that_another_parser_reads) {
  Random random(testing::seed());
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::uint64_t n = random.below(12); n > 0; --n) text += static_cast<char>(random.below(256));
    Json json;
    json.array().string(text);
    const auto parsed = nlohmann::json::parse(std::move(json).finished(), nullptr, false);
    ASSERT_FALSE(parsed.is_discarded());
    const bool plain = text.find_first_of("\\\"") == std::string::npos && nlohmann::json::accept("\"" + text + "\"");
    if (plain) {
      EXPECT_EQ(parsed[0].get<std::string>(), text);
    }
  }
}

TEST(Phrases, distances_are_said_as_a_person_says_them) {
  EXPECT_EQ(distance(309.6, Lang::en), "310 m");
  EXPECT_EQ(distance(1243.7, Lang::en), "1.2 km");
  EXPECT_EQ(distance(1243.7, Lang::fr), "1,2 km");
  EXPECT_EQ(distance(2'027'000, Lang::en), "2,027 km");
  EXPECT_EQ(distance(999.7, Lang::en), "1.0 km");
  EXPECT_EQ(distance(0.01, Lang::en), "<1 m");
  EXPECT_EQ(distance(0, Lang::en), "0 m");
  EXPECT_EQ(share(1, 8, Lang::fr), "12,5");
  EXPECT_EQ(share(1, 1e6, Lang::fr), "<0,1");
  EXPECT_EQ(share(0, 8, Lang::en), "0");
  EXPECT_EQ(share(0, 0, Lang::en), "–");
}

TEST(Phrases, columns_line_up_by_characters) {
  Table table("lr");
  table.row({"é", "1"});
  table.row({"ab", "22"});
  EXPECT_EQ(table.text(""), "é    1\nab  22\n");
}

TEST(Refs, ids_are_read_in_the_ways_that_people_write_them) {
  EXPECT_EQ(parse_ref("n123")->id, 123);
  EXPECT_EQ(parse_ref("way/45")->type, OsmType::way);
  EXPECT_EQ(parse_ref("678")->type, OsmType::node);
  for (const char* wrong : {"", "n", "x12", "n12a", "12 ", "n99999999999999999999", "node/"})
    EXPECT_FALSE(parse_ref(wrong)) << wrong;
}

}  // namespace
}  // namespace contrechamp::answers
