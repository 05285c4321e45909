// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/core.hpp>
#include <cstddef>
#include <vector>

namespace contrechamp::routing {

/// A path to a node: that of its parent, and one way more.
struct Label {
  std::uint32_t parent = ~std::uint32_t{0};  ///< that: a beginning
  Way way = 0;                               ///< of a beginning, or behind an end, the number of that
};

/// A label that waits. Its turn comes by its bounds, then by the number of arcs.
struct OpenLabel {
  Cost time = 0;  ///< bounds: what it costs so far, and what is left at least
  Cost exposure = 0;
  std::uint32_t arcs = 0;
  Slot slot = 0;
  Label label;
};

/// A priority queue of labels in buckets of time: a bucket becomes a heap when its turn comes, and stays in the cache.
class OpenQueue {
 public:
  /// Empty again. Times that are expected, about: others are as right, but slower.
  void begin(Cost least_time, Cost most_time);
  void push(const OpenLabel& open);
  /// The first label. Not when empty.
  [[nodiscard]] OpenLabel pop();
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  /// An element of a bucket's list.
  struct Link {
    OpenLabel open;
    std::uint32_t next = none;
  };
  void advance();

  Cost least_ = 0;
  unsigned shift_ = 0;  ///< a bucket is 2^shift_ wide
  std::size_t now_ = 0;
  std::size_t size_ = 0;
  std::vector<std::uint32_t> first_;  ///< by bucket, in links_
  std::vector<Link> links_;
  std::uint32_t free_ = none;    ///< a list of links that are not in use
  std::vector<OpenLabel> heap_;  ///< of the bucket whose turn it is, and earlier ones
};

}  // namespace contrechamp::routing
