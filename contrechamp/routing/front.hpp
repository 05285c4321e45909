// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/routing/pareto.hpp>
#include <contrechamp/routing/query.hpp>
#include <cstddef>
#include <vector>

namespace contrechamp::routing {

/// The mixes that a profile is made of unless told otherwise: only time, only exposure, and fourteen between them whose price of
/// exposure in time doubles from one to the next, from 1/90 to 90.
[[nodiscard]] const std::array<Mix, most_lanes>& default_mixes();

/// The points that some lane of the profile finds, summed again and rid of the dominated: the supported front, as far as the
/// mixes go. Quick. Each point is a path's; none is beaten by another of them, but a path that no lane finds may beat it: lanes
/// are floored, and a lane takes any of its cheapest paths.
[[nodiscard]] std::vector<Point> supported_front(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure,
                                                 const Profile& profile, Query& query, std::span<const End> from,
                                                 std::span<const End> to);

/// The whole front, exactly: every pair of costs that a path has and none beats, one path for each. Bi-objective A* with
/// dominance checks in constant time (C. Hernández Ulloa et al., A Simple and Fast Bi-Objective Search Algorithm, ICAPS 2020),
/// bounds by Potential, and pruned by what `seed` already found.
///
/// What is guaranteed of a finished front: its pairs of costs are exact and complete, and the path of each pair is the one that
/// `comes_before` all others of that pair (the fewest arcs, then the first). So it depends neither on the steps nor on the seed.
///
/// Memory: 24 bytes a label that waits and 8 one that was settled (vectors that grow may hold twice that for a moment), 24 bytes
/// a node.
class FrontSearch {
 public:
  struct Options {
    Cost most_time = unreachable - 1;      ///< points that take longer are not looked for
    Cost most_exposure = unreachable - 1;  ///< nor those that see more
    /// The search gives up when so many labels wait or are settled: about 1 GB.
    std::uint32_t most_labels = 50'000'000;
  };
  /// Lane 0 of the profile must be only_time, lane 1 only_exposure. All must outlive the search.
  FrontSearch(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure, const Index& index,
              const Profile& profile);
  /// Starts anew, a few ends each way. `seed`: sums of paths between the same ends, in any order (the paths themselves are not
  /// looked at); what they beat is not searched. A seed that no path has makes the front wrong.
  void begin(std::span<const End> from, std::span<const End> to, std::span<const Point> seed, const Options& options);
  /// At most so many labels are taken up; true when nothing is left to do, or the search has given up.
  [[nodiscard]] bool step(std::size_t most_expansions);
  /// The front is whole, within the bounds of the options. False before that, and if the search gave up for want of memory.
  [[nodiscard]] bool finished() const { return !gave_up_ && queue_.empty(); }
  /// Found so far, ascending time: each is on the front. The whole front once finished.
  [[nodiscard]] std::vector<Point> points() const;
  /// What is not found yet takes at least so long: all points that are quicker are known and final. Finished: unreachable.
  [[nodiscard]] Cost settled_time() const;
  /// Labels settled: those whose arcs were followed.
  [[nodiscard]] std::size_t expansions() const { return labels_.size(); }
  /// That wait or are settled: what most_labels bounds.
  [[nodiscard]] std::size_t labels() const { return labels_.size() + queue_.size(); }

 private:
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  static constexpr Cost not_asked = ~Cost{0};

  /// A path to a node: that of its parent, and one arc more.
  struct Label {
    std::uint32_t parent = none;  ///< none: a beginning
    std::uint32_t arc = 0;        ///< of the graph; of a beginning or behind an end, the number of that
  };
  /// A label that waits. Order of the queue: bounds, number of arcs, and then whatever tells two apart.
  struct Open {
    Cost time = 0;  ///< bounds: what it costs so far, and what is left at least
    Cost exposure = 0;
    std::uint32_t arcs = 0;
    Node node = 0;  ///< nodes(): behind the ends
    Label label;
    [[nodiscard]] static bool later(const Open& a, const Open& b);
  };
  /// What is known of a node: all of it is asked for together.
  struct Place {
    Cost exposure = unreachable;  ///< of the label that was settled last here: of all of them, it sees least
    Cost time = 0;
    std::uint32_t arcs = 0;
    std::uint32_t label = none;
    Cost time_left = not_asked;  ///< to the ends, at least
    Cost exposure_left = not_asked;
  };
  struct Found {
    Cost time = 0;
    Cost exposure = 0;
    std::uint32_t label = none;
  };

  void offer(Node node, Cost time, Cost exposure, std::uint32_t arcs, Label label);
  void take(const Open& open);
  void expand(Node node, std::uint32_t label);
  [[nodiscard]] bool beaten_by_seed(Cost time, Cost exposure) const;
  [[nodiscard]] bool comes_first(Label a, Label b, bool behind_ends) const;
  [[nodiscard]] Path path_to(std::uint32_t label) const;

  const Graph& graph_;
  std::span<const Cost> time_;
  std::span<const Cost> exposure_;
  Potential time_left_;
  Potential exposure_left_;
  Options options_;
  std::vector<End> to_;
  std::vector<Point> seed_;    ///< a front, without paths
  std::vector<Label> labels_;  ///< that were settled
  std::vector<Open> queue_;    ///< a heap
  std::vector<Place> places_;  ///< by node, and one behind the ends
  std::vector<Found> found_;
  Cost reached_ = 0;  ///< bound of time of the label taken up last
  bool gave_up_ = false;
};

}  // namespace contrechamp::routing
