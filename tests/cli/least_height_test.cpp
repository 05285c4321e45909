// SPDX-License-Identifier: AGPL-3.0-or-later
// `building.least_m`: how tall buildings of unknown height are at least, for what is possible.
#include <gtest/gtest.h>
#include <tests/cli/extract.hpp>
#include <tests/cli/program.hpp>

namespace contrechamp::cli_test {
namespace {

/// A camera 8 m up and a dome 4 m up, houses of which nobody noted the height about them, streets before and behind the houses.
Path extract() {
  Extract made({48.85, 2.35});
  made.street({{-150, 0}, {150, 0}});
  made.street({{-60, -120}, {-60, 120}});
  made.street({{60, 40}, {-60, 70}});
  for (const double east : {-50.0, -10.0, 30.0}) made.house({east, 10}, {east + 20, 25}, "");
  made.house({-30, -30}, {-10, -12}, "");
  made.house({20, -40}, {45, -20}, "<tag k=\"height\" v=\"5\"/>");
  made.camera({-100, -2}, std::string(eastward) + "<tag k=\"height\" v=\"8\"/><tag k=\"camera:mount\" v=\"pole\"/>");
  made.camera({0, -5}, std::string(dome) + "<tag k=\"height\" v=\"4\"/><tag k=\"camera:mount\" v=\"pole\"/>");
  return written("unknown-heights.osm", made.text());
}

/// The atlas made with these choices; none: without --config.
std::string atlas_with(const std::string& choices) {
  const Path file = extract();
  const std::string atlas = file.string() + ".atlas";
  Words words{"build", file.string(), "-o", atlas};
  if (!choices.empty()) words.insert(words.end(), {"--config", written("choices.txt", choices).string()});
  const Outcome built = program(words);
  EXPECT_EQ(built.code, 0) << built.err;
  return atlas;
}

/// By street segment and band: certain, expected, possible.
Json streets_with(const std::string& choices) { return parsed(program({"exposure", atlas_with(choices)}))["features"]; }

TEST(LeastHeight, NothingChangesAtZero) {
  const std::string without = content(atlas_with(""));
  EXPECT_TRUE(content(atlas_with("building.least_m = 0\n")) == without);
  EXPECT_FALSE(content(atlas_with("building.least_m = 3\n")) == without);
}

TEST(LeastHeight, ATallerOneTakesOnlyFromWhatIsPossible) {
  Json before = streets_with("");
  double taken = 0;
  for (const char* least : {"1.5", "2.5", "3.5", "6"}) {
    const Json now = streets_with("building.least_m = " + std::string(least) + "\n");
    ASSERT_EQ(now.size(), before.size());
    for (std::size_t i = 0; i < now.size(); ++i) {
      const Json& former = before[i]["properties"]["in_view"];
      const Json& later = now[i]["properties"]["in_view"];
      for (const auto& [band, seen] : later.items()) EXPECT_TRUE(former.contains(band)) << least << " m, " << band;
      for (const auto& [band, seen] : former.items()) {
        const auto of = [&, &name = band](const char* key) {
          return later.contains(name) ? later[name][key].get<double>() : 0.0;
        };
        EXPECT_EQ(of("certain_m"), seen["certain_m"].get<double>()) << least << " m, " << band;
        // Pieces end elsewhere. In each p varies by 0.05, so what two devices have in view together is known to 0.0025.
        EXPECT_NEAR(of("expected_m"), seen["expected_m"].get<double>(), 0.02 + 0.0025 * seen["possible_m"].get<double>())
            << least << " m, " << band;
        EXPECT_LE(of("possible_m"), seen["possible_m"].get<double>()) << least << " m, " << band;
        taken += seen["possible_m"].get<double>() - of("possible_m");
      }
    }
    before = now;
  }
  EXPECT_GT(taken, 10);
}

TEST(LeastHeight, IsSaidBesideTheFigures) {
  const std::string plain = atlas_with("");
  EXPECT_NE(program({"report", plain}).out.find("absent for possible"), std::string::npos);
  EXPECT_NE(program({"report", plain, "--lang", "fr"}).out.find("nulle pour possible"), std::string::npos);
  const std::string chosen = atlas_with("building.least_m = 3.5\n");
  EXPECT_NE(program({"report", chosen}).out.find("3.5 m for possible"), std::string::npos);
  EXPECT_NE(program({"report", chosen}).out.find("3.5 m: possible"), std::string::npos);
  EXPECT_NE(program({"report", chosen, "--lang", "fr"}).out.find("3,5 m pour possible"), std::string::npos);
  EXPECT_EQ(parsed(program({"report", chosen, "--json"}))["model"]["options"]["building.least_m"], "3.5");
}

TEST(LeastHeight, IsNoMoreThanTheUsualOne) {
  const Path file = extract();
  const Path choices = written("choices.txt", "building.least_m = 7\n");
  expect_refusal(program({"build", file.string(), "-o", file.string() + ".atlas", "--config", choices.string()}), 2,
                 "must not exceed building.height_m");
}

}  // namespace
}  // namespace contrechamp::cli_test
