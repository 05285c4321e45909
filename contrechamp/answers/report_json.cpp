// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/answers/features.hpp>
#include <contrechamp/answers/doubts.hpp>
#include <contrechamp/answers/report.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

double metres(std::uint64_t cm) { return static_cast<double>(cm) / 100; }

void write_object(Json& json, const exposure::InView& seen) {
  json.object();
  write_in_view(json, seen);
  json.end();
}

void write_tallied(Json& json, std::string_view key, const Tallied& words) {
  json.key(key).object();
  for (const auto& [word, n] : words) json.key(word.empty() ? "(not tagged)" : word).integer(static_cast<std::int64_t>(n));
  json.end();
}

void write_modes(Json& json, const Report& r) {
  json.key("modes").object();
  for (std::size_t m = 0; m < mode_count; ++m) {
    json.key(scene::name(scene::all_modes[m])).object();
    json.key("street_m").decimal(metres(r.street_cm[m]), 2).key("surveyed_m").decimal(metres(r.surveyed_cm[m]), 2);
    json.key("left_out_m").object();
    for (std::size_t rule = 1; rule < r.left_out_cm[m].size(); ++rule) {
      json.key(scene::name(static_cast<scene::LeftOut>(rule))).decimal(metres(r.left_out_cm[m][rule]), 2);
    }
    json.end().end();
  }
  json.end();
}

void write_shares(Json& json, const Subject& s, const Report& r) {
  json.key("in_view").array();
  for (const Share& share : r.shares) {
    for (std::size_t m = 0; m < mode_count; ++m) {
      json.line().object().key("mode").string(scene::name(scene::all_modes[m]));
      json.key("family").string(optics::family(share.ladder)).key("ladder").string(optics::name(share.ladder));
      json.key("band").string(optics::bands(share.ladder)[share.band].name);
      json.key("range_m").decimal(s.options.exposure.sweep[share.ring].count(), 2);
      json.key("all");
      write_object(json, share.all[m]);
      json.key("surveyed");
      write_object(json, share.surveyed[m]);
      json.end();
    }
  }
  json.end();
}

void write_lenses(Json& json, std::string_view key, std::span<const optics::Lens> lenses) {
  json.key(key).array();
  for (const optics::Lens& lens : lenses) {
    json.object().key("focal_mm").decimal(lens.focal_mm, 1).key("columns").integer(lens.columns).key("rows").integer(lens.rows);
    json.key("weight_per_mille").integer(lens.weight).end();
  }
  json.end();
}

void write_count(Json& json, std::string_view key, const StreetCount& n) {
  json.key(key).object().key("streets").integer(static_cast<std::int64_t>(n.streets));
  json.key("street_m").decimal(metres(n.length_cm), 2).end();
}

void write_distribution(Json& json, const Distribution& d, const optics::BandRef& lead) {
  json.key("distribution").object().key("mode").string(scene::name(scene::Mode::foot));
  json.key("ladder").string(optics::name(lead.ladder)).key("band").string(optics::bands(lead.ladder)[lead.band].name);
  write_count(json, "surveyed", d.surveyed);
  write_count(json, "not_surveyed", d.not_surveyed);
  json.key("bins").array();
  for (std::size_t bin = 0; bin < bin_ends.size(); ++bin) {
    json.line().object().key("from_percent").integer(bin == 0 ? 0 : bin_ends[bin - 1]).key("to_percent").integer(bin_ends[bin]);
    write_count(json, "certain", d.certain[bin]);
    write_count(json, "expected", d.expected[bin]);
    write_count(json, "possible", d.possible[bin]);
    json.end();
  }
  json.end().end();
}

void write_model(Json& json, const Subject& s) {
  json.key("model").object().key("limits").string(limits(s.options, Lang::en));
  json.key("sensor_width_mm").decimal(optics::sensor_width_mm, 2);
  write_lenses(json, "fixed_lenses", optics::fixed_lenses);
  write_lenses(json, "dome_lenses", optics::dome_lenses);
  write_lenses(json, "thermal_lenses", optics::thermal_lenses);
  write_ladders(json, s.options);
  json.key("options").object();
  const std::string options = exposure::text_of(s.options, exposure::Comments::without);  // outlives the lines cut from it
  for (const std::string_view line : split(options, "\n")) {
    if (const auto at = line.find(" = "); at != std::string_view::npos) json.key(line.substr(0, at)).string(line.substr(at + 3));
  }
  json.end().end();
}

}  // namespace

std::string report_json(const Subject& s, const Report& r) {
  Json json;
  json.object().key("program").string(s.atlas.program());
  write_source(json, s);
  write_comparison_model(json, s.options);
  const auto number_of = [&](std::string_view key, std::uint64_t n) { json.key(key).integer(static_cast<std::int64_t>(n)); };
  number_of("devices", s.snapshot.devices.size());
  write_tally(json, "device_objects", s.snapshot.device_objects);
  number_of("buildings", s.snapshot.buildings.size());
  number_of("surveyed_cells", s.surveyed.size());
  write_tallied(json, "devices_by_kind", r.kinds);
  write_tallied(json, "cameras_by_kind", r.cameras);
  write_tallied(json, "devices_by_camera_type", r.types);
  write_tallied(json, "devices_by_zone", r.zones);
  write_tallied(json, "devices_by_operator", r.operators);
  write_tallied(json, "devices_by_operator_type", r.operator_types);
  write_tallied(json, "devices_by_manufacturer", r.manufacturers);
  write_tallied(json, "devices_by_placement", r.places);
  write_devices_with_view(json, s);
  json.key("missing").object();
  number_of("fixed_with_view", r.fixed_with_view);
  number_of("fixed_without_direction", r.fixed_without_direction);
  number_of("without_height", r.without_height);
  number_of("without_operator", r.without_operator);
  json.end();
  number_of("indoor", r.indoor);
  number_of("of_private_persons", r.private_persons);
  number_of("section_controls_without_stretch", r.without_stretch);
  number_of("outside_comparison_model", r.outside_model);
  number_of("moved_over_5_m", r.moved_far);
  number_of("cut_by_max_range", r.cut_by_max_range);
  write_modes(json, r);
  write_shares(json, s, r);
  json.key("most_watched").array();
  for (const NamedStreet& street : r.most_watched) {
    json.line().object().key("name").string(street.name).key("length_m").decimal(metres(street.length_cm), 2).key("in_view");
    write_object(json, street.seen);
    json.end();
  }
  json.end();
  write_distribution(json, r.distribution, leading_of(s));
  write_ground(json, r.ground);
  write_trip_shares(json, s, r.trips);
  write_costliest(json, s);
  write_model(json, s);
  return std::move(json).finished();
}

}  // namespace contrechamp::answers
