// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/geo/frame.hpp>
#include <contrechamp/scene/ascii.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <cstdlib>
#include <set>
#include <string>
#include <tests/support/testing.hpp>

namespace contrechamp::scene {
namespace {

/// A building's rings in cells of `cell_cm` from the south-west corner; every corner must lie on the raster.
std::vector<geo::Ring> in_cells(const Building& building, std::int32_t cell_cm) {
  const geo::LocalFrame frame(drawn_origin);
  std::vector<geo::Ring> rings;
  for (const LatLonRing& ring : building.rings) {
    geo::Ring& cells = rings.emplace_back();
    for (const geo::LatLon p : ring) {
      const geo::Point cm = frame.project(p);
      const auto whole = [&](std::int32_t v) {
        return static_cast<std::int32_t>((v + cell_cm * 1000 + cell_cm / 2) / cell_cm - 1000);
      };
      const geo::Point cell{whole(cm.x), whole(cm.y)};
      EXPECT_LE(std::abs(cm.x - cell.x * cell_cm), 1);
      EXPECT_LE(std::abs(cm.y - cell.y * cell_cm), 1);
      cells.push_back(cell);
    }
  }
  return rings;
}

/// The ring as it is read from its lowest corner on, counter-clockwise: rings that are the same set compare equal.
geo::Ring canonical(geo::Ring ring) {
  if (geo::twice_area(ring) < 0) std::reverse(ring.begin(), ring.end());
  std::rotate(ring.begin(), std::min_element(ring.begin(), ring.end()), ring.end());
  return ring;
}

std::string refusal(const Drawing& drawing) {
  const auto scene = drawn(drawing);
  if (scene) return "accepted";
  EXPECT_EQ(scene.error().code, Errc::bad_drawing);
  return scene.error().detail;
}

TEST(Ascii, PutsLettersInTheMiddleOfTheirSquares) {
  const auto scene = drawn({.picture = R"(
      C . . p
      . # # .
      . # # q )"});
  ASSERT_TRUE(scene) << scene.error().sentence();
  const geo::LocalFrame frame(drawn_origin);
  EXPECT_EQ(frame.project(scene->places.find('C')->second), (geo::Point{250, 1250}));
  const geo::Point q = frame.project(scene->places.find('q')->second);
  EXPECT_LE(std::abs(q.x - 1750), 1);
  EXPECT_LE(std::abs(q.y - 250), 1);
  ASSERT_EQ(scene->snapshot.devices.size(), 1U);
  EXPECT_EQ(scene->snapshot.devices[0].ref, (OsmRef{OsmType::node, 'C'}));
  EXPECT_EQ(scene->snapshot.devices[0].kind, Kind::camera);
  ASSERT_EQ(scene->snapshot.buildings.size(), 1U);
  const auto rings = in_cells(scene->snapshot.buildings[0], 500);
  ASSERT_EQ(rings.size(), 1U);
  EXPECT_EQ(canonical(rings[0]), (geo::Ring{{1, 0}, {3, 0}, {3, 2}, {1, 2}}));
}

TEST(Ascii, SingleAndDoubleSpacingDrawTheSameScene) {
  const auto wide = drawn({.picture = "A . #\n. # #", .cell = Metres(2)});
  const auto tight = drawn({.picture = "\n  A.#\r\n  .##\r\n\n", .cell = Metres(2)});
  ASSERT_TRUE(wide && tight);
  EXPECT_EQ(wide->places, tight->places);
  ASSERT_EQ(wide->snapshot.buildings.size(), 1U);
  EXPECT_EQ(wide->snapshot.buildings[0].rings, tight->snapshot.buildings[0].rings);
  EXPECT_EQ(wide->snapshot.buildings[0].rings[0].size(), 6U);
}

TEST(Ascii, AHoleIsARingOfItsOwn) {
  const auto scene = drawn({.picture = R"(
      ####
      #..#
      #.##
      ####)"});
  ASSERT_TRUE(scene);
  ASSERT_EQ(scene->snapshot.buildings.size(), 1U);
  const auto rings = in_cells(scene->snapshot.buildings[0], 500);
  ASSERT_EQ(rings.size(), 2U);
  EXPECT_EQ(canonical(rings[0]), (geo::Ring{{0, 0}, {4, 0}, {4, 4}, {0, 4}}));
  EXPECT_EQ(canonical(rings[1]), (geo::Ring{{1, 1}, {2, 1}, {2, 2}, {3, 2}, {3, 3}, {1, 3}}));
}

TEST(Ascii, SquaresThatTouchByACornerAreTwoBuildings) {
  const auto scene = drawn({.picture = "#.\n.#"});
  ASSERT_TRUE(scene);
  ASSERT_EQ(scene->snapshot.buildings.size(), 2U);
  EXPECT_EQ(scene->snapshot.buildings[0].ref, (OsmRef{OsmType::way, 1}));
  EXPECT_EQ(scene->snapshot.buildings[1].ref, (OsmRef{OsmType::way, 2}));
  EXPECT_EQ(canonical(in_cells(scene->snapshot.buildings[0], 500)[0]), (geo::Ring{{0, 1}, {1, 1}, {1, 2}, {0, 2}}));
}

TEST(Ascii, AHoleThatTouchesTheOutlineByACornerStaysAHole) {
  const auto scene = drawn({.picture = R"(
      ##.
      #.#
      ###)"});
  ASSERT_TRUE(scene);
  ASSERT_EQ(scene->snapshot.buildings.size(), 1U);
  const auto rings = in_cells(scene->snapshot.buildings[0], 500);
  ASSERT_EQ(rings.size(), 2U);
  EXPECT_EQ(canonical(rings[0]), (geo::Ring{{0, 0}, {3, 0}, {3, 2}, {2, 2}, {2, 3}, {0, 3}}));
  EXPECT_EQ(canonical(rings[1]), (geo::Ring{{1, 1}, {2, 1}, {2, 2}, {1, 2}}));
}

TEST(Ascii, StreetsShareTheNodesOfTheirLetters) {
  const auto scene = drawn({.picture = R"(
      a b c
      . d .)",
                            .streets = {"abc", "bd"},
                            .walls = {"ac"},
                            .passages = {"cd"}});
  ASSERT_TRUE(scene);
  const auto& streets = scene->snapshot.streets;
  ASSERT_EQ(streets.size(), 3U);
  EXPECT_EQ(streets[0].node_ids, (std::vector<std::int64_t>{'a', 'b', 'c'}));
  EXPECT_EQ(streets[1].node_ids, (std::vector<std::int64_t>{'b', 'd'}));
  EXPECT_EQ(streets[0].points[1], streets[1].points[0]);
  EXPECT_EQ(streets[1].ref.id, streets[0].ref.id + 1);
  EXPECT_FALSE(streets[1].passage);
  EXPECT_TRUE(streets[2].passage && streets[2].covered);
  EXPECT_EQ(streets[2].passage_width, Metres(3));
  for (const Mode mode : all_modes) {
    EXPECT_EQ(streets[0].use[static_cast<std::size_t>(mode)].left_out, LeftOut::none);
    EXPECT_GT(streets[0].use[static_cast<std::size_t>(mode)].speed_kmh, 0);
  }
  ASSERT_EQ(scene->snapshot.walls.size(), 1U);
  EXPECT_EQ(scene->snapshot.walls[0].points.size(), 2U);
  EXPECT_GE(scene->snapshot.walls[0].height, ReadOptions{}.min_wall_height);
}

TEST(Ascii, SaysWhereADrawingCannotBeRead) {
  EXPECT_EQ(refusal({.picture = "\n  . . A\n  . ? .\n"}), "line 3, column 5: unknown sign '?'");
  EXPECT_EQ(refusal({.picture = "..A\n.A."}), "line 2, column 2: a second 'A'");
  EXPECT_EQ(refusal({.picture = "...\n . ."}), "line 2, column 1: a blank where a square is");
  EXPECT_EQ(refusal({.picture = "...\n.\t."}), "line 2, column 2: unknown sign '\t'");
  EXPECT_EQ(refusal({.picture = " \n\n"}), "line 1, column 1: nothing is drawn");
  EXPECT_EQ(refusal({.picture = "ab", .streets = {"ab", "ac"}}), "chain \"ac\": no 'c' in the picture");
  EXPECT_EQ(refusal({.picture = "ab", .walls = {"a"}}), "chain \"a\": needs two letters");
  EXPECT_EQ(refusal({.picture = "ab", .cell = Metres(0)}), "a square is 0.000 m wide (above 0, up to 1000)");
}

/// Law: a square's middle is inside exactly when a '#' was drawn there, areas are 4-connected, rings have no straight corner.
TEST(Ascii, RandomBuildingsCoverExactlyTheirSquares) {
  Random random(testing::seed());
  int pinched = 0;
  for (int round = 0; round < 300; ++round) {
    const std::size_t width = 2 + random.below(7);
    std::vector<std::string> rows(2 + random.below(7), std::string(width, '.'));
    for (std::string& row : rows) {
      for (char& c : row) c = random.chance(600) ? '#' : '.';
    }
    rows[0][0] = '#';  // so that nothing shifts the picture
    std::string picture;
    for (const std::string& row : rows) picture += row + "\n";
    const auto scene = drawn({.picture = picture, .cell = Metres(4)});
    ASSERT_TRUE(scene) << picture;
    std::vector<std::vector<geo::Ring>> buildings;
    for (const Building& building : scene->snapshot.buildings) {
      auto& rings = buildings.emplace_back();
      for (geo::Ring ring : in_cells(building, 400)) {
        for (std::size_t i = 0; i < ring.size(); ++i) {
          EXPECT_NE(geo::side(ring[i], ring[(i + 1) % ring.size()], ring[(i + 2) % ring.size()]), 0) << picture;
        }
        std::set<geo::Point> corners(ring.begin(), ring.end());
        EXPECT_EQ(corners.size(), ring.size()) << "a ring touches itself\n" << picture;
        pinched += rings.empty() ? 0 : 1;
        for (geo::Point& p : ring) p = {2 * p.x, 2 * p.y};
        rings.push_back(std::move(ring));
      }
    }
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (std::size_t c = 0; c < width; ++c) {
        const geo::Point middle{static_cast<std::int32_t>(2 * c + 1), static_cast<std::int32_t>(2 * (rows.size() - r) - 1)};
        const auto holds = [&](const std::vector<geo::Ring>& rings) { return geo::where(rings, middle) == geo::Where::inside; };
        EXPECT_EQ(std::count_if(buildings.begin(), buildings.end(), holds), rows[r][c] == '#' ? 1 : 0) << picture;
      }
    }
  }
  EXPECT_GE(pinched, 20) << "too few holes were drawn for this test to mean something";
}

TEST(Names, EveryValueHasItsOwn) {
  const auto all_differ = [](auto count, const auto& name_of) {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i) {
      EXPECT_FALSE(name_of(i).empty());
      names.insert(name_of(i));
    }
    EXPECT_EQ(names.size(), static_cast<std::size_t>(count));
  };
  all_differ(Kind::count, [](std::size_t i) { return name(static_cast<Kind>(i)); });
  all_differ(CameraType::count, [](std::size_t i) { return name(static_cast<CameraType>(i)); });
  all_differ(Mount::count, [](std::size_t i) { return name(static_cast<Mount>(i)); });
  all_differ(Mode::count, [](std::size_t i) { return name(static_cast<Mode>(i)); });
  all_differ(LeftOut::count, [](std::size_t i) { return name(static_cast<LeftOut>(i)); });
  all_differ(Surface::count, [](std::size_t i) { return name(static_cast<Surface>(i)); });
  all_differ(Reason::count, [](std::size_t i) { return info(static_cast<Reason>(i)).name; });
  all_differ(Reason::count, [](std::size_t i) { return info(static_cast<Reason>(i)).sentence.en; });
  all_differ(Reason::count, [](std::size_t i) { return info(static_cast<Reason>(i)).sentence.fr; });
}

TEST(Names, OnlyWhatTakesPicturesIsACamera) {
  for (const Kind kind : {Kind::camera, Kind::webcam, Kind::plate_reader, Kind::speed_camera, Kind::section_control,
                          Kind::thermal, Kind::red_light_camera}) {
    EXPECT_TRUE(is_camera(kind)) << name(kind);
  }
  for (const Kind kind : {Kind::microphone, Kind::gunshot_detector, Kind::guard}) EXPECT_FALSE(is_camera(kind)) << name(kind);
}

TEST(Reasons, ObjectsThenValuesThenFlags) {
  EXPECT_EQ(info(Reason::not_standing).severity, Severity::object_rejected);
  EXPECT_EQ(info(Reason::member_of_enforcement).severity, Severity::object_rejected);
  EXPECT_EQ(info(Reason::direction_not_understood).severity, Severity::value_rejected);
  EXPECT_EQ(info(Reason::mount_unknown).severity, Severity::value_rejected);
  EXPECT_EQ(info(Reason::direction_negative).severity, Severity::flagged);
  EXPECT_EQ(info(Reason::surveillance_unknown).severity, Severity::flagged);
  EXPECT_EQ(info(Reason::relation_not_read).severity, Severity::object_rejected);
  EXPECT_EQ(info(Reason::list_first_taken).severity, Severity::flagged);
}

}  // namespace
}  // namespace contrechamp::scene
