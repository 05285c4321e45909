// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/exposure/outline.hpp>
#include <contrechamp/exposure/radial.hpp>
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <tests/support/testing.hpp>
#include <tuple>

namespace contrechamp::exposure {
namespace {

using scene::AxisSource;
using scene::CameraType;
using scene::Kind;

constexpr double degree = 3.14159265358979323846 / 180;
constexpr double rounding_cm = 1.5;  // outlines are stored in 1e-7 degrees
const geo::LocalFrame frame{{600'000'000, 240'000'000}};

using Outlines = std::vector<std::vector<geo::LatLon>>;
using Corners = std::vector<geo::Point>;

std::vector<Corners> in_frame(const Outlines& outlines) {
  std::vector<Corners> found;
  for (const auto& outline : outlines) {
    found.emplace_back();
    for (const geo::LatLon p : outline) found.back().push_back(frame.project(p));
  }
  return found;
}

double area_m2(const Outlines& outlines) {
  std::int64_t twice = 0;
  for (const Corners& corners : in_frame(outlines)) twice += geo::twice_area(corners);
  return static_cast<double>(twice) / 2 / 1e4;
}

/// Whose eye is at (0, 0).
Stance standing(const scene::Device& device, const ExposureOptions& options, const std::vector<visibility::Edge>& walls = {}) {
  Stance s;
  s.scenarios = optics::scenarios(device, std::nullopt, options.optics);
  s.seen = visibility::viewshed({0, 0}, walls, static_cast<std::int32_t>(options.optics.max_range.count() * 100));
  return s;
}

/// Of the first ladder of the device.
Outlines covered(const Stance& stance, std::uint8_t band, Drawn drawn, const ExposureOptions& options) {
  const auto ladder = static_cast<std::uint8_t>(stance.scenarios.bands.front().ladder);
  for (const Coverage& c : coverages(7, stance, frame, options)) {
    if (c.ladder == ladder && c.band == band && c.drawn == drawn) return c.outlines;
  }
  return {};
}

scene::Device all_round() {
  scene::Device d;
  d.type = CameraType::all_round;
  d.height = Metres(1.6);
  return d;
}

TEST(Coverages, FreeStandingReaderCoversItsTrapezoid) {
  ExposureOptions options;
  options.optics.numeric_spread = CentiDegrees(0);
  scene::Device d;
  d.kind = Kind::plate_reader;
  d.height = Metres(4.8);
  d.tilt = CentiDegrees::degrees(30);
  d.heads[0] = {AxisSource::numeric, Bearing(CentiDegrees::degrees(70)), {}};
  // h = 4 m: x from h / tan(b + V/2) to h / tan(b − V/2), |y| <= tan(H/2) Z.
  const double t = std::tan(22.5 * degree), b = 30 * degree, half_v = std::atan(9.0 / 16 * t);
  const double from = 4 / std::tan(b + half_v), to = 4 / std::tan(b - half_v);
  const double area = 2 * t * (std::cos(b) * (to * to - from * from) / 2 + 4 * std::sin(b) * (to - from));
  const Stance stance = standing(d, options);
  for (const Drawn drawn : all_drawn) {
    const Outlines found = covered(stance, 0, drawn, options);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NEAR(area_m2(found), area, 0.01 * area) << "counter-clockwise";
  }
}

TEST(Coverages, AllRoundCircleOfEachAnswer) {
  const ExposureOptions options;
  const Stance stance = standing(all_round(), options);
  const auto expect_circle = [&](Drawn drawn, double columns) {
    const double r = columns / (25 * 360 * degree);
    const Outlines found = covered(stance, 1, drawn, options);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_NEAR(area_m2(found), 180 * degree * r * r, 360 * degree * r * 0.05) << "5 cm at most are simplified away";
    EXPECT_LT(found[0].size(), 100U) << "of 720 rays";
  };
  expect_circle(Drawn::certain, 1280);
  expect_circle(Drawn::likely, 2560);
  expect_circle(Drawn::possible, 3840);
}

TEST(Coverages, AWallCutsThem) {
  const ExposureOptions options;
  const Stance stance = standing(all_round(), options, {{{500, -50'000}, {500, 50'000}}});
  const Outlines found = covered(stance, 1, Drawn::possible, options);
  const double r = 3840 / (25 * 360 * degree);
  const double behind = r * r * std::acos(5 / r) - 5 * std::sqrt(r * r - 25);
  EXPECT_NEAR(area_m2(found), 180 * degree * r * r - behind, 360 * degree * r * 0.05);
  for (const Corners& corners : in_frame(found)) {
    for (const geo::Point p : corners) EXPECT_LE(p.x, 500 + rounding_cm);
  }
}

TEST(Coverages, EndAtAnyMaxRange) {
  ExposureOptions options;
  options.optics.max_range = options.sweep.back() = Metres(12.34);
  const Outlines found = covered(standing(all_round(), options), 1, Drawn::possible, options);
  EXPECT_NEAR(area_m2(found), 180 * degree * 12.34 * 12.34, 360 * degree * 12.34 * 0.05);
}

TEST(Coverages, BlindSpotIsAHole) {
  const ExposureOptions options;
  scene::Device d;
  d.type = CameraType::dome;
  d.height = Metres(5);
  const Stance stance = standing(d, options);
  double near = 1e9;
  for (const optics::View& v : stance.scenarios.heads[0].views) near = std::min(near, v.footing.near);
  ASSERT_GT(near, 0.5);
  const Outlines found = covered(stance, 0, Drawn::possible, options);
  ASSERT_EQ(found.size(), 1U);
  const double ring = 180 * degree * (200 * 200 - near * near);
  EXPECT_NEAR(area_m2(found), ring, 0.001 * ring);
  double nearest = 1e9;
  const std::vector<Corners> rings = in_frame(found);
  for (const geo::Point p : rings[0]) nearest = std::min(nearest, std::hypot(p.x, p.y));
  EXPECT_NEAR(nearest, near * 100, rounding_cm);
  EXPECT_TRUE(covered(stance, 0, Drawn::certain, options).empty());
}

TEST(Coverages, WhatHasNoViewHasNone) {
  const ExposureOptions options;
  scene::Device d;
  d.kind = Kind::microphone;
  EXPECT_TRUE(coverages(0, standing(d, options), frame, options).empty());
  d.kind = Kind::camera;
  d.indoor = true;
  EXPECT_TRUE(coverages(0, standing(d, options), frame, options).empty());
}

TEST(Coverages, PartsThatSplitAndMeetLeaveNoGap) {
  Rays rays(ray_count);
  double expected = 0;
  for (std::size_t i = 0; i < ray_count; ++i) {
    const bool split = i % 60 >= 30;
    rays[i] = split ? Stretches{{0, 2000}, {3000, 5000}} : Stretches{{0, 5000}};
    const double sector = 0.25 * degree;  // half the angle that a ray stands for
    expected += split ? sector * (50.0 * 50 - 30 * 30 + 20 * 20) : sector * 50 * 50;
  }
  const Outlines found = outlines({0, 0}, rays, frame);
  EXPECT_EQ(found.size(), 3U * ray_count / 60);
  EXPECT_NEAR(area_m2(found), expected, 0.002 * expected);
}

// ---- against sightings along the same rays, which tally every 10 cm ----

constexpr double unit_cm = 10;

struct Place {
  std::size_t ray = 0;
  double cm = 0;
  [[nodiscard]] std::pair<double, double> spot() const {
    const double angle = static_cast<double>(ray) * 0.5 * degree;
    return {std::cos(angle) * cm, std::sin(angle) * cm};
  }
};

struct Membership {
  bool inside = false;
  double boundary_cm = 1e9;  ///< how far the nearest outline is
};

Membership membership(const std::vector<Corners>& outlines, std::pair<double, double> at) {
  const auto [x, y] = at;
  Membership m;
  for (const Corners& ring : outlines) {
    for (std::size_t i = 0, j = ring.size() - 1; i < ring.size(); j = i++) {
      const double ax = ring[j].x - x, ay = ring[j].y - y, bx = ring[i].x - x, by = ring[i].y - y;
      if ((ay > 0) != (by > 0) && ax - ay * (bx - ax) / (by - ay) > 0) m.inside = !m.inside;
      const double dx = bx - ax, dy = by - ay, length = dx * dx + dy * dy;
      const double t = length > 0 ? std::clamp(-(ax * dx + ay * dy) / length, 0.0, 1.0) : 0;
      m.boundary_cm = std::min(m.boundary_cm, std::hypot(ax + t * dx, ay + t * dy));
    }
  }
  return m;
}

scene::Device random_device(Random& random) {
  scene::Device d;
  d.kind = random.chance(200) ? Kind::plate_reader : Kind::camera;
  d.type = static_cast<CameraType>(random.below(static_cast<std::uint64_t>(CameraType::count)));
  d.private_person = random.chance(100);
  if (random.chance(600)) d.height = Metres(static_cast<double>(random.between(10, 120)) / 10);
  if (random.chance(300)) d.tilt = CentiDegrees(static_cast<std::int32_t>(random.between(0, 9000)));
  if (random.chance(200)) d.width = CentiDegrees(static_cast<std::int32_t>(random.between(500, 36000)));
  d.heads.resize(1 + (random.chance(300) ? random.below(4) : 0));
  for (scene::Head& head : d.heads) {
    head.source = random.chance(700) ? AxisSource::numeric : static_cast<AxisSource>(random.below(4));
    head.axis = Bearing(CentiDegrees(static_cast<std::int32_t>(random.below(36000))));
    if (random.chance(200)) head.span = CentiDegrees(static_cast<std::int32_t>(random.between(1000, 36000)));
  }
  return d;
}

std::vector<visibility::Edge> random_walls(Random& random) {
  std::vector<visibility::Edge> walls(random.below(25));
  for (visibility::Edge& wall : walls) {
    const auto within = [&](std::int64_t cm) { return static_cast<std::int32_t>(random.between(-cm, cm)); };
    wall.a = {within(8000), within(8000)};
    wall.b = {wall.a.x + within(3000), wall.a.y + within(3000)};
  }
  return walls;
}

/// The sightings of one ray, cut into units instead of centimetres.
class RayOracle {
 public:
  RayOracle(const Stance& stance, std::size_t ray, const ExposureOptions& options) {
    const double reach = options.optics.max_range.count() * 100;
    const auto [x, y] = Place{ray, reach}.spot();
    LocalSegment line;
    line.points = {{0, 0}, {static_cast<std::int32_t>(std::lround(x)), static_cast<std::int32_t>(std::lround(y))}};
    line.length_cm = static_cast<std::uint32_t>(reach / unit_cm);
    line.at_cm = {0, static_cast<double>(line.length_cm)};
    const std::array<const LocalSegment*, 1> lines{&line};
    seen = sightings(0, stance, lines, options);
  }
  enum class Said : std::uint8_t { no, yes, nearly };  ///< nearly: too near to one half to tell by a piece's mean
  [[nodiscard]] Said at(const optics::BandRef& band, Drawn drawn, std::uint32_t unit) const {
    for (const Sighting& s : seen) {
      if (s.ladder != static_cast<std::uint8_t>(band.ladder) || s.band != band.band) continue;
      if (unit < s.from_cm || unit >= s.to_cm) continue;
      if (drawn == Drawn::possible) return Said::yes;
      if (drawn == Drawn::certain) return (s.answers & certain) != 0 ? Said::yes : Said::no;
      if (std::abs(s.p - 32768) < 3300) return Said::nearly;
      return s.p > 32768 ? Said::yes : Said::no;
    }
    return Said::no;
  }
  std::vector<Sighting> seen;
};

struct Total {
  std::uint64_t compared = 0;
  std::array<std::uint64_t, 3> inside{};  ///< by answer
  std::uint64_t tolerated = 0;
  std::uint64_t unsure = 0;
  std::uint64_t wrong = 0;
};

/// All bands and answers of one place on a ray.
void compare(Total& total, const Stance& stance, const std::vector<std::vector<Corners>>& drawn_of, const RayOracle& oracle,
             std::size_t ray, std::uint32_t unit) {
  const auto& bands = stance.scenarios.bands;
  const auto spot = Place{ray, (unit + 0.5) * unit_cm}.spot();
  std::vector<Membership> got(drawn_of.size());
  for (std::size_t i = 0; i < drawn_of.size(); ++i) {
    const optics::BandRef& band = bands[i / 3];
    const auto drawn = static_cast<Drawn>(i % 3);
    got[i] = membership(drawn_of[i], spot);
    const RayOracle::Said said = oracle.at(band, drawn, unit);
    ++total.compared;
    total.inside[i % 3] += got[i].inside ? 1 : 0;
    if (said == RayOracle::Said::nearly) {
      ++total.unsure;
    } else if (got[i].inside != (said == RayOracle::Said::yes)) {
      const bool ends = got[i].boundary_cm < 2 * unit_cm;
      bool changes = false;
      for (std::uint32_t u = unit - 2; u <= unit + 2; ++u) changes = changes || oracle.at(band, drawn, u) != said;
      if (!ends && !changes) {
        ++total.wrong;
        // Splinters too short to be drawn may stand beside each other, rounded out to a unit or two each; nothing else differs.
        ASSERT_TRUE(drawn == Drawn::possible && !got[i].inside)
            << "ray " << ray << ", " << unit * unit_cm << " cm, band " << i / 3 << ", answer " << i % 3;
      }
      ++total.tolerated;
    }
    // Laws of what is drawn, whoever is right.
    const auto within = [&](std::size_t wider) {
      const double near = std::min(got[i].boundary_cm, got[wider].boundary_cm);
      ASSERT_TRUE(!got[i].inside || got[wider].inside || near < unit_cm) << "ray " << ray << ": " << i << " not in " << wider;
    };
    if (i % 3 > 0) {
      ASSERT_TRUE(!got[i - 1].inside || got[i].inside || got[i].boundary_cm < unit_cm);
    }
    if (i >= 3 && bands[i / 3].ladder == bands[i / 3 - 1].ladder) within(i - 3);
  }
}

TEST(Coverages, SayAlongRaysWhatSightingsSay) {
  Random random(testing::seed());
  const ExposureOptions options;
  Total total;
  for (int trial = 0; trial < 60; ++trial) {
    Stance stance = standing(random_device(random), options, random_walls(random));
    if (random.chance(50)) stance.placed.where = placement::Where::unplaced;
    stance.scenarios.lines.clear();  // a drawing has no direction of travel
    std::vector<std::vector<Corners>> drawn_of(stance.scenarios.bands.size() * 3);
    for (const Coverage& c : coverages(0, stance, frame, options)) {
      const std::size_t first = c.ladder == static_cast<std::uint8_t>(optics::Ladder::image_2025) ? 6 : 0;
      drawn_of[(first + c.band) * 3 + static_cast<std::size_t>(c.drawn)] = in_frame(c.outlines);
    }
    for (int k = 0; k < 12; ++k) {
      const std::size_t ray = random.below(ray_count);
      const RayOracle oracle(stance, ray, options);
      for (int i = 0; i < 30; ++i) {
        auto unit = static_cast<std::uint32_t>(2 + random.below(random.chance(500) ? 300 : 1990));
        if (!oracle.seen.empty() && random.chance(500)) {  // beside an end
          const Sighting& s = oracle.seen[random.below(oracle.seen.size())];
          const auto end = static_cast<std::int64_t>(random.chance(500) ? s.from_cm : s.to_cm);
          unit = static_cast<std::uint32_t>(std::clamp<std::int64_t>(end + random.between(-4, 4), 2, 1990));
        }
        ASSERT_NO_FATAL_FAILURE(compare(total, stance, drawn_of, oracle, ray, unit)) << "trial " << trial;
      }
    }
  }
  for (const std::uint64_t inside : total.inside) EXPECT_GT(inside, 5'000U);
  EXPECT_LT(total.unsure * 100, total.compared);
  EXPECT_LT(total.tolerated * 100, total.compared);
  EXPECT_LT(total.wrong * 20'000, total.compared);
}

TEST(Coverages, AreInOrderAndEnclose) {
  Random random(testing::seed());
  const ExposureOptions options;
  for (int trial = 0; trial < 40; ++trial) {
    const Stance stance = standing(random_device(random), options, random_walls(random));
    const auto key = [](const Coverage& c) { return std::tuple(c.device, c.ladder, c.band, c.drawn); };
    const std::vector<Coverage> all = coverages(9, stance, frame, options);
    for (std::size_t i = 0; i < all.size(); ++i) {
      EXPECT_EQ(all[i].device, 9U);
      if (i > 0) {
        EXPECT_LT(key(all[i - 1]), key(all[i]));
      }
      ASSERT_FALSE(all[i].outlines.empty());
      for (const auto& outline : all[i].outlines) ASSERT_GE(outline.size(), 3U);
      EXPECT_GT(area_m2(all[i].outlines), 0);
    }
  }
}

}  // namespace
}  // namespace contrechamp::exposure
