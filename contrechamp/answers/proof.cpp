// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/answers/proof.hpp>
#include <contrechamp/answers/trace.hpp>
#include <contrechamp/core/checksum.hpp>
#include <contrechamp/core/text.hpp>
#include <contrechamp/trips/check_proof.hpp>
#include <contrechamp/trips/prove.hpp>

namespace contrechamp::answers {
namespace {

std::string as_of_text(const Subject& s) {
  const AsOf date = as_of(s);
  return date.source == DateSource::unknown ? std::string() : iso_time(date.time);
}

std::string_view name(trips::Claim claim) {
  constexpr std::array<std::string_view, 3> names{"unseen_way", "no_unseen_way", "not_joined"};
  return names[static_cast<std::size_t>(claim)];
}

void write_devices(Json& json, const std::vector<OsmRef>& devices) {
  json.array();
  for (const OsmRef device : devices) json.string(osm_name(device));
  json.end();
}

void write_parts(Json& json, const std::vector<trips::ProofPart>& parts) {
  json.array();
  for (const trips::ProofPart& part : parts) {
    json.object()
        .key("segment")
        .integer(part.segment)
        .key("from_cm")
        .integer(part.from_cm)
        .key("to_cm")
        .integer(part.to_cm)
        .end();
  }
  json.end();
}

void write_end(Json& json, std::string_view key, const trips::ProofEnd& end) {
  json.line().key(key).object().key("segment").integer(end.at.segment).key("at_cm").integer(end.at.cm);
  json.key("way").string(osm_name(end.way)).key("in_view");
  if (end.in_view) {
    json.object().key("segment").integer(end.in_view->at.segment).key("at_cm").integer(end.in_view->at.cm).key("devices");
    write_devices(json, end.in_view->devices);
    json.end();
  } else {
    json.null();
  }
  json.end();
}

void write_step(Json& json, const trips::ProofStep& step) {
  json.key("segment").integer(step.segment).key("backward").boolean(step.backward);
}

void write_reached(Json& json, const trips::ProofReached& reached) {
  json.line().key("reached").array();
  for (const std::int64_t node : reached.nodes) json.integer(node);
  json.end().line().key("reached_after").array();
  for (const auto& came : reached.after) {
    json.line().array();
    for (const trips::ProofStep& step : came) {
      json.object();
      write_step(json, step);
      json.end();
    }
    json.end();
  }
  json.end();
}

void write_leaving(Json& json, const std::vector<trips::ProofSeen>& leaving) {
  json.line().key("leaving").array();
  for (const trips::ProofSeen& seen : leaving) {
    json.line().object();
    write_step(json, seen.step);
    json.key("device").string(osm_name(seen.device)).key("from_cm").integer(seen.from_cm).key("to_cm").integer(seen.to_cm).end();
  }
  json.end();
}

}  // namespace

Result<trips::Proof> proved(const Subject& s, const trips::RouteWish& wish) {
  const trips::City city = city_of(s);
  auto proof = trips::prove(city, s.atlas.sightings(), streets::roads(s.snapshot, s.network, wish.mode), wish);
  if (!proof) return proof;
  proof->attribution = attribution(s);
  proof->licence = licence;
  proof->as_of = as_of_text(s);
  proof->atlas = s.atlas.checksum();
  return proof;
}

std::string proof_json(const Subject& s, const trips::Proof& proof) {
  Json json;
  json.object().key("schema").string("contrechamp-proof-1");
  write_source(json, s);
  json.key("atlas").string(hexadecimal(proof.atlas)).key("mode").string(scene::name(proof.mode));
  json.key("ladder").string(optics::name(proof.band.ladder));
  json.key("band").string(optics::bands(proof.band.ladder)[proof.band.band].name).key("devices_left_out");
  write_devices(json, proof.left_out);
  write_end(json, "from", proof.from);
  write_end(json, "to", proof.to);
  json.line().key("claim").string(name(proof.claim)).key("way");
  write_parts(json, proof.way);
  write_reached(json, proof.reached);
  write_leaving(json, proof.leaving);
  json.line().key("between");
  if (proof.between) {
    json.object().key("devices");
    write_devices(json, proof.between->devices);
    json.key("smallest").boolean(proof.between->smallest).key("way");
    write_parts(json, proof.between->way);
    json.end();
  } else {
    json.null();
  }
  return std::move(json.end()).finished();
}

Result<void> check_proof(const Subject& s, const trips::Proof& proof) {
  const trips::ProofGround ground{s.snapshot, s.network, s.atlas.sightings(), s.atlas.checksum()};
  if (auto held = trips::check_proof(ground, proof); !held) return held;
  const bool same = proof.attribution == attribution(s) && proof.licence == licence && proof.as_of == as_of_text(s);
  if (!same) return fail(Errc::bad_proof, "its attribution, licence or date is not the atlas's");
  return {};
}

}  // namespace contrechamp::answers
