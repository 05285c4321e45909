// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/sighting.hpp>
#include <contrechamp/exposure/tally.hpp>
#include <span>
#include <vector>

namespace contrechamp::exposure {

/// The smallest sweep radius that holds a segment from a centimetre on, to the next of these.
struct RingChange {
  std::uint32_t from_cm = 0;
  std::uint8_t ring = 0;
};

/// What one device sees of one segment at one band, counted.
struct Counted {
  const CmSpans& possible;  ///< holds all of `certain`
  const CmSpans& certain;
  std::span<const TallyRun> runs;     ///< empty: p is 0 where nothing is certain
  std::span<const RingChange> rings;  ///< ascending, the first at or before all that is possible
  double total_weight = 0;
};

/// As sightings: pieces that tile what is possible, in which the answer and the ring are constant and p varies by at most 0.05,
/// each with the exact mean of p, truncated once. A certain piece has p = 1. `like` holds what all of them share.
void append_pieces(std::vector<Sighting>& out, const Sighting& like, const Counted& counted);

}  // namespace contrechamp::exposure
