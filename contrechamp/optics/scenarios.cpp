// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/optics/scenario_parts.hpp>

namespace contrechamp::optics {
namespace {

/// Plates and speeds are taken of cars, everything else of people.
Metres target_of(Sense sense, const OpticsOptions& options) {
  return sense == Sense::sector && !options.model.in_use() ? options.plate_height : options.face_height;
}

}  // namespace

Scenarios scenarios(const scene::Device& device, std::optional<Bearing> facade, const OpticsOptions& options) {
  Scenarios set;
  const Sense sense = sense_of(device.kind);
  const bool model = options.model.in_use();
  if (device.indoor || (sense == Sense::section && !model)) return set;
  set.bands = bands_of(device.kind, options);
  if (set.bands.empty()) return set;
  set.can_be_certain = !device.private_person;
  set.target_height = target_of(sense, options);
  if (model) {
    parts::append_model(set, device, options);
  } else if (sense == Sense::sound || sense == Sense::sight) {
    parts::append_rings(set, device, options);
  } else {
    parts::append_lenses(set, device, facade, options);
  }
  std::uint64_t axis_weight = 0;
  for (const Axis& axis : set.heads.front().axes) axis_weight += axis.weight;
  for (const View& view : set.heads.front().views) set.total_weight += axis_weight * view.weight * View::full_share;
  return set;
}

std::string_view name(Reading reading) {
  static constexpr std::array<std::string_view, static_cast<std::size_t>(Reading::count)> names{"any_direction",
                                                                                                "degrees",
                                                                                                "compass",
                                                                                                "zero",
                                                                                                "all_round",
                                                                                                "turns_through_range",
                                                                                                "turns_all_round",
                                                                                                "facade_side",
                                                                                                "tagged_width",
                                                                                                "configured_width",
                                                                                                "tagged_width_typical_pixels",
                                                                                                "typical_lenses",
                                                                                                "tagged",
                                                                                                "typical_heights",
                                                                                                "top_on_horizon",
                                                                                                "all_round_kind",
                                                                                                "typical_ranges",
                                                                                                "one_height",
                                                                                                "not_needed",
                                                                                                "comparison_model"};
  return names[static_cast<std::size_t>(reading)];
}

std::string_view name(Limit limit) {
  static constexpr std::array<std::string_view, 4> names{"band", "far_limit", "max_range", "blind_spot"};
  return names[static_cast<std::size_t>(limit)];
}

Reach reach(const View& view, std::size_t band, Metres max_range) {
  Reach r;
  r.near = Metres(std::max(0.0, view.footing.near));
  r.limit = Limit::band;
  double far = view.edge[band];
  if (view.footing.far < far) {
    far = view.footing.far;
    r.limit = Limit::far_limit;
  }
  if (max_range.count() < far) {
    far = max_range.count();
    r.limit = Limit::max_range;
  }
  if (!(far > r.near.count())) return {r.near, r.near, Limit::blind_spot};
  r.far = Metres(far);
  return r;
}

}  // namespace contrechamp::optics
