// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/observe.hpp>
#include <span>
#include <vector>

namespace contrechamp::exposure {

/// What is lit of each ray about a device (outline.hpp) under each of its sights, as fractions of max_range: from the eye to the
/// first wall, less what low roofs hide. Where a ray runs along a border it is lit as far as it is from one side at least.
class Sightlines {
 public:
  Sightlines(const Stance& stance, const ExposureOptions& options);

  /// Ascending, disjoint.
  [[nodiscard]] std::span<const visibility::Interval> lit(std::size_t sight, std::size_t ray) const {
    const Round& all = rounds_[sight];
    return std::span(all.parts).subspan(all.first[ray], all.first[ray + 1] - all.first[ray]);
  }
  /// The number of a sight that walls do not end.
  [[nodiscard]] std::size_t through_walls() const { return rounds_.size() - 1; }

 private:
  struct Round {
    std::vector<visibility::Interval> parts;
    std::vector<std::size_t> first;  ///< by ray, and one past the last
  };
  std::vector<Round> rounds_;
};

}  // namespace contrechamp::exposure
