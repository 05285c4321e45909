// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <tests/differential/exposure_oracle.hpp>

namespace contrechamp::testing {
namespace {
using scene::AxisSource;
using scene::CameraType;
using scene::Kind;

constexpr double degree = 3.14159265358979323846 / 180;
constexpr std::int32_t range_cm = 20'000;
constexpr double plate_depth = 60;
constexpr double sensor_mm = 5.37;

// Positions on streets are rounded to this before sight is tested in integers.
constexpr double fine = 65536;
using Wide = __int128;
struct Fine {
  std::int64_t x;
  std::int64_t y;
};
int side(Fine a, Fine b, Fine c) {
  const Wide v = Wide{b.x - a.x} * (c.y - a.y) - Wide{b.y - a.y} * (c.x - a.x);
  return (v > 0) - (v < 0);
}

double distance_cm(double ax, double ay, double bx, double by, double x, double y) {
  const double dx = bx - ax, dy = by - ay;
  const double length2 = dx * dx + dy * dy;
  const double t = length2 > 0 ? std::clamp(((x - ax) * dx + (y - ay) * dy) / length2, 0.0, 1.0) : 0;
  return std::hypot(ax + t * dx - x, ay + t * dy - y);
}

double angle_between(double a, double b) { return std::fabs(std::remainder(a - b, 360 * degree)); }
}  // namespace

ExposureOracle::ExposureOracle(const scene::Device& device, const placement::Placed& placed, const placement::Ground& ground)
    : eye_(placed.eye), plates_(device.kind == Kind::plate_reader) {
  if (device.indoor) return;
  if (device.kind == Kind::camera || device.kind == Kind::webcam) {
    bands_ = {{0, 0, 12.5}, {0, 1, 25}, {0, 2, 62.5}, {0, 3, 125}, {0, 4, 250}, {0, 5, 1000}, {1, 0, 20},
              {1, 1, 40},   {1, 2, 80}, {1, 3, 125},  {1, 4, 250}, {1, 5, 500}, {1, 6, 1500}};
  } else if (plates_) {
    bands_ = {{2, 0, 0}};
  } else {
    return;
  }
  const bool dome = device.type == CameraType::dome || device.type == CameraType::panning || device.type == CameraType::all_round;
  const auto lens = [](double focal_mm) { return sensor_mm / 2 / focal_mm; };
  if (plates_) {
    rows_ = {{std::tan(22.5 * degree), 1, 9.0 / 16, 1}};
  } else if (dome) {
    rows_ = {{lens(2.8), 1280, 1024.0 / 1280, 0.3}, {lens(6.5), 2560, 9.0 / 16, 0.4}, {lens(68), 3840, 9.0 / 16, 0.3}};
  } else {
    rows_ = {{lens(2.8), 1920, 9.0 / 16, 0.3}, {lens(6.8), 2560, 9.0 / 16, 0.4}, {lens(26), 3840, 9.0 / 16, 0.3}};
  }
  heights_ = {{3, 0.3}, {5, 0.5}, {8, 0.2}};
  if (device.height) heights_ = {{device.height->count(), 1}};
  if (device.tilt) tilt_ = device.tilt->count() / 100.0 * degree;
  read_heads(device, placed);
  may_be_certain_ = !device.private_person && placed.where != placement::Where::unplaced;
  probable_ = placed.where != placement::Where::unplaced;
  take_obstacles(placed, ground);
}

void ExposureOracle::read_heads(const scene::Device& device, const placement::Placed& placed) {
  for (const scene::Head& tagged : device.heads) {
    Head head;
    const double span = tagged.span ? tagged.span->count() / 100.0 : 0;
    head.centre = tagged.axis.angle().count() / 100.0 * degree;
    head.numeric = tagged.source == AxisSource::numeric;
    head.width = device.width ? device.width->count() / 100.0 : 0;
    const bool no_axis = tagged.source == AxisSource::none;
    if (device.type == CameraType::all_round) {
      head.width = 360;
    } else if (device.type == CameraType::panning || (device.type == CameraType::dome && (no_axis || span > 0))) {
      head.turning = span > 0 ? span : 360;
    } else {
      if (span > 0) head.width = span;
      head.spread = head.numeric                                   ? 5
                    : tagged.source == AxisSource::cardinal        ? 15
                    : tagged.source == AxisSource::suspicious_zero ? 45
                                                                   : 180;
      if (no_axis && placed.normal) {
        head.centre = placed.normal->angle().count() / 100.0 * degree;
        head.spread = 90;
      }
    }
    heads_.push_back(head);
    steps_ = std::max(steps_, steps(head));
  }
}

void ExposureOracle::take_obstacles(const placement::Placed& placed, const placement::Ground& ground) {
  const geo::Rect window = geo::around(eye_, range_cm);
  const auto take = [&](Obstacle made, const std::vector<std::vector<geo::Point>>& chains, bool closed) {
    bool near = false;
    for (const auto& chain : chains) {
      for (std::size_t i = 0; i + (closed ? 0 : 1) < chain.size(); ++i)
        made.edges.push_back({chain[i], chain[(i + 1) % chain.size()]});
      near = near || geo::bounding(chain).touches(window);
    }
    if (near) obstacles_.push_back(std::move(made));
  };
  for (const placement::Footprint& footprint : ground.footprints()) {
    if (placed.where == placement::Where::unplaced && geo::where(footprint.rings, eye_) != geo::Where::outside) continue;
    const bool own = placed.facade && *placed.facade == footprint.ref;
    take({{}, footprint.min_height_m, footprint.height ? footprint.height->count() : 0, footprint.height.has_value(), own, false},
         footprint.rings, true);
  }
  for (const auto& wall : ground.walls()) take({{}, 0, wall.height.count(), true, false, true}, {wall.points}, false);
}

/// The eye is at (0, 0); the point at (x, y) cm.
ExposureOracle::Sight ExposureOracle::past(const Obstacle& obstacle, double x, double y, double height_m, World world) const {
  const double target_m = plates_ ? 0.8 : 1.6;
  double top = obstacle.top_m;
  if (!obstacle.known) top = world == tall ? 1e9 : world == usual ? obstacle.base_m + 6 : -1;
  const bool there = obstacle.own || top >= 0;
  if (!there) return Sight::clear;
  const bool wall = obstacle.own || (obstacle.base_m <= height_m && height_m <= top + 1e-9);
  double from = 0;  // what is on the way from this fraction on is higher than the sight line
  if (!wall) {
    if (height_m <= target_m || obstacle.base_m > height_m) return Sight::clear;
    from = top > target_m ? (height_m - top) / (height_m - target_m) : 1;
  }
  const Fine start{std::llround(from * x * fine), std::llround(from * y * fine)};
  const Fine goal{std::llround(x * fine), std::llround(y * fine)};
  bool blocked = false;
  bool grazed = false;
  bool start_inside = false;
  bool goal_inside = false;
  for (const Wall& edge : obstacle.edges) {
    const double ax = edge.a.x - eye_.x, ay = edge.a.y - eye_.y, bx = edge.b.x - eye_.x, by = edge.b.y - eye_.y;
    const auto crosses_ray = [&](double px, double py) {
      return (ay > py) != (by > py) && px < ax + (py - ay) / (by - ay) * (bx - ax);
    };
    start_inside ^= crosses_ray(from * x, from * y);
    goal_inside ^= crosses_ray(x, y);
    if (std::min(ax, bx) > std::max(x, 0.0) + 2 || std::max(ax, bx) < std::min(x, 0.0) - 2) continue;
    if (std::min(ay, by) > std::max(y, 0.0) + 2 || std::max(ay, by) < std::min(y, 0.0) - 2) continue;
    if (distance_cm(ax, ay, bx, by, x, y) < 1) return Sight::unsure;
    if (!wall && from < 1 && distance_cm(ax, ay, bx, by, from * x, from * y) < from + 0.01) return Sight::unsure;
    const auto whole = [](double v) { return static_cast<std::int64_t>(v) * static_cast<std::int64_t>(fine); };
    const Fine a{whole(ax), whole(ay)};
    const Fine b{whole(bx), whole(by)};
    if (side(a, b, start) * side(a, b, goal) >= 0) continue;
    const int across = side(start, goal, a) * side(start, goal, b);
    blocked = blocked || across < 0;
    grazed = grazed || across == 0;
  }
  if (!wall && !obstacle.screen) blocked = blocked || start_inside || goal_inside;
  return blocked ? Sight::blocked : grazed ? Sight::unsure : Sight::clear;
}

ExposureOracle::Sight ExposureOracle::sight(double x_cm, double y_cm, double height_m, World world) const {
  bool unsure = false;
  for (const Obstacle& obstacle : obstacles_) {
    const Sight one = past(obstacle, x_cm - eye_.x, y_cm - eye_.y, height_m, world);
    if (one == Sight::blocked) return one;
    unsure = unsure || one == Sight::unsure;
  }
  return unsure ? Sight::unsure : Sight::clear;
}

std::size_t ExposureOracle::steps(const Head& head) const {
  double narrowest = 10;
  for (const Row& row : rows_)
    narrowest = std::min(narrowest, head.width > 0 ? head.width : 2 * std::atan(row.tan_half) / degree);
  return static_cast<std::size_t>(std::ceil(head.spread / std::max(narrowest / 2, 0.5) - 1e-9));
}

/// Evenly spaced, in whole hundredths of a degree, both ends of the interval among them at half the weight.
std::vector<ExposureOracle::Turn> ExposureOracle::turns(const Head& head) const {
  if (steps_ == 0) return {{0, 1}};
  const auto n = static_cast<int>(steps_);
  std::vector<Turn> list;
  for (int k = -n; k <= n; ++k)
    list.push_back({std::trunc(head.spread * 100 * k / n) / 100, (std::abs(k) == n ? 0.5 : 1.0) / (2 * n)});
  return list;
}

ExposureOracle::Glimpse ExposureOracle::through_pinhole(double tan_half, const Row& row, double above, double x, double y) const {
  const double half_v = std::atan(row.aspect * tan_half);
  const double tilt = tilt_ >= 0 ? tilt_ : above > 0 ? half_v : 0;
  const double z = x * std::cos(tilt) + above * std::sin(tilt);
  const double up = x * std::sin(tilt) - above * std::cos(tilt);
  if (!(z > 0) || std::fabs(y) > tan_half * z || std::fabs(up) > row.aspect * tan_half * z) return {};
  return {1, z, row.columns / (2 * tan_half)};
}

ExposureOracle::Glimpse ExposureOracle::glimpse(const Head& head, const Row& row, double above, double turn, double east,
                                                double north) const {
  const double ground = std::hypot(east, north);
  const double bearing = std::atan2(east, north);
  const double axis = head.centre + turn * degree;
  const double tan_half = head.width > 0 ? std::tan(head.width / 2 * degree) : row.tan_half;
  const double width = head.width > 0 ? head.width : 2 * std::atan(row.tan_half) / degree;
  const double from_axis = angle_between(bearing, axis);
  if (head.turning > 0 && head.turning < 360 && from_axis > head.turning / 2 * degree) return {};
  Glimpse seen;
  if (width >= 180) {
    if (head.turning == 0 && width < 360 && from_axis > width / 2 * degree) return {};
    seen = {1, std::hypot(ground, above), row.columns / (width * degree)};
  } else if (head.turning > 0) {
    seen = through_pinhole(tan_half, row, above, ground, 0);
  } else {
    seen = through_pinhole(tan_half, row, above, ground * std::cos(bearing - axis), ground * std::sin(bearing - axis));
  }
  if (head.turning > 0) seen.share *= std::min(1.0, width / head.turning);
  return seen;
}

std::vector<ExposureOracle::Answer> ExposureOracle::answers(double x_cm, double y_cm, double dx, double dy, bool* hidden) const {
  const double east = (x_cm - eye_.x) / 100, north = (y_cm - eye_.y) / 100;
  std::vector<Answer> out(bands_.size());
  if (std::hypot(east, north) > range_cm / 100.0) return std::vector<Answer>(bands_.size(), Answer{false, false, 0});
  std::vector<std::vector<Turn>> axes;
  for (const Head& head : heads_) axes.push_back(turns(head));
  std::vector<double> share(bands_.size());
  for (const auto& [height, height_weight] : heights_) {
    std::array<bool, 3> clear{};
    for (const World world : {tall, usual, low}) {
      const Sight there = sight(x_cm, y_cm, height, world);
      if (there == Sight::unsure) return {};
      clear[world] = there == Sight::clear;
    }
    for (const Row& row : rows_) {
      for (std::size_t k = 0; k < axes.front().size(); ++k) {
        std::fill(share.begin(), share.end(), 0);
        for (std::size_t h = 0; h < heads_.size(); ++h) {
          const Glimpse g = glimpse(heads_[h], row, height - (plates_ ? 0.8 : 1.6), axes[h][k].degrees, east, north);
          for (std::size_t b = 0; b < bands_.size(); ++b) {
            const double end = plates_ ? plate_depth : g.depth_by_density / bands_[b].density;
            if (g.share > 0 && g.depth <= end) share[b] = std::max(share[b], g.share);
          }
        }
        for (std::size_t b = 0; b < bands_.size(); ++b) {
          out[b].in_all = out[b].in_all && share[b] >= 1 && clear[tall];
          out[b].in_any = out[b].in_any || (share[b] > 0 && clear[low]);
          if (hidden != nullptr && share[b] > 0 && !clear[usual]) *hidden = true;
          if (clear[usual]) out[b].p += row.weight * height_weight * axes.front()[k].weight * share[b];
        }
      }
    }
  }
  bool certain = may_be_certain_;
  for (const Head& head : heads_) {
    const double apart = angle_between(std::atan2(dx, dy), head.centre) / degree;
    if (plates_ && (!head.numeric || std::min(apart, 180 - apart) > 60)) certain = false;
  }
  for (Answer& a : out) {
    a.in_all = a.in_all && certain;
    if (!probable_) a.p = 0;
  }
  return out;
}

}  // namespace contrechamp::testing
