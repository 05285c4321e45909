// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/server/routes.hpp>
#include <gtest/gtest.h>

namespace contrechamp::server {
namespace {

Checked<Asked> routed(std::string_view text) {
  const auto target = parse_target(text);
  if (!target) return tl::unexpected(target.error());
  return route(*target, "localhost:8080");
}

TEST(Target, IsPathAndQuery) {
  const auto target = parse_target("/a/b?c=d?e");
  ASSERT_TRUE(target);
  EXPECT_EQ(target->path, "/a/b");
  EXPECT_EQ(target->query, "c=d?e");
  const auto absolute = parse_target("HTTP://Host:80/a?b");
  ASSERT_TRUE(absolute);
  EXPECT_EQ(absolute->authority, "Host:80");
  EXPECT_EQ(absolute->path, "/a");
}

TEST(Query, IsDecoded) {
  const auto parameters = parse_query("operator=Ville+de%20Vaurency%2B&zone=&&kind");
  ASSERT_TRUE(parameters);
  ASSERT_EQ(parameters->size(), 3U);
  EXPECT_EQ((*parameters)[0].value, "Ville de Vaurency+");
  EXPECT_EQ((*parameters)[1].name, "zone");
  EXPECT_EQ((*parameters)[1].value, "");
  EXPECT_EQ((*parameters)[2].name, "kind");
  for (const auto* bad : {"a=%", "a=%4", "a=%zz", "a=%4"}) EXPECT_FALSE(parse_query(bad)) << bad;
}

TEST(Box, IsWestSouthEastNorth) {
  const auto box = parse_box("2.3499,-90,2.35,48.8530001");
  ASSERT_TRUE(box);
  EXPECT_EQ(box->min, (geo::LatLon{-geo::max_latitude_e7, 23'499'000}));
  EXPECT_EQ(box->max, (geo::LatLon{488'530'001, 23'500'000}));
}

TEST(Route, PutsAQuestion) {
  const auto asked = routed("/api/segments?bbox=1,2,3,4&offset=20&ladder=plate&limit=7&kind=camera&kind=&operator=A%26B");
  ASSERT_TRUE(asked) << asked.error().sentence;
  const observatory::Question& q = asked->question;
  EXPECT_EQ(q.what, observatory::What::segments);
  EXPECT_EQ(q.form, observatory::Form::json);
  EXPECT_EQ(q.ladder, "plate");
  EXPECT_EQ(q.limit, 7U);
  EXPECT_EQ(q.offset, 20U);
  EXPECT_EQ(q.filter.kinds, (std::vector<std::string>{"camera", ""}));
  EXPECT_EQ(q.filter.operators, std::vector<std::string>{"A&B"});
  EXPECT_EQ(q.next, "/api/segments?bbox=1,2,3,4&ladder=plate&limit=7&kind=camera&kind=&operator=A%26B&");
}

TEST(Route, AsksForAStreetAtABand) {
  const auto asked = routed("/api/segments/17?ladder=plate&band=read&zone=town");
  ASSERT_TRUE(asked) << asked.error().sentence;
  EXPECT_EQ(asked->question.what, observatory::What::segment);
  EXPECT_EQ(asked->question.segment, 17U);
  EXPECT_EQ(asked->question.ladder, "plate");
  EXPECT_EQ(asked->question.band, "read");
}

TEST(Route, KeepsTheWordsOfAQuestionThatIsMoved) {
  auto asked = routed("/api/devices/n1");
  ASSERT_TRUE(asked);
  const Asked moved = std::move(*asked);
  EXPECT_EQ(moved.question.device, "n1");
}

TEST(Route, ReadsTiles) {
  const auto asked = routed("/tiles/image-2014/14/8299/5637.mvt?zone=town");
  ASSERT_TRUE(asked);
  EXPECT_EQ(asked->question.tile_set, "image-2014");
  EXPECT_EQ(asked->question.tile, (tiles::TileId{14, 8299, 5637}));
  const auto json = routed("/tiles/plate.json?zone=town");
  ASSERT_TRUE(json);
  EXPECT_EQ(json->question.tiles_url, "http://localhost:8080/tiles/plate/{z}/{x}/{y}.mvt?zone=town");
  EXPECT_FALSE(json->may_be_kept);
  for (const auto* none :
       {"/tiles/map/1/2/3", "/tiles/map/1/2/3.mvt.mvt", "/tiles//1/2/3.mvt", "/tiles/map/-1/0/0.mvt", "/tiles/map/1/2/0.mvt",
        "/tiles/map/4294967296/0/0.mvt", "/tiles/a/b.json", "/api/devices/", "/api/", ""}) {
    EXPECT_FALSE(routed(none)) << none;
  }
}

}  // namespace
}  // namespace contrechamp::server
