// SPDX-License-Identifier: AGPL-3.0-or-later
// One camera that sees all round beside one house: small enough that a test can compute by itself what is in view of a point.
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <contrechamp/trips/trace.hpp>
#include <random>
#include <tests/support/testing.hpp>

namespace contrechamp::trips {
namespace {

constexpr geo::LatLon home{601'700'000, 249'400'000};
const geo::LocalFrame frame(home);

geo::LatLon at(double east_m, double north_m) { return frame.unproject(east_m * 100, north_m * 100); }

/// The house is so tall that it is a wall for every camera.
struct Town {
  Town() {
    scene::Device camera;
    camera.ref = {OsmType::node, 1};
    camera.position = home;
    camera.type = scene::CameraType::all_round;
    camera.mount = scene::Mount::pole;
    camera.height = Metres(4);
    snapshot.devices = {camera};
    scene::Building house;
    house.ref = {OsmType::way, 2};
    house.rings = {{at(8, -6), at(14, -6), at(14, 5), at(8, 5)}};
    house.height = Metres(90);
    snapshot.buildings = {house};
    const geo::Point eye = frame.project(home);
    const placement::Ground ground(snapshot, frame, {eye, eye}, 30'000);
    placed = {placement::placed(camera, ground)};
    geo::Box bounds;
    bounds.add(at(-300, -300));
    bounds.add(at(300, 300));
    frames = geo::Frames(bounds);
    const geo::Cell cell = geo::cell(home);
    for (int x = -1; x <= 1; ++x) {
      for (int y = -1; y <= 1; ++y) {
        surveyed.push_back({static_cast<std::uint16_t>(cell.x + x), static_cast<std::uint16_t>(cell.y + y)});
      }
    }
    std::sort(surveyed.begin(), surveyed.end());
  }
  [[nodiscard]] City city() const { return {snapshot, network, placed, surveyed, frames, options}; }

  scene::Snapshot snapshot;
  streets::Network network;
  std::vector<placement::Placed> placed;
  std::vector<geo::Cell> surveyed;
  geo::Frames frames{geo::Box{}};
  exposure::ExposureOptions options;
};

const Town& town() {
  static const Town made;
  return made;
}

using Segments = std::vector<std::vector<Fix>>;

Trace followed(const Segments& segments, PieceSink* pieces = nullptr) {
  Tracer tracer(town().city(), {{optics::Ladder::image_2014}, {}}, pieces);
  tracer.begin_track();
  for (const std::vector<Fix>& segment : segments) {
    tracer.begin_segment();
    for (const Fix& fix : segment) tracer.fix(fix);
  }
  return tracer.finished();
}

const BandSeen& observed(const Trace& trace) { return trace.bands[2]; }

/// Metres of an InView.
struct Metric {
  double certain, expected, possible;
};
Metric metric(const exposure::InView& v) {
  return {static_cast<double>(v.certain_cm) / 100, static_cast<double>(v.expected) / 65535 / 100,
          static_cast<double>(v.possible_cm) / 100};
}

std::vector<Fix> line_of(const std::vector<std::pair<double, double>>& points, std::int64_t step_ms = 10'000) {
  std::vector<Fix> fixes;
  for (const auto& [east, north] : points) {
    fixes.push_back({at(east, north), 1'700'000'000'000 + static_cast<std::int64_t>(fixes.size()) * step_ms});
  }
  return fixes;
}

/// Whether the straight line from the origin to p meets the house: its own clipping of a line by a box (Liang and Barsky 1984).
bool hidden(double x, double y) {
  double from = 0;
  double to = 1;
  const auto cut = [&](double step, double low, double high) {
    if (step == 0) return low < 0 && 0 < high;
    const double a = low / step;
    const double b = high / step;
    from = std::max(from, std::min(a, b));
    to = std::min(to, std::max(a, b));
    return true;
  };
  return cut(x, 8, 14) && cut(y, -6, 5) && from < to;
}

/// The share of lens rows that see a distance at the band, from the reach that `explain` prints.
double share_at(double distance, std::size_t band) {
  const optics::Scenarios set = optics::scenarios(town().snapshot.devices[0], {}, town().options.optics);
  double sum = 0;
  double all = 0;
  for (const optics::View& view : set.heads.front().views) {
    const optics::Reach reach = optics::reach(view, band, town().options.optics.max_range);
    const bool sees = reach.limit != optics::Limit::blind_spot && distance >= reach.near.count() && distance <= reach.far.count();
    sum += sees ? view.weight : 0;
    all += view.weight;
  }
  return sum / all;
}

/// By steps of 1 cm.
Metric walked(const std::vector<std::pair<double, double>>& points, std::size_t band) {
  Metric sum{0, 0, 0};
  for (std::size_t i = 0; i + 1 < points.size(); ++i) {
    const double dx = points[i + 1].first - points[i].first;
    const double dy = points[i + 1].second - points[i].second;
    const double length = std::sqrt(dx * dx + dy * dy);
    const auto steps = static_cast<int>(std::ceil(length * 100));
    for (int k = 0; k < steps; ++k) {
      const double t = (k + 0.5) / steps;
      const double x = points[i].first + t * dx;
      const double y = points[i].second + t * dy;
      const double p = hidden(x, y) ? 0 : share_at(std::sqrt(x * x + y * y), band);
      sum.certain += p > 0.999999 ? length / steps : 0;
      sum.expected += p * length / steps;
      sum.possible += p > 0 ? length / steps : 0;
    }
  }
  return sum;
}

TEST(Trace, IsWhatAWalkOfCentimetresFinds) {
  std::mt19937_64 random(testing::seed());
  std::uniform_real_distribution<double> place(-60, 60);
  for (int i = 0; i < 12; ++i) {
    std::vector<std::pair<double, double>> points;
    for (int k = 0; k < 4; ++k) {
      const double x = place(random);
      points.emplace_back(x, place(random));
    }
    const Trace trace = followed({line_of(points)});
    for (std::size_t band = 0; band < 6; ++band) {
      const Metric found = metric(trace.bands[band].seen.length);
      const Metric oracle = walked(points, band);
      // A centimetre for each end of a stretch, and for the vertices, which are rounded.
      EXPECT_NEAR(found.certain, oracle.certain, 0.3) << "band " << band;
      EXPECT_NEAR(found.expected, oracle.expected, 0.3) << "band " << band;
      EXPECT_NEAR(found.possible, oracle.possible, 0.3) << "band " << band;
      EXPECT_LE(found.certain, found.expected + 1e-9);
      EXPECT_LE(found.expected, found.possible + 1e-9);
    }
  }
}

const std::vector<std::pair<double, double>> path{{-50, -12}, {-10, 3}, {6, 9}, {30, 2}, {55, -20}};

TEST(Trace, BackwardsIsTheSame) {
  std::vector<std::pair<double, double>> back(path.rbegin(), path.rend());
  const Trace there = followed({line_of(path)});
  const Trace again = followed({line_of(back)});
  EXPECT_EQ(there.way, again.way);
  EXPECT_NEAR(metric(observed(there).seen.length).expected, metric(observed(again).seen.length).expected, 0.1);
  EXPECT_NEAR(metric(observed(there).seen.length).possible, metric(observed(again).seen.length).possible, 0.1);
}

TEST(Trace, AnInnerPointChangesNothing) {
  std::mt19937_64 random(testing::seed());
  for (int i = 0; i < 30; ++i) {
    const double t = static_cast<double>(random() % 1000) / 1000;
    const std::vector<Fix> whole = line_of({{-50, -10}, {50, 20}}, 20'000);
    std::vector<Fix> cut = line_of({{-50, -10}, {-50 + 100 * t, -10 + 30 * t}, {50, 20}});
    cut[1].time_ms = *whole[0].time_ms + static_cast<std::int64_t>(20'000 * t);
    const Trace a = followed({whole});
    const Trace b = followed({cut});
    EXPECT_NEAR(static_cast<double>(a.way.cm), static_cast<double>(b.way.cm), 2);
    const Metric one = metric(observed(a).seen.length);
    const Metric two = metric(observed(b).seen.length);
    EXPECT_NEAR(one.certain, two.certain, 0.021);
    EXPECT_NEAR(one.expected, two.expected, 0.021);
    EXPECT_NEAR(one.possible, two.possible, 0.021);
  }
}

TEST(Trace, TwiceIsTwoPassagesOfOneDevice) {
  std::vector<std::pair<double, double>> twice = path;
  twice.insert(twice.end(), path.rbegin(), path.rend());
  const Trace one = followed({line_of(path)});
  const Trace two = followed({line_of(twice)});
  EXPECT_EQ(two.way.cm, 2 * one.way.cm);
  EXPECT_NEAR(metric(observed(two).seen.length).possible, 2 * metric(observed(one).seen.length).possible, 0.1);
  EXPECT_EQ(two.met.size(), 1U);
  EXPECT_EQ(two.met.front().first_ms, one.met.front().first_ms);
  EXPECT_NEAR(static_cast<double>(two.met.front().seen.time.possible_cm),
              2.0 * static_cast<double>(one.met.front().seen.time.possible_cm), 40);
}

TEST(Trace, AStopCostsTimeAndNoMetres) {
  std::vector<Fix> fixes = line_of({{-10, 2}, {-9, 2}, {-9, 2}, {-8, 2}}, 30'000);
  const Trace moving = followed({line_of({{-10, 2}, {-9, 2}, {-8, 2}}, 30'000)});
  const Trace stopping = followed({fixes});
  EXPECT_EQ(stopping.way.cm, moving.way.cm);
  EXPECT_EQ(stopping.way.ms, moving.way.ms + 30'000);
  EXPECT_EQ(stopping.bands[0].seen.time.possible_cm, moving.bands[0].seen.time.possible_cm + 30'000);
  // A track that never moves at all.
  const Trace still = followed({line_of({{-9, 2}, {-9, 2}, {-9, 2}}, 30'000)});
  EXPECT_EQ(still.way, (Way{0, 60'000}));
  EXPECT_EQ(still.bands[0].seen.time.possible_cm, 60'000U);
  EXPECT_EQ(still.bands[0].seen.length, exposure::InView{});
  EXPECT_EQ(still.met.size(), 1U);
}

TEST(Trace, GapsAreNotBridged) {
  const std::vector<Fix> all = line_of(path);
  const Trace whole = followed({all});
  const Trace parted = followed({{all[0], all[1]}, {all[2]}, {all[3], all[4]}});
  EXPECT_EQ(parted.lone_fixes, 1U);
  EXPECT_EQ(parted.segments, 3U);
  const Trace middle = followed({{all[1], all[2], all[3]}});
  EXPECT_NEAR(static_cast<double>(parted.way.cm + middle.way.cm), static_cast<double>(whole.way.cm), 2);
  EXPECT_NEAR(metric(observed(parted).seen.length).possible + metric(observed(middle).seen.length).possible,
              metric(observed(whole).seen.length).possible, 0.1);
}

TEST(Trace, SaysWhatNobodyRecorded) {
  const Trace far = followed({line_of({{-20, 5}, {-10, 5}, {240, 5}, {250, 5}})});
  EXPECT_EQ(far.sparse_lines, 1U);
  EXPECT_NEAR(static_cast<double>(far.sparse.cm), 25'000, 2);
  EXPECT_NEAR(static_cast<double>(far.way.cm), 27'000, 2);
  EXPECT_GT(far.bands[0].assumed.length.possible_cm, 0U);
  EXPECT_LT(far.bands[0].assumed.length.possible_cm, far.bands[0].seen.length.possible_cm);
  EXPECT_EQ(followed({line_of({{-20, 5}, {-10, 5}}, 60'001)}).sparse_lines, 1U);
  EXPECT_EQ(followed({line_of({{-20, 5}, {-10, 5}}, 60'000)}).sparse_lines, 0U);
}

TEST(Trace, SaysWhatTimesAreMissingOrGoBack) {
  std::vector<Fix> fixes = line_of(path);
  fixes[2].time_ms.reset();
  const Trace gap = followed({fixes});
  EXPECT_EQ(gap.without_time, 1U);
  EXPECT_EQ(gap.way.ms, 20'000U);
  EXPECT_NEAR(static_cast<double>(gap.untimed_cm), 100 * (std::hypot(16, 6) + std::hypot(24, 7)), 3);
  EXPECT_EQ(observed(gap).seen.length, observed(followed({line_of(path)})).seen.length);
  fixes = line_of(path);
  fixes[2].time_ms = *fixes[1].time_ms - 5000;
  const Trace back = followed({fixes});
  EXPECT_EQ(back.backward_times, 1U);
  EXPECT_NEAR(static_cast<double>(back.untimed_cm), 100 * std::hypot(16, 6), 2);
}

TEST(Trace, WhereNobodyLookedNothingIsSaid) {
  const Trace away = followed({line_of({{20'000, 0}, {20'100, 0}, {20'150, 0}})});
  EXPECT_EQ(away.not_mapped, away.way);
  EXPECT_EQ(away.near_devices, 0U);
  // The frame there is another: lengths are true far north of the atlas, too.
  EXPECT_NEAR(static_cast<double>(away.way.cm), 15'000, 15);
  const Trace here = followed({line_of(path)});
  EXPECT_EQ(here.not_mapped, Way{});
  EXPECT_EQ(here.near_devices, 1U);
}

TEST(Trace, ALeapIsNotFollowed) {
  std::vector<Fix> fixes = line_of(path);
  fixes.insert(fixes.begin() + 2, {{0, 0}, fixes[1].time_ms});
  const Trace trace = followed({fixes});
  EXPECT_EQ(trace.leaps, 2U);
  EXPECT_LT(trace.way.cm, 20'000U);
}

TEST(Trace, WhatIsHeldDoesNotGrowWithTheTracks) {
  Tracer tracer(town().city(), {{optics::Ladder::image_2014}, {}}, nullptr);
  for (int i = 0; i < 3000; ++i) {
    tracer.begin_track();
    tracer.begin_segment();
    for (const Fix& fix : line_of({{-5, 1}, {-1, 2}})) tracer.fix(fix);
  }
  const Trace trace = tracer.finished();
  EXPECT_EQ(trace.tracks, 3000U);
  EXPECT_EQ(trace.list.size(), most_tracks_listed);
  EXPECT_EQ(trace.stretches.size(), most_stretches_listed);
}

/// Gathers pieces.
struct Pieces : PieceSink {
  void piece(const Run& run, const Piece& piece) override {
    sum += exposure::in_view({&piece.stretch, 1});
    ms += run.milliseconds(piece.stretch.from_cm, piece.stretch.to_cm);
    EXPECT_EQ(piece.devices, std::vector<std::uint32_t>{0});
  }
  exposure::InView sum;
  std::int64_t ms = 0;
};

TEST(Trace, PiecesAddUpToTheSum) {
  Pieces pieces;
  const Trace trace = followed({line_of(path)}, &pieces);
  EXPECT_EQ(pieces.sum, observed(trace).seen.length);
  EXPECT_EQ(static_cast<std::uint64_t>(pieces.ms), observed(trace).seen.time.possible_cm);
}

}  // namespace
}  // namespace contrechamp::trips
