// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/features.hpp>
#include <contrechamp/core/text.hpp>
#include <map>
#include <tuple>

namespace contrechamp::answers {
namespace {

using exposure::Sighting;
using Segments = std::span<const std::uint32_t>;
using Watcher = std::pair<std::uint32_t, exposure::InView>;  // a device, and what it alone has in view of the street

bool before(const Watcher& a, const Watcher& b) {
  const auto key = [](const exposure::InView& seen) { return std::tie(seen.expected, seen.possible_cm); };
  return key(a.second) != key(b.second) ? key(a.second) > key(b.second) : a.first < b.first;
}

/// Devices that possibly see a part of the street at the widest band of the ladder, with what they see of it at `band`.
std::vector<Watcher> watchers(const Subject& s, Segments street, const Selection& selection, std::uint8_t band) {
  std::map<std::uint32_t, exposure::InView> by_device;
  for (const std::uint32_t segment : street) {
    std::map<std::uint32_t, std::vector<Sighting>> seen;
    for (const Sighting& sighting : s.atlas.sightings_of(SegmentIndex(segment))) {
      if (sighting.ladder != static_cast<std::uint8_t>(selection.ladder)) continue;
      if (!selection.device_counts.empty() && selection.device_counts[sighting.device] == 0) continue;
      if (sighting.band == 0) by_device[sighting.device];
      if (sighting.band == band) seen[sighting.device].push_back(sighting);
    }
    for (const auto& [device, sightings] : seen)
      by_device[device] += exposure::in_view(exposure::merged(sightings, filter_of(selection, band)));
  }
  std::vector<Watcher> out(by_device.begin(), by_device.end());
  std::sort(out.begin(), out.end(), before);
  return out;
}

void write_bands(Json& json, const Subject& s, Segments street, const Selection& selection) {
  json.key("in_view").object();
  for (const std::uint8_t band : bands_of(selection)) {
    exposure::InView sum;
    for (const std::uint32_t segment : street)
      sum += exposure::in_view(exposure::merged(s.atlas.sightings_of(SegmentIndex(segment)), filter_of(selection, band)));
    if (sum.possible_cm == 0) continue;
    json.key(optics::bands(selection.ladder)[band].name).object();
    write_in_view(json, sum);
    json.end();
  }
  json.end();
}

void write_watchers(Json& json, const Subject& s, Segments street, const Selection& selection) {
  const std::uint8_t band = selection.band ? *selection.band : std::uint8_t{0};
  json.key("band").string(optics::bands(selection.ladder)[band].name).key("devices").array();
  for (const auto& [device, seen] : watchers(s, street, selection, band)) {
    const scene::Device& d = s.snapshot.devices[device];
    json.line().object().key("id").string(osm_name(d.ref)).key("kind").string(scene::name(d.kind));
    json.key("operator").text_or_null(d.operator_name).key("private_person").boolean(d.private_person);
    json.key("direction_known").boolean(direction_known(d));
    write_in_view(json, seen);
    json.end();
  }
  json.end();
}

void write_street(Json& json, const Subject& s, Segments street, const Selection& all_bands, const Selection& selection) {
  std::uint64_t length_cm = 0;
  std::uint64_t surveyed_cm = 0;
  for (const std::uint32_t i : street) {
    const streets::Segment& segment = s.network.segments[i];
    length_cm += segment.length_cm;
    if (is_surveyed(s, segment.cell)) surveyed_cm += segment.length_cm;
  }
  const std::uint32_t way = s.network.segments[street.front()].street;
  json.key("street").object().key("name").text_or_null(s.snapshot.streets[way].street_name).key("segments").array();
  for (const std::uint32_t segment : street) json.integer(segment);
  json.end().key("length_m").decimal(static_cast<double>(length_cm) / 100, 2);
  json.key("surveyed_m").decimal(static_cast<double>(surveyed_cm) / 100, 2);
  write_bands(json, s, street, all_bands);
  write_watchers(json, s, street, selection);
  json.end();
}

}  // namespace

Result<std::string> segment_geojson(const Subject& s, const StreetIndex& index, const Selection& selection,
                                    std::uint32_t segment) {
  const std::size_t known = s.network.segments.size();
  if (segment >= known)
    return fail(Errc::no_such_segment,
                number(segment) + " of " + number(static_cast<std::int64_t>(known)) + ", which are numbered from 0",
                number(segment) + " sur " + number(static_cast<std::int64_t>(known)) + ", numérotés à partir de 0");
  Selection all_bands = selection;
  all_bands.band.reset();
  Json json;
  json.object();
  write_source(json, s);
  json.key("ladder").string(optics::name(selection.ladder));
  write_segment(json, s, segment, all_bands);
  write_street(json, s, index.street_of(segment), all_bands, selection);
  return std::move(json).finished();
}

}  // namespace contrechamp::answers
