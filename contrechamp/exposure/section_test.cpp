// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/exposure/merged.hpp>
#include <contrechamp/exposure/section.hpp>
#include <contrechamp/scene/ascii.hpp>
#include <gtest/gtest.h>
#include <string>

namespace contrechamp::exposure {
namespace {

using scene::Mode;
using scene::Senses;

/// A town of 10 m squares with one section control: device A, whose relation names two nodes by their letters.
class Town {
 public:
  Town(std::string_view picture, std::vector<std::string_view> streets)
      : snapshot(drawn(picture, std::move(streets))), frames(bounds(snapshot)) {
    snapshot.devices[0].kind = scene::Kind::section_control;
  }

  void control(char from, char to, std::vector<std::int64_t> ways) {
    const auto relation = static_cast<std::int64_t>(900 + snapshot.sections.size());
    snapshot.sections.push_back({snapshot.devices[0].ref, relation, from, to, std::move(ways)});
  }

  /// "ab>10 bc<5": each sighting by the ends of its segment, the direction seen and metres; '!' where it is certain.
  [[nodiscard]] std::string seen() const {
    const streets::Network network = streets::network(snapshot, frames);
    std::string out;
    for (const Sighting& s : section_sightings(watched_sections(snapshot, network, frames))) {
      const streets::Segment& segment = network.segments[s.segment];
      EXPECT_EQ(s.ladder, static_cast<std::uint8_t>(optics::Ladder::speed));
      EXPECT_EQ(s.ring, 0) << "no radius cuts it";
      EXPECT_EQ((s.answers & certain) != 0, s.p == full_probability);
      EXPECT_LE(s.to_cm, segment.length_cm);
      out += out.empty() ? "" : " ";
      out += {static_cast<char>(segment.first_node), static_cast<char>(segment.last_node)};
      out += s.headings == both_ways ? "=" : s.headings == forward ? ">" : "<";
      out += std::to_string((s.from_cm + 50) / 100) + "-" + std::to_string((s.to_cm + 50) / 100);
      out += (s.answers & certain) != 0 ? "!" : "";
    }
    return out;
  }
  [[nodiscard]] SectionFound found() const {
    return watched_sections(snapshot, streets::network(snapshot, frames), frames).front().found;
  }

  scene::Street& street(std::size_t i) { return snapshot.streets[i]; }
  scene::Snapshot snapshot;

 private:
  static scene::Snapshot drawn(std::string_view picture, std::vector<std::string_view> streets) {
    auto scene = scene::drawn({.picture = picture, .cell = Metres(10), .streets = std::move(streets)});
    EXPECT_TRUE(scene) << scene.error().sentence();
    return std::move(scene->snapshot);
  }
  static geo::Box bounds(const scene::Snapshot& snapshot) {
    geo::Box box;
    for (const scene::Street& street : snapshot.streets) {
      for (const geo::LatLon p : street.points) box.add(p);
    }
    return box;
  }
  geo::Frames frames;
};

// abcd is a street of three segments because bf and ce meet it; fe is a way round.
constexpr std::string_view picture = R"(
    a b . c d
    . f . e .
    . . A . .)";
const std::vector<std::string_view> ways{"abcd", "bf", "ce", "fe"};  // w2001…

TEST(Section, ListedWaysAreCertainInTheDirectionOfTravel) {
  Town town(picture, ways);
  town.control('a', 'd', {2001});
  EXPECT_EQ(town.seen(), "ab>0-10! bc>0-20! cd>0-10!");
  EXPECT_EQ(town.found(), SectionFound::listed);
  Town back(picture, ways);
  back.control('d', 'a', {2001});
  EXPECT_EQ(back.seen(), "ab<0-10! bc<0-20! cd<0-10!");
}

TEST(Section, OnlyWhatLiesBetweenTheTwoNodes) {
  Town town(picture, ways);
  town.control('b', 'c', {2001});
  EXPECT_EQ(town.seen(), "bc>0-20!");
}

TEST(Section, ListedWaysAreFollowedEvenWhereAnotherWayIsShorter) {
  Town town(picture, ways);
  town.control('b', 'c', {2002, 2003, 2004});
  EXPECT_EQ(town.seen(), "bf>0-10! ce<0-10! fe>0-20!");
}

TEST(Section, ANodeInTheMiddleCutsItsSegment) {
  Town town(R"(
    a . b . c
    . . A . .)",
            {"abc"});
  town.control('a', 'b', {2001});
  EXPECT_EQ(town.seen(), "ac>0-20!");
  Town second(R"(
    a . b c d
    . . A . .)",
              {"abcd"});
  second.control('c', 'b', {2001});
  EXPECT_EQ(second.seen(), "ad<20-30!");
}

TEST(Section, WithoutWaysTheShortestForCarsIsPossibleOnly) {
  Town town(picture, ways);
  town.control('a', 'd', {});
  EXPECT_EQ(town.seen(), "ab>0-10 bc>0-20 cd>0-10");
  EXPECT_EQ(town.found(), SectionFound::searched);
  town.snapshot.devices[0].private_person = false;
  // Cars may not use the direct way: round by f and e.
  Town round({picture}, {"ab", "bc", "cd", "bf", "fe", "ec"});
  round.street(1).use[static_cast<std::size_t>(Mode::car)].left_out = scene::LeftOut::class_not_for_mode;
  round.control('a', 'd', {});
  EXPECT_EQ(round.seen(), "ab>0-10 cd>0-10 bf>0-10 fe>0-20 ec>0-10");
  Town one_way({picture}, {"ab", "bc", "cd", "bf", "fe", "ec"});
  one_way.street(1).use[static_cast<std::size_t>(Mode::car)].senses = Senses::backward;
  one_way.control('a', 'd', {});
  EXPECT_EQ(one_way.seen(), "ab>0-10 cd>0-10 bf>0-10 fe>0-20 ec>0-10") << "bc is one-way against it";
  Town with_it({picture}, {"ab", "bc", "cd", "bf", "fe", "ec"});
  with_it.street(1).use[static_cast<std::size_t>(Mode::car)].senses = Senses::backward;
  with_it.control('d', 'a', {});
  EXPECT_EQ(with_it.seen(), "ab<0-10 bc<0-20 cd<0-10");
}

TEST(Section, WaysThatDoNotJoinTheNodesAreNotCertain) {
  Town town(picture, ways);
  town.control('a', 'd', {2002});
  EXPECT_EQ(town.seen(), "ab>0-10 bc>0-20 cd>0-10");
  EXPECT_EQ(town.found(), SectionFound::searched);
}

TEST(Section, WhatIsMissingIsSaid) {
  const struct {
    char from, to;
    SectionFound found;
  } rows[] = {{0, 'd', SectionFound::no_end},
              {'a', 0, SectionFound::no_end},
              {'a', 'a', SectionFound::no_end},
              {'a', 'z', SectionFound::no_end},
              {'z', 'a', SectionFound::no_end}};
  for (const auto& row : rows) {
    for (const std::vector<std::int64_t>& listed : {std::vector<std::int64_t>{}, std::vector<std::int64_t>{2001}}) {
      Town town(picture, ways);
      town.control(row.from, row.to, listed);
      EXPECT_EQ(town.seen(), "");
      EXPECT_EQ(town.found(), row.found) << row.from << row.to;
    }
  }
  Town apart(R"(
    a b . c d
    . . A . .)",
             {"ab", "cd"});
  apart.control('a', 'd', {});
  EXPECT_EQ(apart.seen(), "");
  EXPECT_EQ(apart.found(), SectionFound::no_way);
  Town indoors(picture, ways);
  indoors.snapshot.devices[0].indoor = true;
  indoors.control('a', 'd', {2001});
  EXPECT_EQ(indoors.seen(), "");
  EXPECT_EQ(indoors.found(), SectionFound::indoors);
}

TEST(Section, AWayBeyondTheBoundIsNoWay) {
  for (const auto& [squares, found] : {std::pair{29, SectionFound::searched}, std::pair{31, SectionFound::no_way}}) {
    const std::string line = "a" + std::string(static_cast<std::size_t>(squares - 2), '.') + "Ab";
    auto scene = scene::drawn({.picture = line, .cell = Metres(1000), .streets = {"ab"}});
    ASSERT_TRUE(scene) << scene.error().sentence();
    scene::Snapshot& s = scene->snapshot;
    s.sections = {{s.devices[0].ref, 1, 'a', 'b', {}}};
    geo::Box box;
    for (const geo::LatLon p : s.streets[0].points) box.add(p);
    const geo::Frames frames(box);
    EXPECT_EQ(watched_sections(s, streets::network(s, frames), frames).front().found, found);
  }
}

TEST(Section, BothDirectionsOfOneDeviceAreOneSighting) {
  Town town(picture, ways);
  town.control('a', 'd', {2001});
  town.control('d', 'a', {2001});
  EXPECT_EQ(town.seen(), "ab=0-10! bc=0-20! cd=0-10!");
  town.snapshot.devices[0].private_person = true;
  EXPECT_EQ(town.seen(), "ab=0-10 bc=0-20 cd=0-10") << "a private person's device is never certain";
}

}  // namespace
}  // namespace contrechamp::exposure
