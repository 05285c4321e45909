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
  /// Where faces begin and end, these and so many whole ones, at most, and the octants' corners: each crossing parts a face.
  [[nodiscard]] std::size_t spots(std::size_t whole) const {
    return faces.empty() ? 0 : 2 * (whole + faces.size() + lines.size()) + 5;
  }
};

/// Rational: coordinates below 2^18 give w below 2^40, x and y below 2^60.
using RationalSpot = Spot<__int128>;

/// Whole faces, then parts of faces, which begin and end in rational points.
struct PartFaces {
  using Whole = __int128;
  static constexpr bool whole = false;
  const Kept* kept = nullptr;          ///< the lines of all
  std::uint32_t wholes = 0;            ///< so many come first
  std::vector<RationalSpot> from, to;  ///< of the parts
  [[nodiscard]] Ends line(std::uint32_t i) const { return {kept->ax[i], kept->ay[i], kept->bx[i], kept->by[i]}; }
  [[nodiscard]] geo::Vec a(std::uint32_t i) const { return {kept->ax[i], kept->ay[i]}; }
  [[nodiscard]] geo::Vec b(std::uint32_t i) const { return {kept->bx[i], kept->by[i]}; }
  [[nodiscard]] RationalSpot begin(std::uint32_t i) const {
    return i < wholes ? RationalSpot{kept->ax[i], kept->ay[i], 1} : from[i - wholes];
  }
  [[nodiscard]] RationalSpot end(std::uint32_t i) const {
    return i < wholes ? RationalSpot{kept->bx[i], kept->by[i], 1} : to[i - wholes];
  }
  /// Not only cut there.
  [[nodiscard]] bool ends(std::uint32_t i) const {
    const RationalSpot spot = end(i);
    return spot.w == 1 && spot.x == kept->bx[i] && spot.y == kept->by[i];
  }
  /// Spots by number: where the faces begin, then where they end, then the octants' corners.
  [[nodiscard]] RationalSpot spot(std::uint32_t number) const;
  /// Of a whole face: keys tell their directions exactly.
  [[nodiscard]] bool is_whole(std::uint32_t number) const;
};

/// As the sweep of whole faces, with faces that are cut: they begin and end in rational points, which stay exact. All coordinates
/// at most widest_cut. Rare; keeps its buffers.
class CrossedSweep {
 public:
  /// `kept` has its keys; the parts of what is cut are added to it.
  void run(const FaceLoops& loops, Kept& kept, const CutFaces& cut, geo::Point eye, std::int32_t reach,
           std::vector<Waiting>& waiting, std::vector<Wedge>& wedges);

 private:
  void part(Kept& kept, const CutFaces& cut);
  void add(Kept& kept, const CutFaces::Face& face, const RationalSpot& from, const RationalSpot& to);
  void sort(const FaceLoops& loops, const Kept& kept);
  void rank(std::uint32_t faces);

  PartFaces faces_;
  std::vector<RationalSpot> between_;  // where one face is cut
  std::vector<std::int64_t> keys_;     // by spot: the direction, perhaps rounded
  std::vector<std::uint64_t> order_;   // spots in the order of their directions
  std::size_t spots_ = 0;
  std::vector<std::int64_t> rank_;  // by spot: equal when and only when the directions are
  std::int64_t directions_ = 0;
  std::vector<std::uint64_t> events_;
  std::vector<std::int64_t> ends_;
};

}  // namespace contrechamp::visibility
