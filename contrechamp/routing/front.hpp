// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/routing/bounds.hpp>
#include <contrechamp/routing/certificate.hpp>
#include <contrechamp/routing/core.hpp>
#include <contrechamp/routing/gaps.hpp>
#include <contrechamp/routing/open_queue.hpp>
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
/// dominance checks in constant time (C. Hernández Ulloa et al., A Simple and Fast Bi-Objective Search Algorithm, ICAPS 2020) on
/// a core, bounded in all lanes by Bounds: a label is dropped if no gap between known points can take what comes of it. So that
/// the gaps are narrow, two rough searches come first, which keep only what is better by a share of the front's extent.
///
/// What is guaranteed of a finished front: its pairs of costs are exact and complete, and the path of each pair is the one that
/// `comes_before` all others of that pair (the fewest arcs, then the first). So it depends neither on the steps nor on the seed
/// nor on what the core has contracted.
///
/// Memory: 28 bytes a label that waits and 8 one that was settled (vectors that grow may hold twice that for a moment), 32 bytes
/// a node, 24 a way of the nodes that were met, and those of Bounds.
class FrontSearch {
 public:
  struct Options {
    Cost most_time = unreachable - 1;      ///< points that take longer are not looked for
    Cost most_exposure = unreachable - 1;  ///< nor those that see more
    /// The search gives up when so many labels wait or are settled: about 1 GB.
    std::uint32_t most_labels = 50'000'000;
    bool keep_followed = false;  ///< for a certificate; 12 bytes a label more
  };
  /// Lane 0 of the profile must be only_time, lane 1 only_exposure. The index and the profile must outlive the search; the core
  /// is of the same graph and weights.
  FrontSearch(Core core, const Index& index, const Profile& profile);
  /// On the graph itself.
  FrontSearch(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure, const Index& index,
              const Profile& profile);
  /// Starts anew, a few ends each way. `seed`: sums of paths between the same ends, in any order (the paths themselves are not
  /// looked at); what they beat is not searched. A seed that no path has makes the front wrong.
  void begin(std::span<const End> from, std::span<const End> to, std::span<const Point> seed, const Options& options);
  /// At most so many labels are taken up; true when nothing is left to do, or the search has given up.
  [[nodiscard]] bool step(std::size_t most_expansions);
  /// The front is whole, within the bounds of the options. False before that, and if the search gave up for want of memory.
  [[nodiscard]] bool finished() const { return !gave_up_ && queue_.empty() && round_ == rounds; }
  /// Found so far, ascending time: each is on the front. The whole front once finished. None in the rough searches.
  [[nodiscard]] std::vector<Point> points() const;
  /// What is not found yet takes at least so long: all points that are quicker are known and final. Finished: unreachable.
  [[nodiscard]] Cost settled_time() const { return finished() ? unreachable : round_ == rounds ? reached_ : 0; }
  /// Labels settled, in the rough searches too: those whose ways were followed.
  [[nodiscard]] std::size_t expansions() const { return settled_before_ + labels_.size(); }
  /// What the exact search has settled, if it was to be kept.
  [[nodiscard]] const std::vector<Certificate::Followed>& followed() const { return followed_; }
  /// That wait or are settled: what most_labels bounds.
  [[nodiscard]] std::size_t labels() const { return labels_.size() + queue_.size(); }

 private:
  static constexpr std::uint32_t none = ~std::uint32_t{0};
  static constexpr Cost not_asked = ~Cost{0};
  static constexpr std::uint32_t rounds = 2;  ///< of rough search

  /// What is known of a node: all of it is asked for together. Half a line of the cache.
  struct alignas(32) Place {
    Cost exposure = unreachable;  ///< of the label that was settled last here: of all of them, it sees least
    Cost time = 0;
    std::uint32_t arcs = 0;
    std::uint32_t label = none;
    Cost time_left = not_asked;  ///< to the ends, at least
    Cost exposure_left = not_asked;
    Rank rank = 0;             ///< where Bounds have all lanes
    std::uint32_t fan = none;  ///< the first of its ways in fans_, once they are laid out
  };
  /// A way on, and what it and all behind it see at least. Those of a node lie side by side, ascending by that, and end with one
  /// that leads nowhere: so a label comes to none that are hopeless for it.
  struct Spoke {
    Cost exposure_left = unreachable;
    CoreArc way;
  };
  struct Found {
    Cost time = 0;
    Cost exposure = 0;
    std::uint32_t arcs = 0;
    std::uint32_t label = none;
  };
  /// A way to a contracted node that leads down to an end.
  struct Down {
    Slot from = 0;
    CoreArc way;
  };

  void mark_way_up();
  void mark_way_down();
  void begin_round();
  void end_round();
  [[nodiscard]] bool known(Slot slot, Cost exposure) const;
  void offer(Slot slot, Cost time, Cost exposure, std::uint32_t arcs, Label label);
  void take(const OpenLabel& open);
  void expand(const OpenLabel& open, std::uint32_t label);
  void lay_out(Slot slot);
  void ask(Slot slot);
  [[nodiscard]] bool comes_first(Label a, Label b, std::uint32_t arcs, bool behind_ends) const;
  [[nodiscard]] Path path_to(Label label, std::uint32_t arcs, bool behind_ends) const;

  Core core_;
  const Index* index_;
  Bounds bounds_;
  Gaps gaps_;
  Options options_;
  std::vector<End> from_;
  std::vector<End> to_;
  std::vector<Point> seed_;    ///< a front, without paths
  std::vector<Label> labels_;  ///< that were settled
  OpenQueue queue_;
  std::vector<Place> places_;  ///< by slot, and one behind the ends
  std::vector<Slot> touched_;  ///< slots whose places are not as in the beginning
  std::vector<Slot> rising_;   ///< contracted nodes above the beginnings
  std::vector<Down> downs_;    ///< by `from`, ascending
  std::vector<Spoke> fans_;    ///< of the nodes that were expanded
  std::vector<Found> found_;
  std::vector<Certificate::Followed> followed_;
  std::uint32_t round_ = 0;  ///< the last is exact
  Gaps::Less less_;          ///< by how much a label must be better, in this round
  std::size_t settled_before_ = 0;
  Cost reached_ = 0;  ///< bound of time of the label taken up last
  bool gave_up_ = false;
};

}  // namespace contrechamp::routing
