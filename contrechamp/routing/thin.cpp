// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/thin.hpp>
#include <algorithm>

namespace contrechamp::routing {
namespace {

std::uint64_t apart(Cost a, Cost b) { return a < b ? b - a : a - b; }

/// Keeps points one after the other, and knows of each other one how far it is from them and whether it differs enough.
class Thinning {
 public:
  Thinning(std::span<const Point> front, std::span<const Cost> length, const ThinOptions& options)
      : front_(front), length_(length), options_(options), others_(front.size()), marked_(length.size()) {
    for (std::size_t i = 0; i < front.size(); ++i) {
      others_[i].length = length_of(front[i], false);
    }
  }

  void keep(std::size_t kept) {
    kept_.push_back(kept);
    others_[kept].enough = false;
    mark(front_[kept], true);
    for (std::size_t i = 0; i < front_.size(); ++i) {
      others_[i].distance = std::min(others_[i].distance, distance(front_[i], front_[kept]));
      others_[i].enough = others_[i].enough && differs(i, kept);
    }
    mark(front_[kept], false);
  }

  /// The furthest that differs enough from all that are kept, the first of several; none: front_.size().
  [[nodiscard]] std::size_t furthest() const {
    std::size_t best = front_.size();
    for (std::size_t i = 0; i < front_.size(); ++i) {
      if (others_[i].enough && (best == front_.size() || others_[i].distance > others_[best].distance)) {
        best = i;
      }
    }
    return best;
  }

  [[nodiscard]] std::vector<std::size_t>& kept() { return kept_; }

 private:
  struct Other {
    std::uint64_t length = 0;
    std::uint64_t distance = ~std::uint64_t{0};  ///< from the nearest that is kept
    bool enough = true;
  };

  /// Both costs as shares of what the front spans, added: an integer below 2^63, both denominators multiplied out.
  [[nodiscard]] std::uint64_t distance(const Point& a, const Point& b) const {
    return apart(a.time, b.time) * apart(front_.front().exposure, front_.back().exposure) +
           apart(a.exposure, b.exposure) * apart(front_.front().time, front_.back().time);
  }
  /// `kept` is marked.
  [[nodiscard]] bool differs(std::size_t other, std::size_t kept) const {
    const Point& a = front_[other];
    const Point& b = front_[kept];
    if (apart(a.time, b.time) < options_.least_time && apart(a.exposure, b.exposure) < options_.least_exposure) {
      return false;
    }
    const std::uint64_t shorter = std::min(others_[other].length, others_[kept].length);
    return length_of(a, true) * 100 <= shorter * options_.most_shared;
  }
  [[nodiscard]] std::uint64_t length_of(const Point& point, bool only_marked) const {
    std::uint64_t sum = 0;
    for (const Arc arc : point.path.arcs) {
      sum += only_marked && !marked_[arc] ? 0 : length_[arc];
    }
    return sum;
  }
  void mark(const Point& point, bool value) {
    for (const Arc arc : point.path.arcs) {
      marked_[arc] = value;
    }
  }

  std::span<const Point> front_;
  std::span<const Cost> length_;
  const ThinOptions& options_;
  std::vector<Other> others_;
  std::vector<bool> marked_;  ///< arcs of the point that is being kept
  std::vector<std::size_t> kept_;
};

}  // namespace

std::vector<std::size_t> thinned(std::span<const Point> front, std::span<const Cost> length, const ThinOptions& options) {
  if (front.empty()) {
    return {};
  }
  Thinning thinning(front, length, options);
  thinning.keep(0);
  if (front.size() > 1) {
    thinning.keep(front.size() - 1);
  }
  while (thinning.kept().size() < options.most) {
    const std::size_t next = thinning.furthest();
    if (next == front.size()) {
      break;
    }
    thinning.keep(next);
  }
  std::sort(thinning.kept().begin(), thinning.kept().end());
  return thinning.kept();
}

}  // namespace contrechamp::routing
