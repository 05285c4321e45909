// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/outline.hpp>

namespace contrechamp::exposure {
namespace {

using visibility::Interval;

constexpr double tolerance_cm = 5;
constexpr double half_step = 0.5;
constexpr std::uint32_t none = ~std::uint32_t{0};

/// In cm about the eye.
struct Corner {
  double x = 0;
  double y = 0;
};
using Side = std::vector<Corner>;

double squared_distance(Corner p, Corner a, Corner b) {
  const double dx = b.x - a.x;
  const double dy = b.y - a.y;
  const double length = dx * dx + dy * dy;
  const double t = length > 0 ? std::clamp(((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0.0, 1.0) : 0;
  const double ex = p.x - a.x - t * dx;
  const double ey = p.y - a.y - t * dy;
  return ex * ex + ey * ey;
}

/// Appends `side` without the points that it can spare; its ends stay.
void append_simplified(const Side& side, Side& out) {
  std::vector<bool> kept(side.size(), false);
  kept.front() = kept.back() = true;
  std::vector<std::pair<std::size_t, std::size_t>> open{{0, side.size() - 1}};
  while (!open.empty()) {
    const auto [first, last] = open.back();
    open.pop_back();
    double most = tolerance_cm * tolerance_cm;
    std::size_t at = none;
    for (std::size_t i = first + 1; i < last; ++i) {
      const double away = squared_distance(side[i], side[first], side[last]);
      if (away <= most) continue;
      most = away;
      at = i;
    }
    if (at == none) continue;
    kept[at] = true;
    open.emplace_back(first, at);
    open.emplace_back(at, last);
  }
  for (std::size_t i = 0; i < side.size(); ++i) {
    if (kept[i]) out.push_back(side[i]);
  }
}

/// The only part of `there` that `part` overlaps, or none.
std::uint32_t only_overlap(const Interval& part, const Stretches& there) {
  std::uint32_t other = none;
  for (std::uint32_t j = 0; j < there.size(); ++j) {
    if (there[j].from >= part.to || part.from >= there[j].to) continue;
    if (other != none) return none;
    other = j;
  }
  return other;
}

/// Walks the parts of all rays, chain by chain, each once.
class Joiner {
 public:
  explicit Joiner(const Rays& rays) : rays_(rays) {
    first_.reserve(ray_count);
    std::uint32_t count = 0;
    for (const Stretches& lit : rays) {
      first_.push_back(count);
      count += static_cast<std::uint32_t>(lit.size());
    }
    parts_.resize(count);
    for (std::size_t i = 0; i < ray_count; ++i) link(i, (i + 1) % ray_count);
  }

  /// Every chain's sides: visit(far, near), both counter-clockwise; `near` is empty if the eye lies inside.
  template <class Visit>
  void each(const Visit& visit) {
    for (const bool closed : {false, true}) {  // what is left after the open chains runs all round
      for (std::size_t i = 0; i < ray_count; ++i) {
        for (std::uint32_t part = 0; part < rays_[i].size(); ++part) {
          const Part& here = at(i, part);
          if (!here.done && (closed || !here.has_former)) walk(i, part, closed, visit);
        }
      }
    }
  }

 private:
  /// How a part of a ray hangs together with others.
  struct Part {
    std::uint32_t next = none;  ///< of the next ray
    bool has_former = false;
    bool done = false;
  };
  [[nodiscard]] Part& at(std::size_t ray, std::uint32_t part) { return parts_[first_[ray] + part]; }

  void link(std::size_t here, std::size_t there) {
    for (std::uint32_t part = 0; part < rays_[here].size(); ++part) {
      const std::uint32_t next = only_overlap(rays_[here][part], rays_[there]);
      if (next == none || only_overlap(rays_[there][next], rays_[here]) != part) continue;
      at(here, part).next = next;
      at(there, next).has_former = true;
    }
  }

  template <class Visit>
  void walk(std::size_t ray, std::uint32_t part, bool closed, const Visit& visit) {
    far_.clear();
    near_.clear();
    bool hole = false;
    const auto add = [&](double number, Interval lit) {
      const trig::SinCos s = ray_direction(number);
      far_.push_back({s.cos * lit.to, s.sin * lit.to});
      near_.push_back({s.cos * lit.from, s.sin * lit.from});
      hole = hole || lit.from > 0;
    };
    const Interval first = rays_[ray][part];
    const auto first_ray = static_cast<double>(ray);
    if (!closed) add(first_ray - half_step, first);
    Interval lit = first;
    for (;;) {
      lit = rays_[ray][part];
      at(ray, part).done = true;
      add(static_cast<double>(ray), lit);
      const std::uint32_t next = at(ray, part).next;
      const std::size_t beside = (ray + 1) % ray_count;
      if (next == none || at(beside, next).done) break;
      ray = beside;
      part = next;
    }
    add(closed ? first_ray : static_cast<double>(ray) + half_step, closed ? first : lit);
    if (closed && !hole) near_.clear();
    visit(far_, near_);
  }

  const Rays& rays_;
  std::vector<std::uint32_t> first_;  ///< by ray: of its parts
  std::vector<Part> parts_;
  Side far_;
  Side near_;
};

/// False where rounding to positions leaves no area.
bool encloses(const std::vector<geo::LatLon>& ring) {
  std::int64_t twice = 0;
  for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
    const std::int64_t ax = std::int64_t{ring[i].lon_e7} - ring[0].lon_e7;
    const std::int64_t ay = std::int64_t{ring[i].lat_e7} - ring[0].lat_e7;
    const std::int64_t bx = std::int64_t{ring[i + 1].lon_e7} - ring[0].lon_e7;
    const std::int64_t by = std::int64_t{ring[i + 1].lat_e7} - ring[0].lat_e7;
    twice += ax * by - ay * bx;
  }
  return twice != 0;
}

}  // namespace

trig::SinCos ray_direction(double number) {
  constexpr double step_hundredths = 36000.0 / ray_count;
  return trig::sin_cos(CentiDegrees(static_cast<std::int32_t>(number * step_hundredths)));
}

std::vector<std::vector<geo::LatLon>> outlines(geo::Point eye, const Rays& rays, const geo::LocalFrame& frame) {
  std::vector<std::vector<geo::LatLon>> found;
  if (std::all_of(rays.begin(), rays.end(), [](const Stretches& lit) { return lit.empty(); })) return found;
  Joiner(rays).each([&](const Side& far, Side& near) {
    Side all;
    append_simplified(far, all);
    std::reverse(near.begin(), near.end());
    if (!near.empty()) append_simplified(near, all);
    std::vector<geo::LatLon> ring;
    for (const Corner p : all) {
      const geo::LatLon at = frame.unproject(eye.x + p.x, eye.y + p.y);
      if (ring.empty() || ring.back() != at) ring.push_back(at);
    }
    while (ring.size() > 1 && ring.back() == ring.front()) ring.pop_back();
    if (ring.size() >= 3 && encloses(ring)) found.push_back(std::move(ring));
  });
  return found;
}

}  // namespace contrechamp::exposure
