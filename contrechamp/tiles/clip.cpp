// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/tiles/geometry.hpp>
#include <algorithm>
#include <optional>

namespace contrechamp::tiles {
namespace {

using Wide = __int128;
using Part = std::int64_t World::*;

Wide floor_divided(Wide a, Wide b) {
  const Wide q = a / b;
  return q * b != a && (a < 0) != (b < 0) ? q - 1 : q;
}

// Where the line ab meets `part` = at, the other part rounded down: an exact rational is floored, so ab and ba give one point.
World crossing(World a, World b, Part part, std::int64_t at) {
  const Part other = part == &World::x ? &World::y : &World::x;
  const Wide rise = Wide{b.*other - a.*other} * (at - a.*part);
  World out;
  out.*part = at;
  out.*other = a.*other + static_cast<std::int64_t>(floor_divided(rise, b.*part - a.*part));
  return out;
}

// A border that a segment crosses, at the fraction num / den of its length; den > 0.
struct Crossing {
  Part part;
  std::int64_t at;
  std::int64_t num;
  std::int64_t den;
};
bool before(const Crossing& a, const Crossing& b) { return Wide{a.num} * b.den < Wide{b.num} * a.den; }

struct Piece {
  World from, to;
};

// The part of ab in the window (Liang and Barsky, ACM TOG 3, 1984, in fractions).
std::optional<Piece> piece(World a, World b, const Window& window) {
  std::optional<Crossing> in, out;
  for (const Part part : {&World::x, &World::y}) {
    const std::int64_t step = b.*part - a.*part;
    const bool forward = step > 0;
    const std::int64_t enter = forward ? window.min.*part : window.max.*part;
    const std::int64_t leave = forward ? window.max.*part : window.min.*part;
    if (step == 0) {
      if (a.*part < enter && a.*part < leave) return {};
      if (a.*part > enter && a.*part > leave) return {};
      continue;
    }
    const std::int64_t sign = forward ? 1 : -1;
    const Crossing entering{part, enter, sign * (enter - a.*part), sign * step};
    const Crossing leaving{part, leave, sign * (leave - a.*part), sign * step};
    if (entering.num > entering.den || leaving.num < 0) return {};
    if (entering.num > 0 && (!in || before(*in, entering))) in = entering;
    if (leaving.num < leaving.den && (!out || before(leaving, *out))) out = leaving;
  }
  if (in && out && before(*out, *in)) return {};
  return Piece{in ? crossing(a, b, in->part, in->at) : a, out ? crossing(a, b, out->part, out->at) : b};
}

// The side of a ring where sign · part <= sign · at.
Ring half(const Ring& ring, Part part, std::int64_t at, std::int64_t sign) {
  Ring out;
  out.reserve(ring.size() + 4);
  const auto inside = [&](World p) { return sign * p.*part <= sign * at; };
  const auto push = [&](World p) {
    if (out.empty() || out.back() != p) out.push_back(p);
  };
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const World a = ring[i == 0 ? ring.size() - 1 : i - 1];
    const World b = ring[i];
    if (inside(a) != inside(b)) push(crossing(a, b, part, at));
    if (inside(b)) push(b);
  }
  while (out.size() > 1 && out.front() == out.back()) out.pop_back();
  return out;
}

}  // namespace

std::vector<Line> clipped_line(std::span<const World> line, const Window& window) {
  std::vector<Line> parts;
  Line part;
  const auto end_part = [&] {
    if (part.size() > 1) parts.push_back(std::move(part));
    part.clear();
  };
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    const std::optional<Piece> in = piece(line[i], line[i + 1], window);
    if (!in) {
      end_part();
      continue;
    }
    if (part.empty() || part.back() != in->from) {
      end_part();
      part.push_back(in->from);
    }
    if (in->to != in->from) part.push_back(in->to);
  }
  end_part();
  return parts;
}

Ring clipped_ring(std::span<const World> ring, const Window& window) {
  const Window box = bounding(ring);
  if (ring.size() < 3 || !box.touches(window)) return {};
  Ring out(ring.begin(), ring.end());
  if (box.min.x < window.min.x) out = half(out, &World::x, window.min.x, -1);
  if (box.max.x > window.max.x) out = half(out, &World::x, window.max.x, 1);
  if (box.min.y < window.min.y) out = half(out, &World::y, window.min.y, -1);
  if (box.max.y > window.max.y) out = half(out, &World::y, window.max.y, 1);
  if (out.size() < 3 || twice_area(out) == 0) out.clear();
  return out;
}

}  // namespace contrechamp::tiles
