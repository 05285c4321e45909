// SPDX-License-Identifier: AGPL-3.0-or-later
// Both kernels in real cities and synthetic towns, on raw footprints with their crossings and shared walls, real heights and
// passages: star polygons against CGAL's exact kernel, street pieces against brute force, and against each other.
#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/osm/reader.hpp>
#include <contrechamp/synth/town.hpp>
#include <contrechamp/visibility/gaze.hpp>
#include <cstdio>
#include <tests/differential/brute_force.hpp>
#include <tests/differential/city.hpp>
#include <tests/differential/visibility_oracle.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::testing {
namespace {

constexpr std::array<std::int32_t, 3> reaches_cm{3'000, 5'000, 10'000};
constexpr std::size_t streets_a_look = 12;  // brute force costs every edge for each

/// Largest differences, and how much was compared. The issue asks for 1e-4 m2 and 1 cm.
struct Figures {
  std::uint64_t placements = 0;
  std::uint64_t on_a_wall = 0;  ///< CGAL has no single face for them
  double cgal_m2 = 0;
  double first_kernel_m2 = 0;
  std::uint64_t pieces = 0;
  std::uint64_t in_view = 0;
  double brute_force_cm = 0;
  double first_kernel_cm = 0;
  visibility::Look worst;  ///< where CGAL differs most
};

void compare_areas(Figures& total, visibility::Gaze& gaze, const visibility::Look& look,
                   std::span<const visibility::Edge> edges) {
  const double here = area(gaze.look(look)).count();
  const double first = area(visibility::viewshed(look.eye, edges, look.reach_cm)).count();
  total.first_kernel_m2 = std::max(total.first_kernel_m2, std::fabs(here - first));
  const auto exact = seen_m2(edges, look.eye, look.reach_cm);
  if (!exact) {
    ++total.on_a_wall;
    return;
  }
  const double difference = std::fabs(here - *exact);
  if (!(difference <= total.cgal_m2)) {
    total.cgal_m2 = difference;
    total.worst = look;
  }
}

void compare_streets(Figures& total, const City& city, Random& random, visibility::Gaze& gaze, const visibility::Look& look,
                     std::span<const visibility::Edge> edges) {
  const visibility::Viewshed& view = gaze.look(look);
  const visibility::Viewshed first = visibility::viewshed(look.eye, edges, look.reach_cm);
  auto streets = city.streets_near(look.eye, look.reach_cm);
  while (streets.size() > streets_a_look) {
    std::swap(streets[random.below(streets.size())], streets.back());
    streets.pop_back();
  }
  for (const auto& [a, b] : streets) {
    const auto seen = visible(view, a, b);
    ++total.pieces;
    total.in_view += seen.empty() ? 0 : 1;
    const auto known = visible_brute_force(look.eye, edges, look.reach_cm, a, b);
    total.brute_force_cm = std::max(total.brute_force_cm, difference_cm(seen, known, a, b));
    total.first_kernel_cm = std::max(total.first_kernel_cm, difference_cm(seen, visible(first, a, b), a, b));
  }
}

std::optional<City> city(const std::filesystem::path& path) {
  LogSink silent;
  const std::vector inputs{path};
  auto snapshot = osm::read(inputs, scene::ReadOptions{}, silent);
  if (!snapshot) {
    ADD_FAILURE() << snapshot.error().sentence();
    return std::nullopt;
  }
  return City(std::move(*snapshot));
}

Figures compared(const City& city, std::size_t placements) {
  Figures total;
  Random random(seed());
  const visibility::Walls walls = city.walls();
  visibility::Gaze gaze(walls);
  for (visibility::Look look : city.looks(random, placements)) {
    ++total.placements;
    for (const std::int32_t reach : reaches_cm) {
      look.reach_cm = reach;
      const auto edges = city.edges_near(look);
      compare_areas(total, gaze, look, edges);
      compare_streets(total, city, random, gaze, look, edges);
    }
  }
  return total;
}

void expect_agreement(const std::filesystem::path& path, std::size_t placements) {
  const auto town = city(path);
  ASSERT_TRUE(town);
  const Figures f = compared(*town, placements);
  std::printf(
      "%s: %llu placements, three radii, largest differences: CGAL %.3g m2, first kernel %.3g m2; %llu street pieces, %llu in "
      "view: brute force %.3g cm, first kernel %.3g cm\n",
      path.filename().c_str(), static_cast<unsigned long long>(f.placements), f.cgal_m2, f.first_kernel_m2,
      static_cast<unsigned long long>(f.pieces), static_cast<unsigned long long>(f.in_view), f.brute_force_cm, f.first_kernel_cm);
  EXPECT_EQ(f.placements, placements);
  EXPECT_LE(f.on_a_wall, placements * 3 / 100);
  EXPECT_LE(f.cgal_m2, 1e-6) << "eye " << f.worst.eye.x << ',' << f.worst.eye.y << " reach " << f.worst.reach_cm << " height "
                             << f.worst.height_cm << " own " << f.worst.own;
  EXPECT_LE(f.first_kernel_m2, 1e-6);
  EXPECT_GT(f.in_view, placements);
  EXPECT_LE(f.brute_force_cm, 1e-3);
  EXPECT_LE(f.first_kernel_cm, 1e-3);
}

struct Extract {
  std::string_view file;
  std::size_t placements;
};
class VisibilityInCities : public ::testing::TestWithParam<Extract> {};

TEST_P(VisibilityInCities, agrees_with_cgal_brute_force_and_the_first_kernel) {
  const auto path = data(GetParam().file);
  if (!path) GTEST_SKIP() << GetParam().file << " is not here";
  expect_agreement(*path, GetParam().placements);
}

// Every extract, 9,700 placements; what the towns add makes over 10,000.
constexpr std::array<Extract, 11> extracts{{
    {"osm/andorra-2026-04.osm.pbf", 900},
    {"osm/copenhagen.osm.pbf", 900},
    {"osm/frankfurt-darmstadt-2024-03.osm.pbf", 900},
    {"osm/helsinki-centre-2019-04.osm.pbf", 1200},
    {"osm/liechtenstein-2021-10.osm.pbf", 900},
    {"osm/monaco-2021-04.osm.pbf", 900},
    {"osm/monaco-2025-02.osm.pbf", 900},
    {"osm/monaco-2026-03.osm.pbf", 900},
    {"osm/munich-centre-2020-07.osm.pbf", 1200},
    {"osm/porto-streets-2015-06.osm.pbf", 100},
    {"osm/zurich-station-2025.osm.pbf", 900},
}};

std::string name_of(const ::testing::TestParamInfo<Extract>& extract) {
  std::string name(extract.param.file.substr(4, extract.param.file.find('.') - 4));
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(extracts, VisibilityInCities, ::testing::ValuesIn(extracts), name_of);

TEST(VisibilityInTowns, agrees_with_cgal_brute_force_and_the_first_kernel) {
  for (std::uint64_t town_seed = 1; town_seed <= 5; ++town_seed) {
    const auto path = scratch() / ("town" + std::to_string(town_seed) + ".osm.pbf");
    synth::TownOptions options;
    options.seed = town_seed;
    const auto written = synth::write_pbf(synth::town(options), path);
    ASSERT_TRUE(written) << written.error().sentence();
    expect_agreement(path, 200);
  }
}

}  // namespace
}  // namespace contrechamp::testing
