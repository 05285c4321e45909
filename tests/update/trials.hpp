// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/importer/update.hpp>
#include <string>
#include <tests/update/files.hpp>
#include <vector>

namespace contrechamp::update_test {

/// A file of the test's own, by its name.
[[nodiscard]] std::filesystem::path scratch(const std::string& name);
[[nodiscard]] std::string content(const std::filesystem::path& file);
[[nodiscard]] std::filesystem::path pbf(const synth::Town& town, const std::string& name);
[[nodiscard]] std::filesystem::path osc(const std::string& text, const std::string& name);

[[nodiscard]] exposure::Options options(const char* text);
/// An atlas by `build`, and one by `update`; both must succeed.
[[nodiscard]] std::filesystem::path built(const std::vector<std::filesystem::path>& inputs, const exposure::Options& choices,
                                          const std::string& name);
[[nodiscard]] importer::Updated updated(const importer::UpdateRequest& request, unsigned threads);

/// The same scene is read, whatever the files are called.
void expect_same_scene(const std::vector<std::filesystem::path>& a, const std::vector<std::filesystem::path>& b);

/// A town of 25 blocks and 60 devices.
[[nodiscard]] synth::Town hamlet();

/// What several rounds together showed.
struct Tally {
  std::size_t rounds = 0;
  std::size_t devices = 0;   ///< summed over rounds
  std::size_t observed = 0;  ///< likewise
  std::size_t everything = 0;
  void add(const importer::Updated& done);
};

/// From one town to the other: by the new extract, with one thread and two, and by a change file; each must give the bytes of
/// `build`.
void round(const synth::Town& before, const synth::Town& after, const exposure::Options& choices, Tally& tally);

}  // namespace contrechamp::update_test
