// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/core/text.hpp>
#include <contrechamp/exposure/options.hpp>
#include <cmath>
#include <optional>

namespace contrechamp::exposure {
namespace {

/// One key. Values travel as hundredths of the unit, so that text and number agree exactly.
struct Key {
  std::string_view name;
  std::int64_t least;
  std::int64_t most;
  std::int64_t grain;  ///< values are multiples of it: 1, or 100 for whole numbers
  std::int64_t (*get)(const Options&);
  void (*set)(Options&, std::int64_t);
  Phrase reason;
};

std::int64_t hundredths(Metres m) { return static_cast<std::int64_t>(std::floor(m.count() * 100 + 0.5)); }
Metres metres(std::int64_t h) { return Metres(static_cast<double>(h) / 100); }
CentiDegrees angle(std::int64_t h) { return CentiDegrees(static_cast<std::int32_t>(h)); }

#define CONTRECHAMP_METRES(key, low, high, field, ...)                       \
  Key {                                                                      \
    key, low, high, 1, [](const Options& o) { return hundredths(o.field); }, \
        [](Options& o, std::int64_t v) { o.field = metres(v); }, __VA_ARGS__ \
  }
#define CONTRECHAMP_DEGREES(key, low, high, field, ...)                                \
  Key {                                                                                \
    key, low, high, 1, [](const Options& o) { return std::int64_t{o.field.count()}; }, \
        [](Options& o, std::int64_t v) { o.field = angle(v); }, __VA_ARGS__            \
  }
#define CONTRECHAMP_WEIGHT(key, field, ...)                                                            \
  Key {                                                                                                \
    key, 0, 100'000, 100, [](const Options& o) { return std::int64_t{o.field} * 100; },                \
        [](Options& o, std::int64_t v) { o.field = static_cast<std::uint32_t>(v / 100); }, __VA_ARGS__ \
  }

/// Three rows of one choice, from the least to the most.
#define CONTRECHAMP_THREE_METRES(key, low, high, field, ...)          \
  CONTRECHAMP_METRES(key ".low_m", low, high, field[0], __VA_ARGS__), \
      CONTRECHAMP_METRES(key ".middle_m", low, high, field[1], {}), CONTRECHAMP_METRES(key ".high_m", low, high, field[2], {})

constexpr std::int64_t m = 100;  // hundredths in a metre or a degree
const std::array<Key, 46> keys{{
    CONTRECHAMP_METRES("view.max_range_m", 1 * m, 200 * m, exposure.optics.max_range,
                       {"nothing is computed beyond; literature: 10 to 200 m",
                        "rien n’est calculé au-delà\u202F; littérature\u202F: 10 à 200 m"}),
    CONTRECHAMP_METRES("view.sweep_1_m", 1 * m, 200 * m, exposure.sweep[0],
                       {"report shows shares within this radius too", "report montre aussi les parts dans ce rayon"}),
    CONTRECHAMP_METRES("view.sweep_2_m", 1 * m, 200 * m, exposure.sweep[1], {"and this", "et dans celui-ci"}),
    CONTRECHAMP_METRES("view.sweep_3_m", 1 * m, 200 * m, exposure.sweep[2],
                       {"and this; the last is max_range", "et dans celui-ci\u202F; le dernier est max_range"}),
    CONTRECHAMP_METRES("target.face_m", 0, 3 * m, exposure.optics.face_height,
                       {"height of a face: target of the image family", "hauteur d’un visage\u202F: cible de la famille image"}),
    CONTRECHAMP_METRES("target.plate_m", 0, 3 * m, exposure.optics.plate_height,
                       {"height of a front number plate", "hauteur d’une plaque avant"}),
    CONTRECHAMP_DEGREES("plate.width_deg", 1 * m, 179 * m, exposure.optics.plate_width,
                        {"field of view of a plate reader, unless tagged", "champ d’un lecteur de plaques, sauf mention"}),
    CONTRECHAMP_METRES("plate.range_m", 1 * m, 200 * m, exposure.optics.plate_range,
                       {"depth to which a plate can be read", "profondeur jusqu’où une plaque se lit"}),
    CONTRECHAMP_DEGREES("speed.width_deg", 1 * m, 179 * m, exposure.optics.speed_width,
                        {"field of view of a speed or red-light camera, unless tagged",
                         "champ d’un radar de vitesse ou de feu rouge, sauf mention"}),
    CONTRECHAMP_METRES("speed.range_m", 1 * m, 200 * m, exposure.optics.speed_range,
                       {"depth to which a speed is measured", "profondeur jusqu’où une vitesse se mesure"}),
    CONTRECHAMP_THREE_METRES("speech", 1 * m, 2000 * m, exposure.optics.speech_ranges,
                             {"to where a microphone understands speech: normal, raised, loud voice in a street (ISO 9921)",
                              "jusqu’où un micro comprend la parole\u202F: voix normale, élevée, forte dans une rue (ISO 9921)"}),
    CONTRECHAMP_THREE_METRES("shot", 1 * m, 2000 * m, exposure.optics.shot_ranges,
                             {"to where a gunshot detector hears a shot; max_range cuts it",
                              "jusqu’où un détecteur entend un tir\u202F; max_range coupe"}),
    Key{"sound.behind_walls",
        0,
        1 * m,
        1,
        [](const Options& o) { return static_cast<std::int64_t>(std::floor(o.exposure.optics.behind_walls * 100 + 0.5)); },
        [](Options& o, std::int64_t v) { o.exposure.optics.behind_walls = static_cast<double>(v) / 100; },
        {"share of those ranges behind walls: 6 dB of screening halve the distance",
         "part de ces portées derrière des murs\u202F: 6 dB d’écran divisent la distance par deux"}},
    CONTRECHAMP_THREE_METRES("presence", 1 * m, 200 * m, exposure.optics.presence_ranges,
                             {"to where a guard tells an expression, a person, a movement (Gehl 2010)",
                              "jusqu’où un garde distingue une expression, une personne, un mouvement (Gehl 2010)"}),
    CONTRECHAMP_METRES("presence.eye_m", 0, 10 * m, exposure.optics.presence_eye,
                       {"height of a guard's eyes", "hauteur des yeux d’un garde"}),
    CONTRECHAMP_WEIGHT("range.low_weight", exposure.optics.range_weights[0],
                       {"per mille, of the three ranges of sound and presence; they add up to 1000",
                        "pour mille, des trois portées de son et présence\u202F; leur somme est 1000"}),
    CONTRECHAMP_WEIGHT("range.middle_weight", exposure.optics.range_weights[1], {}),
    CONTRECHAMP_WEIGHT("range.high_weight", exposure.optics.range_weights[2], {}),
    CONTRECHAMP_METRES("height.low_m", 1 * m, 100 * m, exposure.optics.heights[0],
                       {"mounting heights where none is tagged", "hauteurs de pose faute de mention"}),
    CONTRECHAMP_METRES("height.middle_m", 1 * m, 100 * m, exposure.optics.heights[1],
                       {"the middle one also decides what begins above a camera",
                        "celle du milieu décide aussi de ce qui commence au-dessus d’une caméra"}),
    CONTRECHAMP_METRES("height.high_m", 1 * m, 100 * m, exposure.optics.heights[2], {}),
    CONTRECHAMP_WEIGHT(
        "height.low_weight", exposure.optics.height_weights[0],
        {"per mille of devices; the three add up to 1000", "pour mille des dispositifs\u202F; leur somme est 1000"}),
    CONTRECHAMP_WEIGHT("height.middle_weight", exposure.optics.height_weights[1], {}),
    CONTRECHAMP_WEIGHT("height.high_weight", exposure.optics.height_weights[2], {}),
    CONTRECHAMP_DEGREES("axis.step_deg", 50, 5 * m, exposure.optics.axis_step,
                        {"largest step between listed axis directions", "plus grand pas entre deux directions d’axe"}),
    CONTRECHAMP_DEGREES("axis.numeric_deg", 0, 90 * m, exposure.optics.numeric_spread,
                        {"doubt of a direction in degrees, each side", "doute sur une direction en degrés, de chaque côté"}),
    CONTRECHAMP_DEGREES("axis.cardinal_deg", 0, 90 * m, exposure.optics.cardinal_spread,
                        {"doubt of a compass direction", "doute sur une direction à la boussole"}),
    CONTRECHAMP_DEGREES("axis.zero_deg", 0, 90 * m, exposure.optics.zero_spread,
                        {"doubt of a 0, often an editor's default", "doute sur un 0, souvent la valeur par défaut d’un éditeur"}),
    CONTRECHAMP_METRES("place.facade_m", 0, 5 * m, exposure.placement.facade_distance,
                       {"nearer than this a device hangs on the building", "plus près, un dispositif est accroché au bâtiment"}),
    CONTRECHAMP_METRES("place.stand_off_m", 1, 1 * m, exposure.placement.stand_off,
                       {"how far out from its wall a device is put", "à quelle distance de son mur un dispositif est posé"}),
    CONTRECHAMP_METRES("place.search_m", 0, 5 * m, exposure.placement.search,
                       {"how far a free point is looked for", "jusqu’où un point libre est cherché"}),
    CONTRECHAMP_METRES("read.min_wall_height_m", 0, 10 * m, read.min_wall_height,
                       {"a lower wall hides no face", "un mur plus bas ne cache aucun visage"}),
    CONTRECHAMP_METRES("read.level_height_m", 1 * m, 10 * m, read.level_height,
                       {"metres a level where no height is tagged", "mètres par niveau faute de hauteur"}),
    CONTRECHAMP_METRES("read.vehicle_passage_m", 1 * m, 20 * m, read.vehicle_passage_width,
                       {"width of a passage for vehicles, unless tagged", "largeur d’un passage pour véhicules, sauf mention"}),
    CONTRECHAMP_METRES("read.foot_passage_m", 1 * m, 20 * m, read.foot_passage_width, {"and of the others", "et des autres"}),
    CONTRECHAMP_METRES("building.height_m", 1 * m, 100 * m, exposure.usual_building_height,
                       {"a building whose height and levels are not tagged, for expected",
                        "bâtiment sans hauteur ni niveaux indiqués, pour attendu"}),
    CONTRECHAMP_METRES("building.least_m", 0, 100 * m, exposure.least_building_height,
                       {"the same for possible, at most building.height_m; 0: such a building is absent",
                        "le même pour possible, au plus building.height_m\u202F; 0\u202F: un tel bâtiment est absent"}),
    CONTRECHAMP_METRES(
        "model.radius_m", 0, 200 * m, exposure.optics.model.radius,
        {"over 0: a comparison model, for researchers; every camera sees a disc of this radius",
         "au-dessus de 0\u202F: modèle de comparaison, pour la recherche\u202F; toute caméra voit un disque de ce rayon"}),
    CONTRECHAMP_DEGREES(
        "model.width_deg", 1 * m, 360 * m, exposure.optics.model.width,
        {"under 360: a sector of this width about the tagged direction; a disc where there is none",
         "sous 360\u202F: un secteur de cette largeur autour de la direction indiquée\u202F; un disque s’il n’y en a pas"}),
    Key{"model.walls",
        0,
        1 * m,
        100,
        [](const Options& o) { return o.exposure.optics.model.walls ? 1 * m : 0; },
        [](Options& o, std::int64_t v) { o.exposure.optics.model.walls = v > 0; },
        {"1: walls end the disc or sector; 0: they do not",
         "1\u202F: les murs arrêtent le disque ou le secteur\u202F; 0\u202F: non"}},
}};
#undef CONTRECHAMP_THREE_METRES
#undef CONTRECHAMP_METRES
#undef CONTRECHAMP_DEGREES
#undef CONTRECHAMP_WEIGHT

/// Hundredths of a plain decimal number, or nothing.
std::optional<std::int64_t> decimal(std::string_view text) {
  std::int64_t value = 0;
  int decimals = -1;
  for (const char c : text) {
    if (c == '.' && decimals < 0) {
      decimals = 0;
      continue;
    }
    if (c < '0' || c > '9' || decimals == 2 || value > 1'000'000) return std::nullopt;
    value = value * 10 + (c - '0');
    if (decimals >= 0) ++decimals;
  }
  if (text.empty() || text == ".") return std::nullopt;
  for (int i = std::max(decimals, 0); i < 2; ++i) value *= 10;
  return value;
}

std::string shown(std::int64_t hundredths_value) {
  std::string out = number(hundredths_value / 100);
  const std::int64_t rest = hundredths_value % 100;
  if (rest == 0) return out;
  out += rest < 10 ? ".0" : ".";
  out += number(rest % 10 == 0 && rest >= 10 ? rest / 10 : rest);
  return out;
}

std::string at_line(std::size_t line, std::string_view what) {
  return "line " + number(static_cast<std::int64_t>(line)) + ": " + std::string(what);
}

using Lines = std::array<std::size_t, keys.size()>;  ///< where each key stood, from 1; 0 if it did not

/// The last line with a key whose name begins and ends like this.
std::size_t last_line(const Lines& lines, std::string_view start, std::string_view end = {}) {
  std::size_t last = 0;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    if (keys[i].name.starts_with(start) && keys[i].name.ends_with(end)) last = std::max(last, lines[i]);
  }
  return last;
}

bool whole(const std::array<std::uint32_t, 3>& weights) { return weights[0] + weights[1] + weights[2] == 1000; }

/// What no single line can break. The defaults hold it, so a broken rule has a line.
Result<void> consistent(Options& o, const Lines& lines) {
  ExposureOptions& e = o.exposure;
  if (!whole(e.optics.height_weights)) {
    return fail(Errc::bad_config, at_line(last_line(lines, "height.", "_weight"), "the height weights must add up to 1000"));
  }
  if (!whole(e.optics.range_weights)) {
    return fail(Errc::bad_config, at_line(last_line(lines, "range.", "_weight"), "the range weights must add up to 1000"));
  }
  if (e.least_building_height > e.usual_building_height) {
    const std::size_t line = std::max(last_line(lines, "building.least_m"), last_line(lines, "building.height_m"));
    return fail(Errc::bad_config, at_line(line, "building.least_m must not exceed building.height_m"));
  }
  if (e.optics.model.radius.count() > e.optics.max_range.count()) {
    const std::size_t line = std::max(last_line(lines, "model.radius_m"), last_line(lines, "view.max_range_m"));
    return fail(Errc::bad_config, at_line(line, "model.radius_m must not exceed view.max_range_m"));
  }
  e.sweep.back() = e.optics.max_range;
  for (std::size_t i = 0; i + 1 < e.sweep.size(); ++i) {  // a smaller max_range cuts the sweep
    if (e.sweep[i] > e.sweep.back()) e.sweep[i] = e.sweep.back();
    if (i > 0 && e.sweep[i] < e.sweep[i - 1])
      return fail(Errc::bad_config, at_line(last_line(lines, "view.sweep"), "view.sweep radii must ascend"));
  }
  return {};
}

Result<void> read_line(Options& options, Lines& lines, std::string_view line, std::size_t number_of_line) {
  const auto equals = line.find('=');
  const std::string_view name = trimmed(line.substr(0, equals));
  const auto key = std::find_if(keys.begin(), keys.end(), [&](const Key& k) { return k.name == name; });
  if (key == keys.end()) return fail(Errc::bad_config, at_line(number_of_line, "unknown key \"" + std::string(name) + "\""));
  const std::string_view value = equals == std::string_view::npos ? std::string_view{} : trimmed(line.substr(equals + 1));
  const auto parsed = decimal(value);
  if (!parsed || *parsed < key->least || *parsed > key->most || *parsed % key->grain != 0) {
    const std::string_view kind = key->grain == 1 ? " must be a number from " : " must be a whole number from ";
    return fail(Errc::bad_config, at_line(number_of_line, std::string(name) + std::string(kind) + shown(key->least) + " to " +
                                                              shown(key->most) + ", not \"" + std::string(value) + "\""));
  }
  std::size_t& stands_at = lines[static_cast<std::size_t>(key - keys.begin())];
  if (stands_at != 0) return fail(Errc::bad_config, at_line(number_of_line, std::string(name) + " stands twice"));
  stands_at = number_of_line;
  key->set(options, *parsed);
  return {};
}

}  // namespace

Result<Options> options_from(std::string_view text) {
  Options options;
  Lines lines{};
  std::size_t line_number = 0;
  for (std::string_view line : split(text, "\n")) {
    ++line_number;
    line = trimmed(line.substr(0, line.find('#')));
    if (line.empty()) continue;
    if (auto read = read_line(options, lines, line, line_number); !read) return tl::unexpected(read.error());
  }
  if (auto good = consistent(options, lines); !good) return tl::unexpected(good.error());
  return options;
}

std::string text_of(const Options& options, Comments comments, Lang lang) {
  const Options defaults;
  std::string out;
  for (const Key& key : keys) {
    out += std::string(key.name) + " = " + shown(key.get(options));
    if (comments == Comments::with) {
      const std::string_view reason = key.reason.in(lang);
      out += "  # " + std::string(reason) +
             (reason.empty()     ? ""
              : lang == Lang::fr ? "\u202F; "
                                 : "; ") +
             std::string(Phrase{"default ", "par défaut "}.in(lang)) + shown(key.get(defaults));
    }
    out += '\n';
  }
  return out;
}

}  // namespace contrechamp::exposure
