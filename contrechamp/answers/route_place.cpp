// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <initializer_list>
#include <contrechamp/answers/route_place.hpp>
#include <contrechamp/core/phrase.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

constexpr Phrase as_typed{"latitude first, then longitude, as map sites show them: 48.8566,2.3522",
                          "la latitude d’abord, puis la longitude, comme les donnent les cartes en ligne\u202F: 48.8566,2.3522"};
constexpr std::size_t most_digits = 9;  // before the point: far beyond any angle, and no sum overflows

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return std::all_of(text.begin(), text.end(), is_digit); }

std::string quoted(std::string_view text) { return "\"" + std::string(text) + "\""; }

/// What was typed, then why it is refused in both languages.
tl::unexpected<Error> refused(Errc code, std::string_view typed, std::initializer_list<Phrase> why) {
  Error error{code, quoted(typed), quoted(typed)};
  for (const Phrase& part : why) {
    error.detail += part.en;
    error.detail_fr += part.fr;
  }
  return tl::unexpected(std::move(error));
}
constexpr Phrase colon{": ", "\u202F: "};

/// Of a geo URI (RFC 5870, 3.3) the coordinates; nothing if it means another frame or another place.
std::optional<std::string_view> coordinates_of(std::string_view uri) {
  uri.remove_prefix(std::string_view("geo:").size());
  const std::size_t query = std::min(uri.find('?'), uri.size());
  const std::string_view zoom = uri.substr(query);  // as Android has it: "?z=17"
  if (!zoom.empty() && !(zoom.starts_with("?z=") && all_digits(zoom.substr(3)))) return std::nullopt;
  const auto parts = split(uri.substr(0, query), ";");
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const std::string parameter = lower(parts[i]);
    if (parameter.starts_with("crs=") && parameter != "crs=wgs84") return std::nullopt;
  }
  return parts.front();
}

/// In range, or a sentence that says which order is meant.
Result<geo::LatLon> in_order(std::string_view text, std::int64_t lat_e7, std::int64_t lon_e7, bool whole_degrees) {
  constexpr std::int64_t quarter = 900'000'000;
  const auto fits = [](std::int64_t lat, std::int64_t lon) {
    return lat >= -quarter && lat <= quarter && lon >= -2 * quarter && lon <= 2 * quarter;
  };
  if (fits(lat_e7, lon_e7)) {
    const auto place = geo::checked_e7(lat_e7, lon_e7);
    if (!place) {
      return refused(Errc::bad_coordinate, text,
                     {colon, {"only latitudes to 85° are measured", "seules les latitudes jusqu’à 85° sont mesurées"}});
    }
    return place;
  }
  Phrase more{"", ""};
  if (fits(lon_e7, lat_e7))
    more = {"; here they look exchanged", "\u202F; ici, elles semblent échangées"};
  else if (whole_degrees)
    more = {"; decimals stand after a point, not a comma", "\u202F; les décimales suivent un point, pas une virgule"};
  return refused(Errc::bad_coordinate, text, {colon, as_typed, more});
}

}  // namespace

std::optional<std::int64_t> decimal_from(std::string_view text, unsigned decimals) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view rest = text.substr(std::min(point + 1, text.size()));
  if (whole.size() > most_digits || (whole.empty() && rest.empty()) || !all_digits(whole) || !all_digits(rest))
    return std::nullopt;
  std::int64_t value = 0;
  for (const char c : whole) value = value * 10 + (c - '0');
  for (std::size_t i = 0; i < decimals; ++i) value = value * 10 + (i < rest.size() ? rest[i] - '0' : 0);
  if (rest.size() > decimals && rest[decimals] >= '5') ++value;
  return negative ? -value : value;
}

Result<geo::LatLon> place_from(std::string_view text) {
  const std::string_view typed = trimmed(text);
  const bool uri = lower(typed.substr(0, 4)) == "geo:";
  const auto coordinates = uri ? coordinates_of(typed) : typed;
  if (!coordinates) {
    return refused(
        Errc::bad_argument, typed,
        {colon,
         {"of geo: only a plain place is read, geo:48.8566,2.3522", "de geo:, seul un simple lieu est lu, geo:48.8566,2.3522"}});
  }
  const auto parts = split(*coordinates, ",");
  const auto no_place = [&] {
    return refused(Errc::bad_argument, typed, {{" is no place; ", " n’est pas un lieu\u202F; "}, as_typed});
  };
  if (parts.size() > 2 && !(uri && parts.size() == 3)) {
    return refused(Errc::bad_argument, typed,
                   {colon,
                    {"decimals stand after a point, and one comma between the two; ",
                     "les décimales suivent un point, et une seule virgule sépare les deux\u202F; "},
                    as_typed});
  }
  std::array<std::int64_t, 3> degrees{};
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto value = decimal_from(trimmed(parts[i]), 7);
    if (!value) return no_place();
    degrees[i] = *value;
  }
  if (parts.size() < 2) return no_place();
  return in_order(typed, degrees[0], degrees[1], coordinates->find('.') == std::string_view::npos);
}

std::string place_text(geo::LatLon at) {
  std::string out;
  geo::append_degrees(out, at.lat_e7);
  out += ',';
  geo::append_degrees(out, at.lon_e7);
  return out;
}

}  // namespace contrechamp::answers
