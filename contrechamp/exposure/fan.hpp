// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/clip.hpp>
#include <contrechamp/exposure/lanes.hpp>
#include <cstdint>
#include <vector>

namespace contrechamp::exposure {

/// All admissible axes of a head at once: what a view covers of a straight line with each of them. The intervals are those of
/// `covered` (clip.hpp), to the bit; an axis from which a view certainly misses the line may be left out.
class Fan {
 public:
  Fan() = default;
  explicit Fan(const std::vector<optics::Axis>& axes) { open(axes); }
  /// Other axes; buffers are reused.
  void open(const std::vector<optics::Axis>& axes);
  [[nodiscard]] std::size_t size() const { return weight_.size(); }
  [[nodiscard]] double weight(std::size_t k) const { return weight_[k]; }

  /// Tangent of the angle from its axis beyond which a footing sees nothing; negative: no limit is known.
  [[nodiscard]] static double widest_tangent(const optics::Footing& footing);
  /// How far from its axis, at most, a footing sees anything; in turns, rounded up. 1: no limit is known.
  [[nodiscard]] static double reach_turns(const optics::Footing& footing);
  /// Whether one place can lie within such an angle of every axis.
  [[nodiscard]] bool may_agree(double reach_turns) const;

  /// The line to look at, and the part of it that matters (fractions).
  void face(const Line& line, visibility::Interval part);

  /// Axes [first, last) from which something may be seen; two ranges where the axes go all round.
  struct Range {
    std::size_t first = 0;
    std::size_t last = 0;
  };
  [[nodiscard]] std::array<Range, 2> ranges(double reach_turns) const;

  /// Finds what a rectilinear view sees of the part with each of these axes: what its half-planes leave, and which of its bands
  /// end there. `ends[l]`: how far forward lane l reaches, never beyond the next; of `lanes` lanes.
  void cover(const optics::Footing& footing, const Lanes& ends, std::size_t lanes, Range range);
  /// What it sees with an axis of the range, and how. All lanes from some() on see something of it; those from all() on the
  /// whole, the others up to (or, going towards the eye, from) end(). Where nothing is seen, some() is the number of lanes.
  [[nodiscard]] double from(std::size_t k) const { return from_[k]; }
  [[nodiscard]] double to(std::size_t k) const { return to_[k]; }
  [[nodiscard]] std::size_t some(std::size_t k) const { return static_cast<std::size_t>(some_[k]); }
  [[nodiscard]] std::size_t all(std::size_t k) const { return static_cast<std::size_t>(all_[k]); }
  [[nodiscard]] double end(std::size_t k, std::size_t lane) const {
    return (away(k) ? lane_to_ : lane_from_)[lane * from_.size() + k];
  }
  /// Of a lane from least_some() to most_all(); empty if nothing is.
  [[nodiscard]] visibility::Interval seen(std::size_t k, std::size_t lane) const {
    return {lane_from_[lane * from_.size() + k], lane_to_[lane * from_.size() + k]};
  }
  /// Whether the line leads forward along the axis.
  [[nodiscard]] bool away(std::size_t k) const { return dx_[k] >= 0; }
  /// Of all axes of the range: the least some(), and a lane that no all() is beyond.
  [[nodiscard]] std::size_t least_some() const { return least_some_; }
  [[nodiscard]] std::size_t most_all() const { return most_all_; }
  /// From this lane on one axis at least sees the whole part.
  [[nodiscard]] std::size_t whole_from() const { return whole_from_; }
  /// Of a lane, from least_some() to most_all(): no axis of the range shows anything outside of the hull, and whether what they
  /// show together is the hull, as each overlaps the next.
  [[nodiscard]] visibility::Interval hull(std::size_t lane) const { return hulls_[lane]; }
  [[nodiscard]] bool unbroken(std::size_t lane, Range range) const;

 private:
  /// Where the columns lie: stores through vectors would have them looked up again each time.
  struct Columns {
    const double *x, *dx, *y, *dy;
    double *from, *to, *nearest, *farthest, *lane_from, *lane_to;
    std::int64_t *some, *all;
    std::size_t room;  ///< between the lanes of lane_from and lane_to
  };
  [[nodiscard]] Columns columns();
  void cover_sides(const optics::Footing& footing, Range range);
  void cover_bands(const Lanes& ends, std::size_t lanes, Range range);
  std::vector<double> east_, north_, weight_;
  std::vector<double> turned_;  // from axis 0, without jumps
  double first_turn_ = 0;       ///< where axis 0 points, in turns from north clockwise
  double step_ = 0;             ///< turns between neighbours
  bool even_ = true;
  visibility::Interval part_;
  double from_turn_ = 0;  ///< the part is seen between these directions
  double width_turns_ = 1;
  std::vector<double> x_, dx_, y_, dy_;
  std::vector<double> from_, to_, nearest_, farthest_;
  std::vector<std::int64_t> some_, all_;
  std::vector<double> lane_from_, lane_to_;                 // by lane and axis
  std::array<visibility::Interval, most_lanes + 1> hulls_;  // by lane
  double least_forward_ = 0;
  double most_forward_ = 0;
  std::size_t least_some_ = 0;
  std::size_t most_all_ = 0;
  std::size_t whole_from_ = 0;
};

}  // namespace contrechamp::exposure
