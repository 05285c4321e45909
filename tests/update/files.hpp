// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/synth/town.hpp>
#include <filesystem>
#include <string>

/// Extracts and change files for the tests of `update`. What is not of OpenStreetMap's own making is a synth::Town here.
namespace contrechamp::update_test {

/// All of an extract, as a town.
[[nodiscard]] synth::Town loaded(const std::filesystem::path& extract);

/// The version that a deletion carries: OpenStreetMap's own files count one on, some tools repeat the last one.
enum class Deletion { counts_on, repeats };

/// What leads from one town to the other, as osmChange: objects of another version, new ones and deleted ones, in the order of
/// ids. `deletion` is the version of what was deleted.
[[nodiscard]] std::string changes(const synth::Town& from, const synth::Town& to, Deletion deletion = Deletion::counts_on);

}  // namespace contrechamp::update_test
