// SPDX-License-Identifier: AGPL-3.0-or-later
// Linked with a kernel that carries a planted fault (CONTRECHAMP_MUTATION, see viewshed.cpp): the checks must find it.
#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <cstdio>
#include <string>
#include <tests/differential/visibility_checks.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::testing {
namespace {

struct Mutant {
  std::string_view fault;
  std::string_view found_by;
};
constexpr std::array<Mutant, 5> mutants{{
    {"an edge dropped", "brute force"},
    {"a tie decided by the order of the edges", "order"},
    {"a front face culled", "brute force"},
    {"an edge across +x forgotten", "brute force"},
    {"a touch taken for hiding", "brute force"},
}};
static_assert(CONTRECHAMP_MUTATION >= 1 && CONTRECHAMP_MUTATION <= mutants.size());

TEST(VisibilityMutant, is_found) {
  const Mutant& mutant = mutants[CONTRECHAMP_MUTATION - 1];
  const auto checks = kernel_checks(seed(), 400);
  const auto check = std::find_if(checks.begin(), checks.end(), [&](const Check& c) { return c.name == mutant.found_by; });
  ASSERT_NE(check, checks.end());
  for (const Check& c : checks) {
    std::printf("%s: %llu of %llu fail\n", std::string(c.name).c_str(), static_cast<unsigned long long>(c.failures),
                static_cast<unsigned long long>(c.cases));
  }
  EXPECT_GT(check->failures, 0U) << mutant.fault << " is not found by: " << mutant.found_by;
}

}  // namespace
}  // namespace contrechamp::testing
