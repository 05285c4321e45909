// SPDX-License-Identifier: AGPL-3.0-or-later
// The law of `update`: byte for byte what `build` makes of the same inputs, whatever was edited, and with less work.
#include <gtest/gtest.h>
#include <iostream>
#include <tests/support/testing.hpp>
#include <tests/update/edits.hpp>
#include <tests/update/trials.hpp>

namespace contrechamp::update_test {
namespace {
using synth::Town;

void expect_law(Town town, const exposure::Options& choices, std::size_t rounds, std::size_t edits_a_round, Tally& tally) {
  Random random(testing::seed());
  for (std::size_t i = 0; i < rounds; ++i) {
    const Town before = town;
    std::string done = "round " + std::to_string(i) + ":";
    for (std::size_t k = random.below(edits_a_round) + 1; k > 0; --k) done += " " + edit(town, random) + ";";
    SCOPED_TRACE(done);
    round(before, town, choices, tally);
    if (::testing::Test::HasFatalFailure()) return;
  }
  std::cout << tally.observed << " of " << tally.devices << " devices computed anew in " << tally.rounds
            << " rounds, everything in " << tally.everything << "\n";
}

TEST(Update, IsAFreshBuildAfterRandomEditsOfATown) {
  Tally tally;
  expect_law(hamlet(), options("view.max_range_m = 40\n"), 15, 6, tally);
  EXPECT_EQ(tally.everything, 0U);
  EXPECT_LT(tally.observed * 2, tally.devices) << "most devices are out of reach of most edits";
  EXPECT_GT(tally.observed, 0U);
}

TEST(Update, IsAFreshBuildAfterRandomEditsOfATownWithAllItsRange) {
  Tally tally;
  expect_law(hamlet(), {}, 3, 2, tally);
  EXPECT_LT(tally.observed, tally.devices);
}

TEST(UpdateRealCity, IsAFreshBuildAfterRandomEditsOfMonaco) {
  const auto file = testing::data("osm/monaco-2021-04.osm.pbf");
  if (!file) return;
  Tally tally;
  expect_law(loaded(*file), options("view.max_range_m = 50\n"), 5, 6, tally);
  EXPECT_LT(tally.observed, tally.devices);
}

}  // namespace
}  // namespace contrechamp::update_test
