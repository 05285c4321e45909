// SPDX-License-Identifier: AGPL-3.0-or-later
// The whole way, from real extracts and invented towns to the report: same bytes with one thread and two, sums that hold.
#include <gtest/gtest.h>
#include <array>
#include <contrechamp/importer/build.hpp>
#include <contrechamp/observatory/observatory.hpp>
#include <contrechamp/synth/town.hpp>
#include <nlohmann/json.hpp>
#include <span>
#include <tests/support/testing.hpp>

namespace contrechamp {
namespace {

using nlohmann::json;

struct Extract {
  const char* file;
  std::uint64_t surveillance_objects;  ///< man_made=surveillance on nodes and ways, counted with osmium tags-filter
};
constexpr std::array<Extract, 11> extracts{{{"osm/helsinki-centre-2019-04.osm.pbf", 397},
                                            {"osm/munich-centre-2020-07.osm.pbf", 209},
                                            {"osm/frankfurt-darmstadt-2024-03.osm.pbf", 134},
                                            {"osm/monaco-2021-04.osm.pbf", 10},
                                            {"osm/monaco-2025-02.osm.pbf", 16},
                                            {"osm/monaco-2026-03.osm.pbf", 19},
                                            {"osm/zurich-station-2025.osm.pbf", 24},
                                            {"osm/andorra-2026-04.osm.pbf", 10},
                                            {"osm/porto-streets-2015-06.osm.pbf", 2},
                                            {"osm/copenhagen.osm.pbf", 0},
                                            {"osm/liechtenstein-2021-10.osm.pbf", 0}}};

std::vector<std::byte> built(const std::filesystem::path& file, unsigned threads) {
  LogSink silent;
  std::vector<importer::StageCost> costs;
  const auto contents = importer::contents(std::array{file}, {}, threads, silent, costs);
  EXPECT_TRUE(contents.has_value()) << (contents ? "" : contents.error().sentence());
  if (!contents) return {};
  auto bytes = atlas::encoded(*contents);
  EXPECT_TRUE(bytes.has_value()) << (bytes ? "" : bytes.error().sentence());
  return bytes ? *std::move(bytes) : std::vector<std::byte>{};
}

json asked(std::span<const std::byte> bytes, observatory::What what) {
  const auto open = observatory::Observatory::open(bytes);
  EXPECT_TRUE(open.has_value()) << (open ? "" : open.error().sentence());
  if (!open) return {};
  const auto answer = open->ask({.what = what, .form = observatory::Form::json});
  EXPECT_TRUE(answer.has_value());
  return json::parse(answer.value_or("{}"));
}

void expect_sums(const json& tally) {
  std::uint64_t rejected = 0;
  for (const auto& [reason, n] : tally.at("rejected").items()) rejected += n.get<std::uint64_t>();
  EXPECT_EQ(tally.at("read").get<std::uint64_t>(), tally.at("kept").get<std::uint64_t>() + rejected) << tally;
}

/// certain <= expected <= possible <= street metres, in every mode, family, band and radius; and they grow with the radius.
std::size_t expect_order(const json& report) {
  std::size_t figures = 0;
  for (const json& row : report.at("in_view")) {
    const json& mode = report.at("modes").at(row.at("mode").get<std::string>());
    for (const auto& [over, whole] : {std::pair{"all", "street_m"}, {"surveyed", "surveyed_m"}}) {
      const json& seen = row.at(over);
      EXPECT_LE(seen.at("certain_m").get<double>(), seen.at("expected_m").get<double>() + 0.011) << row;
      EXPECT_LE(seen.at("expected_m").get<double>(), seen.at("possible_m").get<double>() + 0.011) << row;
      EXPECT_LE(seen.at("possible_m").get<double>(), mode.at(whole).get<double>()) << row;
      ++figures;
    }
  }
  return figures;
}

/// Builds with one thread and two, reports, and checks what must hold of any city. Returns `info`.
json checked(const std::filesystem::path& file) {
  const std::vector<std::byte> bytes = built(file, 1);
  EXPECT_TRUE(bytes == built(file, 2)) << "two threads give other bytes";
  const json info = asked(bytes, observatory::What::info);
  expect_sums(info.at("surveillance_objects"));
  expect_sums(info.at("device_objects"));
  EXPECT_EQ(info.at("device_objects").at("kept"), info.at("devices"));
  const json report = asked(bytes, observatory::What::report);
  EXPECT_EQ(expect_order(report), 18U * 4 * 3 * 2);  // bands, radii, modes, over all and surveyed
  return info;
}

TEST(Cities, every_extract_builds_and_reports_with_the_same_bytes_from_one_thread_and_two) {
  for (const Extract& extract : extracts) {
    const auto file = testing::data(extract.file);
    if (!file) continue;
    SCOPED_TRACE(extract.file);
    EXPECT_EQ(checked(*file).at("surveillance_objects").at("read").get<std::uint64_t>(), extract.surveillance_objects);
  }
}

TEST(Cities, invented_towns_build_and_report_likewise) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    SCOPED_TRACE(seed);
    const auto file = testing::scratch() / ("town-" + std::to_string(seed) + ".osm.pbf");
    synth::TownOptions options;
    options.seed = seed;
    ASSERT_TRUE(synth::write_pbf(synth::town(options), file));
    const json info = checked(file);
    EXPECT_GE(info.at("devices").get<int>(), 150);
    EXPECT_GE(info.at("sightings").get<int>(), 20'000);
  }
}

}  // namespace
}  // namespace contrechamp
