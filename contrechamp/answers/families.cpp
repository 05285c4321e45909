// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/answers/families.hpp>

namespace contrechamp::answers {
namespace {

constexpr std::array<Phrase, optics::all_ladders.size()> family_words{{
    {"images (2014)", "images (2014)"},
    {"images (2025)", "images (2025)"},
    {"plates", "plaques"},
    {"sound", "son"},
    {"presence", "présence"},
    {"speed", "vitesse"},
    {"comparison", "comparaison"},
}};

}  // namespace

std::span<const optics::Ladder> ladders_in_use(const exposure::Options& options) {
  const std::span<const optics::Ladder> all(optics::all_ladders);
  static_assert(optics::all_ladders.back() == optics::Ladder::model);
  return options.exposure.optics.model.in_use() ? all.last(1) : all.first(all.size() - 1);
}

std::string_view words(optics::Ladder ladder, Lang lang) { return family_words[static_cast<std::size_t>(ladder)].in(lang); }

std::string band_words(const optics::BandRef& band, Lang lang) {
  return std::string(words(optics::bands(band.ladder)[band.band].name, lang)) +
         (band.ladder == optics::Ladder::image_2025 ? " (2025)" : "");
}

bool is_section(const scene::Device& device, const exposure::Options& options) {
  return optics::sense_of(device.kind) == optics::Sense::section && !options.exposure.optics.model.in_use();
}

bool has_view(const scene::Device& device, const exposure::Options& options) {
  return !device.indoor && !optics::ladders_of(device.kind, options.exposure.optics).empty();
}

std::array<std::uint64_t, optics::all_ladders.size()> devices_with_view(const Subject& s,
                                                                        std::span<const std::uint8_t> device_counts) {
  std::vector<bool> seeing(s.snapshot.devices.size());
  for (const exposure::Sighting& sighting : s.atlas.sightings()) seeing[sighting.device] = true;
  std::array<std::uint64_t, optics::all_ladders.size()> out{};
  for (std::size_t i = 0; i < s.snapshot.devices.size(); ++i) {
    const scene::Device& device = s.snapshot.devices[i];
    if (!device_counts.empty() && device_counts[i] == 0) continue;
    if (!has_view(device, s.options) || (is_section(device, s.options) && !seeing[i])) continue;
    for (const optics::Ladder ladder : optics::ladders_of(device.kind, s.options.exposure.optics))
      ++out[static_cast<std::size_t>(ladder)];
  }
  return out;
}

void write_devices_with_view(Json& json, const Subject& s) {
  const auto numbers = devices_with_view(s);
  json.key("devices_with_view").object();
  for (const optics::Ladder ladder : ladders_in_use(s.options))
    json.key(optics::name(ladder)).integer(static_cast<std::int64_t>(numbers[static_cast<std::size_t>(ladder)]));
  json.end();
}

std::string model_notice(const exposure::Options& options, Lang lang) {
  const optics::ComparisonModel& model = options.exposure.optics.model;
  if (!model.in_use()) return {};
  const auto say = [&](Phrase phrase) { return std::string(phrase.in(lang)); };
  const bool disc = model.width.count() >= 36'000;
  const std::string metres = decimal(model.radius.count(), model.radius.count() < 10 ? 1 : 0, lang) + " m";
  const std::string shape = disc
                                ? say({"a disc of ", "un disque de "}) + metres
                                : say({"a sector of ", "un secteur de "}) + decimal(model.width.count() / 100.0, 0, lang) +
                                      "° × " + metres + say({" (a disc without a direction)", " (un disque faute de direction)"});
  return say({"COMPARISON MODEL: every camera sees ", "MODÈLE DE COMPARAISON\u202F: toute caméra voit "}) + shape + ", " +
         (model.walls ? say({"ended by walls", "arrêté par les murs"}) : say({"through walls", "à travers les murs"})) +
         say({"; nothing is in doubt. These are not Contrechamp's figures.\n",
              "\u202F; rien n’est douteux. Ces chiffres ne sont pas ceux de Contrechamp.\n"});
}

void write_comparison_model(Json& json, const exposure::Options& options) {
  const optics::ComparisonModel& model = options.exposure.optics.model;
  json.key("comparison_model");
  if (!model.in_use()) {
    json.null();
    return;
  }
  json.object().key("radius_m").decimal(model.radius.count(), 2).key("width_deg").decimal(model.width.count() / 100.0, 2);
  json.key("walls").boolean(model.walls).end();
}

}  // namespace contrechamp::answers
