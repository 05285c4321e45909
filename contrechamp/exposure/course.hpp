// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/clip.hpp>
#include <contrechamp/exposure/observe.hpp>
#include <contrechamp/exposure/pieces.hpp>
#include <contrechamp/exposure/sector.hpp>
#include <contrechamp/exposure/spans.hpp>
#include <contrechamp/visibility/cutter.hpp>
#include <span>
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
  /// For another device; all must outlive its use. Looks at all segments at once.
  void prepare(const Stance& stance, std::span<const LocalSegment* const> segments, const ExposureOptions& options);

  /// The segment of that number. False if walls and max_range leave nothing.
  bool follow(std::size_t segment);

  [[nodiscard]] CmSpan window() const { return window_; }
  [[nodiscard]] const std::vector<CourseEdge>& edges() const { return edges_; }
  /// In cm along the segment, joined. Sight number `through_walls()` is what max_range alone leaves.
  [[nodiscard]] const Stretches& lit(std::size_t sight) const { return lit_[like_[sight]]; }
  [[nodiscard]] std::size_t through_walls() const { return stance_->sights.size(); }
  /// The first sight that leaves the same.
  [[nodiscard]] std::size_t like(std::size_t sight) const { return like_[sight]; }
  [[nodiscard]] const std::vector<RingChange>& rings() const { return rings_; }
  /// Where the street does not run along the lines that a certain reading needs.
  [[nodiscard]] const CmSpans& across() const { return across_; }

 private:
  /// An edge within max_range.
  struct NearEdge {
    const LocalSegment* segment;
    std::size_t number;  ///< in the segment
    Line line;
    visibility::Interval reach;  ///< what max_range leaves
    bool in_view;                ///< as far as directions tell
  };
  /// What the same walls leave of all near edges.
  struct Cut {
    const visibility::Cuts* parts = nullptr;
    std::size_t next = 0;
  };
  [[nodiscard]] static CoursePart widened(const CourseEdge& edge, visibility::Interval hull);
  void compare_sights();
  void find_near(std::span<const LocalSegment* const> segments);
  void cut_near();
  void look_along(std::uint32_t near);
  void take_parts(std::size_t sight, std::uint32_t near);
  [[nodiscard]] bool beyond_range(geo::Point a, geo::Point b) const;
  [[nodiscard]] bool near_lines(const Line& line) const;
  void note_rings(const NearEdge& edge);
  void lay_rings();

  const Stance* stance_ = nullptr;
  const ExposureOptions* options_ = nullptr;
  bool sees_through_walls_ = false;
  std::vector<Sector> sectors_;  // by head
  // By sight:
  std::vector<bool> likely_;                 // of the tall or the usual world
  std::vector<std::size_t> like_;            // the first one that leaves the same
  std::vector<std::size_t> walls_of_;        // the first one with the same walls
  std::vector<visibility::Cutter> cutters_;  // of those
  std::vector<Cut> cuts_;
  std::vector<NearEdge> near_;
  std::vector<std::uint32_t> first_near_;  // by segment, and the end
  visibility::Lines lines_;                // the near edges
  std::vector<visibility::Interval> parts_;
  visibility::Shades::Scratch shade_scratch_;
  CmSpan window_;
  std::vector<CourseEdge> edges_;
  std::vector<Stretches> lit_;
  std::vector<CmSpans> within_ring_;  // by ring, without the last
  std::vector<RingChange> rings_;
  CmSpans across_;
};

}  // namespace contrechamp::exposure
