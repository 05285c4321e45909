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
  void clear() {
    size = 0;
    too_wide = false;
  }
  /// Room for n more, and one vector beyond.
  void reserve_more(std::size_t n);
};

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
  /// Fills begin and end; gives the face that spans the widest angle.
  std::size_t (*keys)(Kept& kept);
  /// Removes the faces that are wholly behind this one; gives the widest of
  /// those that span less than it, or kept.size. Whatever is removed here would
  /// not have been seen: no result depends on how often this is done.
  std::size_t (*thin)(Kept& kept, std::size_t face);
  /// The events of the kept faces, ascending. Room for a power of two of them,
  /// 8 at least.
  void (*sort)(const Kept& kept, std::uint64_t* events);
};
[[nodiscard]] const FaceLoops& face_loops(Isa isa);

}  // namespace contrechamp::visibility
