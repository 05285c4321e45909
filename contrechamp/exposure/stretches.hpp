// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/sighting.hpp>
#include <contrechamp/optics/scenarios.hpp>
#include <contrechamp/visibility/viewshed.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace contrechamp::exposure {

/// Positions along a segment in cm, before they are rounded.
using Stretches = std::vector<visibility::Interval>;

/// Sorted and joined where they touch (within 1e-6 cm: a joint of two edges is no gap).
void join(Stretches& stretches);
/// What is left of `from` without `without`; both joined.
[[nodiscard]] Stretches minus(const Stretches& from, const Stretches& without);

/// Counts, for each whole centimetre of a window of a segment, under which scenarios it is seen. One per band.
class CentimetreTally {
 public:
  /// Covers [from_cm, to_cm) and forgets what was there.
  void reset(std::uint32_t from_cm, std::uint32_t to_cm);
  /// One scenario, or a part of it: `seen` (joined, within the window) for `share` of the time, of optics::View::full_share.
  /// Parts of one scenario must not overlap. What is seen for less than the full time is never seen in all scenarios.
  void add(const Stretches& seen, std::uint64_t weight, std::uint32_t share);

  struct Centimetre {
    bool everywhere = false;   ///< inside, rounded inward, in all scenarios
    bool somewhere = false;    ///< touched, rounded outward, in one at least
    std::uint64_t weight = 0;  ///< of the scenarios that see it, rounded to nearest
  };
  /// Visits the window's centimetres in order: visit(cm, Centimetre), given how many scenarios there were.
  template <class Visit>
  void each(std::uint32_t scenario_count, const Visit& visit) const {
    std::int32_t in = 0;
    std::int32_t out = 0;
    std::int64_t weight = 0;
    for (std::uint32_t i = 0; i + 1 < inward_.size(); ++i) {
      in += inward_[i];
      out += outward_[i];
      weight += weight_[i];
      visit(from_cm_ + i,
            Centimetre{in == static_cast<std::int32_t>(scenario_count), out > 0, static_cast<std::uint64_t>(weight)});
    }
  }
  [[nodiscard]] bool touched() const { return touched_; }

 private:
  template <class Number>
  void add_difference(std::vector<Number>& differences, double from, double to, Number what);
  std::uint32_t from_cm_ = 0;
  bool touched_ = false;
  std::vector<std::int32_t> inward_;  // differences: +1 where a stretch begins, -1 where it ends
  std::vector<std::int32_t> outward_;
  std::vector<std::int64_t> weight_;
};

/// What is known of a centimetre besides its tally.
struct Spot {
  std::uint8_t ring = 0;
  bool may_be_certain = true;
  constexpr bool operator==(const Spot&) const = default;
};

/// The tally of one band as sightings: pieces in which the answer and the ring are constant and p varies by at most 0.05.
/// `like` holds what all of them share; `ground[i]` belongs to centimetre from_cm + i. `probable` false sets p to 0.
void append_pieces(std::vector<Sighting>& out, const Sighting& like, const CentimetreTally& tally, std::uint32_t from_cm,
                   std::span<const Spot> ground, std::uint32_t scenario_count, std::uint64_t total_weight, bool probable);

}  // namespace contrechamp::exposure
