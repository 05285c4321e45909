// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/trips/run.hpp>

namespace contrechamp::trips {
namespace {

constexpr std::int64_t half_turn_e7 = 1'800'000'000;

double distance(geo::Point a, geo::Point b) { return std::sqrt(static_cast<double>(geo::squared(b - a))); }

std::int64_t rounded(double value) { return static_cast<std::int64_t>(std::floor(value + 0.5)); }

}  // namespace

std::optional<std::int64_t> time_between(const Fix& a, const Fix& b) {
  if (!a.time_ms || !b.time_ms || *b.time_ms < *a.time_ms) return std::nullopt;
  return *b.time_ms - *a.time_ms;
}

geo::LatLon between(geo::LatLon a, geo::LatLon b, double t) {
  std::int64_t east = std::int64_t{b.lon_e7} - a.lon_e7;
  if (east > half_turn_e7) east -= 2 * half_turn_e7;
  if (east < -half_turn_e7) east += 2 * half_turn_e7;
  const std::int64_t north = std::int64_t{b.lat_e7} - a.lat_e7;
  std::int64_t lon = a.lon_e7 + rounded(static_cast<double>(east) * t);
  if (lon > half_turn_e7) lon -= 2 * half_turn_e7;
  if (lon < -half_turn_e7) lon += 2 * half_turn_e7;
  return {static_cast<std::int32_t>(a.lat_e7 + rounded(static_cast<double>(north) * t)), static_cast<std::int32_t>(lon)};
}

bool may_touch(const geo::Box& a, const geo::Box& b) {
  const auto crosses_180 = [](const geo::Box& box) { return std::int64_t{box.max.lon_e7} - box.min.lon_e7 > half_turn_e7; };
  if (a.min.lat_e7 > b.max.lat_e7 || b.min.lat_e7 > a.max.lat_e7) return false;
  if (crosses_180(a) || crosses_180(b)) return true;
  return a.min.lon_e7 <= b.max.lon_e7 && b.min.lon_e7 <= a.max.lon_e7;
}

Run::Run(std::span<const Fix> fixes, const geo::LocalFrame& frame) : fixes_(fixes.begin(), fixes.end()) {
  at_cm_.reserve(fixes_.size());
  known_ms_.reserve(fixes_.size());
  geo::Point before = frame.project(fixes_.front().at);
  for (std::size_t i = 0; i < fixes_.size(); ++i) {
    const geo::Point here = frame.project(fixes_[i].at);
    at_cm_.push_back(i == 0 ? 0 : at_cm_.back() + distance(before, here));
    known_ms_.push_back(i == 0 ? 0 : known_ms_.back() + time_between(fixes_[i - 1], fixes_[i]).value_or(0));
    before = here;
  }
  const double measured = at_cm_.back();
  length_cm_ = static_cast<std::uint32_t>(rounded(measured));
  for (double& at : at_cm_) at = measured > 0 ? at / measured * length_cm_ : 0;
}

/// The line that holds the centimetre before `cm`: the first whose end is at `cm` or beyond it. cm is inside the run.
std::size_t Run::line_of(std::uint32_t cm) const {
  const auto end = std::lower_bound(at_cm_.begin() + 1, at_cm_.end() - 1, static_cast<double>(cm));
  return static_cast<std::size_t>(end - at_cm_.begin()) - 1;
}

double Run::fraction(std::size_t line, std::uint32_t cm) const {
  const double length = at_cm_[line + 1] - at_cm_[line];
  return length > 0 ? std::clamp((cm - at_cm_[line]) / length, 0.0, 1.0) : 0.0;
}

std::int64_t Run::known_until(std::uint32_t cm) const {
  if (cm == 0) return 0;
  if (cm >= length_cm_) return known_ms_.back();
  const std::size_t line = line_of(cm);
  const auto spent = static_cast<double>(known_ms_[line + 1] - known_ms_[line]);
  return known_ms_[line] + rounded(spent * fraction(line, cm));
}

std::int64_t Run::milliseconds(std::uint32_t from_cm, std::uint32_t to_cm) const {
  return known_until(to_cm) - known_until(from_cm);
}

std::optional<std::int64_t> Run::time_at(std::uint32_t cm) const {
  if (cm == 0) return fixes_.front().time_ms;
  const std::size_t line = line_of(cm);
  const auto spent = time_between(fixes_[line], fixes_[line + 1]);
  if (!spent) return std::nullopt;
  return *fixes_[line].time_ms + rounded(static_cast<double>(*spent) * fraction(line, cm));
}

geo::LatLon Run::position_at(std::uint32_t cm) const {
  const std::size_t line = line_of(cm);
  return between(fixes_[line].at, fixes_[line + 1].at, fraction(line, cm));
}

std::vector<geo::LatLon> Run::points_of(std::uint32_t from_cm, std::uint32_t to_cm) const {
  std::vector<geo::LatLon> points{position_at(from_cm)};
  const auto add = [&](geo::LatLon p) {
    if (points.back() != p) points.push_back(p);
  };
  for (auto i = static_cast<std::size_t>(std::upper_bound(at_cm_.begin(), at_cm_.end(), from_cm) - at_cm_.begin());
       i < at_cm_.size() && at_cm_[i] < to_cm; ++i) {
    add(fixes_[i].at);
  }
  add(position_at(to_cm));
  if (points.size() == 1) points.push_back(points.front());  // a line has two ends, even one that stands still
  return points;
}

exposure::LocalSegment Run::local(const geo::LocalFrame& frame) const {
  exposure::LocalSegment segment;
  segment.length_cm = end_cm();
  if (probe()) {
    const geo::Point here = frame.project(fixes_.front().at);
    segment.points = {here, {here.x + 1, here.y}};
    segment.at_cm = {0, 1};
    return segment;
  }
  segment.at_cm = at_cm_;
  segment.points.reserve(fixes_.size());
  for (const Fix& fix : fixes_) segment.points.push_back(frame.project(fix.at));
  return segment;
}

geo::Box Run::box() const {
  geo::Box box;
  for (const Fix& fix : fixes_) box.add(fix.at);
  return box;
}

namespace {

/// Cuts lines where they leave a cell. Cells are boxes of latitude and longitude, so a line both of whose ends lie in one stays
/// in it; else it is halved until a centimetre is left.
class CellCutter {
 public:
  CellCutter(const Run& run, std::span<const geo::Cell> surveyed) : run_(run), surveyed_(surveyed) {}

  std::vector<Part> parts() {
    geo::Cell before = geo::cell(run_.fixes().front().at);
    for (std::size_t line = 0; line + 1 < run_.fixes().size(); ++line) {
      const geo::Cell after = geo::cell(run_.fixes()[line + 1].at);
      cut(line, {0, 1}, before, after);
      before = after;
    }
    if (unknown_) out_.push_back({since_cm_, run_.end_cm()});
    return std::move(out_);
  }

 private:
  struct Range {
    double from = 0;
    double to = 1;
  };

  void cut(std::size_t line, Range range, geo::Cell from, geo::Cell to) {
    const double start = run_.at_cm(line);
    const double length = run_.at_cm(line + 1) - start;
    if (from == to) return stand_in(from, start + range.from * length);
    if ((range.to - range.from) * length <= 1) return stand_in(to, start + range.to * length);
    const double middle = (range.from + range.to) / 2;
    const geo::Cell half = geo::cell(between(run_.fixes()[line].at, run_.fixes()[line + 1].at, middle));
    cut(line, {range.from, middle}, from, half);
    cut(line, {middle, range.to}, half, to);
  }

  void stand_in(geo::Cell cell, double at_cm) {
    if (!known_ || *known_ != cell) {
      known_ = cell;
      surveyed_here_ = std::binary_search(surveyed_.begin(), surveyed_.end(), cell);
    }
    if (unknown_ != surveyed_here_) return;
    const auto cm = static_cast<std::uint32_t>(rounded(at_cm));
    if (unknown_ && cm > since_cm_) out_.push_back({since_cm_, cm});
    unknown_ = !surveyed_here_;
    since_cm_ = cm;
  }

  const Run& run_;
  std::span<const geo::Cell> surveyed_;
  std::vector<Part> out_;
  std::optional<geo::Cell> known_;  // the last cell that was looked up
  bool surveyed_here_ = true;
  bool unknown_ = false;
  std::uint32_t since_cm_ = 0;
};

}  // namespace

std::vector<Part> not_mapped(const Run& run, std::span<const geo::Cell> surveyed) { return CellCutter(run, surveyed).parts(); }

}  // namespace contrechamp::trips
