// SPDX-License-Identifier: AGPL-3.0-or-later
// Sight over low roofs in real cities and synthetic towns, against rays through extruded footprints.
#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <contrechamp/core/random.hpp>
#include <contrechamp/osm/reader.hpp>
#include <contrechamp/synth/town.hpp>
#include <contrechamp/visibility/sight.hpp>
#include <cstdio>
#include <tests/differential/city.hpp>
#include <tests/differential/sight_embree.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::testing {
namespace {
using geo::Point;

constexpr std::int32_t reach_cm = 5'000;
constexpr std::int32_t face_cm = 160;
constexpr std::int32_t usual_height_cm = 600;
constexpr std::int32_t near_an_edge_cm = 2;  // binary32 and whole centimetres differ by less
constexpr std::array<std::int32_t, 5> mounts_cm{300, 500, 800, 1200, 2000};

struct Tally {
  std::uint64_t placements = 0;
  std::uint64_t targets = 0;
  std::uint64_t hidden_by_roofs = 0;  ///< that the walls alone would leave
  std::uint64_t near_an_edge = 0;     ///< the two differ within near_an_edge_cm of where the answer changes
  std::uint64_t differ = 0;
};

/// The buildings of a city as solids and as curtains; without passages, which the tracer does not know.
class Heights {
 public:
  explicit Heights(const placement::Ground& ground) {
    for (const placement::Footprint& f : ground.footprints()) {
      const std::int32_t top = f.height ? static_cast<std::int32_t>(f.height->count() * 100) : usual_height_cm;
      solids_.push_back({f.rings, static_cast<std::int32_t>(f.min_height_m * 100), top});
    }
    walls_ = visibility::Walls(solids_, {}, {});
    roofs_ = visibility::Roofs(solids_, {}, {});
  }
  [[nodiscard]] const visibility::Walls& walls() const { return walls_; }
  [[nodiscard]] const visibility::Roofs& roofs() const { return roofs_; }

  [[nodiscard]] std::vector<Curtain> curtains(const std::vector<std::uint32_t>& near, std::int32_t height_cm) const {
    std::vector<Curtain> out;
    for (const std::uint32_t i : near) {
      if (solids_[i].base_cm > height_cm) continue;
      for (const geo::Ring& ring : solids_[i].rings) {
        for (std::size_t k = 0; k < ring.size(); ++k) {
          out.push_back({ring[k], ring[(k + 1) % ring.size()], solids_[i].top_cm});
        }
      }
    }
    return out;
  }

 private:
  std::vector<visibility::Solid> solids_;
  visibility::Walls walls_;
  visibility::Roofs roofs_;
};

bool seen(const visibility::Sight& sight, Point p) { return !visibility::visible(sight, p, p).empty(); }

bool changes_near(const visibility::Sight& sight, Point p) {
  const bool here = seen(sight, p);
  for (std::int32_t dx = -near_an_edge_cm; dx <= near_an_edge_cm; ++dx) {
    for (std::int32_t dy = -near_an_edge_cm; dy <= near_an_edge_cm; ++dy) {
      if (seen(sight, {p.x + dx, p.y + dy}) != here) return true;
    }
  }
  return false;
}

void compare(Tally& total, const City& city, const Heights& heights, Point eye, std::int32_t mount_cm, Random& random) {
  const visibility::Look look{eye, reach_cm, mount_cm, visibility::no_solid};
  visibility::Gaze gaze(heights.walls());
  const visibility::Sight sight{gaze.look(look), visibility::Shades(heights.roofs(), look, face_cm)};
  const Prisms prisms(eye, mount_cm, heights.curtains(city.ground().footprints_near(geo::around(eye, reach_cm)), mount_cm));
  ++total.placements;
  for (int i = 0; i < 200; ++i) {
    const auto within = [&](std::int32_t at) { return at + static_cast<std::int32_t>(random.between(-reach_cm, reach_cm)); };
    const Point target{within(eye.x), within(eye.y)};
    if (!city.free(target)) continue;
    ++total.targets;
    const bool by_us = seen(sight, target);
    const bool by_rays = !prisms.hide(target, face_cm);
    if (!by_us && !visibility::visible(sight.walls, target, target).empty()) ++total.hidden_by_roofs;
    if (by_us == by_rays) continue;
    if (changes_near(sight, target)) {
      ++total.near_an_edge;
    } else {
      ++total.differ;
      ADD_FAILURE() << "eye " << eye.x << ',' << eye.y << " at " << mount_cm << " cm, target " << target.x << ',' << target.y
                    << (by_us ? ": seen here" : ": seen by rays");
    }
  }
}

void expect_agreement(const std::filesystem::path& path, std::size_t placements) {
  LogSink silent;
  const std::vector inputs{path};
  auto snapshot = osm::read(inputs, scene::ReadOptions{}, silent);
  ASSERT_TRUE(snapshot) << snapshot.error().sentence();
  const City city(std::move(*snapshot));
  const Heights heights(city.ground());
  Random random(seed());
  Tally total;
  const std::vector<Point> eyes = city.eyes(placements);
  for (std::size_t i = 0; i < std::min(placements, eyes.size()); ++i) {
    compare(total, city, heights, eyes[i], mounts_cm[i % mounts_cm.size()], random);
    ASSERT_LT(total.differ, 10U);
  }
  std::printf("%s: %llu placements, %llu targets, %llu hidden by roofs alone; %llu differ within %d cm of an edge\n",
              path.filename().c_str(), static_cast<unsigned long long>(total.placements),
              static_cast<unsigned long long>(total.targets), static_cast<unsigned long long>(total.hidden_by_roofs),
              static_cast<unsigned long long>(total.near_an_edge), near_an_edge_cm);
  EXPECT_EQ(total.placements, placements);
  EXPECT_GT(total.hidden_by_roofs * 200, total.targets);
  EXPECT_LT(total.near_an_edge * 1000, total.targets);
}

void expect_agreement_in_data(std::string_view file, std::size_t placements) {
  const auto path = data(file);
  if (!path) GTEST_SKIP() << file << " is not here";
  expect_agreement(*path, placements);
}

TEST(SightAgainstEmbree, helsinki) { expect_agreement_in_data("osm/helsinki-centre-2019-04.osm.pbf", 600); }
TEST(SightAgainstEmbree, munich) { expect_agreement_in_data("osm/munich-centre-2020-07.osm.pbf", 400); }

TEST(SightAgainstEmbree, a_synthetic_town) {
  const auto path = scratch() / "town.osm.pbf";
  const auto written = synth::write_pbf(synth::town(synth::TownOptions{}), path);
  ASSERT_TRUE(written) << written.error().sentence();
  expect_agreement(path, 200);
}

}  // namespace
}  // namespace contrechamp::testing
