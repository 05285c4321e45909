// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole way, from real extracts and invented towns to the report: same bytes with one thread and two, sums that hold.
#include <gtest/gtest.h>
#include <contrechamp/importer/build.hpp>
#include <tests/support/testing.hpp>
#include <array>
#include <numeric>

namespace contrechamp::importer {
namespace {

struct Extract {
  const char* file;
  std::uint64_t surveillance_objects;  ///< as data/README counts them, nodes and ways
};
constexpr std::array<Extract, 11> extracts{{{"osm/helsinki-centre-2019-04.osm.pbf", 397},
                                            {"osm/munich-centre-2020-07.osm.pbf", 209},
                                            {"osm/frankfurt-darmstadt-2024-03.osm.pbf", 134},
                                            {"osm/monaco-2021-04.osm.pbf", 10},
                                            {"osm/monaco-2025-02.osm.pbf", 16},
                                            {"osm/monaco-2026-03.osm.pbf", 19},
                                            {"osm/zurich-station-2025.osm.pbf", 24},
                                            {"osm/andorra-2026-04.osm.pbf", 10},
                                            {"osm/porto-streets-2015-06.osm.pbf", 0},
                                            {"osm/copenhagen.osm.pbf", 0},
                                            {"osm/liechtenstein-2021-10.osm.pbf", 0}}};

atlas::Contents made(const std::filesystem::path& file, unsigned threads) {
  LogSink silent;
  std::vector<StageCost> costs;
  auto result = contents(std::array{file}, {}, threads, silent, costs);
  EXPECT_TRUE(result.has_value()) << (result ? "" : result.error().sentence());
  return result ? std::move(*result) : atlas::Contents{};
}

void expect_sums(const scene::Tally& tally) {
  EXPECT_EQ(tally.read, tally.kept + std::accumulate(tally.rejected.begin(), tally.rejected.end(), std::uint64_t{0}));
}

TEST(Build, every_extract_gives_the_same_bytes_with_one_thread_and_two) {
  for (const Extract& extract : extracts) {
    const auto file = testing::data(extract.file);
    if (!file) continue;
    SCOPED_TRACE(extract.file);
    const atlas::Contents one = made(*file, 1);
    const auto bytes = atlas::encoded(one);
    ASSERT_TRUE(bytes.has_value()) << bytes.error().sentence();
    EXPECT_TRUE(*bytes == *atlas::encoded(made(*file, 2)));
    EXPECT_GE(one.snapshot.surveillance_objects.read, extract.surveillance_objects);
    expect_sums(one.snapshot.surveillance_objects);
    expect_sums(one.snapshot.device_objects);
  }
}

TEST(Build, all_surveillance_objects_of_the_surveyed_cities_are_accounted_for) {
  for (const Extract& extract : std::span(extracts).first(3)) {
    const auto file = testing::data(extract.file);
    if (!file) continue;
    SCOPED_TRACE(extract.file);
    const scene::Tally tally = made(*file, 2).snapshot.surveillance_objects;
    EXPECT_EQ(tally.read, extract.surveillance_objects);
    expect_sums(tally);
  }
}

}  // namespace
}  // namespace contrechamp::importer
