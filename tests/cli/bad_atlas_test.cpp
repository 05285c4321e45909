// SPDX-License-Identifier: AGPL-3.0-or-later
// A file that is no atlas, or no longer one: every command that reads one refuses it, with exit code 4.
#include <gtest/gtest.h>
#include <cstring>
#include <limits>
#include <tests/cli/program.hpp>

namespace contrechamp::cli_test {
namespace {

constexpr int wrong_input = 3;
constexpr int wrong_atlas = 4;
constexpr int machine_refuses = 5;

// docs/spec/atlas-v1.md: where things stand in the header.
constexpr std::size_t version_at = 8;
constexpr std::size_t length_at = 16;
constexpr std::size_t section_count_at = 12;
constexpr std::size_t header_size = 64;
constexpr std::size_t entry_length_at = header_size + 16;

template <class T>
std::string with(std::string bytes, std::size_t at, T value) {
  std::memcpy(bytes.data() + at, &value, sizeof value);
  return bytes;
}

void expect_atlas_refused(const std::string& atlas, int code, std::string_view about) {
  for (const Words& words : {Words{"info", atlas}, Words{"report", atlas, "--json"}, Words{"coverage", atlas},
                             Words{"exposure", atlas, "--csv"}, Words{"explain", atlas, "n1"}}) {
    SCOPED_TRACE(words[0]);
    expect_refusal(program(words), code, about);
  }
}

void expect_bytes_refused(const std::string& bytes, std::string_view about) {
  const Path file = written("damaged.atlas", bytes);
  expect_atlas_refused(file.string(), wrong_atlas, about);
  EXPECT_EQ(content(file), bytes);
}

TEST(BadAtlas, IsMissing) { expect_atlas_refused("/nowhere/city.atlas", machine_refuses, "/nowhere/city.atlas"); }
TEST(BadAtlas, IsADirectory) { expect_atlas_refused(empty_folder("folder.atlas").string(), machine_refuses, "folder.atlas"); }
TEST(BadAtlas, IsEmpty) { expect_bytes_refused("", "not a Contrechamp atlas"); }
TEST(BadAtlas, IsSomethingElse) {
  expect_bytes_refused("Dear reader, this is a letter and no atlas at all, but longer than the header of one would be.",
                       "not a Contrechamp atlas");
  expect_bytes_refused(content(town()), "not a Contrechamp atlas");
  const Path map = town();
  expect_atlas_refused(map.string(), wrong_atlas, "not a Contrechamp atlas: " + map.string() + ".");
}
TEST(BadAtlas, HasAnotherVersion) {
  const std::string whole = content(town_atlas());
  std::uint32_t version = 0;
  std::memcpy(&version, whole.data() + version_at, sizeof version);
  for (const std::uint32_t other : {version + 1, version - 1, 0xFFFFFFFFU}) {
    expect_bytes_refused(with(whole, version_at, other), "version " + std::to_string(other));
  }
}

TEST(BadAtlas, IsTruncated) {
  const std::string whole = content(town_atlas());
  for (const std::size_t kept : {whole.size() - 1, whole.size() / 2, header_size, std::size_t{20}}) {
    SCOPED_TRACE(kept);
    expect_bytes_refused(whole.substr(0, kept), "damaged.atlas");
  }
}

TEST(BadAtlas, HasOneFlippedBit) {
  const std::string whole = content(town_atlas());
  for (const std::size_t at : {std::size_t{30}, header_size + 8, whole.size() / 3, whole.size() / 2, whole.size() - 1}) {
    SCOPED_TRACE(at);
    expect_bytes_refused(with(whole, at, static_cast<char>(whole[at] ^ 4)), "damaged");
  }
}

TEST(BadAtlas, HasHostileLengths) {
  const std::string whole = content(town_atlas());
  expect_bytes_refused(with(whole, length_at, std::numeric_limits<std::uint64_t>::max()), "damaged");
  expect_bytes_refused(with(whole, section_count_at, std::numeric_limits<std::uint32_t>::max()), "damaged");
  expect_bytes_refused(with(whole, entry_length_at, std::numeric_limits<std::uint64_t>::max() - 63), "damaged");
}

TEST(BadAtlas, DoesNotKnowADevice) {
  const std::string atlas = town_atlas().string();
  for (const std::string command : {"explain", "coverage"}) {
    expect_refusal(program({command, atlas, "n999999999999"}), wrong_input, "n999999999999");
    expect_refusal(program({command, atlas, "x12"}), wrong_input, "x12");
    expect_refusal(program({command, atlas, "n99999999999999999999999"}), wrong_input, "n99999999999999999999999");
  }
}

}  // namespace
}  // namespace contrechamp::cli_test
