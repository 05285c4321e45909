// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/visibility/prepared.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace contrechamp::visibility {

/// Instruction sets that this kernel has a body for. All give the same bytes.
enum class Isa : std::uint8_t { portable, avx2, avx512 };
[[nodiscard]] std::string_view name(Isa isa);
/// Those of this machine, the fastest last.
[[nodiscard]] std::span<const Isa> available_isas();

/// Faces kept for one look, relative to the eye, counter-clockwise about it:
/// |coordinates| < 2^20.
struct Kept {
  std::vector<std::int32_t> ax, ay, bx, by;
  std::vector<std::int64_t> begin;  ///< key of a's direction, in [0, key_turn)
  std::vector<std::int64_t> end;    ///< key of b's, after it: perhaps beyond a turn
  std::size_t size = 0;
  bool too_wide = false;  ///< one reaches further: the first kernel must look

  // While thinning:
  std::vector<float> narrowness;     ///< the less, the wider the angle that a face spans
  float extent = 0;                  ///< no coordinate is further from 0
  std::vector<std::uint32_t> broad;  ///< the faces that span a wide angle
  std::size_t broad_size = 0;

  void clear() {
    size = 0;
    too_wide = false;
  }
  /// Room for n more, and one vector beyond.
  void reserve_more(std::size_t n);
};

/// A face that may hide others: told in binary32, whose operations are the same on every machine, with room for its rounding.
struct Hider {
  float ax, ay, bx, by;
  float slack;   ///< more than rounding amounts to
  float beyond;  ///< twice the triangle eye, a, b; a point behind the line has more between itself, the eye, and a and b
  float narrowness;
  Hider(const Kept& kept, std::size_t face);
};
/// Faces that span more than about 33° are tried as hiders.
inline constexpr float broad = 0.7F;

/// What of the eye the tight loops need.
struct Stand {
  std::int32_t x = 0;
  std::int32_t y = 0;
  std::int32_t reach = 0;
  std::int32_t height = 0;
};

inline constexpr std::int32_t widest = (1 << 20) - 1;
/// Directions as integers in their order, counter-clockwise from +x: equal when
/// and only when the directions are. A quarter turn is key_quarter. For |x|,
/// |y| <= widest, neighbouring directions lie further apart than 2^-42 in y /
/// (|x| + |y|), which binary64 rounds correctly; in units of 2^-43 their
/// rounded values differ, in the same order.
inline constexpr std::int64_t key_quarter = std::int64_t{1} << 43;
inline constexpr std::int64_t key_turn = 4 * key_quarter;
/// An event is the key at which a face begins, times 2^18, plus the face's
/// number.
inline constexpr unsigned event_shift = 18;
inline constexpr std::size_t most_kept = std::size_t{1} << event_shift;

/// The tight loops, one body an instruction set.
struct FaceLoops {
  /// How the solids about the eye and those about the witness differ: each edge
  /// that the way from one to the other passes counts +1 into its solid, -1 out
  /// of it. `on_edge` is set when the eye lies on one.
  int (*passed)(const Faces& faces, Run run, const Stand& stand, geo::Point witness, bool& on_edge);
  /// Adds to `kept` the faces that touch the square, are active at the height
  /// and turn their front to the eye.
  void (*keep)(Kept& kept, const Faces& faces, std::span<const Run> runs, const Stand& stand);
  /// Fills narrowness and extent; gives the face that spans the widest angle.
  std::size_t (*widest)(Kept& kept);
  /// Removes the faces that one of these hides, and lists the broad ones among those that stay and are narrower than the first
  /// hider. What is removed would not have been seen.
  void (*drop)(Kept& kept, std::span<const Hider> hiders);
  /// Fills begin and end.
  void (*keys)(Kept& kept);
  /// The events of the kept faces, ascending. Room for a power of two of them,
  /// 8 at least.
  void (*sort)(const Kept& kept, std::uint64_t* events);
};
[[nodiscard]] const FaceLoops& face_loops(Isa isa);

}  // namespace contrechamp::visibility
