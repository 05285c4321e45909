// SPDX-License-Identifier: AGPL-3.0-or-later
#include <tests/support/testing.hpp>
#include <gtest/gtest.h>
#include <unistd.h>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

namespace contrechamp::testing {
namespace {
namespace fs = std::filesystem;
std::set<std::string> used;
std::set<std::string> skipped;

const char* environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0' ? value : nullptr;
}
bool switched_on(const char* name) {
  const char* value = environment(name);
  return value != nullptr && std::string_view(value) != "0";
}
fs::path scratch_folder() { return fs::temp_directory_path() / ("contrechamp-test-" + std::to_string(::getpid())); }
}  // namespace

std::optional<fs::path> data(std::string_view relative) {
  const char* root = environment("CONTRECHAMP_DATA");
  fs::path path = fs::path(root != nullptr ? root : "../shared/data") / relative;
  if (fs::exists(path)) {
    used.insert(std::string(relative));
    return path;
  }
  skipped.insert(std::string(relative));
  if (switched_on("CONTRECHAMP_REQUIRE_DATA")) ADD_FAILURE() << path << " is required and missing";
  return std::nullopt;
}

std::uint64_t seed() {
  const char* value = environment("CONTRECHAMP_SEED");
  const std::uint64_t chosen = value != nullptr ? std::strtoull(value, nullptr, 10) : 1;
  std::printf("seed: %llu (CONTRECHAMP_SEED)\n", static_cast<unsigned long long>(chosen));
  return chosen;
}

void expect_golden(const std::string& file, std::string_view actual) {
  const fs::path path = fs::path("tests/golden") / file;
  if (switched_on("CONTRECHAMP_UPDATE_GOLDEN")) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << actual;
    return;
  }
  std::ifstream in(path, std::ios::binary);
  const std::string expected((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (expected == actual) return;
  const fs::path got = scratch() / file;
  fs::create_directories(got.parent_path());
  std::ofstream(got, std::ios::binary) << actual;
  EXPECT_EQ(expected, actual) << "golden file " << path << " differs; to accept, run again with CONTRECHAMP_UPDATE_GOLDEN=1";
}

fs::path scratch() {
  fs::create_directories(scratch_folder());
  return scratch_folder();
}

namespace {
int finish(int result) {
  std::error_code ignored;
  if (result == 0) fs::remove_all(scratch_folder(), ignored);
  if (!used.empty() || !skipped.empty()) {
    std::printf("data: %zu used, %zu skipped\n", used.size(), skipped.size());
    if (const char* tally = environment("CONTRECHAMP_DATA_TALLY")) {  // one line a file: summed up after the whole suite
      std::ofstream out(tally, std::ios::app);
      for (const auto& file : used) out << "used " << file << '\n';
      for (const auto& file : skipped) out << "skipped " << file << '\n';
    }
  }
  return result;
}
}  // namespace
}  // namespace contrechamp::testing

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  return contrechamp::testing::finish(RUN_ALL_TESTS());
}
