// SPDX-License-Identifier: AGPL-3.0-or-later
// Private to this module: looks so short that coordinates take 16 bits.
#pragma once
#include <contrechamp/visibility/sweep.hpp>
#include <contrechamp/visibility/walls.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace contrechamp::visibility {

/// Faces kept for such a look, relative to the eye, counter-clockwise about it. No coordinate exceeds most_near.
struct Near {
  static constexpr std::size_t most = 64;  ///< so many are swept in this way, at most

  std::vector<Offset> a, b;
  std::size_t size = 0;
  std::vector<std::uint32_t> broad;  ///< the faces that span a wide angle
  std::size_t seen = 0;              ///< so many come first: nothing hides where they begin
  std::vector<std::int64_t> end;     ///< of those: the key of b's direction, after that of a

  /// Room for so many, and one vector beyond.
  void reserve(std::size_t faces);
};

/// An eye in a cell of Surroundings.
struct NearEye {
  Offset from_middle;
  std::int32_t reach = 0;
  std::int32_t height = 0;
};

/// A cell of Surroundings, while they are listed.
struct NearCell {
  geo::Point middle;
  std::int32_t half = 0;  ///< of its side
  bool touched = false;   ///< the faces that touch it are wanted, else the others that an eye in it may see
};

/// The tight loops of near looks.
struct NearLoops {
  /// Adds to lists that have room for all of the run, and 16 more. False if one reaches too far.
  bool (*list)(Surroundings& to, std::size_t& size, const Faces& faces, Run run, const NearCell& cell);
  /// As FaceLoops::passed; the witness relative to the eye.
  int (*passed)(const Surroundings& all, Run run, const NearEye& eye, Offset witness, bool& on_edge);
  /// Keeps the faces of the run that touch the square, are active at the height and turn their front to the eye.
  void (*keep)(Near& near, const Surroundings& all, Run run, const NearEye& eye);
  /// Removes what the widest face hides (the own façade, as a rule), and a few other broad ones. Exact.
  void (*thin)(Near& near);
  /// One of the faces hides ab wholly, which perhaps touches it. Exact.
  bool (*hides)(const Near& near, Offset a, Offset b);
  /// Of at most Near::most faces: puts those first that no other hides where they begin, fills `end`, and writes their events in
  /// order. False if one begins right on another: it takes more to say which of them is seen.
  bool (*begins)(Near& near, std::uint64_t* events);
  /// The faces whose angle contains this direction within, as bits.
  std::uint64_t (*spanning)(const Near& near, Offset direction);
};

/// From one near look to the next, with the same buffers.
class NearLook {
 public:
  explicit NearLook(const NearLoops* loops) : loops_(loops) {}
  /// False if the look is none: it, or a face, reaches too far, it is too high, the eye lies outside the grid, or the machine has
  /// no loops for it.
  [[nodiscard]] bool start(const Prepared& walls, const Look& look);
  /// How the solids about the eye and those about the cell's witness differ, as FaceLoops::passed says it.
  [[nodiscard]] int passed(bool& on_edge) const;
  /// Edges that others cross are near; they are not among the faces.
  [[nodiscard]] bool cuts_near() const { return walls_->near.cells[cell_].cuts; }
  /// False if there are too many faces for numbers of events.
  [[nodiscard]] bool keep();
  /// A face hides ab wholly, which perhaps touches it. False also where ab reaches too far to tell.
  [[nodiscard]] bool hides(geo::Vec a, geo::Vec b) const;
  /// False, with nothing written, if there are too many faces, or one begins right on another.
  [[nodiscard]] bool sweep(std::vector<Wedge>& wedges);
  /// The faces, for another sweep.
  void copy(Kept& to) const;

 private:
  const NearLoops* loops_;
  const Prepared* walls_ = nullptr;
  std::size_t cell_ = 0;
  geo::Point at_;
  NearEye eye_;
  Near near_;
  std::vector<std::uint64_t> events_;
};

namespace avx512 {
extern const NearLoops near_loops;
}

}  // namespace contrechamp::visibility
