// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/answers/features.hpp>
#include <contrechamp/answers/trace.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

std::int64_t whole(std::uint64_t n) { return static_cast<std::int64_t>(n); }

void write_metres(Json& json, std::string_view key, std::uint64_t cm) { json.key(key).decimal(static_cast<double>(cm) / 100, 2); }

void write_way(Json& json, const trips::Way& way) {
  write_metres(json, "length_m", way.cm);
  json.key("seconds").decimal(static_cast<double>(way.ms) / 1000, 3);
}

void write_time(Json& json, std::string_view key, std::optional<std::int64_t> ms) {
  json.key(key);
  ms ? json.string(iso_time(*ms / 1000)) : json.null();
}

/// Six keys: metres and seconds.
void write_seen(Json& json, const trips::Seen& seen) {
  write_in_view(json, seen.length);
  json.key("certain_s").decimal(static_cast<double>(seen.time.certain_cm) / 1000, 3);
  json.key("expected_s").decimal(static_cast<double>(seen.time.expected) / exposure::full_probability / 1000, 3);
  json.key("possible_s").decimal(static_cast<double>(seen.time.possible_cm) / 1000, 3);
}

std::string_view band_name(optics::Ladder ladder, std::uint8_t band) { return optics::bands(ladder)[band].name; }

void write_read(Json& json, const Traced& t) {
  const trips::Trace& trace = t.trace;
  json.key("tracks").integer(whole(trace.tracks)).key("segments").integer(whole(trace.segments));
  json.key("fixes").integer(whole(trace.fixes)).key("lone_fixes").integer(whole(trace.lone_fixes));
  json.key("points").integer(whole(t.counts.points)).key("other_shapes").integer(whole(t.counts.other_shapes));
  json.key("fixes_without_time").integer(whole(trace.without_time));
  json.key("strange_times").integer(whole(t.counts.strange_times)).key("unfit_times").integer(whole(t.counts.unfit_times));
  json.key("backward_times").integer(whole(trace.backward_times)).key("leaps").integer(whole(trace.leaps));
}

void write_met(Json& json, const Subject& s, const Traced& t) {
  json.key("met").array();
  for (const trips::Met& met : t.trace.met) {
    const scene::Device& device = s.snapshot.devices[met.device];
    json.line().object().key("device").string(osm_name(device.ref)).key("kind").string(scene::name(device.kind));
    json.key("operator").text_or_null(device.operator_name).key("ladder").string(optics::name(met.ladder));
    json.key("band").string(band_name(met.ladder, t.question.wish.band.value_or(optics::leading_band_of(met.ladder))));
    write_seen(json, met.seen);
    write_time(json, "first", met.first_ms);
    write_metres(json, "first_m", met.first_cm);
    json.key("narrowest_possible").string(band_name(met.ladder, met.narrowest_possible)).key("narrowest_certain");
    met.narrowest_certain ? json.string(band_name(met.ladder, *met.narrowest_certain)) : json.null();
    json.end();
  }
  json.end();
}

void write_stretches(Json& json, const trips::Trace& trace) {
  json.key("stretches").array();
  for (const trips::Stretch& stretch : trace.stretches) {
    json.line().object().key("track").integer(whole(stretch.track));
    write_metres(json, "from_m", stretch.from_cm);
    write_way(json, stretch.way);
    write_time(json, "begin", stretch.begin_ms);
    json.key("middle");
    write_position(json, stretch.middle);
    write_seen(json, stretch.seen);
    json.key("devices").integer(whole(stretch.devices)).end();
  }
  json.end();
}

void write_tracks(Json& json, const trips::Trace& trace) {
  json.key("list").array();
  for (const trips::TrackSummary& track : trace.list) {
    json.line().object().key("name").text_or_null(track.name).key("segments").integer(whole(track.segments));
    json.key("fixes").integer(whole(track.fixes));
    write_way(json, track.way);
    write_time(json, "begin", track.begin_ms);
    write_seen(json, track.seen);
    json.end();
  }
  json.end();
}

}  // namespace

std::string trace_json(const Subject& s, const Traced& t) {
  const trips::Trace& trace = t.trace;
  Json json;
  json.object();
  write_source(json, s);
  json.key("mode").string(scene::name(t.question.mode)).key("deck").string("ground");
  write_read(json, t);
  write_way(json, trace.way);
  write_metres(json, "untimed_m", trace.untimed_cm);
  write_time(json, "begin", trace.begin_ms);
  write_time(json, "end", trace.end_ms);
  json.key("sparse").object().key("lines").integer(whole(trace.sparse_lines));
  write_way(json, trace.sparse);
  json.end().key("not_mapped").object();
  write_way(json, trace.not_mapped);
  json.end().key("devices_near").integer(whole(trace.near_devices));
  write_tally(json, "device_objects", s.snapshot.device_objects);
  json.key("in_view").array();
  for (const trips::BandSeen& band : trace.bands) {
    json.line().object().key("ladder").string(optics::name(band.band.ladder));
    json.key("band").string(band_name(band.band.ladder, band.band.band));
    write_seen(json, band.seen);
    json.key("sparse").object();
    write_seen(json, band.assumed);
    json.end().end();
  }
  json.end();
  write_met(json, s, t);
  write_stretches(json, trace);
  write_tracks(json, trace);
  return std::move(json).finished();
}

}  // namespace contrechamp::answers
