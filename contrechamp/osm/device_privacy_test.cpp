// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cstdlib>
#include <contrechamp/core/random.hpp>
#include <contrechamp/osm/device_tags_tables.hpp>
#include <contrechamp/osm/device_tags_testing.hpp>
#include <gtest/gtest.h>
#include <tests/support/testing.hpp>

namespace contrechamp::osm {
namespace {
using scene::CameraType;
using scene::Kind;
using scene::Mount;

TEST(Private, NoOperatorAndAnInexactPosition) {
  const std::vector<Tags> persons = {{{"camera:mount", "doorbell"}, {"operator", "A. Person"}, {"name", "A. Person's door"}},
                                     {{"operator:type", "private_person"}, {"operator", "A. Person"}, {"owner", "A. Person"}},
                                     {{"operator", "private"}, {"name", "Home"}},
                                     {{"operator", "Privat"}, {"operator:type", "private"}},
                                     {{"support", "doorbell"}}};
  for (const auto& tags : persons) {
    const auto parsed = camera(tags);
    ASSERT_TRUE(parsed.device.has_value());
    EXPECT_TRUE(parsed.device->private_person);
    EXPECT_EQ(parsed.device->operator_name, "");
    EXPECT_NE(parsed.device->position, here);
    EXPECT_EQ(parsed.device->position, rounded_to_10_m(here));
    for (const auto& [key, value] : parsed.device->tags) EXPECT_EQ(value.find("Person"), std::string::npos) << key;
    EXPECT_EQ(remarks(parsed).find("Person"), std::string::npos);
  }
}

TEST(Private, ADoorbellInAnyPartOfAnyMountKey) {
  const std::pair<Tags, Mount> doors[] = {{{{"camera:mount", "wall;doorbell"}}, Mount::wall},
                                          {{{"camera:mount", "wall"}, {"support", "Doorbell"}}, Mount::wall},
                                          {{{"camera:mount", "doorbell"}}, Mount::doorbell},
                                          {{{"camera:type", "dome;doorbell"}}, Mount::unknown},
                                          {{{"surveillance:type", "doorbell"}}, Mount::doorbell},
                                          {{{"surveillance:type", "camera;doorbell"}, {"support", "wall"}}, Mount::doorbell}};
  for (const auto& [tags, mount] : doors) {
    const auto parsed = camera(tags);
    EXPECT_TRUE(parsed.device->private_person) << tags.front().second;
    EXPECT_EQ(parsed.device->mount, mount) << tags.front().second;
    EXPECT_EQ(parsed.device->position, rounded_to_10_m(here));
  }
  const auto bell = camera({{"surveillance:type", "doorbell"}});
  EXPECT_EQ(bell.device->kind, Kind::camera);
  EXPECT_EQ(bell.device->type, CameraType::fixed);
  EXPECT_EQ(remarks(bell), "");
}

TEST(Private, NoFreeTextOfAPersonIsKept) {
  for (const auto* key : {"direction", "camera:direction", "surveillance", "camera:type",  "camera:mount", "support",
                          "height",    "camera:height",    "ele",          "camera:angle", "camera:count", "level",
                          "layer",     "indoor",           "location",     "tunnel",       "covered",      "enforcement",
                          "revolving", "check_date",       "end_date",     "start_date",   "survey:date",  "maxspeed",
                          "type",      "highway",          "note",         "name"}) {
    const auto parsed = camera({{"operator:type", "private_person"}, {key, "Jane Roe"}, {"note:Jane Roe", "Jane Roe"}});
    ASSERT_TRUE(parsed.device && parsed.device->private_person) << key;
    EXPECT_EQ(parsed.device->tags, (Tags{surveillance, {"operator:type", "private_person"}})) << key;
    for (const auto& remark : parsed.remarks) EXPECT_EQ(remark.value + remark.key.substr(0, 5), remark.key.substr(0, 5)) << key;
    EXPECT_EQ(remarks(parsed).find("Jane"), std::string::npos) << key;
  }
  const auto half = camera({{"camera:mount", "doorbell"}, {"direction", "90;Jane Roe"}, {"height", "3"}});
  EXPECT_EQ(half.device->heads.front().source, scene::AxisSource::numeric);
  EXPECT_EQ(half.device->tags, (Tags{{"camera:mount", "doorbell"}, {"height", "3"}, surveillance}));
  EXPECT_EQ(remarks(half), "direction_not_understood direction=; key_not_stored =");
  EXPECT_EQ(remarks(read({{"surveillance:type", "Jane Roe"}, {"support", "doorbell"}})), "unknown_type surveillance:type=");
  EXPECT_EQ(remarks(camera({{"direction", "Jane Roe"}})), "direction_not_understood direction=Jane Roe");  // nobody's door
}

TEST(Private, ACompanyIsNoPerson) {
  const auto parsed = camera({{"operator:type", "private"}, {"operator", "The Home Depot"}, {"surveillance", "private"}});
  EXPECT_FALSE(parsed.device->private_person);
  EXPECT_EQ(parsed.device->operator_name, "The Home Depot");
  EXPECT_EQ(parsed.device->position, here);
  EXPECT_TRUE(std::any_of(parsed.device->tags.begin(), parsed.device->tags.end(),
                          [](const auto& t) { return t.first == "operator:type"; }));
}

TEST(Private, TheGridIsAboutTenMetres) {
  Random random(testing::seed());
  for (int i = 0; i < 20'000; ++i) {
    const geo::LatLon p{static_cast<std::int32_t>(random.between(-geo::max_latitude_e7, geo::max_latitude_e7)),
                        static_cast<std::int32_t>(random.between(-1'800'000'000, 1'800'000'000))};
    const auto q = rounded_to_10_m(p);
    ASSERT_EQ(rounded_to_10_m(q), q);
    ASSERT_TRUE(geo::checked_e7(q.lat_e7, q.lon_e7).has_value()) << q.lat_e7 << ' ' << q.lon_e7;
    ASSERT_LE(std::abs(std::int64_t{q.lat_e7} - p.lat_e7), 500);
    ASSERT_LE(std::abs(std::int64_t{q.lon_e7} - p.lon_e7), 5'800);  // 0.00005° / cos 85°
  }
  EXPECT_EQ(rounded_to_10_m({0, 1499}).lon_e7, 1000);
  EXPECT_EQ(rounded_to_10_m({600'000'000, 1001}).lon_e7, 2000);  // twice as wide at 60°
}

TEST(StoredTags, OnlyAllowedKeysAndNoLink) {
  EXPECT_TRUE(std::is_sorted(tables::stored_keys.begin(), tables::stored_keys.end()));
  for (const auto key : tables::person_keys) {
    EXPECT_TRUE(std::binary_search(tables::stored_keys.begin(), tables::stored_keys.end(), key)) << key;
  }
  const auto parsed = camera({{"note", "ask Jane"},
                              {"phone", "+41 1"},
                              {"contact:webcam", "https://example.org/live"},
                              {"image", "https://example.org/1.jpg"},
                              {"description", "over the door"},
                              {"manufacturer", "https://example.org/shop"},
                              {"surveillance:zone", " town "}});
  EXPECT_EQ(parsed.device->tags, (Tags{{"man_made", "surveillance"}, {"surveillance:zone", "town"}}));
  EXPECT_EQ(parsed.device->zone, "town");
  EXPECT_EQ(remarks(parsed),
            "key_not_stored =; key_not_stored =; key_not_stored =; key_not_stored =; key_not_stored =; key_not_stored =");
  EXPECT_EQ(remarks(camera({{"surveillance", "http://example.org/feed"}})),
            "surveillance_unknown surveillance=; key_not_stored =");
  EXPECT_EQ(remarks(camera({{"operator", "jane@example.org"}, {"name", "1st @ Main St."}})), "key_not_stored =");
}

TEST(StoredTags, NoNameOfAKeyThatIsNotStored) {
  const auto parsed =
      camera({{"phone:+33612345678", "x"}, {"note:Jane Doe lives here", "y"}, {"https://secret.example/feed", "z"}});
  EXPECT_EQ(remarks(parsed), "key_not_stored =; key_not_stored =; key_not_stored =");
}

TEST(StoredTags, NoLinkInZoneOrDate) {
  for (const auto* link : {"https://example.org/feed", "jane@example.org", "town; jane@example.org", "www.example.org",
                           "town;www.example.org", "ask jane@example.org first"}) {
    const auto parsed = camera({{"surveillance:zone", link}, {"check_date", link}});
    EXPECT_EQ(parsed.device->zone + parsed.device->check_date, "") << link;
    EXPECT_EQ(parsed.device->tags, Tags{surveillance}) << link;
    EXPECT_EQ(remarks(parsed),
              "value_not_understood surveillance:zone=; value_not_understood check_date=; key_not_stored =; key_not_stored =");
  }
  for (const auto* date : {"2023", "2023-05", "2023-05-17"}) {
    const auto parsed = camera({{"check_date", date}});
    EXPECT_EQ(parsed.device->check_date, date);
    EXPECT_EQ(remarks(parsed), "");
  }
  const auto parsed = camera({{"check_date", "last summer"}});
  EXPECT_EQ(parsed.device->check_date, "");
  EXPECT_EQ(remarks(parsed), "value_not_understood check_date=last summer; key_not_stored =");
}
}  // namespace
}  // namespace contrechamp::osm
