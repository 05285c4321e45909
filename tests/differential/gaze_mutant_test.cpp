// SPDX-License-Identifier: AGPL-3.0-or-later
// Linked with a fast kernel that carries a planted fault (CONTRECHAMP_MUTATION, see visibility/faults.hpp): the checks must find
// it.
#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <contrechamp/visibility/faults.hpp>
#include <cstdio>
#include <string>
#include <tests/differential/gaze_checks.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::testing {
namespace {
using visibility::FastFault;

struct Mutant {
  FastFault fault;
  std::string_view found_by;
};
constexpr std::array<Mutant, 7> mutants{{
    {FastFault::edge_dropped, "brute force"},
    {FastFault::tie_flipped, "brute force"},
    {FastFault::straddler_forgotten, "brute force"},
    {FastFault::culled_wrongly, "first kernel"},
    {FastFault::shared_kept_once, "heights"},
    {FastFault::crossing_missed, "brute force"},
    {FastFault::own_forgotten, "own"},
}};

TEST(GazeMutant, is_found) {
  const auto mutant =
      std::find_if(mutants.begin(), mutants.end(), [](const Mutant& m) { return m.fault == visibility::fast_fault; });
  ASSERT_NE(mutant, mutants.end()) << "this program has no fault";
  const auto checks = gaze_checks(seed(), 400);
  const auto check = std::find_if(checks.begin(), checks.end(), [&](const Check& c) { return c.name == mutant->found_by; });
  ASSERT_NE(check, checks.end());
  for (const Check& c : checks) {
    std::printf("%s: %llu of %llu fail\n", std::string(c.name).c_str(), static_cast<unsigned long long>(c.failures),
                static_cast<unsigned long long>(c.cases));
  }
  EXPECT_GT(check->failures, 0U) << "the fault is not found by: " << mutant->found_by;
}

}  // namespace
}  // namespace contrechamp::testing
