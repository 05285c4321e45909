// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/answers/families.hpp>
#include <contrechamp/answers/geojson.hpp>
#include <contrechamp/answers/phrases.hpp>
#include <contrechamp/answers/route.hpp>
#include <contrechamp/answers/route_place.hpp>
#include <contrechamp/answers/trace.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

template <class T>
using Named = std::pair<std::string_view, T>;
constexpr std::array<Named<trips::Avoid>, 3> answers_known{
    {{"possible", trips::Avoid::possible}, {"expected", trips::Avoid::expected}, {"certain", trips::Avoid::certain}}};
constexpr std::array<Named<trips::Unit>, 2> units_known{{{"metres", trips::Unit::metres}, {"seconds", trips::Unit::seconds}}};

/// How far from what the atlas holds a place may lie and be meant for it: some kilometres.
constexpr std::int64_t margin_e7 = 500'000;

void list(std::string& known, std::string_view word) { known.append(known.empty() ? "" : ", ").append(word); }

/// The first row is the default.
template <class T, std::size_t N>
Result<T> word_of(const std::array<Named<T>, N>& table, Phrase what, std::string_view word) {
  std::string known;
  for (const auto& [name, value] : table) {
    if (word.empty() || word == name) return value;
    list(known, name);
  }
  return unknown_word(what, word, known);
}

/// The ladder to ask for, empty for the one that is told first.
Result<std::string_view> ladder_word(const Subject& s, const RouteWords& words) {
  if (words.family.empty()) return words.ladder;
  std::string families;
  std::string ladders;
  for (const optics::Ladder ladder : ladders_in_use(s.options)) {
    const std::string_view family = optics::family(ladder);
    if (families.find(family) == std::string::npos) list(families, family);
    if (family != words.family) continue;
    if (words.ladder.empty() || words.ladder == optics::name(ladder)) return optics::name(ladder);
    list(ladders, optics::name(ladder));
  }
  if (ladders.empty()) return unknown_word({"family", "famille"}, words.family, families);
  return unknown_word({"ladder of this family", "échelle de cette famille"}, words.ladder, ladders);
}

Result<std::optional<double>> limit_from(Phrase what, std::string_view word) {
  if (word.empty()) return std::optional<double>();
  const auto hundredths = decimal_from(word, 2);
  if (hundredths && *hundredths >= 0) return std::optional(static_cast<double>(*hundredths) / 100);
  const std::string typed = " \"" + std::string(word) + "\"";
  return fail(Errc::bad_argument, std::string(what.en) + typed + "; a number from 0 on, such as 2.5",
              std::string(what.fr) + typed + "\u202F; un nombre à partir de 0, par exemple 2.5");
}

Result<geo::LatLon> stop_from(const Subject& s, Phrase which, std::string_view word) {
  const auto at = place_from(word);
  if (!at) return fail_within(which.en, at.error(), which.fr);
  const geo::Box box = s.atlas.bounds();
  const auto near = [&](std::int64_t lat, std::int64_t lon) {
    return lat + margin_e7 >= box.min.lat_e7 && lat - margin_e7 <= box.max.lat_e7 && lon + margin_e7 >= box.min.lon_e7 &&
           lon - margin_e7 <= box.max.lon_e7;
  };
  if (!near(at->lat_e7, at->lon_e7) && near(at->lon_e7, at->lat_e7)) {
    return fail(Errc::bad_coordinate,
                std::string(which.en) + ": " + std::string(word) +
                    " lies outside of this atlas, and inside if its two numbers are exchanged",
                std::string(which.fr) + "\u202F: " + std::string(word) +
                    " est hors de cet atlas, et dedans si l’on échange ses deux nombres");
  }
  return at;
}

Result<std::vector<geo::LatLon>> stops_from(const Subject& s, const RouteWords& words) {
  std::vector<std::pair<Phrase, std::string_view>> named{{{"from", "départ"}, words.from}};
  for (const std::string& via : words.via) named.emplace_back(Phrase{"via", "passage"}, via);
  named.emplace_back(Phrase{"to", "arrivée"}, words.to);
  std::vector<geo::LatLon> stops;
  for (const auto& [which, word] : named) {
    const auto stop = stop_from(s, which, word);
    if (!stop) return tl::unexpected(stop.error());
    stops.push_back(*stop);
  }
  return stops;
}

/// Their places among the devices, by their ids.
Result<std::vector<std::uint32_t>> devices_named(const Subject& s, std::span<const std::string> ids) {
  std::vector<std::uint32_t> devices;
  for (const std::string& id : ids) {
    const auto device = parse_ref(id).and_then([&](OsmRef ref) { return find_device(s, ref); });
    if (!device) return tl::unexpected(device.error());
    devices.push_back(*device);
  }
  return devices;
}

/// By device; empty if all count.
Result<std::vector<std::uint8_t>> counted(const Subject& s, const RouteWords& words) {
  for (const DeviceFilter* filter : {&words.only, &words.without}) {
    if (const auto known = check(*filter); !known) return tl::unexpected(known.error());
  }
  const auto kept = devices_named(s, words.only_devices);
  if (!kept) return tl::unexpected(kept.error());
  const auto left_out = devices_named(s, words.without_devices);
  if (!left_out) return tl::unexpected(left_out.error());
  std::vector<std::uint8_t> counts = device_counts(s, words.only);
  if (kept->empty() && words.without.empty() && left_out->empty()) return counts;
  counts.resize(s.snapshot.devices.size(), counts.empty() ? 1 : 0);
  for (std::uint32_t i = 0; i < counts.size(); ++i) {
    const bool is_kept = kept->empty() || std::find(kept->begin(), kept->end(), i) != kept->end();
    if (!is_kept || matches_any(s.snapshot.devices[i], words.without)) counts[i] = 0;
  }
  for (const std::uint32_t device : *left_out) counts[device] = 0;
  return counts;
}

/// What has one word each.
Result<void> read_words(const RouteWords& words, trips::RouteWish& wish) {
  const auto avoid = word_of(answers_known, {"answer", "réponse"}, words.answer);
  if (!avoid) return tl::unexpected(avoid.error());
  const auto unit = word_of(units_known, {"measure", "mesure"}, words.measure);
  if (!unit) return tl::unexpected(unit.error());
  const auto minutes = limit_from({"most minutes more", "minutes de plus"}, words.most_minutes_more);
  if (!minutes) return tl::unexpected(minutes.error());
  const auto in_view = limit_from({"most in view", "en vue au plus"}, words.most_in_view);
  if (!in_view) return tl::unexpected(in_view.error());
  wish.avoid = *avoid;
  wish.unit = *unit;
  wish.most_minutes_more = *minutes;
  wish.most_in_view = *in_view;
  wish.seen_rather = words.rather_seen;
  return {};
}

}  // namespace

Result<trips::RouteWish> route_question(const Subject& s, const RouteWords& words) {
  trips::RouteWish wish;
  const auto ladder = ladder_word(s, words);
  if (!ladder) return tl::unexpected(ladder.error());
  const auto travelled = trace_question(s, words.mode.empty() ? "foot" : words.mode, *ladder, words.band);
  if (!travelled) return tl::unexpected(travelled.error());
  wish.mode = travelled->mode;
  wish.band.ladder = travelled->wish.ladders.front();
  wish.band.band = travelled->wish.band.value_or(optics::leading_band_of(wish.band.ladder));
  if (const auto read = read_words(words, wish); !read) return tl::unexpected(read.error());
  auto counts = counted(s, words);
  if (!counts) return tl::unexpected(counts.error());
  wish.device_counts = std::move(*counts);
  auto stops = stops_from(s, words);
  if (!stops) return tl::unexpected(stops.error());
  wish.stops = std::move(*stops);
  return wish;
}

Result<void> check_roads(const Subject& s) {
  if (!s.atlas.route_sizes().empty()) return {};
  return fail(Errc::atlas_version, "built by an older version, without roads to route on: build it again",
              "construit par une version plus ancienne, sans réseau pour les trajets\u202F: reconstruisez-le");
}

}  // namespace contrechamp::answers
