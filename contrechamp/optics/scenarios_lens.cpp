// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/core/trig.hpp>
#include <contrechamp/optics/scenario_parts.hpp>
#include <cmath>

namespace contrechamp::optics::parts {
namespace {

using scene::AxisSource;
using scene::CameraType;
using scene::Kind;

constexpr CentiDegrees half_turn = CentiDegrees::degrees(180);
constexpr CentiDegrees quarter_turn = CentiDegrees::degrees(90);
constexpr double given_aspect = 9.0 / 16;

bool turns(const scene::Device& d, const scene::Head& head) {
  if (d.type == CameraType::panning) return true;
  return d.type == CameraType::dome && (head.source == AxisSource::none || head.span.has_value());
}

CentiDegrees spread_of(AxisSource source, const OpticsOptions& o) {
  switch (source) {
    case AxisSource::numeric: return o.numeric_spread;
    case AxisSource::cardinal: return o.cardinal_spread;
    case AxisSource::suspicious_zero: return o.zero_spread;
    default: return half_turn;
  }
}

constexpr std::array<Reading, static_cast<std::size_t>(AxisSource::count)> source_readings{
    Reading::any_direction, Reading::degrees, Reading::compass, Reading::zero};

HeadPlan planned(const scene::Device& d, const scene::Head& head, std::optional<Bearing> facade, const OpticsOptions& o) {
  HeadPlan plan;
  plan.centre = head.axis.angle();
  plan.reading = source_readings[static_cast<std::size_t>(head.source)];
  if (d.type == CameraType::all_round) {
    plan.fisheye = true;
    plan.width = full_turn;
    plan.reading = Reading::all_round;
    return plan;
  }
  if (turns(d, head)) {
    plan.width = d.width;  // of the lens, at any one moment
    plan.fisheye = plan.width && *plan.width >= half_turn;
    plan.turning = head.span.value_or(full_turn);
    plan.reading = head.span ? Reading::turns_through_range : Reading::turns_all_round;
    return plan;
  }
  plan.spread = spread_of(head.source, o);
  if (head.source == AxisSource::none && facade) {
    plan.centre = facade->angle();
    plan.spread = quarter_turn;
    plan.reading = Reading::facade_side;
  }
  plan.width = head.span ? head.span : d.width;
  plan.fisheye = plan.width && *plan.width >= half_turn;
  return plan;
}

/// Lens rows of a device, tagged width applied: what stays open is the number of pixels.
std::span<const Lens> lens_rows(const scene::Device& d) {
  static constexpr std::array<Lens, 1> given_lens{{{1, 1, 1, 1000}}};  // width and range are given, not computed
  if (sense_of(d.kind) == Sense::sector) return given_lens;
  if (d.kind == Kind::thermal) return thermal_lenses;
  const bool dome = d.type == CameraType::dome || d.type == CameraType::panning || d.type == CameraType::all_round;
  return dome ? std::span<const Lens>(dome_lenses) : std::span<const Lens>(fixed_lenses);
}

struct HeightRow {
  double metres;
  std::uint32_t weight;
  std::uint8_t row;
};
std::vector<HeightRow> height_rows(const scene::Device& d, const OpticsOptions& o) {
  if (d.height) return {{d.height->count(), 1000, 0}};
  std::vector<HeightRow> rows;
  for (std::uint8_t i = 0; i < o.heights.size(); ++i) rows.push_back({o.heights[i].count(), o.height_weights[i], i});
  return rows;
}

/// What stands in the configuration instead of lens and pixels.
struct Given {
  CentiDegrees width;
  Metres range;
};
std::optional<Given> given(const scene::Device& d, const OpticsOptions& o) {
  if (sense_of(d.kind) != Sense::sector) return {};
  if (d.kind == Kind::plate_reader) return Given{o.plate_width, o.plate_range};
  return Given{o.speed_width, o.speed_range};
}

double depth(const BandRef& band, const Lens& lens, double tan_half, const std::optional<Given>& known) {
  if (known) return known->range.count();
  return depth_of(bands(band.ladder)[band.band].density, lens.columns, tan_half);
}

/// What a turning lens may cover: the ring that it sweeps, and the share of time on each direction.
void turn(View& view, CentiDegrees span) {
  view.footing.radial = true;
  view.footing.z_slope = 1;
  view.footing.z_offset = 0;
  view.footing.near = std::max(0.0, view.footing.near);
  const double share = view.width_deg * 100 / span.count();
  view.share = share >= 1 ? View::full_share : static_cast<std::uint32_t>(share * View::full_share);
}

/// A rectilinear lens, standing still.
View rectilinear(const scene::Device& d, const HeadPlan& plan, const Lens& lens, const HeightRow& height, const Scenarios& set,
                 const OpticsOptions& o) {
  const std::optional<Given> known = given(d, o);
  const CentiDegrees tagged = plan.width.value_or(known ? known->width : CentiDegrees{});
  const double tan_half = tagged.count() > 0 ? trig::tan(CentiDegrees(tagged.count() / 2)) : tan_half_width(lens);
  const double aspect = known ? given_aspect : static_cast<double>(lens.rows) / lens.columns;
  const double above = height.metres - set.target_height.count();
  const Aim aim = aimed({above, tan_half, aspect, d.tilt.has_value(), d.tilt.value_or(CentiDegrees{})});

  View view;
  view.footing = aim.footing;
  view.height_m = height.metres;
  view.weight = lens.weight * height.weight;
  view.width_deg = 2 * trig::degrees_of_tangent(tan_half);
  for (std::size_t b = 0; b < set.bands.size(); ++b) {
    view.edge[b] = forward_distance(aim, above, depth(set.bands[b], lens, tan_half, known));
  }
  return view;
}

/// A field of 180° or more: its pixels spread evenly over the width, straight-line distance to the target, no blind spot.
View fisheye(const scene::Device& d, const HeadPlan& plan, const Lens& lens, const HeightRow& height, const Scenarios& set,
             const OpticsOptions& o) {
  const std::optional<Given> known = given(d, o);
  const double above = height.metres - set.target_height.count();
  View view;
  view.footing.radial = true;
  view.height_m = height.metres;
  view.weight = lens.weight * height.weight;
  view.width_deg = plan.width->count() / 100.0;
  for (std::size_t b = 0; b < set.bands.size(); ++b) {
    const BandRef& band = set.bands[b];
    const double slant =
        known ? known->range.count() : radius_of(bands(band.ladder)[band.band].density, lens.columns, *plan.width);
    view.edge[b] = slant > std::fabs(above) ? std::sqrt(slant * slant - above * above) : -1;
  }
  return view;
}

std::vector<View> views_of(const scene::Device& d, const HeadPlan& plan, const Scenarios& set, const OpticsOptions& o) {
  const std::span<const Lens> lenses = lens_rows(d);
  const std::vector<HeightRow> heights = height_rows(d, o);
  std::vector<View> views;
  views.reserve(lenses.size() * heights.size());
  for (const Lens& lens : lenses) {
    for (const HeightRow& height : heights) {
      views.push_back(plan.fisheye ? fisheye(d, plan, lens, height, set, o) : rectilinear(d, plan, lens, height, set, o));
      views.back().height_row = height.row;
      if (plan.turning) turn(views.back(), *plan.turning);
    }
  }
  return views;
}

/// Steps so small that neighbouring views of the narrowest lens overlap: at most axis_step, at most half its width.
std::size_t steps_for(const HeadPlan& plan, std::span<const View> views, const OpticsOptions& o) {
  if (plan.spread.count() == 0) return 0;
  double narrowest = o.axis_step.count() * 2;
  for (const View& v : views) narrowest = std::min(narrowest, v.width_deg * 100);
  const double step = std::max(narrowest / 2, 50.0);  // 0.5° at least
  return static_cast<std::size_t>(std::ceil(plan.spread.count() / step));
}

void describe(Scenarios& set, const scene::Device& d, const HeadPlan& plan, const OpticsOptions& o) {
  set.axis = plan.reading;
  if (given(d, o)) {
    set.lens = plan.width ? Reading::tagged_width : Reading::configured_width;
  } else {
    set.lens = plan.width ? Reading::tagged_width_typical_pixels : Reading::typical_lenses;
  }
  set.height = d.height ? Reading::tagged : Reading::typical_heights;
  set.tilt = d.tilt ? Reading::tagged : Reading::top_on_horizon;
}

/// `steps` directions on each side of the centre, evenly to ± spread.
std::vector<Axis> axes_of(const HeadPlan& plan, CentiDegrees offset, std::size_t steps) {
  std::vector<Axis> axes;
  axes.reserve(2 * steps + 1);
  const auto half = static_cast<std::int64_t>(steps);
  for (std::int64_t k = -half; k <= half; ++k) {
    const std::int64_t turn = half == 0 ? 0 : plan.spread.count() * k / half;
    const CentiDegrees angle = Bearing(plan.centre + offset + CentiDegrees(static_cast<std::int32_t>(turn))).angle();
    const trig::SinCos s = trig::sin_cos(angle);
    axes.push_back({s.sin, s.cos, half != 0 && (k == -half || k == half) ? 1U : 2U});
  }
  return axes;
}

}  // namespace

void append_sector(Scenarios& set, const HeadPlan& plan, const std::vector<View>& views, std::size_t steps) {
  const std::int32_t width = plan.turning.value_or(plan.width.value_or(CentiDegrees{})).count();
  const bool sector = plan.turning || plan.fisheye;
  const bool round = sector && width >= full_turn.count();
  const std::int32_t parts = sector && !round ? (width + 11999) / 12000 : 1;
  const std::int32_t half = (width + 2 * parts - 1) / (2 * parts);
  for (std::int32_t part = 0; part < parts; ++part) {
    HeadScenarios head;
    head.views = views;
    for (View& view : head.views) {
      if (round) view.footing.all_round = true;
      if (sector && !round) view.footing.tan_half = trig::tan(CentiDegrees(half));
    }
    const std::int32_t offset = parts > 1 ? (2 * part + 1 - parts) * (width / 2 - half) / (parts - 1) : 0;
    head.axes = axes_of(plan, CentiDegrees(offset), steps);
    set.heads.push_back(std::move(head));
  }
}

void append_lenses(Scenarios& set, const scene::Device& device, std::optional<Bearing> facade, const OpticsOptions& options) {
  for (const HeightRow& row : height_rows(device, options)) set.heights.emplace_back(row.metres);
  std::vector<HeadPlan> plans;
  std::vector<std::vector<View>> views;
  std::size_t steps = 0;
  for (const scene::Head& head : device.heads) {
    plans.push_back(planned(device, head, facade, options));
    views.push_back(views_of(device, plans.back(), set, options));
    steps = std::max(steps, steps_for(plans.back(), views.back(), options));
  }
  for (std::size_t i = 0; i < plans.size(); ++i) append_sector(set, plans[i], views[i], steps);
  describe(set, device, plans.front(), options);
  if (sense_of(device.kind) != Sense::sector) return;
  for (const scene::Head& head : device.heads) {
    set.can_be_certain = set.can_be_certain && head.source == AxisSource::numeric;
    set.lines.push_back(head.axis);
  }
}

}  // namespace contrechamp::optics::parts
