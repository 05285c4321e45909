// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/answers/features.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

bool inside(const geo::Box& box, geo::LatLon p) {
  return box.min.lat_e7 <= p.lat_e7 && p.lat_e7 <= box.max.lat_e7 && box.min.lon_e7 <= p.lon_e7 && p.lon_e7 <= box.max.lon_e7;
}

void write_who(Json& json, const scene::Device& d) {
  json.key("id").string(osm_name(d.ref)).key("kind").string(scene::name(d.kind)).key("type").string(scene::name(d.type));
  json.key("mount").string(scene::name(d.mount)).key("operator").text_or_null(d.operator_name);
  json.key("manufacturer").text_or_null(d.manufacturer).key("zone").text_or_null(d.zone);
  json.key("indoor").boolean(d.indoor).key("private_person").boolean(d.private_person).key("cameras").integer(d.cameras);
}

/// Of the first head: what a sign on a map can show.
void write_axis(Json& json, const scene::Head& head) {
  json.key("source").string(name(head.source)).key("axis");
  head.source == scene::AxisSource::none ? json.null() : json.decimal(head.axis.angle().count() / 100.0, 2);
  json.key("span");
  head.span ? json.decimal(head.span->count() / 100.0, 2) : json.null();
}

void write_device(Json& json, const Subject& s, const scene::Device& d) {
  json.line().object().key("type").string("Feature").key("geometry").object().key("type").string("Point");
  json.key("coordinates");
  write_position(json, d.position);
  json.end().key("properties").object();
  write_who(json, d);
  write_axis(json, d.heads.front());
  json.key("last_edit");
  d.last_edit > 0 ? json.string(iso_time(d.last_edit)) : json.null();
  json.key("check_date").text_or_null(d.check_date).key("has_view").boolean(has_view(d, s.options)).end().end();
}

}  // namespace

std::string devices_geojson(const Subject& s, std::span<const std::uint8_t> device_counts, const Page& page) {
  std::vector<std::uint32_t> matched;
  for (std::uint32_t i = 0; i < s.snapshot.devices.size(); ++i) {
    if (!device_counts.empty() && device_counts[i] == 0) continue;
    if (!page.box || inside(*page.box, s.snapshot.devices[i].position)) matched.push_back(i);
  }
  Json json;
  json.object().key("type").string("FeatureCollection");
  write_source(json, s);
  const auto part = write_page(json, matched, page);
  json.key("features").array();
  for (const std::uint32_t i : part) write_device(json, s, s.snapshot.devices[i]);
  return std::move(json).finished();
}

}  // namespace contrechamp::answers
