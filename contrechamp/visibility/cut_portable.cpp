// SPDX-License-Identifier: AGPL-3.0-or-later
// Written so that vector units can do the same to the last bit: a choice of two is `p > q ? p : q`, never std::max, which
// differs for zeros of two signs.
#include <algorithm>
#include <cmath>
#include <contrechamp/visibility/cut_bodies.hpp>

namespace contrechamp::visibility {

void finish_parts(std::uint32_t id, bool turned, std::size_t begin, Cuts& found) {
  std::size_t joined = begin;
  for (std::size_t k = begin; k < found.size; ++k) {
    if (joined > begin && found.from[k] <= found.to[joined - 1] + join_tolerance) {
      found.to[joined - 1] = found.to[k];
    } else {
      found.from[joined] = found.from[k];
      found.to[joined++] = found.to[k];
    }
  }
  std::size_t kept = begin;
  for (std::size_t k = begin; k < joined; ++k) {
    const double from = found.from[k], to = found.to[k];
    if (to - from <= join_tolerance) continue;  // a mere touch
    found.from[kept] = turned ? 1 - to : from;
    found.to[kept] = turned ? 1 - from : to;
    found.id[kept++] = id;
  }
  for (std::size_t k = begin; k < kept; ++k) {
    found.ordinal[k] = static_cast<std::uint32_t>(turned ? kept - 1 - k : k - begin);
  }
  found.size = kept;
}

void cut_line(const WedgeColumns& wedges, const TurnedLines& t, std::size_t i, std::uint32_t id, Cuts& found) {
  found.reserve_more(t.count[i]);
  const double ax = t.ax[i], ay = t.ay[i], bx = t.bx[i], by = t.by[i];
  const std::size_t begin = found.size;
  double low = 0;
  for (std::size_t w = t.first[i], last = w + t.count[i] - 1; w <= last; ++w) {
    double high = 1;
    if (w < last) {
      const double side_a = wedges.x[w + 1] * ay - wedges.y[w + 1] * ax;
      const double side_b = wedges.x[w + 1] * by - wedges.y[w + 1] * bx;
      high = side_a / (side_a - side_b);
      high = high > 0 ? high : 0;
      high = high < 1 ? high : 1;
    }
    const double at_a = wedges.c[w] - (wedges.nx[w] * ax + wedges.ny[w] * ay);
    const double at_b = wedges.c[w] - (wedges.nx[w] * bx + wedges.ny[w] * by);
    const double crossing = at_a / (at_a - at_b);
    const double from = at_a < 0 && crossing > low ? crossing : low;
    const double to = at_b < 0 && crossing < high ? crossing : high;
    low = high;
    if ((at_a < 0 && at_b < 0) || !(from <= to)) continue;
    found.from[found.size] = from;
    found.to[found.size++] = to;
  }
  finish_parts(id, t.turned[i] != 0, begin, found);
}

namespace portable {

/// Without a branch: what is near is left to chance.
void keep(Lines& near, const Lines& all, std::span<const Run> runs, geo::Point eye, std::int32_t reach_cm) {
  for (const Run run : runs) {
    near.reserve_more(run.end - run.begin);
    std::size_t size = near.size;
    for (std::uint32_t i = run.begin; i < run.end; ++i) {
      const std::int32_t ax = near.ax[size] = all.ax[i], bx = near.bx[size] = all.bx[i];
      const std::int32_t ay = near.ay[size] = all.ay[i], by = near.by[size] = all.by[i];
      near.id[size] = all.id[i];
      const std::int32_t nearest = std::max(std::min(ax, bx) - eye.x, std::min(ay, by) - eye.y);
      const std::int32_t farthest = std::min(std::max(ax, bx) - eye.x, std::max(ay, by) - eye.y);
      size += static_cast<std::size_t>(nearest <= reach_cm) & static_cast<std::size_t>(farthest >= -reach_cm);
    }
    near.size = size;
  }
}

void prepare(WedgeColumns& columns, const Viewshed& seen) {
  for (std::size_t i = 0; i < 2 * columns.size; ++i) {
    const Wedge& wedge = seen.wedges[i < columns.size ? i : i - columns.size];
    const double ax = wedge.front.a.x - seen.eye.x, ay = wedge.front.a.y - seen.eye.y;
    const double bx = wedge.front.b.x - seen.eye.x, by = wedge.front.b.y - seen.eye.y;
    columns.key[i] = direction_key(wedge.from_x, wedge.from_y);
    columns.x[i] = wedge.from_x;
    columns.y[i] = wedge.from_y;
    columns.nx[i] = by - ay;
    columns.ny[i] = ax - bx;
    columns.c[i] = ax * by - ay * bx;
  }
}

namespace {
std::uint32_t wedge_about(const WedgeColumns& wedges, double x, double y) {
  const double key = direction_key(x, y);
  std::uint64_t begun = 0;  // the first begins at key 0; as wide as a key, so that compilers take several at once
  for (std::size_t w = 1; w < wedges.size; ++w) begun += key >= wedges.key[w] ? 1U : 0U;
  return static_cast<std::uint32_t>(begun);
}

/// In one wedge or two most lines lie, with both ends, behind the fronts of both: a line of which nothing is seen.
bool behind_both(const WedgeColumns& wedges, const TurnedLines& t, std::size_t i) {
  const auto behind = [&](std::size_t w, double x, double y) { return wedges.c[w] - (wedges.nx[w] * x + wedges.ny[w] * y) < 0; };
  const std::size_t v = t.first[i], w = v + t.count[i] - 1;
  return t.count[i] <= 2 && behind(v, t.ax[i], t.ay[i]) && behind(v, t.bx[i], t.by[i]) && behind(w, t.ax[i], t.ay[i]) &&
         behind(w, t.bx[i], t.by[i]);
}

}  // namespace

void cut(const WedgeColumns& wedges, geo::Point eye, const Lines& lines, TurnedLines& t, Cuts& found,
         std::vector<std::uint32_t>& alone) {
  for (std::uint32_t i = 0; i < lines.size; ++i) {
    const double ax = lines.ax[i] - eye.x, ay = lines.ay[i] - eye.y;
    const double bx = lines.bx[i] - eye.x, by = lines.by[i] - eye.y;
    const double extent = std::max({std::fabs(ax), std::fabs(ay), std::fabs(bx), std::fabs(by)});
    const double turn = ax * by - ay * bx;
    const double squares = (ax * ax + ay * ay) + (bx * bx + by * by);
    if (extent >= widest_line || std::fabs(turn) <= least_turn * squares) {
      alone.push_back(i);
      continue;
    }
    const bool turned = turn < 0;
    t.turned[i] = turned ? 1 : 0;
    t.ax[i] = turned ? bx : ax;
    t.ay[i] = turned ? by : ay;
    t.bx[i] = turned ? ax : bx;
    t.by[i] = turned ? ay : by;
    t.first[i] = wedge_about(wedges, t.ax[i], t.ay[i]);
    const std::uint32_t last = wedge_about(wedges, t.bx[i], t.by[i]);
    t.count[i] = last - t.first[i] + 1 + (last < t.first[i] ? static_cast<std::uint32_t>(wedges.size) : 0);
    if (!behind_both(wedges, t, i)) cut_line(wedges, t, i, lines.id[i], found);
  }
}

void rank(const Cuts& found, std::uint32_t* place) {
  for (std::size_t i = 0; i < found.size; ++i) {
    std::uint32_t before = found.ordinal[i];
    for (std::size_t j = 0; j < found.size; ++j) before += found.id[j] < found.id[i] ? 1U : 0U;
    place[i] = before;
  }
}

}  // namespace portable
}  // namespace contrechamp::visibility
