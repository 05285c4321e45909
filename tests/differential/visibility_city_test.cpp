// SPDX-License-Identifier: AGPL-3.0-or-later
// The kernel on real cities and synthetic towns: star polygons against CGAL's exact kernel, street pieces against brute force.
#include <gtest/gtest.h>
#include <algorithm>
#include <contrechamp/osm/reader.hpp>
#include <contrechamp/synth/town.hpp>
#include <cstdio>
#include <tests/differential/brute_force.hpp>
#include <tests/differential/city.hpp>
#include <tests/differential/visibility_oracle.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::testing {
namespace {

constexpr std::int32_t reach_cm = 10'000;

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

struct Streets {
  std::uint64_t pieces = 0;
  std::uint64_t in_view = 0;
  double worst_cm = 0;
};

void compare_streets(Streets& total, const City& city, std::span<const visibility::Edge> edges, geo::Point eye) {
  const auto view = visibility::viewshed(eye, edges, reach_cm);
  for (const auto& [a, b] : city.streets_near(eye, reach_cm)) {
    const auto seen = visibility::visible(view, a, b);
    ++total.pieces;
    total.in_view += seen.empty() ? 0 : 1;
    total.worst_cm = std::max(total.worst_cm, difference_cm(seen, visible_brute_force(eye, edges, reach_cm, a, b), a, b));
  }
}

void expect_agreement(const std::filesystem::path& path, std::size_t placements) {
  const auto town = city(path);
  ASSERT_TRUE(town);
  Comparison areas;
  Streets streets;
  for (const geo::Point eye : town->eyes(placements)) {
    const auto edges = town->edges_near(eye, reach_cm);
    areas.add(compare(edges, std::array{eye}, reach_cm));
    compare_streets(streets, *town, edges, eye);
  }
  std::printf("%s: %llu placements, largest difference %.3g m2; %llu street pieces, %llu in view, largest difference %.3g cm\n",
              path.filename().c_str(), static_cast<unsigned long long>(areas.compared), areas.worst_m2,
              static_cast<unsigned long long>(streets.pieces), static_cast<unsigned long long>(streets.in_view),
              streets.worst_cm);
  EXPECT_GE(areas.compared, placements * 99 / 100);  // the few others stand on a wall
  EXPECT_LE(areas.worst_m2, 1e-6) << "eye " << areas.worst_eye.x << ',' << areas.worst_eye.y;
  EXPECT_GT(streets.in_view, placements);
  EXPECT_LE(streets.worst_cm, 1e-3);
}

void expect_agreement_in_data(std::string_view file, std::size_t placements) {
  const auto path = data(file);
  if (!path) GTEST_SKIP() << file << " is not here";
  expect_agreement(*path, placements);
}

TEST(VisibilityInCities, helsinki) { expect_agreement_in_data("osm/helsinki-centre-2019-04.osm.pbf", 600); }
TEST(VisibilityInCities, munich) { expect_agreement_in_data("osm/munich-centre-2020-07.osm.pbf", 500); }

TEST(VisibilityInCities, synthetic_towns) {
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
