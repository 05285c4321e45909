// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/streets/roads.hpp>

namespace contrechamp::streets {
namespace {

constexpr std::uint32_t none = ~std::uint32_t{0};

/// Strongly connected parts (R. Tarjan, Depth-first search and linear graph algorithms, SIAM J. Comput. 1, 1972), with a stack of
/// its own instead of recursion.
class Tarjan {
 public:
  explicit Tarjan(const Roads& roads)
      : roads_(roads), number_(roads.nodes(), none), lowest_(roads.nodes()), part_(roads.nodes(), none) {
    for (std::uint32_t v = 0; v < roads.nodes(); ++v) {
      if (number_[v] == none) explore(v);
    }
  }
  [[nodiscard]] const std::vector<std::uint32_t>& part() const { return part_; }  ///< by node
  [[nodiscard]] std::uint32_t parts() const { return parts_; }

 private:
  struct Call {
    std::uint32_t node = 0;
    std::uint32_t arc = 0;  ///< the next to look at
  };

  void enter(std::uint32_t v) {
    number_[v] = lowest_[v] = next_++;
    open_.push_back(v);
    calls_.push_back({v, roads_.first_out[v]});
  }

  void explore(std::uint32_t root) {
    enter(root);
    while (!calls_.empty()) {
      Call& call = calls_.back();
      const std::uint32_t v = call.node;
      if (call.arc < roads_.first_out[v + 1]) {
        const std::uint32_t w = roads_.head[call.arc++];
        if (number_[w] == none) {
          enter(w);
        } else if (part_[w] == none) {
          lowest_[v] = std::min(lowest_[v], number_[w]);
        }
        continue;
      }
      calls_.pop_back();
      if (!calls_.empty()) lowest_[calls_.back().node] = std::min(lowest_[calls_.back().node], lowest_[v]);
      if (lowest_[v] == number_[v]) close(v);
    }
  }

  /// All that was entered since the part's first node belongs to it.
  void close(std::uint32_t first) {
    for (std::uint32_t v = none; v != first;) {
      v = open_.back();
      open_.pop_back();
      part_[v] = parts_;
    }
    ++parts_;
  }

  const Roads& roads_;
  std::vector<std::uint32_t> number_;  ///< by node: in which order they were entered
  std::vector<std::uint32_t> lowest_;  ///< that can be reached and is open
  std::vector<std::uint32_t> part_;
  std::vector<std::uint32_t> open_;
  std::vector<Call> calls_;
  std::uint32_t next_ = 0;
  std::uint32_t parts_ = 0;
};

}  // namespace

Parts::Parts(const Roads& roads) {
  const Tarjan tarjan(roads);
  std::vector<std::uint32_t> size(tarjan.parts());
  for (const std::uint32_t part : tarjan.part()) ++size[part];
  const auto most = std::max_element(size.begin(), size.end());
  if (most == size.end() || *most <= roads.nodes() / 2) return;
  const auto main = static_cast<std::uint32_t>(most - size.begin());
  for (std::uint32_t v = 0; v < roads.nodes(); ++v) {
    for (std::uint32_t arc = roads.first_out[v]; arc < roads.first_out[v + 1]; ++arc) {
      const std::uint32_t segment = roads.arcs[arc].segment;
      if (main_.size() <= segment) main_.resize(std::size_t{segment} + 1);
      if (tarjan.part()[v] == main && tarjan.part()[roads.head[arc]] == main) main_[segment] = 1;
    }
  }
}

}  // namespace contrechamp::streets
