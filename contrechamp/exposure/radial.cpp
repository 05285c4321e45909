// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <contrechamp/core/trig.hpp>
#include <contrechamp/exposure/radial.hpp>
#include <cmath>

namespace contrechamp::exposure {
namespace {

constexpr std::int32_t step_hundredths = 50;  // of a degree, between rays
constexpr std::size_t rays = 36000 / step_hundredths;
constexpr std::uint16_t half = 32768;
constexpr double unit_cm = 10;  // along a ray, at most: enough for drawing, and a tenth of the work

struct Ray {
  double east = 0;
  double north = 0;
  std::vector<visibility::Interval> lit;  ///< cm from the eye
};

/// The stance with one band only, so that rays cost no more than they need.
Stance narrowed(const Stance& stance, std::size_t band) {
  Stance one = stance;
  one.scenarios.bands = {stance.scenarios.bands[band]};
  for (optics::HeadScenarios& head : one.scenarios.heads) {
    for (optics::View& view : head.views) view.edge[0] = view.edge[band];
  }
  one.scenarios.lines.clear();  // a drawing has no direction of travel
  return one;
}

bool holds(const Sighting& s, Drawn drawn) {
  if (drawn == Drawn::certain) return (s.answers & certain) != 0;
  return drawn == Drawn::possible || s.p >= half;
}

Ray cast(const Stance& stance, std::size_t number, Drawn drawn, const ExposureOptions& options) {
  // Counter-clockwise from east, so that outlines are too.
  const trig::SinCos s = trig::sin_cos(CentiDegrees(static_cast<std::int32_t>(number) * step_hundredths));
  Ray ray{s.cos, s.sin, {}};
  const double reach = options.optics.max_range.count() * 100;
  const geo::Point eye = stance.placed.eye;
  LocalSegment line;
  line.points = {eye,
                 {eye.x + static_cast<std::int32_t>(std::floor(s.cos * reach + 0.5)),
                  eye.y + static_cast<std::int32_t>(std::floor(s.sin * reach + 0.5))}};
  line.length_cm = static_cast<std::uint32_t>(std::ceil(reach / unit_cm));
  line.at_cm = {0, static_cast<double>(line.length_cm)};  // ends on a whole unit, as a segment must
  const double unit = reach / line.length_cm;
  const std::array<const LocalSegment*, 1> lines{&line};
  for (const Sighting& sighting : sightings(0, stance, lines, options)) {
    if (!holds(sighting, drawn)) continue;
    const visibility::Interval part{sighting.from_cm * unit, sighting.to_cm * unit};
    if (!ray.lit.empty() && ray.lit.back().to == part.from) {
      ray.lit.back().to = part.to;
    } else {
      ray.lit.push_back(part);
    }
  }
  return ray;
}

/// Runs of neighbouring rays with as many lit parts each: part i of one ray joins part i of the next.
struct Run {
  std::size_t first;
  std::size_t count;
};

std::vector<Run> runs_of(const std::vector<Ray>& all) {
  // Start where the number of parts changes, so that a run is not cut at +x; if it never changes there is one full run.
  std::size_t start = 0;
  while (start < rays && all[start].lit.size() == all[(start + rays - 1) % rays].lit.size()) ++start;
  if (start == rays) return {{0, rays}};
  std::vector<Run> runs;
  for (std::size_t i = 0; i < rays;) {
    std::size_t n = 1;
    while (i + n < rays && all[(start + i + n) % rays].lit.size() == all[(start + i) % rays].lit.size()) ++n;
    runs.push_back({(start + i) % rays, n});
    i += n;
  }
  return runs;
}

std::pair<double, double> at(const Stance& stance, const Ray& ray, double distance) {
  return {stance.placed.eye.x + ray.east * distance, stance.placed.eye.y + ray.north * distance};
}

/// Out along the far ends, back along the near ones. All round, a ring: its hole is cut open along the first ray.
Outline outline_of(const Stance& stance, const std::vector<Ray>& all, const Run& run, std::size_t part) {
  Outline out;
  const bool round = run.count == rays;
  const std::size_t last = round ? run.count + 1 : run.count;
  bool hole = false;
  for (std::size_t i = 0; i < last; ++i) {
    const Ray& ray = all[(run.first + i) % rays];
    out.push_back(at(stance, ray, ray.lit[part].to));
    hole = hole || ray.lit[part].from > 0;
  }
  if (round && !hole) {
    out.pop_back();
    return out;
  }
  for (std::size_t i = last; i-- > 0;) {
    const Ray& ray = all[(run.first + i) % rays];
    out.push_back(at(stance, ray, ray.lit[part].from));
    if (!round && !hole) break;  // all near ends are the eye: once is enough
  }
  return out;
}

}  // namespace

std::vector<Outline> outlines(const Stance& stance, std::size_t band, Drawn drawn, const ExposureOptions& options) {
  std::vector<Outline> found;
  if (stance.scenarios.bands.empty()) return found;
  const Stance one = narrowed(stance, band);
  std::vector<Ray> all;
  for (std::size_t i = 0; i < rays; ++i) all.push_back(cast(one, i, drawn, options));
  for (const Run& run : runs_of(all)) {
    if (run.count < 2) continue;  // a single ray has no area
    for (std::size_t part = 0; part < all[run.first].lit.size(); ++part) found.push_back(outline_of(stance, all, run, part));
  }
  return found;
}

}  // namespace contrechamp::exposure
