// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <algorithm>
#include <contrechamp/cartography/stock.hpp>
#include <contrechamp/core/random.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::cartography {
namespace {

TEST(Shapes, finds_what_touches_a_window_and_nothing_else) {
  Random random(testing::seed());
  Shapes shapes;
  std::vector<tiles::Window> boxes;
  for (std::uint32_t i = 0; i < 500; ++i) {
    const auto north = static_cast<std::int32_t>(random.between(500'000'000, 501'000'000));
    const auto east = static_cast<std::int32_t>(random.between(-1'000'000, 1'000'000));
    const std::vector<std::vector<geo::LatLon>> chains{{{north, east}, {north + 300, east + 5000}},
                                                       {{north - 20'000, east}, {north, east + 1}, {north, east + 2}}};
    shapes.add(i + 7, chains);
    tiles::Line all;
    for (const auto& chain : chains) std::transform(chain.begin(), chain.end(), std::back_inserter(all), geo::world);
    boxes.push_back(tiles::bounding(all));
  }
  shapes.finish();
  ASSERT_EQ(shapes.size(), 500u);
  EXPECT_EQ(shapes.source(3), 10u);
  EXPECT_EQ(shapes.chains(3).size(), 2u);
  EXPECT_EQ(shapes.line(3).size(), 2u);
  for (int round = 0; round < 200; ++round) {
    const tiles::Window& near = boxes[random.below(boxes.size())];
    const tiles::Window window{near.min, {near.min.x + random.between(0, 400'000), near.min.y + random.between(0, 400'000)}};
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 0; i < boxes.size(); ++i) {
      if (boxes[i].touches(window)) expected.push_back(i);
    }
    EXPECT_EQ(shapes.touching(window), expected);
  }
}

TEST(Stock, water_and_green_end_with_the_ground) {
  atlas::Contents contents;
  contents.program = "test";
  contents.config = exposure::text_of({}, exposure::Comments::without);
  contents.bounds.add({0, 0});
  contents.bounds.add({10'000, 20'000});
  const auto area = [](scene::Cover cover, std::int64_t id, std::int32_t from, std::int32_t to) {
    return scene::Area{{OsmType::way, id}, cover, {{{from, from}, {from, to}, {to, to}, {to, from}}}};
  };
  contents.snapshot.areas = {area(scene::Cover::water, 1, -50'000, 50'000), area(scene::Cover::water, 2, 30'000, 40'000),
                             area(scene::Cover::green, 3, 100, 200)};
  const std::vector<std::byte> bytes = *atlas::encoded(contents);
  const answers::Subject subject = *answers::subject(bytes);
  const Stock stock(subject);
  ASSERT_EQ(stock.water.size(), 1U);  // the one that lies beyond is gone
  const tiles::Window box = ground(contents.bounds);
  const tiles::Window drawn = tiles::bounding(stock.water.line(0));
  EXPECT_EQ(drawn.min, box.min);
  EXPECT_EQ(drawn.max, box.max);
  ASSERT_EQ(stock.green.size(), 1U);
  EXPECT_EQ(stock.green.line(0).size(), 4U);
}

scene::Street street(const char* name) {
  scene::Street s;
  s.street_name = name;
  s.highway = "residential";
  return s;
}

/// A subject of streets only: each segment joins two nodes, which lie at (0, node).
answers::Subject subject_of(const std::vector<scene::Street>& streets, const std::vector<std::array<std::int32_t, 3>>& segments) {
  atlas::Contents contents;
  contents.program = "test";
  contents.config = exposure::text_of({}, exposure::Comments::without);
  contents.bounds.add({0, 0});
  static std::vector<std::byte> bytes;
  bytes = *atlas::encoded(contents);
  answers::Subject subject = *answers::subject(bytes);
  subject.snapshot.streets = streets;
  for (const auto& [of, from, to] : segments) {
    streets::Segment s;
    s.street = static_cast<std::uint32_t>(of);
    s.first_node = from;
    s.last_node = to;
    s.points = {{0, from}, {0, to}};
    s.length_cm = 100;
    subject.network.segments.push_back(s);
  }
  return subject;
}

std::vector<std::vector<std::int32_t>> as_numbers(const std::vector<std::vector<Leg>>& lines) {
  std::vector<std::vector<std::int32_t>> out;
  for (const auto& line : lines) {
    out.emplace_back();
    for (const Leg& leg : line)
      out.back().push_back(leg.reversed ? -static_cast<std::int32_t>(leg.segment) : static_cast<std::int32_t>(leg.segment));
  }
  return out;
}

std::vector<std::vector<std::int32_t>> joined_by_name(const answers::Subject& s) {
  std::vector<Joinable> what;
  for (std::uint32_t i = 0; i < s.network.segments.size(); ++i) {
    if (const std::string& name = s.snapshot.streets[s.network.segments[i].street].street_name; !name.empty())
      what.push_back({name, false, i});
  }
  return as_numbers(joined(s.network.segments, what));
}

TEST(Names, join_ways_of_one_name_end_to_end) {
  // Segment 0 is another street's. Rue A: 1 - 2 - 3, drawn in three senses; a crossing of three ends at node 30; a circle.
  const auto subject = subject_of({street("Rue B"), street("Rue A"), street("")}, {{0, 10, 20},
                                                                                   {1, 10, 11},
                                                                                   {1, 12, 11},
                                                                                   {1, 12, 13},
                                                                                   {2, 13, 14},
                                                                                   {1, 20, 30},
                                                                                   {1, 30, 31},
                                                                                   {1, 32, 30},
                                                                                   {1, 40, 41},
                                                                                   {1, 40, 41}});
  EXPECT_EQ(joined_by_name(subject), (std::vector<std::vector<std::int32_t>>{{1, -2, 3}, {5}, {6}, {7}, {8, -9}, {0}}));
}

TEST(Stock, leaves_out_what_no_mode_counts) {
  scene::Street closed = street("Rue A");
  for (scene::ModeUse& use : closed.use) use.left_out = scene::LeftOut::access_private;
  const auto subject = subject_of({closed, street("Rue A")}, {{0, 1, 2}, {1, 2, 3}});
  const Stock stock(subject);
  EXPECT_EQ(stock.segments.size(), 1u);
  ASSERT_EQ(stock.names.size(), 1u);
  EXPECT_EQ(stock.names.source(0), 1u);
  EXPECT_EQ(stock.unmapped.size(), 1u);
}

}  // namespace
}  // namespace contrechamp::cartography
