// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/scene/how.hpp>
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

constexpr std::array<Phrase, static_cast<std::size_t>(scene::Kind::count)> kinds{{
    {"cameras", "caméras"},
    {"webcams", "webcams"},
    {"plate readers", "lecteurs de plaques"},
    {"speed cameras", "radars de vitesse"},
    {"section controls", "radars tronçons"},
    {"thermal cameras", "caméras thermiques"},
    {"microphones", "microphones"},
    {"gunshot detectors", "détecteurs de tirs"},
    {"guards", "gardes"},
    {"red-light cameras", "radars de feu rouge"},
}};
constexpr std::array<Phrase, static_cast<std::size_t>(scene::Kind::count)> single_kinds{{
    {"camera", "caméra"},
    {"webcam", "webcam"},
    {"plate reader", "lecteur de plaques"},
    {"speed camera", "radar de vitesse"},
    {"section control", "radar tronçon"},
    {"thermal camera", "caméra thermique"},
    {"microphone", "microphone"},
    {"gunshot detector", "détecteur de tirs"},
    {"guard", "garde"},
    {"red-light camera", "radar de feu rouge"},
}};
constexpr std::array<Phrase, static_cast<std::size_t>(scene::LeftOut::count)> rules{{
    {"counted", "compté"},
    {"class not for this mode", "voie interdite à ce mode"},
    {"private or forbidden", "accès privé ou interdit"},
    {"areas", "surfaces"},
    {"indoor ways, platforms", "voies intérieures, quais"},
    {"not built or gone", "en projet ou disparu"},
    {"carriageway with separate sidewalks", "chaussée à trottoirs cartographiés à part"},
    {"no way to travel on", "pas une voie"},
    {"inside buildings", "dans des bâtiments"},
}};
constexpr std::array<std::pair<std::string_view, Phrase>, 19> band_words{{
    {"monitor", {"monitor", "surveiller"}},
    {"detect", {"detect", "détecter"}},
    {"observe", {"observe", "observer"}},
    {"recognise", {"recognise", "reconnaître"}},
    {"identify", {"identify", "identifier"}},
    {"inspect", {"inspect", "examiner"}},
    {"overview", {"overview", "vue d’ensemble"}},
    {"outline", {"outline", "silhouette"}},
    {"discern", {"discern", "discerner"}},
    {"perceive", {"perceive", "percevoir"}},
    {"characterise", {"characterise", "caractériser"}},
    {"validate", {"validate", "valider"}},
    {"scrutinise", {"scrutinise", "scruter"}},
    {"read", {"plate read", "plaque lue"}},
    {"shot", {"shot heard", "tir entendu"}},
    {"speech", {"speech understood", "parole comprise"}},
    {"watch", {"seen by a guard", "vu par un garde"}},
    {"measure", {"speed measured", "vitesse mesurée"}},
    {"inside", {"inside the model's shape", "dans la forme du modèle"}},
}};
std::string joined_files(const scene::Snapshot& snapshot) {
  std::string out;
  for (const scene::Input& input : snapshot.inputs) out += (out.empty() ? "" : ", ") + input.file;
  return out;
}

}  // namespace

Result<Subject> subject(std::span<const std::byte> bytes) {
  auto opened = atlas::Atlas::open(bytes);
  if (!opened) return tl::unexpected(opened.error());
  const auto options = exposure::options_from(opened->config());
  if (!options) return fail(Errc::corrupt_atlas, "configuration: " + options.error().detail);
  const geo::Frames frames(opened->bounds());
  return Subject{
      *opened, opened->snapshot(), opened->network(), opened->placed(), opened->surveyed(), opened->coverages(), *options,
      frames};
}

std::string_view attribution(const Subject& subject) { return attribution(subject.snapshot.inputs); }

std::string_view attribution(std::span<const scene::Input> inputs) {
  const bool made_up =
      std::all_of(inputs.begin(), inputs.end(), [](const scene::Input& input) { return input.generator == "contrechamp synth"; });
  return made_up ? "a made-up town, not OpenStreetMap data" : "© OpenStreetMap contributors";
}

AsOf as_of(const scene::Input& input) {
  if (input.replication_time > 0) return {DateSource::replication, input.replication_time};
  if (input.newest_edit > 0) return {DateSource::newest_edit, input.newest_edit};
  return {};
}

AsOf as_of(const Subject& subject) {
  std::optional<AsOf> oldest;
  AsOf changed;
  for (const scene::Input& input : subject.snapshot.inputs) {
    const AsOf date = as_of(input);  // time 0 if unknown
    if (scene::is_change_file(input.file)) {
      if (date.time > changed.time) changed = date;
    } else if (!oldest || date.time < oldest->time) {
      oldest = date;
    }
  }
  return oldest && oldest->time >= changed.time ? *oldest : changed;
}

std::string words(const AsOf& date, Lang lang) {
  switch (date.source) {
    case DateSource::replication: return std::string(Phrase{"as of ", "au "}.in(lang)) + iso_date(date.time);
    case DateSource::newest_edit:
      return std::string(Phrase{"newest edit ", "dernière modification le "}.in(lang)) + iso_date(date.time);
    default: return std::string(Phrase{"date unknown", "date inconnue"}.in(lang));
  }
}

std::string_view words(scene::Kind kind, Lang lang) { return kinds[static_cast<std::size_t>(kind)].in(lang); }
std::string_view word(scene::Kind kind, Lang lang) { return single_kinds[static_cast<std::size_t>(kind)].in(lang); }
std::string_view words(scene::Mode mode, Lang lang) { return scene::how(mode).in(lang); }
std::string_view words(scene::LeftOut rule, Lang lang) { return rules[static_cast<std::size_t>(rule)].in(lang); }
std::string_view words(std::string_view band, Lang lang) {
  const auto found = std::find_if(band_words.begin(), band_words.end(), [&](const auto& entry) { return entry.first == band; });
  return found == band_words.end() ? band : found->second.in(lang);
}

void write_source(Json& json, const Subject& subject) {
  json.key("attribution").string(attribution(subject)).key("licence").string(licence).key("as_of");
  const AsOf date = as_of(subject);
  date.source == DateSource::unknown ? json.null() : json.string(iso_time(date.time));
}

void write_tally(Json& json, std::string_view key, const scene::Tally& tally) {
  json.key(key).object();
  json.key("read").integer(static_cast<std::int64_t>(tally.read)).key("kept").integer(static_cast<std::int64_t>(tally.kept));
  json.key("rejected").object();
  for (std::size_t r = 0; r < tally.rejected.size(); ++r) {
    if (tally.rejected[r] > 0)
      json.key(scene::info(static_cast<scene::Reason>(r)).name).integer(static_cast<std::int64_t>(tally.rejected[r]));
  }
  json.end().end();
}

std::string heading(const Subject& subject, Lang lang) {
  const std::vector<scene::Input>& inputs = subject.snapshot.inputs;
  std::string out = "⌜ contrechamp ⌟  " + joined_files(subject.snapshot) + "\n";
  if (inputs.size() > 1) {  // all dates are listed, the oldest is quoted
    for (const scene::Input& input : inputs) out += "  " + input.file + ": " + words(as_of(input), lang) + "\n";
    out += std::string(Phrase{"oldest: ", "la plus ancienne\u202F: "}.in(lang));
  }
  const std::size_t n = subject.snapshot.devices.size();
  const Phrase known =
      n == 1 ? Phrase{" device known here", " dispositif connu ici"} : Phrase{" devices known here", " dispositifs connus ici"};
  return out + words(as_of(subject), lang) + " · " + count(n, lang) + std::string(known.in(lang)) + " · " +
         std::string(attribution(subject)) + ", ODbL 1.0\n";
}

std::string limits(const exposure::Options& options, Lang lang) {
  const auto say = [&](Phrase phrase) { return std::string(phrase.in(lang)); };
  const double least = options.exposure.least_building_height.count();
  return say({"Flat ground; only buildings and walls of 2 m and more hide, up to their height (if unknown: tall for certain, "
              "usual "
              "for likely, ",
              "Sol plat\u202F; seuls les bâtiments et les murs d’au moins 2 m cachent, jusqu’à leur hauteur (inconnue\u202F: "
              "grande pour "
              "certain, usuelle pour probable, "}) +
         (least > 0 ? decimal(least, 1, lang) + " m" : say({"absent", "nulle"})) +
         say({" for possible); no trees, vehicles, crowds or terrain. Only mapped devices count: a street without one may be "
              "watched by a device that nobody has mapped.",
              " pour possible)\u202F; ni arbres, ni véhicules, ni foule, ni relief. Seuls comptent les dispositifs "
              "cartographiés\u202F: "
              "une "
              "rue qui n’en a pas peut être vue par un dispositif que personne n’a relevé."});
}

bool is_surveyed(const Subject& subject, geo::Cell cell) {
  return std::binary_search(subject.surveyed.begin(), subject.surveyed.end(), cell);
}

}  // namespace contrechamp::answers
