// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <span>
#include <string_view>

namespace contrechamp::osm {

struct TagRef {
  std::string_view key;
  std::string_view value;
};

/// The tags of one object, borrowed from wherever they lie: nothing is copied for objects that are not kept.
class TagView {
 public:
  explicit TagView(std::span<const TagRef> tags) : tags_(tags) {}
  /// The value of a key; empty if there is none.
  [[nodiscard]] std::string_view get(std::string_view key) const {
    for (const TagRef& tag : tags_) {
      if (tag.key == key) return tag.value;
    }
    return {};
  }
  [[nodiscard]] bool is(std::string_view key, std::string_view value) const { return get(key) == value; }
  /// There, and not "no".
  [[nodiscard]] bool affirmed(std::string_view key) const {
    const std::string_view value = get(key);
    return !value.empty() && value != "no";
  }
  [[nodiscard]] std::span<const TagRef> all() const { return tags_; }

 private:
  std::span<const TagRef> tags_;
};

}  // namespace contrechamp::osm
