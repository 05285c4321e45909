// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <contrechamp/answers/geojson.hpp>
#include <contrechamp/answers/json.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

constexpr std::array<std::string_view, 3> drawn_names{"certain", "likely", "possible"};

void write_outline(Json& json, const std::vector<geo::LatLon>& outline) {
  json.array().array();
  const auto corner = [&](geo::LatLon p) { json.array().decimal(p.lon_e7 * 1e-7, 7).decimal(p.lat_e7 * 1e-7, 7).end(); };
  for (const geo::LatLon p : outline) corner(p);
  corner(outline.front());
  json.end().end();
}

void write_feature(Json& json, const scene::Device& device, const exposure::Coverage& covered) {
  const auto ladder = static_cast<optics::Ladder>(covered.ladder);
  json.line().object().key("type").string("Feature").key("properties").object();
  json.key("device").string(osm_name(device.ref)).key("kind").string(scene::name(device.kind));
  json.key("ladder").string(optics::name(ladder)).key("band").string(optics::bands(ladder)[covered.band].name);
  json.key("answer").string(drawn_names[static_cast<std::size_t>(covered.drawn)]).end();
  json.key("geometry").object().key("type").string("MultiPolygon").key("coordinates").array();
  for (const auto& outline : covered.outlines) write_outline(json, outline);
  json.end().end().end();
}

bool wanted(const Selection& selection, const exposure::Coverage& covered) {
  return static_cast<optics::Ladder>(covered.ladder) == selection.ladder && covered.drawn == selection.drawn &&
         (!selection.band || *selection.band == covered.band);
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
    return fail(Errc::no_such_device, "\"" + std::string(text) + "\" is no OpenStreetMap id such as n123 or w45",
                "\"" + std::string(text) + "\" n’est pas un identifiant OpenStreetMap tel que n123 ou w45");
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
  std::optional<std::uint32_t> only;
  if (selection.device) {
    const auto found = find_device(s, *selection.device);
    if (!found) return tl::unexpected(found.error());
    only = *found;
  }
  Json json;
  json.object().key("type").string("FeatureCollection");
  write_source(json, s);
  json.key("features").array();
  for (const exposure::Coverage& covered : s.coverages) {
    if (wanted(selection, covered) && (!only || *only == covered.device))
      write_feature(json, s.snapshot.devices[covered.device], covered);
  }
  return std::move(json).finished();
}

}  // namespace contrechamp::answers
