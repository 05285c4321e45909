// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <tests/cli/program.hpp>

namespace contrechamp::cli_test {

/// The way to a value: keys from the outside in, "[]" after a key for each array. A key that stands for any word is "*".
using KeyPath = std::vector<std::string>;

/// Where values stand in a document. Empty objects and arrays count as values.
[[nodiscard]] std::set<KeyPath> paths_of(const Json& json);
/// "inputs[].file"
[[nodiscard]] std::string spelled(const KeyPath& path);
/// Whether a written path such as "by_kind.*.devices" stands for this one, or begins with it where that is a container that
/// was empty.
[[nodiscard]] bool covers(std::string_view written, const KeyPath& path);

/// The words in backticks that begin the rows of the tables of each "## section" of a page.
[[nodiscard]] std::map<std::string, std::set<std::string>> first_columns(const Path& page);

/// Every value's path is written in that section of docs/json.md, and every written path has been seen.
void expect_documented(const std::string& section, const std::vector<Json>& answers);

}  // namespace contrechamp::cli_test
