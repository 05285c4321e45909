// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <tests/cli/keys.hpp>

namespace contrechamp::cli_test {
namespace {

void walk(const Json& json, KeyPath& path, std::set<KeyPath>& found) {
  if (json.empty() || !json.is_structured()) {
    found.insert(path);
  } else if (json.is_object()) {
    for (const auto& [key, value] : json.items()) {
      path.push_back(key);
      walk(value, path, found);
      path.pop_back();
    }
  } else {
    path.back() += "[]";
    for (const Json& value : json) walk(value, path, found);
    path.back().resize(path.back().size() - 2);
  }
}

bool same(std::string_view written, std::string_view key) { return written == key || written == "*"; }

}  // namespace

std::set<KeyPath> paths_of(const Json& json) {
  std::set<KeyPath> found;
  KeyPath path;
  walk(json, path, found);
  return found;
}

std::string spelled(const KeyPath& path) {
  std::string text;
  for (const std::string& key : path) text += (text.empty() ? "" : ".") + key;
  return text;
}

bool covers(std::string_view written, const KeyPath& path) {
  const Words words = split(written, '.');
  if (words.size() < path.size()) return false;
  for (std::size_t i = 0; i + 1 < path.size(); ++i) {
    if (!same(words[i], path[i])) return false;
  }
  const std::string& last = words[path.size() - 1];
  if (words.size() == path.size() && same(last, path.back())) return true;
  return last == path.back() || last.starts_with(path.back() + "[]");  // an empty container
}

std::map<std::string, std::set<std::string>> first_columns(const Path& page) {
  std::map<std::string, std::set<std::string>> sections;
  std::string section;
  for (const std::string& line : split(content(page), '\n')) {
    if (line.starts_with("## ")) section = line.substr(3);
    if (!line.starts_with("| `")) continue;
    const std::string cell = line.substr(2, line.find(" |", 2) - 2);
    bool inside = false;
    for (const std::string& word : split(cell, '`')) {
      if (inside) sections[section].insert(word);
      inside = !inside;
    }
  }
  return sections;
}

void expect_documented(const std::string& section, const std::vector<Json>& answers) {
  SCOPED_TRACE(section);
  const auto page = first_columns("docs/json.md");
  ASSERT_EQ(page.count(section), 1U) << "docs/json.md has no such section";
  const std::set<std::string>& written_paths = page.find(section)->second;
  std::set<std::string> seen;
  for (const Json& answer : answers) {
    for (const KeyPath& path : paths_of(answer)) {
      bool known = false;
      for (const std::string& candidate : written_paths) {
        if (!covers(candidate, path)) continue;
        known = true;
        seen.insert(candidate);
      }
      EXPECT_TRUE(known) << "not in docs/json.md: " << spelled(path);
    }
  }
  for (const std::string& path : written_paths) EXPECT_EQ(seen.count(path), 1U) << "no answer has " << path;
}

}  // namespace contrechamp::cli_test
