// SPDX-License-Identifier: AGPL-3.0-or-later
// A section control on a road of one bend: 500 m to the east, then 300 m to the north. Tracks of it are judged a second time by
// walking over them in steps of 10 cm.
#include <gtest/gtest.h>
#include <array>
#include <cmath>
#include <contrechamp/trips/trace.hpp>
#include <random>
#include <tests/support/testing.hpp>

namespace contrechamp::trips {
namespace {

struct Metre2 {
  double east = 0;
  double north = 0;
};
const std::vector<Metre2> road{{0, 0}, {500, 0}, {500, 300}};
constexpr double road_m = 800;

/// The control's device stands far from its stretch; a road crosses it at 200 m.
struct Town {
  explicit Town(geo::LatLon middle, bool listed = true) : frame(middle) {
    scene::Device device;
    device.ref = {OsmType::node, 900};
    device.kind = scene::Kind::section_control;
    device.position = at({-3000, 0});
    snapshot.devices = {device};
    placed.resize(1);
    placed[0].mapped = placed[0].eye = frame.project(device.position);
    way(1, {{1, {-200, 0}}, {2, road[0]}, {3, {200, 0}}, {4, road[1]}, {5, road[2]}, {6, {500, 500}}});
    way(2, {{7, {200, -100}}, {3, {200, 0}}, {8, {200, 100}}});
    std::vector<std::int64_t> ways;
    if (listed) ways = {1};
    snapshot.sections = {{device.ref, 77, 2, 5, ways}};
    geo::Box bounds;
    bounds.add(at({-3000, -1000}));
    bounds.add(at({1000, 1000}));
    frames = geo::Frames(bounds);
    network = streets::network(snapshot, frames);
  }
  [[nodiscard]] geo::LatLon at(Metre2 p) const { return frame.unproject(p.east * 100, p.north * 100); }

  scene::Snapshot snapshot;
  streets::Network network;
  std::vector<placement::Placed> placed;
  std::vector<geo::Cell> surveyed;
  geo::LocalFrame frame;
  geo::Frames frames{geo::Box{}};
  exposure::ExposureOptions options;

 private:
  void way(std::int64_t id, const std::vector<std::pair<std::int64_t, Metre2>>& nodes) {
    scene::Street street;
    street.ref = {OsmType::way, id};
    street.highway = "primary";
    street.use.fill({.left_out = scene::LeftOut::none, .senses = scene::Senses::both, .speed_kmh = 50});
    for (const auto& [node, place] : nodes) {
      street.node_ids.push_back(node);
      street.points.push_back(at(place));
    }
    snapshot.streets.push_back(street);
  }
};

const Town& town() {
  static const Town made({482'500'000, 20'000'000});
  return made;
}

Trace driven(const Town& town, const std::vector<Metre2>& drive, std::int64_t step_ms = 1000) {
  Tracer tracer({town.snapshot, town.network, town.placed, town.surveyed, town.frames, town.options},
                {{optics::Ladder::image_2014, optics::Ladder::speed}, {}}, nullptr);
  tracer.begin_track();
  tracer.begin_segment();
  std::int64_t ms = 1'700'000'000'000;
  for (const Metre2 p : drive) {
    tracer.fix({town.at(p), ms});
    ms += step_ms;
  }
  return tracer.finished();
}
const Seen& speed(const Trace& trace) { return trace.bands.back().seen; }
double possible_m(const Trace& trace) { return static_cast<double>(speed(trace).length.possible_cm) / 100; }
double certain_m(const Trace& trace) { return static_cast<double>(speed(trace).length.certain_cm) / 100; }

/// A fix every `step` metres along a chain.
std::vector<Metre2> every(double step, const std::vector<Metre2>& chain) {
  std::vector<Metre2> out{chain.front()};
  for (std::size_t i = 0; i + 1 < chain.size(); ++i) {
    const double east = chain[i + 1].east - chain[i].east;
    const double north = chain[i + 1].north - chain[i].north;
    const int count = std::max(1, static_cast<int>(std::lround(std::hypot(east, north) / step)));
    for (int k = 1; k <= count; ++k) out.push_back({chain[i].east + east * k / count, chain[i].north + north * k / count});
  }
  return out;
}

const std::vector<Metre2> through{{-150, 0}, {0, 0}, {500, 0}, {500, 300}, {500, 450}};

TEST(Sections, ADriveThroughIsInViewAllTheWayAndOnce) {
  const Trace trace = driven(town(), every(25, through));
  EXPECT_NEAR(certain_m(trace), road_m, 0.2);
  EXPECT_EQ(speed(trace).length.possible_cm, speed(trace).length.certain_cm);
  EXPECT_EQ(speed(trace).length.expected, speed(trace).length.possible_cm * 65535);
  EXPECT_NEAR(static_cast<double>(speed(trace).time.certain_cm), road_m / 25 * 1000, 20) << "a second each 25 m";
  ASSERT_EQ(trace.met.size(), 1U);
  EXPECT_EQ(trace.met[0].seen, speed(trace));
  EXPECT_NEAR(static_cast<double>(trace.met[0].first_cm), 15'000, 5);
  EXPECT_EQ(*trace.met[0].first_ms, 1'700'000'000'000 + 6000);
  EXPECT_EQ(trace.near_devices, 1U) << "it stands 3 km away and watches";
}

TEST(Sections, CountsOncePerPassage) {
  Town twice({482'500'000, 20'000'000});
  twice.snapshot.sections.push_back({twice.snapshot.devices[0].ref, 78, 2, 5, {}});  // the same stretch again, searched
  EXPECT_NEAR(certain_m(driven(twice, every(25, through))), road_m, 0.2);
  EXPECT_NEAR(possible_m(driven(twice, every(25, through))), road_m, 0.2);
  std::vector<Metre2> round = through;
  round.insert(round.end(), {{900, 450}, {900, -450}, {-150, -450}});
  round.insert(round.end(), through.begin(), through.end());
  EXPECT_NEAR(possible_m(driven(town(), every(25, round))), 2 * road_m, 0.5);
}

TEST(Sections, OnlyInItsDirectionAndNotAcross) {
  EXPECT_EQ(possible_m(driven(town(), every(25, {through.rbegin(), through.rend()}))), 0);
  EXPECT_EQ(possible_m(driven(town(), every(5, {{200, -100}, {200, 100}}))), 0);
  EXPECT_EQ(possible_m(driven(town(), every(5, {{0, 20}, {400, 20}}))), 0) << "another road";
  EXPECT_NEAR(possible_m(driven(town(), every(5, {{0, 10}, {400, 10}}))), 400, 0.1) << "another lane";
  EXPECT_TRUE(driven(town(), every(25, {{-190, 0}, {-10, 0}})).met.empty());
}

TEST(Sections, ADriveThatTurnsOffIsInViewToThere) {
  EXPECT_NEAR(possible_m(driven(town(), every(10, {{-50, 0}, {200, 0}, {200, 90}}))), 200, 0.1);
}

TEST(Sections, AStretchThatHadToBeSearchedIsPossibleOnly) {
  const Town searched({482'500'000, 20'000'000}, false);
  const Trace trace = driven(searched, every(25, through));
  EXPECT_NEAR(possible_m(trace), road_m, 0.2);
  EXPECT_EQ(certain_m(trace), 0);
  EXPECT_EQ(speed(trace).length.expected, 0U);
}

TEST(Sections, ALongLineBetweenTwoPlacesOnTheRoadWasDrivenOnIt) {
  // The straight line leaves the road by 250 m; it is what is known of the drive.
  const Trace trace = driven(town(), {{10, 0}, {500, 290}}, 60'000);
  EXPECT_NEAR(possible_m(trace), std::hypot(490, 290), 0.2);
  EXPECT_NEAR(static_cast<double>(speed(trace).time.possible_cm), 60'000, 1);
  EXPECT_EQ(trace.bands.back().assumed, speed(trace)) << "and is told apart";
  EXPECT_EQ(possible_m(driven(town(), {{500, 290}, {10, 0}}, 60'000)), 0);
}

TEST(Sections, AcrossTheHundredAndEightiethMeridian) {
  const Town there({482'500'000, 1'799'975'000});  // 200 m before it
  EXPECT_NEAR(certain_m(driven(there, every(25, through))), road_m, 0.5);
}

TEST(Sections, NothingUnderAComparisonModelNorWithoutTheLadder) {
  Town model({482'500'000, 20'000'000});
  model.options.optics.model.radius = Metres(50);
  EXPECT_EQ(possible_m(driven(model, every(25, through))), 0);
}

/// Beside an edge within 15 m, square at the section's ends, leaving its direction by less than 45°.
/// `slack`: 1 for a little more of both, −1 for a little less, as positions are rounded to the centimetre.
bool on_section(Metre2 p, Metre2 step, int slack = 0) {
  for (std::size_t e = 0; e + 1 < road.size(); ++e) {
    const double ex = road[e + 1].east - road[e].east;
    const double ey = road[e + 1].north - road[e].north;
    const double size = std::hypot(ex, ey);
    if (std::fabs(std::atan2(ex * step.north - ey * step.east, ex * step.east + ey * step.north)) > M_PI / 4 + slack * 0.003)
      continue;
    const double s = ((p.east - road[e].east) * ex + (p.north - road[e].north) * ey) / size;
    if ((e == 0 && s < 0) || (e + 2 == road.size() && s > size)) continue;
    const double t = std::clamp(s, 0.0, size) / size;
    if (std::hypot(p.east - road[e].east - t * ex, p.north - road[e].north - t * ey) <= 15 + slack * 0.03) return true;
  }
  return false;
}

TEST(Sections, IsWhatAWalkOfTenCentimetresFinds) {
  std::mt19937_64 random(testing::seed());
  std::uniform_real_distribution<double> jitter(-8, 8);
  double all = 0;
  for (int drive = 0; drive < 60; ++drive) {
    std::vector<Metre2> noisy = every(12, through);  // lines shorter than a road is wide: geometry alone decides
    const Metre2 off{2 * jitter(random), 2 * jitter(random)};
    for (Metre2& p : noisy) p = {p.east + off.east + jitter(random) / 2, p.north + off.north + jitter(random)};
    double expected = 0;
    double undecided = 0;  // a matter of a centimetre
    for (std::size_t i = 0; i + 1 < noisy.size(); ++i) {
      const Metre2 step{noisy[i + 1].east - noisy[i].east, noisy[i + 1].north - noisy[i].north};
      const double size = std::hypot(step.east, step.north);
      ASSERT_LT(size, 30);
      const int count = static_cast<int>(size * 10) + 1;
      for (int k = 0; k < count; ++k) {
        const double t = (k + 0.5) / count;
        const Metre2 p{noisy[i].east + t * step.east, noisy[i].north + t * step.north};
        if (on_section(p, step)) expected += size / count;
        if (on_section(p, step, -1) != on_section(p, step, 1)) undecided += size / count;
      }
    }
    EXPECT_NEAR(possible_m(driven(town(), noisy)), expected, 2 + undecided) << "drive " << drive;
    all += expected;
  }
  EXPECT_GT(all, 10'000);
}

}  // namespace
}  // namespace contrechamp::trips
