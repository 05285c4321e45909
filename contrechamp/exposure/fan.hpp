// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/clip.hpp>
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

  /// Of a rectilinear footing, or a radial one's sides: what its half-planes leave of the part, into from(k) and to(k); nothing
  /// where from(k) >= to(k).
  void cover(const optics::Footing& footing, Range range);
  [[nodiscard]] double from(std::size_t k) const { return from_[k]; }
  [[nodiscard]] double to(std::size_t k) const { return to_[k]; }
  /// How far forward the line's beginning lies, and what its whole length adds; metres.
  [[nodiscard]] double forward(std::size_t k) const { return x_[k]; }
  [[nodiscard]] double forward_change(std::size_t k) const { return dx_[k]; }

 private:
  std::vector<double> east_, north_, weight_;
  std::vector<double> turned_;  // from axis 0, without jumps
  double first_turn_ = 0;       ///< where axis 0 points, in turns from north clockwise
  double step_ = 0;             ///< turns between neighbours
  bool even_ = true;
  visibility::Interval part_;
  double from_turn_ = 0;  ///< the part is seen between these directions
  double width_turns_ = 1;
  std::vector<double> x_, dx_, y_, dy_;
  std::vector<double> from_, to_;
};

}  // namespace contrechamp::exposure
