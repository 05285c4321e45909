// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/scene/ascii.hpp>
#include <contrechamp/streets/bans.hpp>
#include <contrechamp/streets/roads.hpp>
#include <gtest/gtest.h>
#include <algorithm>

namespace contrechamp::streets {
namespace {

struct Town {
  explicit Town(const scene::Drawing& drawing) {
    auto scene = scene::drawn(drawing);
    EXPECT_TRUE(scene) << scene.error().sentence();
    snapshot = std::move(scene->snapshot);
  }
  [[nodiscard]] Network cut() const {
    geo::Box box;
    for (const auto& street : snapshot.streets) {
      for (const geo::LatLon p : street.points) box.add(p);
    }
    return network(snapshot, geo::Frames(box));
  }
  /// A restriction between streets that are named by their chains, at a letter.
  void ban(std::string kind, std::string_view from, char via, std::string_view to, std::string except = "") {
    snapshot.turns.push_back({.relation = 1,
                              .kind = std::move(kind),
                              .from_way = id(from),
                              .to_way = id(to),
                              .via_ways = {},
                              .via_node = via,
                              .except = std::move(except)});
  }
  [[nodiscard]] std::int64_t id(std::string_view chain) const {
    const auto found = std::ranges::find(snapshot.streets, chain, &scene::Street::street_name);
    EXPECT_NE(found, snapshot.streets.end()) << chain;
    return found == snapshot.streets.end() ? 0 : found->ref.id;
  }
  scene::Street& street(std::string_view chain) {
    return *std::ranges::find(snapshot.streets, chain, &scene::Street::street_name);
  }
  scene::Snapshot snapshot;
};

/// Every arc as its two letters, in order; who stands on a copy of a junction is written with a star: "ac* c*d".
std::string arcs(const Town& town, scene::Mode mode) {
  const Roads r = roads(town.snapshot, town.cut(), mode);
  const auto letter = [&](std::uint32_t node) {
    return static_cast<char>(r.junction[node]) + std::string(node < r.counts.junctions ? "" : "*");
  };
  std::string text;
  for (std::uint32_t v = 0; v < r.nodes(); ++v) {
    for (std::uint32_t a = r.first_out[v]; a < r.first_out[v + 1]; ++a) text += letter(v) + letter(r.head[a]) + " ";
  }
  return text;
}

using scene::Mode;
constexpr std::string_view cross = R"(
    . b .
    a c d
    . e .)";
const std::vector<std::string_view> four{"ac", "cd", "bc", "ce"};

TEST(Roads, AreSegmentsInTheirSenses) {
  Town town({.picture = cross, .streets = {"acd", "bce"}});
  EXPECT_EQ(arcs(town, Mode::foot), "ac bc ca cd cb ce dc ec ");
  town.street("acd").use[static_cast<std::size_t>(Mode::car)].senses = scene::Senses::forward;
  town.street("bce").use[static_cast<std::size_t>(Mode::car)].senses = scene::Senses::backward;
  EXPECT_EQ(arcs(town, Mode::car), "ac cd cb ec ");
  EXPECT_EQ(arcs(town, Mode::bike), "ac bc ca cd cb ce dc ec ");
}

TEST(Roads, LeaveOutWhatAModeMayNotUse) {
  Town town({.picture = cross, .streets = {"acd", "bce"}});
  auto& foot = town.street("acd").use[static_cast<std::size_t>(Mode::foot)];
  for (std::uint8_t rule = 1; rule < static_cast<std::uint8_t>(scene::LeftOut::count); ++rule) {
    foot.left_out = static_cast<scene::LeftOut>(rule);
    const bool crossed = foot.left_out == scene::LeftOut::separate_sidewalk;
    EXPECT_EQ(arcs(town, Mode::foot), crossed ? "ac bc ca cd cb ce dc ec " : "bc cb ce ec ") << scene::name(foot.left_out);
  }
  foot = {scene::LeftOut::separate_sidewalk, scene::Senses::none, 0};  // as older atlases have it
  EXPECT_EQ(arcs(town, Mode::foot), "bc cb ce ec ");
  Network net = town.cut();
  net.segments[2].inside_building = true;
  EXPECT_EQ(roads(town.snapshot, net, Mode::car).arcs.size(), 6U);
}

TEST(Roads, SegmentsWithoutLengthJoinAndLoopsAndParallelsStay) {
  Town town({.picture = cross, .streets = {"ac", "cd", "cd", "cebc"}});
  town.snapshot.streets[0].points[1] = town.snapshot.streets[0].points[0];
  EXPECT_EQ(arcs(town, Mode::foot), "ac ca cd cd cc cc dc dc ");
}

TEST(Roads, ABanSplitsTheNodeForWhoComesByTheFirstWay) {
  Town town({.picture = cross, .streets = four});
  town.ban("no_left_turn", "ac", 'c', "bc");
  // Who comes from a goes on to d or e; nor back, as there is another way. Then nobody turns back at once, to come to b after
  // all.
  const std::string banned = "ac* bc ca* cd* cb* ce* dc ec c*d* c*e* ";
  EXPECT_EQ(arcs(town, Mode::car).substr(0, banned.size()), banned);
  EXPECT_EQ(arcs(town, Mode::foot), "ac bc ca cd cb ce dc ec ");
  town.snapshot.turns[0].except = "psv; bicycle";
  EXPECT_EQ(arcs(town, Mode::bike), arcs(town, Mode::foot));
  town.snapshot.turns[0].except = "psv;motorcar";
  EXPECT_EQ(arcs(town, Mode::car), arcs(town, Mode::foot));
  EXPECT_NE(arcs(town, Mode::bike), arcs(town, Mode::foot));
}

/// What is open to who comes by an arc, from the first copy that it leads to: "de".
std::string open_after(const Town& town, std::string_view arc) {
  const Roads r = roads(town.snapshot, town.cut(), Mode::car);
  std::string ends;
  for (std::uint32_t v = 0; v < r.counts.junctions; ++v) {
    for (std::uint32_t a = r.first_out[v]; a < r.first_out[v + 1]; ++a) {
      if (r.junction[v] != arc[0] || r.junction[r.head[a]] != arc[1]) continue;
      for (std::uint32_t b = r.first_out[r.head[a]]; b < r.first_out[r.head[a] + 1]; ++b) {
        ends += static_cast<char>(r.junction[r.head[b]]);
      }
    }
  }
  std::sort(ends.begin(), ends.end());
  return ends;
}

TEST(Roads, AnObligationLeavesOneWay) {
  Town town({.picture = cross, .streets = four});
  town.ban("only_straight_on", "ac", 'c', "cd");
  EXPECT_EQ(open_after(town, "ac"), "d");
  EXPECT_EQ(open_after(town, "bc"), "abde");
}

TEST(Roads, ATurnBackIsLeftWhereNothingElseIsOpen) {
  Town town({.picture = cross, .streets = four});
  for (const std::string_view to : {"cd", "bc"}) town.ban("no_entry", "ac", 'c', to);
  EXPECT_EQ(open_after(town, "ac"), "e");
  town.ban("no_entry", "ac", 'c', "ce");
  EXPECT_EQ(open_after(town, "ac"), "a");
  town.ban("no_u_turn", "ac", 'c', "ac");
  EXPECT_EQ(open_after(town, "ac"), "");
}

TEST(Roads, ABanOverAWayHoldsOnlyForWhoCameByTheFirst) {
  Town town({.picture = R"(
      b . f
      . . .
      a c d
      . . .
      e . g)",
             .streets = {"ac", "bc", "ce", "cd", "df", "dg"}});
  scene::TurnRestriction turn{.relation = 1,
                              .kind = "no_left_turn",
                              .from_way = town.id("ac"),
                              .to_way = town.id("df"),
                              .via_ways = {town.id("cd")},
                              .via_node = 0,
                              .except = ""};
  town.snapshot.turns = {turn};
  const Roads r = roads(town.snapshot, town.cut(), Mode::car);
  EXPECT_EQ(r.counts.bans_kept, 1U);
  // From b one may turn to f, from a not.
  const auto reach = [&](char start) {
    std::string ends;
    const auto step = [&](std::uint32_t v, char to) {
      for (std::uint32_t a = r.first_out[v]; a < r.first_out[v + 1]; ++a) {
        if (r.junction[r.head[a]] == to) return r.head[a];
      }
      return r.nodes();
    };
    std::uint32_t v = 0;
    while (r.junction[v] != start) ++v;
    v = step(step(v, 'c'), 'd');
    for (const char end : {'c', 'f', 'g'}) {
      if (step(v, end) < r.nodes()) ends += end;
    }
    return ends;
  };
  EXPECT_EQ(reach('b'), "fg");
  EXPECT_EQ(reach('a'), "g");
}

constexpr std::uint8_t to_foot = 1;
constexpr std::uint8_t to_car = 4;

TEST(Roads, ABarrierIsADeadEndFromBothSides) {
  Town town({.picture = "abc", .streets = {"abc"}});
  town.snapshot.barriers = {{'b', to_car}};
  // Who begins at the barrier may leave it either way; who comes to it turns back.
  EXPECT_EQ(arcs(town, Mode::car), "ab* ba bc cb* b*a b*c ");
  EXPECT_EQ(arcs(town, Mode::foot), "ab ba bc cb ") << "cut there, and open";
  town.snapshot.barriers = {{'b', to_foot}};
  EXPECT_EQ(arcs(town, Mode::car), "ab ba bc cb ");
  EXPECT_EQ(arcs(town, Mode::foot), "ab* ba bc cb* b*a b*c ");
}

TEST(Roads, ABarrierBeforeAOneWayStreetCannotBeLeft) {
  Town town({.picture = "abc", .streets = {"abc"}});
  town.street("abc").use[static_cast<std::size_t>(Mode::car)].senses = scene::Senses::forward;
  town.snapshot.barriers = {{'b', to_car}};
  EXPECT_EQ(arcs(town, Mode::car), "ab* bc ") << "b* has no arc";
}

TEST(Roads, ABarrierOnACrossingClosesAllOfIt) {
  Town town({.picture = cross, .streets = four});
  town.snapshot.barriers = {{'c', to_car}};
  for (const char from : {'a', 'b', 'd', 'e'}) EXPECT_EQ(open_after(town, std::string{from, 'c'}), std::string(1, from));
}

TEST(Roads, ABarrierClosesALoopAndParallelStreets) {
  Town town({.picture = cross, .streets = {"cbdc", "ac", "ac"}});
  town.snapshot.barriers = {{'c', to_car}};
  EXPECT_EQ(open_after(town, "cc"), "cc") << "each way round the loop: back, not on";
  EXPECT_EQ(open_after(town, "ac"), "aa") << "each by the street it came";
}

TEST(Roads, ABarrierAtADeadEndOrOnNoRoadChangesNothing) {
  Town town({.picture = cross, .streets = four});
  const std::string open = arcs(town, Mode::car);
  town.snapshot.barriers = {{'A', to_car}, {'a', to_car}, {'z', to_car}};
  EXPECT_EQ(arcs(town, Mode::car), open);
}

TEST(Roads, RelationsThatAreNotBuiltInAreNamed) {
  Town town({.picture = "abcdefgh", .streets = {"ab", "bc", "cd", "de", "ef", "fg", "gh"}});
  scene::TurnRestriction long_one{
      .relation = 9, .kind = "no_straight_on", .from_way = 2001, .to_way = 2007, .via_ways = {}, .via_node = 0, .except = ""};
  for (std::int64_t way = 2002; way < 2007; ++way) long_one.via_ways.push_back(way);
  scene::TurnRestriction odd = long_one;
  odd.relation = 7;
  odd.kind = "no_turn_on_red";
  town.snapshot.turns = {long_one, odd, odd};
  using Unbuilt = Roads::Unbuilt;
  const std::vector<Unbuilt> named{{7, Unbuilt::Why::unread}, {9, Unbuilt::Why::too_long}};
  EXPECT_EQ(roads(town.snapshot, town.cut(), Mode::car).unbuilt, named);
  EXPECT_EQ(roads(town.snapshot, town.cut(), Mode::car).counts.bans_unread, 2U);
  EXPECT_TRUE(roads(town.snapshot, town.cut(), Mode::foot).unbuilt.empty());
}

/// Streets on the largest part, by their names.
std::string on_main(const Town& town, Mode mode) {
  const Network net = town.cut();
  const Parts parts(roads(town.snapshot, net, mode));
  std::string text;
  for (std::uint32_t s = 0; s < net.segments.size(); ++s) {
    const Segment& segment = net.segments[s];
    if (parts.on_main(s)) text += {static_cast<char>(segment.first_node), static_cast<char>(segment.last_node), ' '};
  }
  return text;
}

TEST(Parts, TheMainOneCanBeCrossedBothWays) {
  Town town({.picture = R"(
      x . a . b
      y . c . d
      z . . . e)",
             .streets = {"ab", "bd", "dc", "ca", "de", "xyz"}});
  EXPECT_EQ(on_main(town, Mode::car), "ab bd dc ca de ");
  town.street("de").use[static_cast<std::size_t>(Mode::car)].senses = scene::Senses::forward;
  EXPECT_EQ(on_main(town, Mode::car), "ab bd dc ca ") << "from e one does not come back";
  for (const std::string_view way : {"ab", "bd", "dc", "ca"})
    town.street(way).use[static_cast<std::size_t>(Mode::car)].senses = scene::Senses::forward;
  EXPECT_EQ(on_main(town, Mode::car), "ab bd dc ca ") << "round in one sense";
  EXPECT_EQ(on_main(town, Mode::foot), "ab bd dc ca de ");
  town.street("ca").use[static_cast<std::size_t>(Mode::car)].senses = scene::Senses::backward;
  EXPECT_EQ(on_main(town, Mode::car), "") << "no ring any more: x–z is joined, but is not the half of all";
}

TEST(Parts, ABarrierParts) {
  Town town({.picture = "abcdefg", .streets = {"abcdefg"}});
  town.snapshot.barriers = {{'c', to_car}};
  EXPECT_EQ(on_main(town, Mode::car), "") << "two parts that are as large";
  town.snapshot.barriers = {{'c', to_car}, {'e', to_car}};
  EXPECT_EQ(on_main(town, Mode::foot), "ac ce eg ");
}

TEST(Roads, RestrictionsAreCounted) {
  Town town({.picture = cross, .streets = {"ac", "cd", "bce"}});
  const auto counts = [&](Mode mode) {
    const Roads::Counts c = roads(town.snapshot, town.cut(), mode).counts;
    return std::to_string(c.bans_kept) + " kept, " + std::to_string(c.bans_idle) + " idle, " + std::to_string(c.bans_unread) +
           " unread, " + std::to_string(c.bans_too_long) + " too long";
  };
  town.ban("no_straight_on", "ac", 'c', "cd");
  EXPECT_EQ(counts(Mode::car), "1 kept, 0 idle, 0 unread, 0 too long");
  EXPECT_EQ(counts(Mode::foot), "0 kept, 0 idle, 0 unread, 0 too long") << "walkers are not asked";
  town.ban("no_left_turn", "ac", 'c', "bce");  // to b or to e?
  town.ban("no_turn_on_red", "ac", 'c', "cd");
  town.ban("conditional:no_straight_on @ (Mo-Fr)", "ac", 'c', "cd");
  town.snapshot.turns.push_back(town.snapshot.turns[0]);
  town.snapshot.turns.back().to_way = 1;  // not there
  EXPECT_EQ(counts(Mode::car), "1 kept, 0 idle, 4 unread, 0 too long");
  town.ban("hgv:no_straight_on", "cd", 'c', "ac");
  town.ban("no_straight_on", "cd", 'd', "ac");  // they do not meet there
  EXPECT_EQ(counts(Mode::car), "1 kept, 2 idle, 4 unread, 0 too long");
  town.ban("motorcar:no_straight_on", "cd", 'c', "ac");
  EXPECT_EQ(counts(Mode::car), "2 kept, 2 idle, 4 unread, 0 too long");
  EXPECT_EQ(counts(Mode::bike), "1 kept, 3 idle, 4 unread, 0 too long");
}

TEST(Roads, FiveViaSegmentsAreTooLong) {
  const scene::Drawing drawing{.picture = "abcdefgh", .streets = {"ab", "bc", "cd", "de", "ef", "fg", "gh"}};
  for (const std::size_t vias : {1U, 4U, 5U}) {
    Town town(drawing);
    scene::TurnRestriction turn{
        .relation = 1, .kind = "no_straight_on", .from_way = 2001, .to_way = 0, .via_ways = {}, .via_node = 0, .except = ""};
    for (std::size_t v = 0; v < vias; ++v) turn.via_ways.push_back(2002 + static_cast<std::int64_t>(v));
    turn.to_way = turn.via_ways.back() + 1;
    town.snapshot.turns = {turn};
    const Roads::Counts c = roads(town.snapshot, town.cut(), Mode::car).counts;
    EXPECT_EQ(c.bans_kept, vias <= most_via_segments ? 1U : 0U) << vias;
    EXPECT_EQ(c.bans_too_long, vias <= most_via_segments ? 0U : 1U) << vias;
  }
}

TEST(Roads, TheFirstArcOfASegmentLeavesTheJunctionItself) {
  Town town({.picture = cross, .streets = four});
  town.ban("no_left_turn", "ac", 'c', "bc");
  const Roads r = roads(town.snapshot, town.cut(), Mode::car);
  ASSERT_GT(r.nodes(), r.counts.junctions);
  EXPECT_TRUE(std::is_sorted(r.junction.begin(), r.junction.begin() + static_cast<std::ptrdiff_t>(r.counts.junctions)));
  for (std::uint32_t a = 0; a < r.arcs.size(); ++a) {
    const std::uint32_t first = static_cast<std::uint32_t>(std::find(r.arcs.begin(), r.arcs.end(), r.arcs[a]) - r.arcs.begin());
    EXPECT_LT(first, r.first_out[r.counts.junctions]);
  }
}

TEST(Roads, PlacesAreMeasuredFromTheFirstPoint) {
  const Town town({.picture = "a.b..c", .streets = {"abc"}});
  const Network net = town.cut();
  geo::Box box;
  for (const geo::LatLon p : net.segments[0].points) box.add(p);
  const geo::Frames frames(box);
  const geo::LocalFrame frame = frames.at(net.segments[0].points[0]);
  const auto east = [&](std::uint32_t cm) { return frame.project(place(net.segments[0], frames, cm)).x; };
  for (const std::uint32_t cm : {0U, 1U, 999U, 1000U, 1001U, 2499U}) {
    EXPECT_NEAR(east(cm) - east(0), static_cast<double>(cm), 2) << cm;
  }
  EXPECT_EQ(place(net.segments[0], frames, 1'000'000), net.segments[0].points.back());
}

}  // namespace
}  // namespace contrechamp::streets
