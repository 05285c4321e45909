// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/visibility/prepared.hpp>

namespace contrechamp::visibility {
namespace {
using geo::Point;
using geo::Vec;

/// Every edge asks all others. Larger footprints are rare, and correct when seen from both sides.
constexpr std::size_t most_edges = 4096;

enum class Interior : std::uint8_t { left, right, unknown };

/// Which side of f's line the point m/2 lies on: +1 left. Doubled coordinates stay below 2^32: products need 128 bits.
int side_of_half(const Edge& f, Vec m) {
  const __int128 turn = static_cast<__int128>(std::int64_t{f.b.x} - f.a.x) * (m.y - 2 * std::int64_t{f.a.y}) -
                        static_cast<__int128>(std::int64_t{f.b.y} - f.a.y) * (m.x - 2 * std::int64_t{f.a.x});
  return (turn > 0) - (turn < 0);
}

/// By the parity of the edges that a ray from the middle of edge i crosses, to the right or, for a level edge, upwards.
Interior interior(std::span<const Piece> solid, std::size_t i) {
  const Edge& e = solid[i].edge;
  const Vec m{std::int64_t{e.a.x} + e.b.x, std::int64_t{e.a.y} + e.b.y};
  const bool level = e.a.y == e.b.y;
  bool odd = false;
  for (std::size_t k = 0; k < solid.size(); ++k) {
    const Edge& f = solid[k].edge;
    const bool a = level ? 2 * std::int64_t{f.a.x} > m.x : 2 * std::int64_t{f.a.y} > m.y;
    const bool b = level ? 2 * std::int64_t{f.b.x} > m.x : 2 * std::int64_t{f.b.y} > m.y;
    if (a == b || k == i) continue;
    const int side = side_of_half(f, m);
    if (side == 0) return Interior::unknown;
    // The ray to the right meets an upward edge that has m on its left; the ray upwards one to the right that has m on its right.
    if ((side > 0) == (level ? a : b)) odd = !odd;
  }
  const bool forward = level ? e.b.x < e.a.x : e.b.y > e.a.y;  // then the ray starts on the edge's right
  return odd == forward ? Interior::right : Interior::left;
}
}  // namespace

void orient(std::span<Piece> solid) {
  std::vector<Interior> sides(solid.size(), Interior::unknown);
  if (solid.size() <= most_edges) {
    for (std::size_t i = 0; i < solid.size(); ++i) {
      sides[i] = interior(solid, i);
      if (sides[i] == Interior::unknown) break;
    }
  }
  const bool known = std::find(sides.begin(), sides.end(), Interior::unknown) == sides.end();
  for (std::size_t i = 0; i < solid.size(); ++i) {
    solid[i].both_sides = !known;
    if (known && sides[i] == Interior::left) std::swap(solid[i].edge.a, solid[i].edge.b);
  }
}

bool encloses(std::span<const Piece> solid, Point p) {
  bool odd = false;
  for (const Piece& piece : solid) {
    const Edge& f = piece.edge;
    if ((f.a.y > p.y) == (f.b.y > p.y)) continue;
    if ((geo::side(f.a, f.b, p) > 0) == (f.b.y > f.a.y)) odd = !odd;
  }
  return odd;
}

}  // namespace contrechamp::visibility
