// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/answers/commute_pairs.hpp>
#include <contrechamp/answers/route_place.hpp>
#include <contrechamp/core/phrase.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

constexpr std::array<std::string_view, 4> coordinates{"from_lat", "from_lon", "to_lat", "to_lon"};
constexpr std::string_view id_column = "id";
constexpr std::size_t nowhere = ~std::size_t{0};

Error wrong(Phrase why) { return {Errc::bad_coordinate, std::string(why.en), std::string(why.fr)}; }

/// Where each column stands.
struct Columns {
  std::size_t id = nowhere;
  std::array<std::size_t, 4> place{};
};

/// Takes the next line, without its break.
std::string_view next_line(std::string_view& rest) {
  const std::size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

/// What separates the fields of the first line; outside of quotes.
char separator_of(std::string_view line) {
  for (const char candidate : {';', '\t'}) {
    bool quoted = false;
    for (const char c : line) {
      if (c == '"') quoted = !quoted;
      if (c == candidate && !quoted) return candidate;
    }
  }
  return ',';
}

/// Reads a field in quotes, of which the first stands at `at`; then `at` is behind the last. False: it is not closed.
bool read_quoted(std::string_view line, std::size_t& at, std::string& field) {
  for (++at; at < line.size(); ++at) {
    const bool quote = line[at] == '"';
    const bool doubled = quote && at + 1 < line.size() && line[at + 1] == '"';
    if (doubled) ++at;
    if (quote && !doubled) {
      ++at;
      return true;
    }
    field += line[at];
  }
  return false;
}

/// Nothing if a quote is not closed, or something stands behind it.
std::optional<std::vector<std::string>> fields_of(std::string_view line, char separator) {
  std::vector<std::string> fields;
  for (std::size_t at = 0;; ++at) {
    std::string& field = fields.emplace_back();
    if (at < line.size() && line[at] == '"') {
      if (!read_quoted(line, at, field)) return std::nullopt;
    } else {
      const std::size_t end = std::min(line.find(separator, at), line.size());
      field = trimmed(line.substr(at, end - at));
      at = end;
    }
    if (at == line.size()) return fields;
    if (line[at] != separator) return std::nullopt;
  }
}

/// A line of names names one of the columns; a line of values cannot.
bool names_columns(const std::vector<std::string>& fields) {
  return std::any_of(fields.begin(), fields.end(), [](const std::string& field) {
    return std::find(coordinates.begin(), coordinates.end(), lower(field)) != coordinates.end();
  });
}

Result<Columns> named_columns(const std::vector<std::string>& fields) {
  const auto where = [&](std::string_view name) {
    const auto same = [&](const std::string& field) { return lower(field) == name; };
    const auto found = std::find_if(fields.begin(), fields.end(), same);
    return found == fields.end() ? nowhere : static_cast<std::size_t>(found - fields.begin());
  };
  Columns columns;
  columns.id = where(id_column);
  for (std::size_t i = 0; i < coordinates.size(); ++i) {
    columns.place[i] = where(coordinates[i]);
    if (columns.place[i] == nowhere) {
      const std::string name(coordinates[i]);
      return fail(Errc::bad_argument, "the first line names no column " + name,
                  "la première ligne ne nomme pas de colonne " + name);
    }
  }
  return columns;
}

Result<Columns> columns_of_values(std::size_t fields) {
  if (fields == 4) return Columns{nowhere, {0, 1, 2, 3}};
  if (fields == 5) return Columns{0, {1, 2, 3, 4}};
  return fail(
      Errc::bad_argument,
      "the first line has neither the columns' names nor from_lat, from_lon, to_lat, to_lon, perhaps with an id before them",
      "la première ligne n’a ni les noms des colonnes ni from_lat, from_lon, to_lat, to_lon, peut-être précédés d’un id");
}

/// A latitude and a longitude in degrees, or why not.
std::optional<Error> read_place(const std::string& lat, const std::string& lon, bool start, geo::LatLon& out) {
  constexpr std::int64_t quarter = 900'000'000;
  const auto lat_e7 = decimal_from(lat, 7);
  const auto lon_e7 = decimal_from(lon, 7);
  if (!lat_e7 || !lon_e7) {
    return start ? wrong({"from_lat or from_lon is no number of degrees with a decimal point",
                          "from_lat ou from_lon n’est pas un nombre de degrés avec un point décimal"})
                 : wrong({"to_lat or to_lon is no number of degrees with a decimal point",
                          "to_lat ou to_lon n’est pas un nombre de degrés avec un point décimal"});
  }
  const bool in_range = *lat_e7 >= -quarter && *lat_e7 <= quarter && *lon_e7 >= -2 * quarter && *lon_e7 <= 2 * quarter;
  const Result<geo::LatLon> place =
      in_range ? geo::checked_e7(*lat_e7, *lon_e7) : Result<geo::LatLon>(fail(Errc::bad_coordinate));
  if (!place) {
    return start ? wrong({"there is no such latitude or longitude at the start; latitude comes first",
                          "le départ n’a pas une latitude et une longitude possibles\u202F; la latitude vient d’abord"})
                 : wrong({"there is no such latitude or longitude at the end; latitude comes first",
                          "l’arrivée n’a pas une latitude et une longitude possibles\u202F; la latitude vient d’abord"});
  }
  out = *place;
  return std::nullopt;
}

CommutePair read_pair(std::uint64_t line, const std::optional<std::vector<std::string>>& fields, const Columns& columns) {
  CommutePair pair{line, {}, {}, {}};
  if (!fields) {
    pair.wrong =
        wrong({"a quote is not closed, or something stands behind it", "un guillemet n’est pas fermé, ou quelque chose le suit"});
    return pair;
  }
  const auto field = [&](std::size_t i) { return i < fields->size() ? (*fields)[i] : std::string(); };
  if (columns.id != nowhere) pair.id = field(columns.id);
  if (*std::max_element(columns.place.begin(), columns.place.end()) >= fields->size()) {
    pair.wrong = wrong({"there are too few fields", "il manque des champs"});
    return pair;
  }
  const auto& at = columns.place;
  pair.wrong = read_place(field(at[0]), field(at[1]), true, pair.from);
  if (!pair.wrong) pair.wrong = read_place(field(at[2]), field(at[3]), false, pair.to);
  return pair;
}

}  // namespace

Result<std::vector<CommutePair>> commute_pairs(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";  // some programs begin every table with it
  if (text.starts_with(mark)) text.remove_prefix(mark.size());
  std::vector<CommutePair> pairs;
  std::optional<Columns> columns;
  char separator = ',';
  for (std::uint64_t number = 1; !text.empty(); ++number) {
    const std::string_view line = next_line(text);
    if (trimmed(line).empty()) continue;
    if (!columns) separator = separator_of(line);
    const auto fields = fields_of(line, separator);
    if (!columns) {
      const bool names = fields && names_columns(*fields);
      const auto found = names ? named_columns(*fields) : columns_of_values(fields ? fields->size() : 0);
      if (!found) return tl::unexpected(found.error());
      columns = *found;
      if (names) continue;
    }
    pairs.push_back(read_pair(number, fields, *columns));
  }
  if (pairs.empty()) return fail(Errc::empty_file, "it asks for no pair of places", "aucune paire de lieux n’y est demandée");
  return pairs;
}

}  // namespace contrechamp::answers
