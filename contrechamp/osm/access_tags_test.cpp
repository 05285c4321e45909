// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <contrechamp/osm/access_tags.hpp>
#include <contrechamp/osm/reader_testing.hpp>
#include <contrechamp/osm/street_tags.hpp>

namespace contrechamp::osm {
namespace {
using scene::Mode;

std::vector<TagRef> refs(TagList tags) {
  std::vector<TagRef> result;
  for (const auto& [key, value] : tags) result.push_back({key, value});
  return result;
}
scene::ModeUse use(TagList tags, Mode mode) {
  const auto list = refs(tags);
  return street(TagView(list), {}).use[static_cast<std::size_t>(mode)];
}

TEST(Ground, SlowsBikesAndCarsDown) {
  const auto speeds = [](TagList more) {
    std::vector<TagRef> list = refs({{"highway", "residential"}});
    for (const auto& [key, value] : more) list.push_back({key, value});
    const auto use = street(TagView(list), {}).use;
    return std::array<int, 3>{use[0].speed_kmh, use[1].speed_kmh, use[2].speed_kmh};
  };
  using Speeds = std::array<int, 3>;
  EXPECT_EQ(speeds({{"surface", "asphalt"}}), (Speeds{5, 16, 30}));
  EXPECT_EQ(speeds({{"surface", "no such thing"}}), (Speeds{5, 16, 30}));
  EXPECT_EQ(speeds({{"surface", "sett"}}), (Speeds{5, 12, 30})) << "never faster than the class";
  EXPECT_EQ(speeds({{"surface", "cobblestone"}, {"maxspeed", "50"}}), (Speeds{5, 10, 30})) << "nor than the ground";
  EXPECT_EQ(speeds({{"surface", "sand"}}), (Speeds{5, 5, 20}));
  EXPECT_EQ(speeds({{"tracktype", "grade1"}}), (Speeds{5, 16, 30}));
  EXPECT_EQ(speeds({{"tracktype", "grade5"}}), (Speeds{5, 8, 15}));
  EXPECT_EQ(speeds({{"smoothness", "very_bad"}, {"surface", "gravel"}}), (Speeds{5, 8, 20})) << "the worst counts";
  EXPECT_EQ(speeds({{"surface", "mud"}, {"bicycle", "dismount"}}), (Speeds{5, 4, 10}));
  EXPECT_EQ(use({{"highway", "steps"}, {"bicycle", "yes"}}, Mode::bike).speed_kmh, 4) << "pushed up a ramp";
  EXPECT_EQ(use({{"highway", "steps"}, {"surface", "sand"}}, Mode::foot).speed_kmh, 3);
}

std::string barred(TagList tags) {
  const auto list = refs(tags);
  const unsigned modes = barred_modes(TagView(list));
  return std::string((modes & 1U) != 0 ? "foot " : "") + ((modes & 2U) != 0 ? "bike " : "") + ((modes & 4U) != 0 ? "car " : "");
}

TEST(BarrierRules, WhomTheyStop) {
  EXPECT_EQ(barred({{"barrier", "bollard"}}), "car ");
  EXPECT_EQ(barred({{"barrier", "block"}}), "car ");
  EXPECT_EQ(barred({{"barrier", "cycle_barrier"}}), "car ");
  EXPECT_EQ(barred({{"barrier", "stile"}}), "bike car ");
  EXPECT_EQ(barred({{"barrier", "kissing_gate"}}), "bike car ");
  EXPECT_EQ(barred({{"barrier", "wall"}}), "foot bike car ");
  for (const char* open : {"gate", "lift_gate", "swing_gate", "toll_booth", "kerb", "entrance", "cattle_grid", "no", "yes", "?"})
    EXPECT_EQ(barred({{"barrier", open}}), "") << open;
  EXPECT_EQ(barred({{"access", "private"}}), "") << "no barrier";
  EXPECT_EQ(barred({}), "");
}

TEST(BarrierRules, AccessDecidesAndThenALock) {
  EXPECT_EQ(barred({{"barrier", "gate"}, {"access", "private"}}), "foot bike car ");
  EXPECT_EQ(barred({{"barrier", "gate"}, {"access", "no"}, {"foot", "yes"}}), "bike car ");
  EXPECT_EQ(barred({{"barrier", "lift_gate"}, {"motor_vehicle", "private"}}), "car ");
  EXPECT_EQ(barred({{"barrier", "lift_gate"}, {"vehicle", "no"}}), "bike car ");
  EXPECT_EQ(barred({{"barrier", "gate"}, {"access", "destination"}}), "");
  EXPECT_EQ(barred({{"barrier", "bollard"}, {"motor_vehicle", "yes"}}), "") << "it goes down";
  EXPECT_EQ(barred({{"barrier", "bollard"}, {"bicycle", "no"}}), "bike car ");
  EXPECT_EQ(barred({{"barrier", "stile"}, {"bicycle", "dismount"}}), "car ") << "lifted over";
  EXPECT_EQ(barred({{"barrier", "gate"}, {"locked", "yes"}}), "foot bike car ");
  EXPECT_EQ(barred({{"barrier", "gate"}, {"locked", "yes"}, {"access", "yes"}}), "foot bike car ");
  EXPECT_EQ(barred({{"barrier", "gate"}, {"locked", "yes"}, {"foot", "yes"}}), "bike car ");
  EXPECT_EQ(barred({{"barrier", "gate"}, {"locked", "no"}}), "");
}

}  // namespace
}  // namespace contrechamp::osm
