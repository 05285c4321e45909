// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/profile.hpp>

namespace contrechamp::routing {

/// What it costs at least to get from any node to the ends, in all lanes of a profile at once; otherwise as Potential, and as
/// lazy: a rank is found when it is first asked for.
class Bounds {
 public:
  Bounds(const Index& index, const Profile& profile);
  /// Ends are mixed as each lane mixes. What was found for others is forgotten.
  void aim(std::span<const End> to);
  /// As many costs as the profile is wide; they may move when another rank is asked for.
  [[nodiscard]] const Cost* operator()(Rank rank) {
    if (row_[rank] == nowhere) find(rank);
    return costs_.data() + row_[rank] * profile_->width();
  }

 private:
  void find(Rank rank);
  void add_row(Rank rank);

  const Index* index_;
  const Profile* profile_;
  std::vector<std::uint32_t> row_;  // by rank: where its costs are; nowhere: not found
  std::vector<Rank> found_;         // by row
  LaneVector costs_;                // by row
  std::vector<Rank> climb_;
};

}  // namespace contrechamp::routing
