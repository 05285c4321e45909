// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <algorithm>
#include <contrechamp/core/text.hpp>
#include <contrechamp/osm/device_tags.hpp>
#include <contrechamp/osm/device_tags_tables.hpp>
#include <contrechamp/osm/device_tags_values.hpp>

/// How the tags of one object are looked up in the tables, and what is remarked on the way. Private to the module.
namespace contrechamp::osm {

inline constexpr std::string_view list_separators = ";,/";

/// Trimmed; empty if the tag is missing.
inline std::string_view value_of(const Tags& tags, std::string_view key) {
  for (const auto& [tag, value] : tags) {
    if (tag == key) return trimmed(value);
  }
  return {};
}

inline bool fits(std::string_view value, std::string_view wanted) {
  if (value.empty()) return false;
  if (wanted == "*") return lower(value) != "no";
  for (const auto part : split(value, list_separators)) {
    if (lower(trimmed(part)) == wanted) return true;
  }
  return false;
}
inline bool fits(const Tags& tags, tables::KeyValue wanted) { return fits(value_of(tags, wanted.key), wanted.value); }

template <class List, class Item>
bool among(const List& list, const Item& item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

template <class T, std::size_t N>
std::optional<T> meaning(const std::array<tables::Row<T>, N>& table, std::string_view value) {
  const std::string known = lower(trimmed(value));
  for (const auto& row : table) {
    if (row.value == known) return row.means;
  }
  return std::nullopt;
}

/// The tags of one object and what was remarked about them.
class Reading {
 public:
  Reading(const Tags& tags, OsmRef ref) : tags_(tags), ref_(ref) {}
  [[nodiscard]] const Tags& tags() const { return tags_; }
  [[nodiscard]] std::string_view operator[](std::string_view key) const { return value_of(tags_, key); }
  void remark(scene::Reason reason, std::string_view key, std::string_view value) {
    remarks.push_back({ref_, reason, std::string(key), is_link(value) ? std::string() : std::string(value)});
  }
  /// What each part of a list means; those in no table are remarked.
  template <class T, std::size_t N>
  std::vector<T> meanings(const std::array<tables::Row<T>, N>& table, std::string_view key, scene::Reason unknown) {
    std::vector<T> out;
    const std::string_view value = (*this)[key];
    if (value.empty()) return out;
    if (is_link(value)) {
      remark(unknown, key, value);
      return out;
    }
    for (const auto part : split(value, list_separators)) {
      if (const auto known = meaning(table, part)) {
        out.push_back(*known);
      } else {
        remark(unknown, key, trimmed(part));
      }
    }
    return out;
  }
  /// The first of a list's meanings; that others differ is remarked.
  template <class T>
  T first(const std::vector<T>& known, std::string_view key) {
    if (std::any_of(known.begin(), known.end(), [&](const T& other) { return other != known.front(); })) {
      remark(scene::Reason::list_first_taken, key, (*this)[key]);
    }
    return known.front();
  }
  std::vector<scene::Remark> remarks;

 private:
  const Tags& tags_;
  OsmRef ref_;
};

/// By tags alone: also of an object that is then rejected.
[[nodiscard]] bool private_person(const Reading& in);
/// Zone, date, maker and operator; the position and the operator of a private person's device are made vague.
void read_names(Reading& in, scene::Device& device);
/// The tags that an atlas keeps. Each of the others is counted by one remark that does not name it. Last: of a private person's
/// tags only those without a remark of something not understood are kept.
void keep_tags(Reading& in, scene::Device& device);

}  // namespace contrechamp::osm
