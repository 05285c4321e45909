// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/osm/area_tags.hpp>
#include <gtest/gtest.h>
#include <vector>

namespace contrechamp::osm {
namespace {
using scene::Cover;
using List = std::vector<TagRef>;

std::optional<Cover> cover(const List& tags) { return cover_of(TagView(tags)); }

TEST(AreaTags, WaterAndGreen) {
  EXPECT_EQ(cover({{"natural", "water"}}), Cover::water);
  EXPECT_EQ(cover({{"waterway", "riverbank"}}), Cover::water);
  EXPECT_EQ(cover({{"landuse", "basin"}}), Cover::water);
  EXPECT_EQ(cover({{"name", "Pond"}, {"water", "pond"}}), Cover::water);
  EXPECT_EQ(cover({{"leisure", "park"}}), Cover::green);
  EXPECT_EQ(cover({{"landuse", "forest"}}), Cover::green);
  EXPECT_EQ(cover({{"natural", "wood"}}), Cover::green);
  EXPECT_EQ(cover({{"amenity", "grave_yard"}}), Cover::green);
  EXPECT_EQ(cover({{"natural", "wetland"}, {"wetland", "marsh"}}), Cover::green);
  EXPECT_EQ(cover({{"leisure", "park"}, {"natural", "water"}}), Cover::water) << "a lake that is a park";
}

TEST(AreaTags, LeftOut) {
  EXPECT_EQ(cover({}), std::nullopt);
  EXPECT_EQ(cover({{"natural", "coastline"}}), std::nullopt);
  EXPECT_EQ(cover({{"natural", "bay"}}), std::nullopt) << "the coastline draws it";
  EXPECT_EQ(cover({{"waterway", "river"}}), std::nullopt) << "a line";
  EXPECT_EQ(cover({{"leisure", "pitch"}}), std::nullopt);
  EXPECT_EQ(cover({{"leisure", "nature_reserve"}}), std::nullopt) << "may hold sea and towns";
  EXPECT_EQ(cover({{"landuse", "farmland"}}), std::nullopt);
  EXPECT_EQ(cover({{"natural", "wetland"}, {"wetland", "tidalflat"}}), std::nullopt);
  EXPECT_EQ(cover({{"name", "water"}}), std::nullopt) << "the key counts";
}

TEST(AreaTags, WaterThatIsNotSeen) {
  const TagRef water{"natural", "water"};
  EXPECT_EQ(cover({water, {"tunnel", "culvert"}}), std::nullopt);
  EXPECT_EQ(cover({water, {"tunnel", "no"}}), Cover::water);
  EXPECT_EQ(cover({water, {"covered", "yes"}}), std::nullopt);
  EXPECT_EQ(cover({water, {"location", "underground"}}), std::nullopt);
  EXPECT_EQ(cover({water, {"intermittent", "yes"}}), std::nullopt);
  EXPECT_EQ(cover({water, {"leisure", "swimming_pool"}}), std::nullopt);
  EXPECT_EQ(cover({{"landuse", "basin"}, {"basin", "detention"}}), std::nullopt);
}

TEST(AreaTags, Coast) {
  const List coast{{"name", "Côte"}, {"natural", "coastline"}};
  const List cliff{{"natural", "cliff"}};
  EXPECT_TRUE(is_coast(TagView(coast)));
  EXPECT_FALSE(is_coast(TagView(cliff)));
}

}  // namespace
}  // namespace contrechamp::osm
