// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace contrechamp::testing {

/// A file below CONTRECHAMP_DATA (default ../shared/data), or nothing, counted as skipped. With CONTRECHAMP_REQUIRE_DATA=1 a
/// file that is not there fails the test. Every test program ends with "data: N used, M skipped" if it asked for any.
[[nodiscard]] std::optional<std::filesystem::path> data(std::string_view relative);

/// The seed of this run's random tests: CONTRECHAMP_SEED, else 1. Printed when a test asks for it.
[[nodiscard]] std::uint64_t seed();

/// Compares with tests/golden/<file>. CONTRECHAMP_UPDATE_GOLDEN=1 writes it instead.
void expect_golden(const std::string& file, std::string_view actual);

/// A folder of this test's own, removed when the program ends.
[[nodiscard]] std::filesystem::path scratch();

}  // namespace contrechamp::testing
