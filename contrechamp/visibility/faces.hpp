// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/visibility/prepared.hpp>
#include <array>
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

/// A face relative to the eye, counter-clockwise about it.
struct Ends {
  std::int32_t ax = 0, ay = 0, bx = 0, by = 0;
};

struct Kept;
/// A face that may hide others: told in binary32, whose operations are the same on every machine, with room for its rounding.
struct Hider {
  float ax = 0, ay = 0, bx = 0, by = 0;
  float slack = 0;   ///< more than rounding amounts to
  float beyond = 0;  ///< twice the triangle eye, a, b; a point behind the line has more between itself, the eye, and a and b
  float narrowness = 0;
  Hider() = default;
  Hider(const Kept& kept, std::size_t face);
};
/// Thinning costs less than sorting and sweeping what it removes, with so many hiders. Measured: bench/NOTES.md.
inline constexpr std::size_t most_hiders = 6;

/// Faces kept for one look, relative to the eye, counter-clockwise about it:
/// |coordinates| < 2^20.
struct Kept {
  std::vector<std::int32_t> ax, ay, bx, by;
  std::vector<std::int64_t> begin;    ///< key of a's direction, in [0, key_turn)
  std::vector<std::int64_t> end;      ///< key of b's, after it: perhaps beyond a turn
  std::vector<Ends> by_face;          ///< ax, ay, bx, by once more
  std::vector<std::uint32_t> across;  ///< the faces that end beyond the full turn
  std::size_t across_size = 0;
  std::size_t size = 0;
  bool too_wide = false;  ///< one reaches further: the first kernel must look

  // While thinning:
  std::vector<float> narrowness;     ///< the less, the wider the angle that a face spans
  float extent = 0;                  ///< no coordinate is further from 0
  std::vector<std::uint32_t> broad;  ///< the faces that span a wide angle
  std::vector<std::uint16_t> left;   ///< 16 faces a number: those that the first hider leaves
  std::array<Hider, most_hiders> hiders;
  std::size_t hiders_size = 0;

  void clear() {
    size = 0;
    too_wide = false;
  }
  /// Room for n more, and one vector beyond.
  void reserve_more(std::size_t n);
};

/// Faces that span more than about 33° are tried as hiders.
inline constexpr float broad = 0.7F;

/// What of the eye the tight loops need.
struct Stand {
  std::int32_t x = 0;
  std::int32_t y = 0;
  std::int32_t reach = 0;
  std::int32_t height = 0;
  bool narrow = false;  ///< no face that touches the square reaches further than this:
};
/// The difference of two products of coordinates fits into 32 bits.
inline constexpr std::int32_t most_narrow = (1 << 15) - 1;

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

struct NearLoops;

/// The tight loops, one body an instruction set.
struct FaceLoops {
  /// How the solids about the eye and those about the witness differ: each edge
  /// that the way from one to the other passes counts +1 into its solid, -1 out
  /// of it. `on_edge` is set when the eye lies on one.
  int (*passed)(const Faces& faces, Run run, const Stand& stand, geo::Point witness, bool& on_edge);
  /// Adds to `kept` the faces that touch the square, are active at the height
  /// and turn their front to the eye.
  void (*keep)(Kept& kept, const Faces& faces, std::span<const Run> runs, const Stand& stand);
  /// Removes what the widest face hides (the own façade, as a rule), then what the first other broad ones do: more than half of
  /// what is kept, in cities. What is removed would not have been seen. Fills hiders.
  void (*thin)(Kept& kept);
  /// Fills begin, end, by_face and across.
  void (*keys)(Kept& kept);
  /// The events of these keys, ascending. Room for a power of two of them, 8 at least.
  void (*sort)(std::span<const std::int64_t> keys, std::uint64_t* events);
  /// Of near looks (near.hpp); null where the instruction set has none.
  const NearLoops* near;
};
[[nodiscard]] const FaceLoops& face_loops(Isa isa);
/// The key of a whole direction.
[[nodiscard]] std::int64_t key(std::int32_t x, std::int32_t y);

}  // namespace contrechamp::visibility
