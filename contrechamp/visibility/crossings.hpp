// SPDX-License-Identifier: AGPL-3.0-or-later
// Private to this module: looks at places where edges cross.
#pragma once
#include <contrechamp/visibility/sweep.hpp>
#include <utility>
#include <vector>

namespace contrechamp::visibility {

/// Beyond this a crossing's directions would not fit their predicates.
inline constexpr std::int32_t widest_cut = (1 << 18) - 1;

/// Edges to sweep in parts: relative to the eye, counter-clockwise about it, with the lines that cross them.
struct CutFaces {
  struct Face {
    geo::Vec a;
    geo::Vec b;
    std::size_t first = 0;  ///< of its lines
    std::size_t last = 0;
  };
  std::vector<Face> faces;
  std::vector<std::pair<geo::Vec, geo::Vec>> lines;
  void clear() {
    faces.clear();
    lines.clear();
  }
};

/// Rational: coordinates below 2^18 give w below 2^40, x and y below 2^60.
using RationalSpot = Spot<__int128>;

/// Faces that begin and end in rational points.
struct PartFaces {
  using Whole = __int128;
  static constexpr bool whole = false;
  struct Part {
    geo::Vec a;
    geo::Vec b;
    RationalSpot begin;
    RationalSpot end;
  };
  std::vector<Part> parts;
  std::vector<RationalSpot> directions;  ///< by rank
  [[nodiscard]] const RationalSpot& direction(std::int64_t rank) const { return directions[static_cast<std::size_t>(rank)]; }
  [[nodiscard]] geo::Vec a(std::uint32_t i) const { return parts[i].a; }
  [[nodiscard]] geo::Vec b(std::uint32_t i) const { return parts[i].b; }
  [[nodiscard]] const RationalSpot& begin(std::uint32_t i) const { return parts[i].begin; }
  [[nodiscard]] const RationalSpot& end(std::uint32_t i) const { return parts[i].end; }
};

/// As the sweep of whole faces, with faces that are cut: they begin and end in rational points, which stay exact. All coordinates
/// at most widest_cut. Rare; keeps its buffers.
class CrossedSweep {
 public:
  void run(const Kept& kept, const CutFaces& cut, geo::Point eye, std::int32_t reach, std::vector<Waiting>& waiting,
           std::vector<Wedge>& wedges);

 private:
  struct Ranked {
    double about;  ///< where the direction lies, rounded
    std::uint32_t spot;
  };
  void part(const Kept& kept, const CutFaces& cut);
  void note(const RationalSpot& u);
  void rank();

  PartFaces faces_;
  std::vector<RationalSpot> spots_;  // the octants' corners, then begin and end of each part
  std::vector<Ranked> order_;
  std::vector<std::int64_t> rank_;  // by spot: equal when and only when the directions are
  std::vector<std::uint64_t> events_;
  std::vector<std::int64_t> ends_;
};

}  // namespace contrechamp::visibility
