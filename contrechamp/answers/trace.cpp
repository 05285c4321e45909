// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/families.hpp>
#include <contrechamp/answers/features.hpp>
#include <contrechamp/answers/phrases.hpp>
#include <contrechamp/answers/trace.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

constexpr std::size_t enough_to_hand_on = 1 << 16;

std::optional<std::uint8_t> band_in(optics::Ladder ladder, std::string_view name) {
  const auto bands = optics::bands(ladder);
  const auto found = std::find_if(bands.begin(), bands.end(), [&](const optics::Band& b) { return b.name == name; });
  if (found == bands.end()) return std::nullopt;
  return static_cast<std::uint8_t>(found - bands.begin());
}

Result<scene::Mode> mode_named(std::string_view name) {
  for (const scene::Mode mode : scene::all_modes) {
    if (scene::name(mode) == name) return mode;
  }
  return unknown_word({"mode", "mode"}, name, "foot, bike, car");
}

/// Under a comparison model its own ladder is all there is.
Result<std::vector<optics::Ladder>> ladders_named(std::string_view name, scene::Mode mode, const exposure::Options& options) {
  const auto in_use = ladders_in_use(options);
  if (name.empty()) return in_use.size() == 1 ? std::vector(in_use.begin(), in_use.end()) : optics::ladders_for(mode);
  std::string known;
  for (const optics::Ladder ladder : in_use) {
    if (optics::name(ladder) == name) return std::vector<optics::Ladder>{ladder};
    known += (known.empty() ? "" : ", ") + std::string(optics::name(ladder));
  }
  return unknown_word({"ladder", "échelle"}, name, known);
}

}  // namespace

Result<TraceQuestion> trace_question(const Subject& subject, std::string_view mode, std::string_view ladder,
                                     std::string_view band) {
  TraceQuestion question;
  const auto travelled = mode_named(mode);
  if (!travelled) return tl::unexpected(travelled.error());
  question.mode = *travelled;
  auto ladders = ladders_named(ladder, *travelled, subject.options);
  if (!ladders) return tl::unexpected(ladders.error());
  question.wish.ladders = std::move(*ladders);
  if (band.empty()) return question;
  std::string known;
  for (const optics::Ladder one : question.wish.ladders) {
    if (const auto found = band_in(one, band)) {
      question.wish = {{one}, found};
      return question;
    }
    for (const optics::Band& b : optics::bands(one)) known += (known.empty() ? "" : ", ") + std::string(b.name);
  }
  return unknown_word({"band", "bande"}, band, known);
}

trips::City city_of(const Subject& s) { return {s.snapshot, s.network, s.placed, s.surveyed, s.frames, s.options.exposure}; }

TraceGeojson::TraceGeojson(const Subject& subject, Out out) : subject_(subject), out_(std::move(out)) {
  Json json;
  json.object().key("type").string("FeatureCollection");
  write_source(json, subject);
  json.key("features").array();
  pending_ = std::move(json.out());
}

void TraceGeojson::piece(const trips::Run& run, const trips::Piece& piece) {
  const auto when = [](Json& json, std::optional<std::int64_t> ms) { ms ? json.string(iso_time(*ms / 1000)) : json.null(); };
  const exposure::Stretch& stretch = piece.stretch;
  Json json;
  json.object().key("type").string("Feature").key("properties").object();
  json.key("track").integer(static_cast<std::int64_t>(piece.track)).key("ladder").string(optics::name(piece.band.ladder));
  json.key("band").string(optics::bands(piece.band.ladder)[piece.band.band].name);
  json.key("answer").string(stretch.certain ? "certain" : "possible").key("p");
  json.decimal(static_cast<double>(stretch.p) / exposure::full_probability, 4);
  json.key("length_m").decimal(run.probe() ? 0 : (stretch.to_cm - stretch.from_cm) / 100.0, 2).key("seconds");
  json.decimal(static_cast<double>(run.milliseconds(stretch.from_cm, stretch.to_cm)) / 1000, 3).key("begin");
  when(json, run.time_at(stretch.from_cm));
  json.key("end");
  when(json, run.time_at(stretch.to_cm));
  json.key("devices").array();
  for (const std::uint32_t device : piece.devices) json.string(osm_name(subject_.snapshot.devices[device].ref));
  json.end().end().key("geometry").object().key("type").string("LineString").key("coordinates").array();
  for (const geo::LatLon p : run.points_of(stretch.from_cm, stretch.to_cm)) write_position(json, p);
  json.end().end().end();
  pending_ += (first_ ? "\n" : ",\n") + json.out();
  first_ = false;
  if (pending_.size() < enough_to_hand_on) return;
  out_(pending_);
  pending_.clear();
}

void TraceGeojson::finish() {
  pending_ += "]}\n";
  out_(pending_);
  pending_.clear();
}

}  // namespace contrechamp::answers
