// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/clip.hpp>
#include <contrechamp/exposure/observe.hpp>
#include <contrechamp/exposure/pieces.hpp>
#include <contrechamp/exposure/spans.hpp>
#include <vector>

namespace contrechamp::exposure {

/// A part of an edge in cm along the segment, widened to whole centimetres; empty if from >= to.
struct CoursePart {
  double from = 0;
  double to = 0;
};

/// One straight edge of a segment of which something may be seen.
struct CourseEdge {
  Line line;
  double at_cm = 0;     ///< position of its first point on the segment
  double end_cm = 0;    ///< and of its last one
  CoursePart likely;    ///< what walls and max_range leave in the tall and the usual world, of all sights
  CoursePart possible;  ///< in any world
  [[nodiscard]] double cm(double t) const { return at_cm + t * (end_cm - at_cm); }
  /// As fractions of the edge.
  [[nodiscard]] visibility::Interval fractions(const CoursePart& part) const {
    const double length = end_cm - at_cm;
    return {part.from > at_cm ? (part.from - at_cm) / length : 0, part.to < end_cm ? (part.to - at_cm) / length : 1};
  }
};

/// One segment after the other as a device finds it: what is lit of it under each sight. Buffers are reused.
class Course {
 public:
  /// For another device; both must outlive its use.
  void prepare(const Stance& stance, const ExposureOptions& options);

  /// False if walls and max_range leave nothing.
  bool follow(const LocalSegment& segment);

  [[nodiscard]] CmSpan window() const { return window_; }
  [[nodiscard]] const std::vector<CourseEdge>& edges() const { return edges_; }
  /// In cm along the segment, joined. Sight number `through_walls()` is what max_range alone leaves.
  [[nodiscard]] const Stretches& lit(std::size_t sight) const { return lit_[sight]; }
  [[nodiscard]] std::size_t through_walls() const { return stance_->sights.size(); }
  [[nodiscard]] const std::vector<RingChange>& rings() const { return rings_; }
  /// Where the street does not run along the lines that a certain reading needs.
  [[nodiscard]] const CmSpans& across() const { return across_; }

 private:
  [[nodiscard]] static CoursePart widened(const CourseEdge& edge, visibility::Interval hull);
  void look_along(const LocalSegment& segment, std::size_t i, const Line& line, visibility::Interval reach);
  void keep_walls_apart();
  [[nodiscard]] bool beyond_range(geo::Point a, geo::Point b) const;
  [[nodiscard]] bool near_lines(const Line& line) const;
  void note_rings(const Line& line, double at_cm, double end_cm);
  void lay_rings();

  const Stance* stance_ = nullptr;
  const ExposureOptions* options_ = nullptr;
  bool sees_through_walls_ = false;
  std::vector<bool> likely_;                                 // by sight: of the tall or the usual world
  std::vector<std::size_t> walls_of_;                        // by sight: the first one with the same walls
  std::vector<std::vector<visibility::Interval>> by_walls_;  // what these leave of an edge
  std::vector<visibility::Interval> parts_;                  // what shades leave of that
  struct NearEdge {
    std::size_t number;
    Line line;
  };
  std::vector<NearEdge> near_;  // edges within max_range
  CmSpan window_;
  std::vector<CourseEdge> edges_;
  std::vector<Stretches> lit_;
  std::vector<CmSpans> within_ring_;  // by ring, without the last
  std::vector<RingChange> rings_;
  CmSpans across_;
};

}  // namespace contrechamp::exposure
