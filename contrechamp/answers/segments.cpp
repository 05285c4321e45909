// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/csv.hpp>
#include <contrechamp/answers/features.hpp>
#include <contrechamp/core/text.hpp>
#include <numeric>

namespace contrechamp::answers {
namespace {

using exposure::Sighting;

double expected_metres(std::uint64_t e) { return static_cast<double>(e) / exposure::full_probability / 100; }

void write_intervals(Json& json, std::span<const exposure::Stretch> stretches) {
  json.key("intervals").array();
  for (const exposure::Stretch& s : stretches) {
    json.object().key("from_cm").integer(s.from_cm).key("to_cm").integer(s.to_cm).key("certain").boolean(s.certain);
    json.key("p").decimal(static_cast<double>(s.p) / exposure::full_probability, 4).end();
  }
  json.end();
}

void write_devices(Json& json, const Subject& s, std::span<const Sighting> sightings, const Selection& selection,
                   std::uint8_t band) {
  std::vector<std::uint32_t> devices;
  for (const Sighting& sighting : sightings) {
    if (sighting.ladder != static_cast<std::uint8_t>(selection.ladder) || sighting.band != band) continue;
    if (selection.device_counts.empty() || selection.device_counts[sighting.device] != 0) devices.push_back(sighting.device);
  }
  std::sort(devices.begin(), devices.end());
  devices.erase(std::unique(devices.begin(), devices.end()), devices.end());
  json.key("devices").array();
  for (const std::uint32_t device : devices) json.string(osm_name(s.snapshot.devices[device].ref));
  json.end();
}

void write_band(Json& json, const Subject& s, std::span<const Sighting> sightings, const Selection& selection,
                std::uint8_t band) {
  const auto stretches = exposure::merged(sightings, filter_of(selection, band));
  if (stretches.empty()) return;
  json.key(optics::bands(selection.ladder)[band].name).object();
  write_in_view(json, exposure::in_view(stretches));
  write_intervals(json, stretches);
  write_devices(json, s, sightings, selection, band);
  json.end();
}

/// One line of a FeatureCollection.
void write_feature(Json& json, const Subject& s, std::uint32_t segment, const Selection& selection) {
  json.line().object();
  write_segment(json, s, segment, selection);
  json.end();
}

}  // namespace

std::vector<std::uint8_t> bands_of(const Selection& selection) {
  std::vector<std::uint8_t> wanted;
  for (std::uint8_t b = 0; b < optics::bands(selection.ladder).size(); ++b) {
    if (!selection.band || *selection.band == b) wanted.push_back(b);
  }
  return wanted;
}

exposure::Filter filter_of(const Selection& selection, std::uint8_t band) {
  exposure::Filter filter;
  filter.ladder = selection.ladder;
  filter.band = band;
  filter.device_counts = selection.device_counts;
  return filter;
}

void write_segment(Json& json, const Subject& s, std::uint32_t index, const Selection& selection) {
  const streets::Segment& segment = s.network.segments[index];
  const scene::Street& street = s.snapshot.streets[segment.street];
  json.key("type").string("Feature").key("id").integer(index).key("properties").object();
  json.key("way").string(osm_name(street.ref)).key("name").text_or_null(street.street_name).key("class").string(street.highway);
  json.key("length_cm").integer(segment.length_cm).key("surveyed").boolean(is_surveyed(s, segment.cell));
  for (const scene::Mode mode : scene::all_modes) {
    json.key(scene::name(mode)).boolean(streets::left_out(segment, street, mode) == scene::LeftOut::none);
  }
  json.key("in_view").object();
  const auto sightings = s.atlas.sightings_of(SegmentIndex(index));
  for (const std::uint8_t band : bands_of(selection)) write_band(json, s, sightings, selection, band);
  json.end().end().key("geometry").object().key("type").string("LineString").key("coordinates").array();
  for (const geo::LatLon p : segment.points) write_position(json, p);
  json.end().end();
}

std::string exposure_geojson(const Subject& s, const Selection& selection) {
  Json json;
  json.object().key("type").string("FeatureCollection");
  write_source(json, s);
  json.key("ladder").string(optics::name(selection.ladder)).key("features").array();
  for (std::uint32_t i = 0; i < s.network.segments.size(); ++i) write_feature(json, s, i, selection);
  return std::move(json).finished();
}

std::string segments_geojson(const Subject& s, const StreetIndex& index, const Selection& selection, const Page& page) {
  std::vector<std::uint32_t> matched;
  if (page.box) {
    matched = index.touching(*page.box);
  } else {
    matched.resize(s.network.segments.size());
    std::iota(matched.begin(), matched.end(), 0U);
  }
  Json json;
  json.object().key("type").string("FeatureCollection");
  write_source(json, s);
  json.key("ladder").string(optics::name(selection.ladder));
  const auto part = write_page(json, matched, page);
  json.key("features").array();
  for (const std::uint32_t i : part) write_feature(json, s, i, selection);
  return std::move(json).finished();
}

std::string exposure_csv(const Subject& s, const Selection& selection) {
  const std::vector<std::uint8_t> wanted = bands_of(selection);
  std::string out = "segment,way,name,class,length_m,surveyed";
  for (const std::uint8_t band : wanted) {
    for (const std::string_view answer : {"certain", "expected", "possible"}) {
      out += "," + std::string(optics::bands(selection.ladder)[band].name) + "_" + std::string(answer) + "_m";
    }
  }
  out += ",as_of,attribution\r\n";
  const AsOf date = as_of(s);
  const std::string day = date.source == DateSource::unknown ? std::string() : iso_date(date.time);
  for (std::size_t i = 0; i < s.network.segments.size(); ++i) {
    const streets::Segment& segment = s.network.segments[i];
    const scene::Street& street = s.snapshot.streets[segment.street];
    out += number(static_cast<std::int64_t>(i)) + "," + osm_name(street.ref) + "," + csv_field(street.street_name) + "," +
           csv_field(street.highway) + ",";
    append_fixed(out, segment.length_cm / 100.0, 2);
    out += is_surveyed(s, segment.cell) ? ",yes" : ",no";
    const auto sightings = s.atlas.sightings_of(SegmentIndex(i));
    for (const std::uint8_t band : wanted) {
      const exposure::InView seen = exposure::in_view(exposure::merged(sightings, filter_of(selection, band)));
      for (const double m : {static_cast<double>(seen.certain_cm) / 100, expected_metres(seen.expected),
                             static_cast<double>(seen.possible_cm) / 100}) {
        out += ',';
        append_fixed(out, m, 2);
      }
    }
    out += "," + day + "," + csv_field(std::string(attribution(s)) + ", ODbL-1.0") + "\r\n";
  }
  return out;
}

}  // namespace contrechamp::answers
