// SPDX-License-Identifier: AGPL-3.0-or-later
// Edits that random ones seldom hit, change files against another program, and what `update` refuses.
#include <gtest/gtest.h>
#include <array>
#include <contrechamp/importer/update.hpp>
#include <cstdlib>
#include <tests/support/testing.hpp>
#include <tests/update/edits.hpp>
#include <tests/update/trials.hpp>

namespace contrechamp::update_test {
namespace {
namespace fs = std::filesystem;
using importer::Everything;
using synth::Node;
using synth::Tags;
using synth::Town;
using synth::Way;

/// A scene drawn in metres, about 48.85 N 25 W.
class Drawing {
 public:
  std::int64_t node(double x, double y, Tags tags = {}) {
    const auto id = static_cast<std::int64_t>(town_.nodes.size()) + 1;
    const geo::LatLon at{488'500'000 + static_cast<std::int32_t>(y * 89.932),
                         -250'000'000 + static_cast<std::int32_t>(x * 136.67)};
    town_.nodes.push_back({id, at, {1, 1'600'000'000}, std::move(tags)});
    town_.bounds.add(at);
    return id;
  }
  void way(std::int64_t id, std::vector<std::int64_t> nodes, Tags tags) {
    town_.ways.push_back({id, {1, 1'600'000'000}, std::move(nodes), std::move(tags)});
  }
  void box(std::int64_t id, double x0, double y0, double x1, double y1, Tags tags = {{"building", "yes"}}) {
    const std::int64_t first = node(x0, y0);
    way(id, {first, node(x1, y0), node(x1, y1), node(x0, y1), first}, std::move(tags));
  }
  void camera(double x, double y) {
    node(x, y, {{"man_made", "surveillance"}, {"surveillance:type", "camera"}, {"camera:type", "dome"}, {"height", "4"}});
  }
  /// Streets that hold the bounds, and so the frame.
  [[nodiscard]] Town town() {
    way(1, {node(-600, -600), node(600, -600), node(600, 600), node(-600, 600), node(-600, -600)}, {{"highway", "residential"}});
    std::ranges::sort(town_.ways, {}, &Way::id);
    town_.as_of = 1'700'000'000;
    return town_;
  }

 private:
  Town town_;
};

Town without(Town town, std::int64_t way) {
  std::erase_if(town.ways, [&](const Way& w) { return w.id == way; });
  return town;
}

/// Both ways round.
void expect_law_between(const Town& a, const Town& b) {
  const exposure::Options choices = options("view.max_range_m = 40\n");
  Tally tally;
  round(a, b, choices, tally);
  round(b, a, choices, tally);
  EXPECT_GT(tally.observed, 0U);
  EXPECT_EQ(tally.everything, 0U);
}

TEST(UpdateScenes, ABuildingComesToHoldADeviceThatHangsFarAway) {
  Drawing drawing;
  drawing.box(30, -150, -100, 150, 100);  // a hall; its façade is 90 m from the camera, beyond its range
  drawing.box(20, -20, -20, 20, 20);      // of a lower id, so the camera is its
  drawing.camera(0, 10);
  drawing.way(2, {drawing.node(-200, 110), drawing.node(200, 110)}, {{"highway", "footway"}});
  const Town both = drawing.town();
  expect_law_between(both, without(both, 20));
}

TEST(UpdateScenes, AFacadeBecomesFreeOnTheOtherSideOfTheHall) {
  Drawing drawing;
  drawing.box(30, -60, -60, 60, 60);
  drawing.box(20, -90, -10, -60, 10);  // against the façade that is tried first
  drawing.camera(0, 0);                // equally far from all four
  for (const int side : {-1, 1}) {
    drawing.way(5 + side, {drawing.node(70 * side, -200), drawing.node(70 * side, 200)}, {{"highway", "footway"}});
  }
  const Town both = drawing.town();
  expect_law_between(both, without(both, 20));
}

TEST(UpdateScenes, APassageFarAlongALongFacade) {
  Random random(testing::seed());
  for (int trial = 0; trial < 4; ++trial) {
    const auto slant = static_cast<double>(random.between(-40, 40)) / 3.0;
    Drawing drawing;
    const std::int64_t first = drawing.node(0, 0);
    drawing.way(30, {first, drawing.node(260, slant), drawing.node(260, slant + 12), drawing.node(0, 12), first},
                {{"building", "yes"}});
    drawing.camera(5, -0.3);
    drawing.way(3, {drawing.node(-20, -6), drawing.node(260, slant - 6)}, {{"highway", "footway"}});
    drawing.way(20, {drawing.node(200, slant - 5), drawing.node(201.3, slant + 20)},
                {{"highway", "footway"}, {"tunnel", "building_passage"}});
    const Town both = drawing.town();
    expect_law_between(both, without(both, 20));
  }
}

TEST(UpdateScenes, AWallAndAHeightNearACamera) {
  Drawing drawing;
  drawing.camera(0, 0);
  drawing.way(3, {drawing.node(-30, 20), drawing.node(30, 20)}, {{"highway", "footway"}});
  drawing.way(20, {drawing.node(-30, 10), drawing.node(0, 10)}, {{"barrier", "wall"}, {"height", "5"}});
  drawing.box(30, 5, 8, 20, 12, {{"building", "yes"}, {"height", "9"}});
  const Town both = drawing.town();
  expect_law_between(both, without(both, 20));
  Town low = both;
  for (Way& way : low.ways) {
    if (way.id != 30) continue;
    way.tags.back().second = "2.5";
    way.edit.version = 2;
  }
  expect_law_between(both, low);
}

TEST(UpdateScenes, AHouseAtTheEndOfTheRange) {
  Drawing drawing;
  drawing.camera(0, 0);
  drawing.way(3, {drawing.node(-5, 39.5), drawing.node(5, 39.5)}, {{"highway", "footway"}});
  drawing.box(20, -2, 38.5, 2, 39);
  const Town both = drawing.town();
  expect_law_between(both, without(both, 20));
}

TEST(UpdateScenes, NothingIsComputedAnewWhereNothingChanged) {
  const Town town = hamlet();
  const fs::path file = pbf(town, "same.osm.pbf");
  const fs::path atlas = built({file}, {}, "same.atlas");
  const std::string before = content(atlas);
  const importer::Updated done = updated({atlas, {file}, {}, {}, false}, 1);
  EXPECT_EQ(done.everything, Everything::no);
  EXPECT_EQ(done.observed, done.built.contents.snapshot.sections.size()) << "only section controls, always";
  for (const importer::Count& count : done.counts) EXPECT_EQ(count.added + count.removed + count.changed, 0U) << count.what;
  EXPECT_TRUE(content(atlas) == before);
}

TEST(UpdateScenes, EverythingIsComputedAnewWhenTheFrameMoves) {
  Town town = hamlet();
  const fs::path atlas = built({pbf(town, "near.osm.pbf")}, options("view.max_range_m = 40\n"), "moved.atlas");
  town.nodes.push_back({town.nodes.back().id + 1,
                        {town.bounds.max.lat_e7 + 9'000'000, town.bounds.max.lon_e7},
                        {1, 1'600'000'000},
                        {{"man_made", "surveillance"}}});
  const fs::path file = pbf(town, "far.osm.pbf");
  const importer::Updated done = updated({atlas, {file}, {}, {}, false}, 2);
  EXPECT_EQ(done.everything, Everything::frame);
  EXPECT_EQ(done.observed, done.built.contents.snapshot.devices.size());
  EXPECT_TRUE(content(atlas) == content(built({file}, options("view.max_range_m = 40\n"), "fresh.atlas")));
}

/// Changed, and what another program makes of the same changes.
TEST(UpdateScenes, ChangesGiveTheSceneThatOsmiumGives) {
  if (std::system("osmium --version > /dev/null 2>&1") != 0) GTEST_SKIP() << "osmium-tool is not installed";
  Random random(testing::seed());
  Town town = hamlet();
  for (int trial = 0; trial < 4; ++trial) {
    const Town before = town;
    std::string done;
    for (int k = 0; k < 25; ++k) done += edit(town, random) + "; ";
    SCOPED_TRACE(done);
    const fs::path old_file = pbf(before, "old.osm.pbf");
    const fs::path change = osc(changes(before, town), "changes.osc");
    const fs::path merged = scratch("merged.osm.pbf");
    const std::string command =
        "osmium apply-changes --overwrite -o " + merged.string() + " " + old_file.string() + " " + change.string();
    ASSERT_EQ(std::system(command.c_str()), 0);
    expect_same_scene({old_file, change}, {merged});
    expect_same_scene({old_file, change}, {pbf(town, "new.osm.pbf")});
    // A tool's deletions that repeat the last version, and packed files.
    expect_same_scene({old_file, osc(changes(before, town, Deletion::repeats), "repeats.osc")}, {merged});
    ASSERT_EQ(std::system(("gzip -kf " + change.string() + " && bzip2 -kf " + change.string()).c_str()), 0);
    expect_same_scene({old_file, change.string() + ".gz"}, {merged});
    expect_same_scene({old_file, change.string() + ".bz2"}, {merged});
  }
}

}  // namespace
}  // namespace contrechamp::update_test
