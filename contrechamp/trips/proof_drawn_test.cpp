// SPDX-License-Identifier: AGPL-3.0-or-later
// Proofs in drawn streets, with sightings by hand.
#include <contrechamp/scene/ascii.hpp>
#include <contrechamp/trips/check_proof.hpp>
#include <contrechamp/trips/prove.hpp>
#include <gtest/gtest.h>
#include <string_view>

namespace contrechamp::trips {
namespace {

/// Streets of one segment each, named after their two ends; devices A to D see nothing by themselves.
class Drawn {
 public:
  Drawn(std::string_view picture, std::vector<std::string_view> streets) {
    auto drawn = scene::drawn({.picture = picture, .streets = std::move(streets)});
    EXPECT_TRUE(drawn) << drawn.error().sentence();
    snapshot_ = std::move(drawn->snapshot);
    geo::Box box;
    for (const scene::Street& street : snapshot_.streets) {
      for (const geo::LatLon p : street.points) box.add(p);
    }
    frames_ = geo::Frames(box);
    network_ = streets::network(snapshot_, frames_);
  }
  /// Of the street from the first to the second letter.
  [[nodiscard]] std::uint32_t segment(std::string_view name) const {
    for (std::uint32_t s = 0; s < network_.segments.size(); ++s) {
      if (network_.segments[s].first_node == name[0] && network_.segments[s].last_node == name[1]) return s;
    }
    ADD_FAILURE() << name;
    return 0;
  }
  [[nodiscard]] std::uint32_t length(std::string_view name) const { return network_.segments[segment(name)].length_cm; }
  void sees(std::uint32_t device, std::string_view street, std::uint32_t from_cm, std::uint32_t to_cm,
            std::uint8_t headings = exposure::both_ways) {
    sightings_.push_back({.segment = segment(street),
                          .device = device,
                          .from_cm = from_cm,
                          .to_cm = to_cm,
                          .answers = exposure::possible,
                          .headings = headings});
    std::sort(sightings_.begin(), sightings_.end(), exposure::before);
  }
  void one_way(std::string_view street) {
    snapshot_.streets[network_.segments[segment(street)].street].use.fill({scene::LeftOut::none, scene::Senses::forward, 5});
  }

  /// Proved and believed.
  [[nodiscard]] Proof proof(std::string_view from, std::uint32_t from_cm, std::string_view to, std::uint32_t to_cm,
                            std::vector<std::uint8_t> counts = {}) const {
    const std::vector<placement::Placed> placed;
    const std::vector<geo::Cell> surveyed;
    const City city{snapshot_, network_, placed, surveyed, frames_, options_};
    RouteWish wish;
    wish.device_counts = std::move(counts);
    const streets::Roads roads = streets::roads(snapshot_, network_, wish.mode);
    Proof made = proved(city, sightings_, roads, wish, {segment(from), from_cm, {}, 0}, {segment(to), to_cm, {}, 0});
    const auto held = check_proof({snapshot_, network_, sightings_, 0}, made);
    EXPECT_TRUE(held) << held.error().sentence();
    return made;
  }
  [[nodiscard]] OsmRef device(std::uint32_t i) const { return snapshot_.devices[i].ref; }

 private:
  scene::Snapshot snapshot_;
  streets::Network network_;
  geo::Frames frames_{geo::Box{}};
  std::vector<exposure::Sighting> sightings_;
  exposure::ExposureOptions options_;
};

/// Two ways round from p to s.
Drawn block() {
  return Drawn(R"(
      A . B . C
      p . . . q
      . . . . .
      r . . . s
  )",
               {"pq", "qs", "pr", "rs"});
}

TEST(ProofDrawn, OneGoesRoundWhatIsSeen) {
  Drawn streets = block();
  streets.sees(0, "pq", 500, 600);
  const Proof proof = streets.proof("pq", 100, "qs", 200);
  EXPECT_EQ(proof.claim, Claim::unseen_way);
  EXPECT_EQ(proof.way, (std::vector<ProofPart>{{streets.segment("pq"), 100, 0},
                                               {streets.segment("pr"), 0, streets.length("pr")},
                                               {streets.segment("rs"), 0, streets.length("rs")},
                                               {streets.segment("qs"), streets.length("qs"), 200}}));
}

TEST(ProofDrawn, FewestDevicesStandBetween) {
  Drawn streets = block();
  streets.sees(0, "pq", 500, 600);
  streets.sees(1, "pr", 0, 10);
  streets.sees(2, "rs", 0, 10);
  const Proof proof = streets.proof("pq", 100, "qs", 200);
  EXPECT_EQ(proof.claim, Claim::no_unseen_way);
  EXPECT_EQ(proof.reached.nodes, (std::vector<std::int64_t>{'p'}));
  EXPECT_EQ(proof.leaving.size(), 2U) << "on along pq, and along pr";
  ASSERT_TRUE(proof.between);
  EXPECT_EQ(proof.between->devices, std::vector<OsmRef>{streets.device(0)});
  EXPECT_TRUE(proof.between->smallest);
  EXPECT_EQ(streets.proof("pq", 100, "qs", 200, {0, 1, 1}).claim, Claim::unseen_way);
  const Proof other = streets.proof("pq", 100, "qs", 200, {1, 0, 1});
  EXPECT_EQ(other.left_out, std::vector<OsmRef>{streets.device(1)});
  EXPECT_EQ(other.claim, Claim::no_unseen_way);
}

TEST(ProofDrawn, OfManyDevicesBetweenNoneIsToSpare) {
  Drawn streets(R"(
      A B C D E F . . . . .
      x . . . . . . . . . .
      p . q . r . s . t . u
  )",
                {"px", "xq", "pq", "qr", "rs", "st", "tu"});
  streets.sees(0, "pq", 400, 500);  // shorter, but who watches the other way stands between anyhow
  streets.sees(5, "px", 100, 200);
  std::uint32_t device = 1;
  for (const std::string_view street : {"qr", "rs", "st", "tu"}) streets.sees(device++, street, 10, 20);
  streets.sees(5, "tu", 300, 400);
  const Proof proof = streets.proof("pq", 0, "tu", 700);
  ASSERT_TRUE(proof.between);
  std::vector<OsmRef> five;
  for (std::uint32_t i = 1; i <= 5; ++i) five.push_back(streets.device(i));
  EXPECT_EQ(proof.between->devices, five);
  EXPECT_FALSE(proof.between->smallest) << "as found: sets of four were not tried";
}

TEST(ProofDrawn, WhatSeesOneDirectionBarsThatOne) {
  Drawn streets("p . q . r . A", {"pq", "qr"});
  streets.sees(0, "qr", 300, 400, exposure::forward);
  EXPECT_EQ(streets.proof("pq", 100, "qr", 600).claim, Claim::no_unseen_way);
  EXPECT_EQ(streets.proof("qr", 600, "pq", 100).claim, Claim::unseen_way);
  EXPECT_EQ(streets.proof("qr", 300, "qr", 200).claim, Claim::unseen_way);
  EXPECT_EQ(streets.proof("qr", 200, "qr", 500).claim, Claim::no_unseen_way);
}

TEST(ProofDrawn, PartsOfSegmentsCountByTheirCentimetres) {
  Drawn streets("p . . . q . . A", {"pq"});
  streets.sees(0, "pq", 300, 400);
  EXPECT_EQ(streets.proof("pq", 0, "pq", 300).claim, Claim::unseen_way);
  EXPECT_EQ(streets.proof("pq", 0, "pq", 299).claim, Claim::unseen_way);
  const Proof over = streets.proof("pq", 0, "pq", 401);
  EXPECT_EQ(over.claim, Claim::no_unseen_way);
  EXPECT_EQ(over.reached.nodes, (std::vector<std::int64_t>{'p'}));
  EXPECT_EQ(streets.proof("pq", 400, "pq", 1500).claim, Claim::unseen_way);
  EXPECT_EQ(streets.proof("pq", 200, "pq", 200).claim, Claim::unseen_way);
}

TEST(ProofDrawn, AStartInViewIsExchangedForTheNearestPlaceThatIsNot) {
  Drawn streets("p . . . q . . r . A", {"pq", "qr"});
  streets.sees(0, "pq", 300, 900);
  const Proof proof = streets.proof("pq", 400, "qr", 500);
  ASSERT_TRUE(proof.from.in_view);
  EXPECT_EQ(proof.from.in_view->at, (ProofPlace{streets.segment("pq"), 400}));
  EXPECT_EQ(proof.from.in_view->devices, std::vector<OsmRef>{streets.device(0)});
  EXPECT_EQ(proof.from.at, (ProofPlace{streets.segment("pq"), 300})) << "100 cm back, 500 cm on";
  EXPECT_EQ(proof.claim, Claim::no_unseen_way);
  const Proof on = streets.proof("pq", 700, "qr", 500);
  EXPECT_EQ(on.from.at, (ProofPlace{streets.segment("pq"), 900}));
  EXPECT_EQ(on.claim, Claim::unseen_way);
  const Proof to = streets.proof("qr", 500, "pq", 700);
  EXPECT_EQ(to.to.at, (ProofPlace{streets.segment("pq"), 900}));
  EXPECT_FALSE(to.from.in_view);
}

TEST(ProofDrawn, WhereAllIsSeenNothingIsReached) {
  Drawn streets("p . q . r . A", {"pq", "qr"});
  for (const std::string_view street : {"pq", "qr"}) streets.sees(0, street, 0, streets.length(street));
  const Proof proof = streets.proof("pq", 100, "qr", 100);
  ASSERT_TRUE(proof.from.in_view && proof.to.in_view);
  EXPECT_EQ(proof.from.in_view->at, proof.from.at);
  EXPECT_EQ(proof.claim, Claim::no_unseen_way);
  EXPECT_TRUE(proof.reached.nodes.empty());
}

TEST(ProofDrawn, WhatIsNotJoinedIsSaidToBe) {
  Drawn streets("p . q . r . s", {"pq", "rs"});
  const Proof apart = streets.proof("pq", 100, "rs", 100);
  EXPECT_EQ(apart.claim, Claim::not_joined);
  EXPECT_EQ(apart.reached.nodes, (std::vector<std::int64_t>{'p', 'q'}));
  Drawn one_way("p . q . r", {"pq", "qr"});
  one_way.one_way("pq");
  EXPECT_EQ(one_way.proof("pq", 100, "qr", 100).claim, Claim::unseen_way);
  EXPECT_EQ(one_way.proof("qr", 100, "pq", 100).claim, Claim::not_joined);
  EXPECT_EQ(one_way.proof("pq", 200, "pq", 100).claim, Claim::not_joined);
}

}  // namespace
}  // namespace contrechamp::trips
