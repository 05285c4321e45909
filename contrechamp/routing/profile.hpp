// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/executor.hpp>
#include <contrechamp/routing/index.hpp>
#include <contrechamp/routing/lanes.hpp>

namespace contrechamp::routing {

/// How a lane weighs the two costs of an arc: floor((time * t + exposure * e) / 2^mix_bits), t + e = 2^mix_bits.
inline constexpr unsigned mix_bits = 10;
struct Mix {
  std::uint32_t time = 1U << mix_bits;
  std::uint32_t exposure = 0;
};
[[nodiscard]] constexpr Cost mixed(Mix mix, Cost time, Cost exposure) {
  return static_cast<Cost>((std::uint64_t{mix.time} * time + std::uint64_t{mix.exposure} * exposure) >> mix_bits);
}
inline constexpr Mix only_time{1U << mix_bits, 0};
inline constexpr Mix only_exposure{0, 1U << mix_bits};

/// Weights of a request put into an index: what each of its arcs costs at least, up and down, in every lane at once.
/// Immutable once made; may be shared by threads. It keeps its own copies of all it needs.
///
/// A lane's cost of a path is the sum of the mixed costs of its arcs, each rounded down: not the mix of the sums, but never more.
class Profile {
 public:
  /// Puts weights into an index. One pass over lower triangles, by parts of the elimination tree that `executor` may do at the
  /// same time: neither it nor `memory` (of a profile that nobody needs any more: pages that the system has already given are
  /// half of the time) changes a cost. One cost of each kind an arc of the graph; up to `most_lanes` mixes. Errors: bad_argument
  /// (lengths; a graph that is not the index's; no mix, too many, or one whose parts do not add up), too_large (check_costs).
  [[nodiscard]] static Result<Profile> customized(const Index& index, const Graph& graph, std::span<const Cost> time,
                                                  std::span<const Cost> exposure, std::span<const Mix> mixes,
                                                  const Executor& executor = in_turn, LaneVector memory = {});
  /// Its memory, for the next.
  [[nodiscard]] LaneVector spent() && { return std::move(costs_); }
  [[nodiscard]] std::size_t lanes() const { return mixes_.size(); }
  [[nodiscard]] Mix mix(std::size_t lane) const { return mixes_[lane]; }

  /// Lanes as they lie in memory: `lanes`, and those that fill up to a power of two.
  [[nodiscard]] std::size_t width() const { return width_; }
  /// Of one direction of an arc of the index, from its lower end: `width` costs.
  [[nodiscard]] const Cost* costs_up(std::uint32_t arc) const { return costs_.data() + std::size_t{arc} * width_; }
  [[nodiscard]] const Cost* costs_down(std::uint32_t arc, Rank lower) const { return costs_up(arc + down_shift_[lower]); }
  [[nodiscard]] const Cost* costs(Place place) const {
    const std::uint32_t arc = place / 2;
    return place == up(arc) ? costs_up(arc) : costs_down(arc, index_.lower(arc));
  }
  [[nodiscard]] Cost cost(Place place, std::size_t lane) const { return costs(place)[lane]; }
  /// Of an arc of the graph, in a lane.
  [[nodiscard]] Cost original(Arc arc, std::size_t lane) const { return mixed(mixes_[lane], time_[arc], exposure_[arc]); }
  [[nodiscard]] std::size_t bytes() const;

 private:
  explicit Profile(Index index) : index_(std::move(index)) {}
  Index index_;
  std::vector<Mix> mixes_;
  std::size_t width_ = 1;
  std::vector<Cost> time_;  // as they were given, to find the way back from the index's arcs to the graph's
  std::vector<Cost> exposure_;
  LaneVector costs_;                       // by arc of the index, upwards; then downwards, of the nodes whose arcs differ
  std::vector<std::uint32_t> down_shift_;  // by lower end: how far behind an arc's costs upwards are those downwards; 0: the same
};

}  // namespace contrechamp::routing
