// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/neighbourhood.hpp>
#include <contrechamp/geo/frame.hpp>
#include <contrechamp/trips/track.hpp>
#include <span>
#include <vector>

namespace contrechamp::trips {

/// Two fixes further apart than this are joined by a straight line that nobody recorded: it counts, and is told apart.
inline constexpr double sparse_cm = 20'000;
inline constexpr std::int64_t sparse_ms = 60'000;

/// A stretch of a track that is computed at once: some consecutive fixes and the straight lines between them. Positions along it
/// are whole centimetres from its first fix, times are milliseconds.
/// What is recorded without moving (a stop) takes time and no length: its time belongs to the centimetre after it, or at the
/// run's end to the one before. A run that has no length at all is looked at as one centimetre eastwards, `probe`.
class Run {
 public:
  /// At least two fixes; lengths are measured in `frame`.
  Run(std::span<const Fix> fixes, const geo::LocalFrame& frame);

  [[nodiscard]] std::uint32_t length_cm() const { return length_cm_; }
  [[nodiscard]] bool probe() const { return length_cm_ == 0; }
  /// Its end for stretches of exposure: the length, or 1 if it is a probe.
  [[nodiscard]] std::uint32_t end_cm() const { return probe() ? 1 : length_cm_; }
  /// Time spent on [from, to): evenly between two timed fixes; lines without both times, or whose time goes back, count none.
  /// Laws: adjoining stretches add up exactly; of [0, end_cm()) it is all the time of the run.
  [[nodiscard]] std::int64_t milliseconds(std::uint32_t from_cm, std::uint32_t to_cm) const;
  [[nodiscard]] std::int64_t milliseconds() const { return known_ms_.back(); }
  /// When the position was reached; nothing if its line is not timed.
  [[nodiscard]] std::optional<std::int64_t> time_at(std::uint32_t cm) const;
  [[nodiscard]] geo::LatLon position_at(std::uint32_t cm) const;
  /// Corners of the stretch from end to end.
  [[nodiscard]] std::vector<geo::LatLon> points_of(std::uint32_t from_cm, std::uint32_t to_cm) const;

  /// As exposure takes it, in the frame that a device is computed in. On the ground: a track does not tell its deck.
  [[nodiscard]] exposure::LocalSegment local(const geo::LocalFrame& frame) const;
  [[nodiscard]] std::span<const Fix> fixes() const { return fixes_; }
  [[nodiscard]] geo::Box box() const;
  /// Where fix i stands, unrounded.
  [[nodiscard]] double at_cm(std::size_t i) const { return at_cm_[i]; }

 private:
  [[nodiscard]] std::size_t line_of(std::uint32_t cm) const;
  [[nodiscard]] double fraction(std::size_t line, std::uint32_t cm) const;
  [[nodiscard]] std::int64_t known_until(std::uint32_t cm) const;
  std::vector<Fix> fixes_;
  std::vector<double> at_cm_;           // by fix; the last is length_cm_
  std::vector<std::int64_t> known_ms_;  // by fix: time spent before it
  std::uint32_t length_cm_ = 0;
};

/// Time between two fixes if both are timed and it does not go back.
[[nodiscard]] std::optional<std::int64_t> time_between(const Fix& a, const Fix& b);
/// The point at fraction t of the straight line from a to b, the short way round.
[[nodiscard]] geo::LatLon between(geo::LatLon a, geo::LatLon b, double t);

/// False only if no point of one can lie in the other. A box wider than half the globe is one that crosses ±180°: its longitudes
/// tell nothing.
[[nodiscard]] bool may_touch(const geo::Box& a, const geo::Box& b);

/// Parts of a run, ascending, that lie in cells which are not `surveyed` (sorted). Rounded to whole centimetres.
struct Part {
  std::uint32_t from_cm = 0;
  std::uint32_t to_cm = 0;
};
[[nodiscard]] std::vector<Part> not_mapped(const Run& run, std::span<const geo::Cell> surveyed);

}  // namespace contrechamp::trips
