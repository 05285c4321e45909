// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace contrechamp::cli_test {

using Path = std::filesystem::path;
using Words = std::vector<std::string>;
using Json = nlohmann::json;

struct Outcome {
  int code = -1;  ///< exit code; 128 + the signal's number if it was killed
  std::string out;
  std::string err;
};

struct Surroundings {
  std::string lang = "C";     ///< LANG; LC_ALL and LC_MESSAGES are taken away
  std::string out_file = {};  ///< where stdout goes, such as /dev/full; empty: into Outcome::out
  unsigned file_limit = 0;    ///< ulimit -f, in blocks of 512 bytes; 0: none
};

/// Runs contrechamp with these words and waits for it.
[[nodiscard]] Outcome program(const Words& words, const Surroundings& where = {});

/// Lines of stderr that are no progress ("observe …").
[[nodiscard]] Words complaints(const Outcome& outcome);
/// The contract of a refusal: this exit code, one sentence on stderr that says `about`, nothing on stdout.
void expect_refusal(const Outcome& outcome, int code, std::string_view about);
/// The same, for JSON: parsed, or a failed test and null.
[[nodiscard]] Json parsed(const Outcome& outcome);

[[nodiscard]] std::string content(const Path& file);
/// A file of a test's own, in a folder of its own.
[[nodiscard]] Path written(const std::string& name, std::string_view text);
/// A new, empty folder.
[[nodiscard]] Path empty_folder(const std::string& name);
[[nodiscard]] std::size_t files_in(const Path& folder);

/// The town of `synth --seed 1` and its atlas, made when first asked for.
[[nodiscard]] const Path& town();
[[nodiscard]] const Path& town_atlas();
/// A town of sixteen blocks and 30 devices, for what takes long.
[[nodiscard]] const Path& hamlet_atlas();
/// Two cameras, a house and a street by hand, as OSM XML; `extra` stands before the closing tag.
[[nodiscard]] std::string crossroads(std::string_view extra = "");

/// The parts of a text between separators.
[[nodiscard]] Words split(std::string_view text, char separator);

}  // namespace contrechamp::cli_test
