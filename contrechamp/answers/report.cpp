// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/families.hpp>
#include <contrechamp/answers/report.hpp>

namespace contrechamp::answers {
namespace {

using exposure::Sighting;
using scene::LeftOut;
using scene::Mode;

std::array<LeftOut, mode_count> rules_of(const Subject& s, const streets::Segment& segment) {
  std::array<LeftOut, mode_count> rules{};
  for (const Mode mode : scene::all_modes) {
    rules[static_cast<std::size_t>(mode)] = streets::left_out(segment, s.snapshot.streets[segment.street], mode);
  }
  return rules;
}

std::vector<Share> empty_shares(const exposure::Options& options) {
  std::vector<Share> shares;
  for (const optics::Ladder ladder : ladders_in_use(options)) {
    for (std::uint8_t band = 0; band < optics::bands(ladder).size(); ++band) {
      for (std::uint8_t ring = 0; ring < ring_count; ++ring) shares.push_back({ladder, band, ring, {}, {}});
    }
  }
  return shares;
}

/// Merges the segment once per band and radius; the modes that count it share the result.
void add_segment(Report& out, std::span<const Sighting> sightings, const std::array<LeftOut, mode_count>& rules,
                 bool in_surveyed) {
  if (sightings.empty()) return;
  for (Share& share : out.shares) {
    exposure::Filter filter;
    filter.ladder = share.ladder;
    filter.band = share.band;
    filter.ring = share.ring;
    const exposure::InView seen = exposure::in_view(exposure::merged(sightings, filter));
    for (std::size_t m = 0; m < mode_count; ++m) {
      if (rules[m] != LeftOut::none) continue;
      share.all[m] += seen;
      if (in_surveyed) share.surveyed[m] += seen;
    }
  }
}

/// Streets on foot: all of one name together, a way without a name by itself.
class Streets {
 public:
  explicit Streets(const Subject& subject) : subject_(subject) {
    filter_.ladder = leading_of(subject).ladder;
    filter_.band = leading_of(subject).band;
  }

  void add(const streets::Segment& segment, std::span<const Sighting> sightings, bool in_surveyed) {
    const std::string& name = subject_.snapshot.streets[segment.street].street_name;
    NamedStreet& street = by_name_[{name, name.empty() ? segment.street : 0}];
    const exposure::InView seen = exposure::in_view(exposure::merged(sightings, filter_));
    street.name = name;
    street.length_cm += segment.length_cm;
    street.seen += seen;
    if (!in_surveyed) return;
    street.surveyed_cm += segment.length_cm;
    street.seen_surveyed += seen;
  }

  void finish(Report& out) && {
    for (auto& [key, street] : by_name_) {
      out.distribution.add(street.length_cm, street.surveyed_cm, street.seen_surveyed);
      if (!street.name.empty() && street.seen.possible_cm > 0) out.most_watched.push_back(std::move(street));
    }
    std::sort(out.most_watched.begin(), out.most_watched.end(), [](const NamedStreet& a, const NamedStreet& b) {
      return a.seen.expected != b.seen.expected ? a.seen.expected > b.seen.expected : a.name < b.name;
    });
    if (out.most_watched.size() > 15) out.most_watched.resize(15);
  }

 private:
  const Subject& subject_;
  exposure::Filter filter_;
  std::map<std::pair<std::string, std::uint32_t>, NamedStreet> by_name_;
};

void add_streets(Report& out, const Subject& s) {
  Streets on_foot(s);
  for (std::size_t i = 0; i < s.network.segments.size(); ++i) {
    const streets::Segment& segment = s.network.segments[i];
    const auto rules = rules_of(s, segment);
    const bool in_surveyed = is_surveyed(s, segment.cell);
    for (std::size_t m = 0; m < mode_count; ++m) {
      if (rules[m] == LeftOut::none) {
        out.street_cm[m] += segment.length_cm;
        if (in_surveyed) out.surveyed_cm[m] += segment.length_cm;
      } else {
        out.left_out_cm[m][static_cast<std::size_t>(rules[m])] += segment.length_cm;
      }
    }
    const auto sightings = s.atlas.sightings_of(SegmentIndex(i));
    add_segment(out, sightings, rules, in_surveyed);
    if (rules[static_cast<std::size_t>(Mode::foot)] == LeftOut::none) on_foot.add(segment, sightings, in_surveyed);
  }
  std::move(on_foot).finish(out);
}

bool reaches_range(const scene::Device& d, const placement::Placed& placed, const exposure::Options& options) {
  const optics::Scenarios set = optics::scenarios(d, placed.normal, options.exposure.optics);
  for (const optics::HeadScenarios& head : set.heads) {
    for (const optics::View& view : head.views) {
      for (std::size_t b = 0; b < set.bands.size(); ++b) {
        if (optics::reach(view, b, options.exposure.optics.max_range).limit == optics::Limit::max_range) return true;
      }
    }
  }
  return false;
}

void add_device(Report& out, const scene::Device& d, const placement::Placed& placed, bool has_stretch,
                const exposure::Options& options) {
  ++out.kinds[std::string(scene::name(d.kind))];
  if (scene::is_camera(d.kind)) out.cameras[std::string(scene::name(d.kind))] += d.cameras;
  ++out.types[std::string(scene::name(d.type))];
  ++out.zones[d.zone];
  ++out.operators[d.private_person ? std::string(withheld) : d.operator_name];
  const auto type = std::find_if(d.tags.begin(), d.tags.end(), [](const auto& tag) { return tag.first == "operator:type"; });
  ++out.operator_types[type == d.tags.end() ? std::string() : type->second];
  ++out.manufacturers[d.manufacturer];
  ++out.places[std::string(placement::name(placed.where))];
  if (d.private_person) ++out.private_persons;
  if (d.operator_name.empty() && !d.private_person) ++out.without_operator;
  if (!d.height) ++out.without_height;
  if (d.indoor) {
    ++out.indoor;
    return;
  }
  if (!has_view(d, options)) {
    ++out.outside_model;
    return;
  }
  const bool section = is_section(d, options);
  if (section && !has_stretch) {
    ++out.without_stretch;
    return;
  }
  if (placed.moved_cm > 500) ++out.moved_far;
  const bool fixed = d.type == scene::CameraType::fixed || d.type == scene::CameraType::unknown;
  if (fixed && scene::is_camera(d.kind) && !section) {
    ++out.fixed_with_view;
    const auto unknown = [](const scene::Head& head) { return head.source == scene::AxisSource::none; };
    if (std::any_of(d.heads.begin(), d.heads.end(), unknown)) ++out.fixed_without_direction;
  }
  if (reaches_range(d, placed, options)) ++out.cut_by_max_range;
}

}  // namespace

Report report(const Subject& s) {
  Report out;
  out.with_view = devices_with_view(s);
  out.shares = empty_shares(s.options);
  out.ground = ground_in_view(s);
  out.trips = trip_shares(s);
  add_streets(out, s);
  std::vector<bool> sees(s.snapshot.devices.size());
  for (const Sighting& sighting : s.atlas.sightings()) sees[sighting.device] = true;
  for (std::size_t i = 0; i < s.snapshot.devices.size(); ++i)
    add_device(out, s.snapshot.devices[i], s.placed[i], sees[i], s.options);
  return out;
}

}  // namespace contrechamp::answers
