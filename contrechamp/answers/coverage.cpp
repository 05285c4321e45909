// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <contrechamp/answers/geojson.hpp>
#include <contrechamp/answers/json.hpp>
#include <contrechamp/core/text.hpp>
#include <map>

namespace contrechamp::answers {
namespace {

constexpr std::array<std::string_view, 3> drawn_names{"certain", "likely", "possible"};

void write_outline(Json& json, const exposure::Outline& outline, const geo::LocalFrame& frame) {
  json.array().array();
  const auto corner = [&](const std::pair<double, double>& p) {
    const geo::LatLon at = frame.unproject(p.first, p.second);
    json.array().decimal(at.lon_e7 * 1e-7, 7).decimal(at.lat_e7 * 1e-7, 7).end();
  };
  for (const auto& p : outline) corner(p);
  corner(outline.front());
  json.end().end();
}

void write_feature(Json& json, const scene::Device& device, const exposure::Stance& stance, std::size_t band,
                   const geo::LocalFrame& frame, exposure::Drawn drawn, const Subject& s) {
  const auto outlines = exposure::outlines(stance, band, drawn, s.options.exposure);
  if (outlines.empty()) return;
  const optics::BandRef& ref = stance.scenarios.bands[band];
  json.line().object().key("type").string("Feature").key("properties").object();
  json.key("device").string(osm_name(device.ref)).key("kind").string(scene::name(device.kind));
  json.key("ladder").string(optics::name(ref.ladder)).key("band").string(optics::bands(ref.ladder)[ref.band].name);
  json.key("answer").string(drawn_names[static_cast<std::size_t>(drawn)]).end();
  json.key("geometry").object().key("type").string("MultiPolygon").key("coordinates").array();
  for (const exposure::Outline& outline : outlines) write_outline(json, outline, frame);
  json.end().end().end();
}

bool wanted(const Selection& selection, const optics::BandRef& ref) {
  return ref.ladder == selection.ladder && (!selection.band || *selection.band == ref.band);
}

}  // namespace

Result<OsmRef> parse_ref(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, OsmType>, 6> prefixes{{{"node/", OsmType::node},
                                                                          {"way/", OsmType::way},
                                                                          {"relation/", OsmType::relation},
                                                                          {"n", OsmType::node},
                                                                          {"w", OsmType::way},
                                                                          {"r", OsmType::relation}}};
  OsmRef ref;
  std::string_view digits = text;
  for (const auto& [prefix, type] : prefixes) {
    if (!digits.starts_with(prefix)) continue;
    digits.remove_prefix(prefix.size());
    ref.type = type;
    break;
  }
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), ref.id);
  if (error != std::errc{} || end != digits.data() + digits.size()) {
    return fail(Errc::no_such_device, "\"" + std::string(text) + "\" is no OpenStreetMap id such as n123 or w45");
  }
  return ref;
}

Result<std::uint32_t> find_device(const Subject& s, OsmRef ref) {
  for (std::uint32_t i = 0; i < s.snapshot.devices.size(); ++i) {
    if (s.snapshot.devices[i].ref == ref) return i;
  }
  return fail(Errc::no_such_device, osm_name(ref));
}

Result<std::string> coverage_geojson(const Subject& s, const Selection& selection) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> by_frame;
  if (selection.device) {
    const auto found = find_device(s, *selection.device);
    if (!found) return tl::unexpected(found.error());
    by_frame[0] = {*found};
  } else {
    for (std::uint32_t i = 0; i < s.snapshot.devices.size(); ++i)
      by_frame[s.frames.key(s.snapshot.devices[i].position)].push_back(i);
  }
  Json json;
  json.object().key("type").string("FeatureCollection");
  write_source(json, s);
  json.key("features").array();
  const auto margin = static_cast<std::int32_t>(s.options.exposure.optics.max_range.count() * 100) + 5000;
  for (const auto& [key, devices] : by_frame) {
    const geo::LocalFrame frame = s.frames.at(s.snapshot.devices[devices.front()].position);
    std::vector<geo::Point> points;
    for (const std::uint32_t i : devices) points.push_back(frame.project(s.snapshot.devices[i].position));
    const exposure::Neighbourhood around(s.snapshot, s.network, frame, geo::bounding(points), margin);
    for (const std::uint32_t i : devices) {
      const exposure::Stance stance = exposure::stance(s.snapshot.devices[i], around, s.options.exposure);
      for (std::size_t b = 0; b < stance.scenarios.bands.size(); ++b) {
        if (wanted(selection, stance.scenarios.bands[b]))
          write_feature(json, s.snapshot.devices[i], stance, b, frame, selection.drawn, s);
      }
    }
  }
  return std::move(json).finished();
}

}  // namespace contrechamp::answers
