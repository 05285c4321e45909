// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/explain.hpp>
#include <contrechamp/answers/families.hpp>
#include <contrechamp/answers/geojson.hpp>
#include <contrechamp/answers/report.hpp>
#include <contrechamp/core/text.hpp>
#include <map>

namespace contrechamp::answers {
namespace {

/// Lens rows ascend, heights ascend within them: the middle of the list is the middle lens at the middle height.
std::vector<BandReach> reaches_of(const optics::Scenarios& set, Metres max_range) {
  std::vector<BandReach> out;
  for (std::size_t b = 0; b < set.bands.size(); ++b) {
    const std::vector<optics::View>& views = set.heads.front().views;
    BandReach reach{
        set.bands[b], optics::reach(views.front(), b, max_range), optics::reach(views[views.size() / 2], b, max_range), {}};
    reach.most = reach.least;
    for (const optics::View& view : views) {
      const optics::Reach r = optics::reach(view, b, max_range);
      if (r.far < reach.least.far) reach.least = r;
      if (r.far > reach.most.far) reach.most = r;
    }
    out.push_back(reach);
  }
  return out;
}

/// The band that is told first if the device has it, else its widest.
optics::BandRef leading_of(const optics::BandRef& lead, const std::vector<optics::BandRef>& bands) {
  return std::find(bands.begin(), bands.end(), lead) != bands.end() || bands.empty() ? lead : bands.front();
}

std::vector<exposure::WatchedSection> sections_of(const Subject& s, std::uint32_t device) {
  std::vector<exposure::WatchedSection> out = exposure::watched_sections(s.snapshot, s.network, s.frames);
  std::erase_if(out, [&](const exposure::WatchedSection& section) { return section.device != device; });
  return out;
}

std::vector<SeenStreet> streets_of(const Subject& s, std::uint32_t device, const optics::BandRef& band) {
  std::map<std::uint32_t, std::vector<exposure::Sighting>> by_segment;
  for (const exposure::Sighting& sighting : s.atlas.sightings()) {
    if (sighting.device == device) by_segment[sighting.segment].push_back(sighting);
  }
  std::map<std::string, SeenStreet> by_name;
  exposure::Filter filter;
  filter.ladder = band.ladder;
  filter.band = band.band;
  for (const auto& [index, sightings] : by_segment) {
    const std::uint32_t number = s.network.segments[index].street;
    const scene::Street& street = s.snapshot.streets[number];
    const exposure::InView seen = exposure::in_view(exposure::merged(sightings, filter));
    if (seen.possible_cm == 0) continue;
    const std::string name = street.street_name.empty() ? street.highway + " " + osm_name(street.ref) : street.street_name;
    by_name.try_emplace(name, SeenStreet{name, number, {}}).first->second.seen += seen;
  }
  std::vector<SeenStreet> out;
  out.reserve(by_name.size());
  for (const auto& [name, street] : by_name) out.push_back(street);
  std::sort(out.begin(), out.end(), [](const SeenStreet& a, const SeenStreet& b) {
    return a.seen.expected != b.seen.expected ? a.seen.expected > b.seen.expected : a.name < b.name;
  });
  return out;
}

}  // namespace

Result<Explanation> explanation(const Subject& s, OsmRef ref) {
  const auto found = find_device(s, ref);
  if (!found) return tl::unexpected(found.error());
  Explanation e;
  e.device = *found;
  const scene::Device& device = s.snapshot.devices[e.device];
  const geo::LocalFrame frame = s.frames.at(device.position);
  const double range = s.options.exposure.optics.max_range.count();
  const exposure::Neighbourhood around(s.snapshot, s.network, frame, placement::area_of_eyes({&e.device, 1}, s.snapshot, frame),
                                       static_cast<std::int32_t>(range * 100) + placement::margin_beyond_range_cm,
                                       s.options.exposure);
  e.stance = exposure::stance(device, around, s.options.exposure);
  for (const scene::Remark& remark : s.snapshot.remarks) {
    if (remark.ref == ref) e.remarks.push_back(remark);
  }
  e.leading = leading_of(leading_of(s), optics::bands_of(device.kind, s.options.exposure.optics));
  if (e.stance.scenarios.bands.empty()) {
    if (device.kind == scene::Kind::section_control && has_view(device, s.options)) {
      e.sections = sections_of(s, e.device);
      e.streets = streets_of(s, e.device, e.leading);
    }
    return e;
  }
  e.reaches = reaches_of(e.stance.scenarios, s.options.exposure.optics.max_range);
  e.streets = streets_of(s, e.device, e.leading);
  e.walls_leave =
      visibility::area(e.stance.sight(e.stance.sight_of.size() / 2, exposure::World::usual).walls).count() / (4 * range * range);
  e.stance.sights.clear();  // they look at what stands around, which ends here
  return e;
}

}  // namespace contrechamp::answers
