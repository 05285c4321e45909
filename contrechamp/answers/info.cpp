// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/answers/features.hpp>
#include <contrechamp/answers/info.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

using scene::Reason;
using scene::Severity;

constexpr auto reasons = static_cast<std::size_t>(Reason::count);
constexpr auto kinds = static_cast<std::size_t>(scene::Kind::count);

struct Counts {
  std::array<std::uint64_t, reasons> by_reason{};
  std::array<std::uint64_t, kinds> devices{};
  std::array<std::uint64_t, kinds> cameras{};
};

Counts counted(const Subject& s) {
  Counts c;
  for (const scene::Remark& r : s.snapshot.remarks) ++c.by_reason[static_cast<std::size_t>(r.reason)];
  for (const scene::Device& d : s.snapshot.devices) {
    ++c.devices[static_cast<std::size_t>(d.kind)];
    if (scene::is_camera(d.kind)) c.cameras[static_cast<std::size_t>(d.kind)] += d.cameras;
  }
  return c;
}

void write_inputs(Json& json, const Subject& s) {
  json.key("inputs").array();
  for (const scene::Input& input : s.snapshot.inputs) {
    const AsOf date = as_of(input);
    json.object().key("file").string(input.file).key("generator").text_or_null(input.generator);
    json.key("as_of");
    date.source == DateSource::unknown ? json.null() : json.string(iso_time(date.time));
    json.key("as_of_source")
        .string(date.source == DateSource::replication   ? "replication"
                : date.source == DateSource::newest_edit ? "newest_edit"
                                                         : "unknown");
    json.key("nodes").integer(static_cast<std::int64_t>(input.nodes)).key("ways").integer(static_cast<std::int64_t>(input.ways));
    json.key("relations").integer(static_cast<std::int64_t>(input.relations)).end();
  }
  json.end();
}

void write_bounds(Json& json, const geo::Box& box) {
  json.key("bounds");
  if (box.empty()) {
    json.null();
    return;
  }
  json.array();
  for (const std::int32_t e7 : {box.min.lon_e7, box.min.lat_e7, box.max.lon_e7, box.max.lat_e7}) json.decimal(e7 * 1e-7, 7);
  json.end();
}

void write_sizes(Json& json, const Subject& s) {
  const scene::Snapshot& n = s.snapshot;
  const auto size = [&](std::string_view key, std::uint64_t value) { json.key(key).integer(static_cast<std::int64_t>(value)); };
  size("buildings", n.buildings.size());
  size("broken_buildings", n.broken_buildings);
  size("walls", n.walls.size());
  size("low_walls", n.low_walls);
  size("areas", n.areas.size());
  size("broken_areas", n.broken_areas);
  size("streets", n.streets.size());
  size("clipped_ways", n.clipped_ways);
  size("segments", s.network.segments.size());
  size("turn_restrictions", n.turns.size());
  size("sightings", s.atlas.sightings().size());
  size("surveyed_cells", s.surveyed.size());
}

/// The first of them: that is enough to find and mend them.
void write_not_built_in(Json& json, const atlas::RouteSize& mode) {
  constexpr std::size_t most = 50;
  json.key("not_built_in").array();
  for (std::size_t i = 0; i < std::min(most, mode.unbuilt.size()); ++i) {
    const bool unread = mode.unbuilt[i].why == streets::Roads::Unbuilt::Why::unread;
    json.line().object().key("relation").integer(mode.unbuilt[i].relation);
    json.key("why").string(unread ? "not_understood" : "too_long").end();
  }
  json.end();
}

/// Roads for routes: how large, and what became of the turn restrictions.
void write_routes(Json& json, const Subject& s) {
  json.key("routes").object();
  for (const atlas::RouteSize& mode : s.atlas.route_sizes()) {
    const auto size = [&](std::string_view key, std::uint64_t value) { json.key(key).integer(static_cast<std::int64_t>(value)); };
    json.key(scene::name(mode.mode)).object().key("refused").boolean(mode.refused);
    size("junctions", mode.counts.junctions);
    size("nodes", mode.nodes);
    size("arcs", mode.arcs);
    size("index_arcs", mode.index_arcs);
    size("bytes", mode.bytes);
    size("restrictions_kept", mode.counts.bans_kept);
    size("restrictions_idle", mode.counts.bans_idle);
    size("restrictions_not_understood", mode.counts.bans_unread);
    size("restrictions_too_long", mode.counts.bans_too_long);
    write_not_built_in(json, mode);
    const auto& barriers = s.snapshot.barriers;
    size("barriers", static_cast<std::uint64_t>(std::ranges::count_if(
                         barriers, [&](const scene::Barrier& barrier) { return barrier.closed_to(mode.mode); })));
    json.end();
  }
  json.end();
}

void write_remarks(Json& json, const Counts& c) {
  for (const auto& [key, severity] : {std::pair{"values_rejected", Severity::value_rejected}, {"flags", Severity::flagged}}) {
    json.key(key).object();
    for (std::size_t r = 0; r < reasons; ++r) {
      const scene::ReasonInfo& reason = info(static_cast<Reason>(r));
      if (reason.severity == severity && c.by_reason[r] > 0)
        json.key(reason.name).integer(static_cast<std::int64_t>(c.by_reason[r]));
    }
    json.end();
  }
}

}  // namespace

std::string info_json(const Subject& s) {
  const Counts c = counted(s);
  Json json;
  json.object().key("program").string(s.atlas.program());
  write_source(json, s);
  write_inputs(json, s);
  write_bounds(json, s.atlas.bounds());
  json.key("devices").integer(static_cast<std::int64_t>(s.snapshot.devices.size())).key("by_kind").object();
  for (std::size_t k = 0; k < kinds; ++k) {
    if (c.devices[k] == 0) continue;
    json.key(scene::name(static_cast<scene::Kind>(k))).object().key("devices").integer(static_cast<std::int64_t>(c.devices[k]));
    json.key("cameras").integer(static_cast<std::int64_t>(c.cameras[k])).end();
  }
  json.end();
  write_tally(json, "surveillance_objects", s.snapshot.surveillance_objects);
  write_tally(json, "device_objects", s.snapshot.device_objects);
  write_remarks(json, c);
  write_sizes(json, s);
  write_routes(json, s);
  write_devices_with_view(json, s);
  write_ladders(json, s.options);
  return std::move(json).finished();
}

std::string info_text(const Subject& s, Lang lang) {
  const Counts c = counted(s);
  std::string out = heading(s, lang) + "\n";
  Table table;
  for (std::size_t k = 0; k < kinds; ++k) {
    if (c.devices[k] > 0) table.row({std::string(words(static_cast<scene::Kind>(k), lang)), count(c.devices[k], lang)});
  }
  table.row({std::string(Phrase{"buildings", "bâtiments"}.in(lang)), count(s.snapshot.buildings.size(), lang)});
  table.row({std::string(Phrase{"street segments", "tronçons de rue"}.in(lang)), count(s.network.segments.size(), lang)});
  table.row({std::string(Phrase{"surveyed cells", "mailles relevées"}.in(lang)), count(s.surveyed.size(), lang)});
  out += table.text();
  if (const geo::Box box = s.atlas.bounds(); !box.empty()) {
    out += "  ";
    for (const std::int32_t e7 : {box.min.lat_e7, box.min.lon_e7, box.max.lat_e7, box.max.lon_e7})
      out += fixed(e7 * 1e-7, 4) + " ";
    out += std::string(Phrase{"(south, west, north, east)", "(sud, ouest, nord, est)"}.in(lang)) + "\n";
  }
  const scene::Tally& t = s.snapshot.surveillance_objects;
  out += "\n" + std::string(Phrase{"man_made=surveillance: ", "man_made=surveillance\u202F: "}.in(lang)) + count(t.read, lang) +
         std::string(Phrase{" read, ", " lus, "}.in(lang)) + count(t.kept, lang) +
         std::string(Phrase{" kept", " retenus"}.in(lang)) + "\n";
  Table remarks("rl");
  for (std::size_t r = 0; r < reasons; ++r) {
    const scene::ReasonInfo& reason = info(static_cast<Reason>(r));
    if (c.by_reason[r] > 0) remarks.row({count(c.by_reason[r], lang), std::string(reason.sentence.in(lang))});
  }
  out += std::string(Phrase{"set aside or flagged (--rejected lists them, but for tags outside the allow-list):",
                            "écartés ou signalés (liste\u202F: --rejected, sauf les attributs hors de la liste permise)\u202F:"}
                         .in(lang)) +
         "\n" + remarks.text();
  return out;
}

std::string rejected_json(const Subject& s) {
  Json json;
  json.object();
  write_source(json, s);
  json.key("remarks").array();
  for (const scene::Remark& r : s.snapshot.remarks) {
    const scene::ReasonInfo& reason = info(r.reason);
    json.line().object().key("object").string(osm_name(r.ref)).key("reason").string(reason.name);
    json.key("severity")
        .string(reason.severity == Severity::object_rejected  ? "object"
                : reason.severity == Severity::value_rejected ? "value"
                                                              : "flag");
    json.key("key").text_or_null(r.key).key("value").text_or_null(r.value).end();
  }
  return std::move(json).finished();
}

std::string rejected_text(const Subject& s, Lang lang) {
  std::string out = heading(s, lang);
  for (const scene::Remark& r : s.snapshot.remarks) {
    if (r.reason == Reason::key_not_stored) continue;  // counted in `info`; a list of keys helps nobody here
    out += osm_name(r.ref) + "  " + std::string(info(r.reason).sentence.in(lang));
    if (!r.key.empty()) out += ": " + r.key + (r.value.empty() ? "" : "=" + r.value);
    out += '\n';
  }
  return out;
}

}  // namespace contrechamp::answers
