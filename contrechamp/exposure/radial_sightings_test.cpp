// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <algorithm>
#include <cmath>
#include <contrechamp/core/random.hpp>
#include <contrechamp/exposure/radial_testing.hpp>
#include <tests/support/testing.hpp>
#include <tuple>

namespace contrechamp::exposure {
namespace {

using scene::AxisSource;
using scene::CameraType;
using scene::Kind;
using namespace radial_testing;

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

/// Sheds, houses and towers of which some have no tagged height, as each world takes them, seen from each height of the device.
struct Houses {
  std::array<Surroundings, all_worlds.size()> worlds;

  explicit Houses(Random& random) {
    std::array<std::vector<visibility::Solid>, all_worlds.size()> solids;
    for (std::uint64_t n = random.below(25); n > 0; --n) {
      const auto x = static_cast<std::int32_t>(random.between(-8000, 8000));
      const auto y = static_cast<std::int32_t>(random.between(-8000, 8000));
      const auto wide = static_cast<std::int32_t>(random.between(100, 2500));
      const auto deep = static_cast<std::int32_t>(random.between(100, 2500));
      const visibility::Rings rings{{{x, y}, {x + wide, y + deep / 5}, {x + wide / 2, y + deep}}};
      if (geo::where(rings, {0, 0}) != geo::Where::outside) continue;
      const bool known = random.chance(500);
      const auto top = static_cast<std::int32_t>(random.between(100, 1200));
      for (const World world : all_worlds) {
        if (world == World::low && !known) continue;
        solids[static_cast<std::size_t>(world)].push_back({rings, 0,
                                                           known                   ? top
                                                           : world == World::usual ? 600
                                                                                   : visibility::unlimited_cm});
      }
    }
    for (std::size_t w = 0; w < worlds.size(); ++w) {
      worlds[w] = {visibility::Walls(solids[w], {}, {}), visibility::Roofs(solids[w], {}, {})};
    }
  }

  void stand_about(Stance& stance, const ExposureOptions& options) const {
    stance.sights.clear();
    stance.sight_of.clear();
    for (const Metres height : stance.scenarios.heights) {
      auto& of = stance.sight_of.emplace_back();
      for (std::size_t w = 0; w < worlds.size(); ++w) {
        const visibility::Look look{{0, 0},
                                    static_cast<std::int32_t>(options.optics.max_range.count() * 100),
                                    static_cast<std::int32_t>(height.count() * 100),
                                    visibility::no_solid};
        const auto target = static_cast<std::int32_t>(stance.scenarios.target_height.count() * 100);
        of[w] = static_cast<std::uint8_t>(stance.sights.size());
        visibility::Gaze gaze(worlds[w].walls);
        stance.sights.push_back({gaze.look(look), visibility::Shades(worlds[w].roofs, look, target)});
      }
    }
  }
};

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
    const Houses houses(random);
    if (random.chance(600)) houses.stand_about(stance, options);
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

// h = 0.99 m, b = 77.86°, H = 179°: its widest band ends at (d − h sin b) / cos b = −1.415, −0.353 and 1.77 m with the three
// lenses of 1920, 2560 and 3840 pixels, and the view begins 4.3 m behind the eye.
TEST(Coverages, ACameraThatLooksDownSeesBehindItself) {
  ExposureOptions options;
  options.optics.numeric_spread = CentiDegrees(0);
  scene::Device d;
  d.type = CameraType::fixed;
  d.height = Metres(2.59);
  d.tilt = CentiDegrees(7786);
  d.width = CentiDegrees(17900);
  d.heads[0] = {AxisSource::numeric, Bearing(CentiDegrees(0)), {}};
  LocalSegment behind;
  behind.points = {{0, 0}, {0, -200}};
  behind.at_cm = {0, 200};
  behind.length_cm = 200;
  const LocalSegment* const streets[] = {&behind};
  std::vector<std::tuple<std::uint32_t, std::uint32_t, int>> widest;
  for (const Sighting& s : sightings(0, standing(d, options), streets, options)) {
    if (s.ladder == 0 && s.band == 0) widest.emplace_back(s.from_cm, s.to_cm, (s.p + 33) / 66);
  }
  const std::vector<std::tuple<std::uint32_t, std::uint32_t, int>> expected{{0, 35, 298}, {35, 142, 695}, {142, 200, 993}};
  EXPECT_EQ(widest, expected) << "0.3, 0.7 and 1, in 66 / 65535";
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
