// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/answers/features.hpp>
#include <contrechamp/answers/street_names.hpp>
#include <cstdlib>
#include <tuple>
#include <utility>

namespace contrechamp::answers {
namespace {

constexpr std::uint32_t no_letter = 0xFFFFFFFF;

/// The next character of UTF-8, which is taken off; bytes that are none are no letters.
std::uint32_t next_character(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t size = first < 0x80 ? 1 : first < 0xC0 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF8 ? 4 : 0;
  if (size == 0 || size > text.size()) {
    text.remove_prefix(1);
    return no_letter;
  }
  std::uint32_t character = size == 1 ? first : first & (0xFFU >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) character = (character << 6U) | (static_cast<unsigned char>(text[i]) & 0x3FU);
  text.remove_prefix(size);
  return character;
}

/// From U+00C0 to U+017F: the letter under each accent, in the order of Unicode's charts. 1 to 5: `pairs`. A blank: no letter.
constexpr std::string_view latin =
    "aaaaaa1ceeeeiiiidnooooo ouuuuy23aaaaaa1ceeeeiiiidnooooo ouuuuy2y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii44jjkkklllllll"
    "lllnnnnnnnnnoooooo55rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin.size() == 0x180 - 0xC0);
constexpr std::array<std::string_view, 5> pairs{"ae", "th", "ss", "ij", "oe"};

/// Greek letters with an accent, and the last sigma.
constexpr std::array<std::pair<std::uint32_t, std::uint32_t>, 21> greek{
    {{0x386, 0x3B1}, {0x388, 0x3B5}, {0x389, 0x3B7}, {0x38A, 0x3B9}, {0x38C, 0x3BF}, {0x38E, 0x3C5}, {0x38F, 0x3C9},
     {0x390, 0x3B9}, {0x3AA, 0x3B9}, {0x3AB, 0x3C5}, {0x3AC, 0x3B1}, {0x3AD, 0x3B5}, {0x3AE, 0x3B7}, {0x3AF, 0x3B9},
     {0x3B0, 0x3C5}, {0x3C2, 0x3C3}, {0x3CA, 0x3B9}, {0x3CB, 0x3C5}, {0x3CC, 0x3BF}, {0x3CD, 0x3C5}, {0x3CE, 0x3C9}}};

/// The small letter of other alphabets than Latin.
std::uint32_t small_letter(std::uint32_t c) {
  const auto row = std::find_if(greek.begin(), greek.end(), [&](const auto& pair) { return pair.first == c; });
  if (row != greek.end()) return row->second;
  if (c >= 0x391 && c <= 0x3A9) return c + 0x20;
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  if (c == 0x401 || c == 0x451) return 0x435;  // Ё is looked for as Е
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  return c;
}

void append_utf8(std::string& out, std::uint32_t c) {
  const auto low = [&](unsigned shift) { return static_cast<char>(0x80U | ((c >> shift) & 0x3FU)); };
  if (c < 0x800) {
    out += static_cast<char>(0xC0U | (c >> 6U));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0U | (c >> 12U));
    out += low(6);
  } else {
    out += static_cast<char>(0xF0U | (c >> 18U));
    out += low(12);
    out += low(6);
  }
  out += low(0);
}

/// Quotation marks, dashes and other signs beyond ASCII, and what is no character.
bool is_sign(std::uint32_t c) {
  return c == no_letter || (c >= 0x80 && c < 0xC0) || (c >= 0x2000 && c < 0x2070) || (c >= 0x3000 && c < 0x3004);
}
bool is_combining(std::uint32_t c) { return c >= 0x300 && c < 0x370; }

/// One character, folded. False if it parts words.
bool append_folded(std::string& out, std::uint32_t c) {
  if (c >= 'A' && c <= 'Z') c += 'a' - 'A';
  if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
    out += static_cast<char>(c);
    return true;
  }
  if (c < 0x80 || is_sign(c)) return false;
  if (c >= 0xC0 && c < 0x180) {
    const char letter = latin[c - 0xC0];
    if (letter == ' ') return false;
    if (letter >= '1' && letter <= '5') {
      out += pairs[static_cast<std::size_t>(letter - '1')];
    } else {
      out += letter;
    }
    return true;
  }
  if (!is_combining(c)) append_utf8(out, small_letter(c));
  return true;
}

/// Two streets of a name this near are one to who looks for it: about a kilometre.
bool near(geo::LatLon a, geo::LatLon b) {
  constexpr std::int64_t far_e7 = 100'000;
  return std::abs(std::int64_t{a.lat_e7} - b.lat_e7) < far_e7 && std::abs(std::int64_t{a.lon_e7} - b.lon_e7) < 2 * far_e7;
}

/// Half way along the edge in its middle.
geo::LatLon middle(const std::vector<geo::LatLon>& points) {
  const geo::LatLon a = points[points.size() / 2 - 1];
  const geo::LatLon b = points[points.size() / 2];
  const auto half = [](std::int64_t x, std::int64_t y) { return static_cast<std::int32_t>((x + y) / 2); };
  return {half(a.lat_e7, b.lat_e7), half(a.lon_e7, b.lon_e7)};
}

}  // namespace

std::string folded(std::string_view name) {
  std::string out;
  bool parted = false;
  while (!name.empty()) {
    std::string letters;
    if (!append_folded(letters, next_character(name))) {
      parted = !out.empty();
      continue;
    }
    if (parted && !letters.empty()) out += ' ';
    parted = parted && letters.empty();
    out += letters;
  }
  return out;
}

StreetNames::StreetNames(const Subject& subject) {
  const auto& segments = subject.network.segments;
  const auto name_of = [&](std::uint32_t segment) -> const std::string& {
    return subject.snapshot.streets[segments[segment].street].street_name;
  };
  std::vector<std::uint32_t> named;
  for (std::uint32_t i = 0; i < segments.size(); ++i) {
    const scene::Street& street = subject.snapshot.streets[segments[i].street];
    const bool used = std::any_of(scene::all_modes.begin(), scene::all_modes.end(), [&](scene::Mode mode) {
      return streets::left_out(segments[i], street, mode) == scene::LeftOut::none;
    });
    if (used && !street.street_name.empty() && segments[i].points.size() >= 2) named.push_back(i);
  }
  std::sort(named.begin(), named.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (const int order = name_of(a).compare(name_of(b)); order != 0) return order < 0;
    return std::pair(segments[b].length_cm, a) < std::pair(segments[a].length_cm, b);  // the longest first
  });
  for (const std::uint32_t i : named) {
    const geo::LatLon at = middle(segments[i].points);
    bool known = false;
    for (auto it = names_.rbegin(); it != names_.rend() && it->name == name_of(i) && !known; ++it) known = near(it->at, at);
    if (!known) names_.push_back({name_of(i), " " + contrechamp::answers::folded(name_of(i)), at});
  }
  std::sort(names_.begin(), names_.end(), [](const StreetName& a, const StreetName& b) {
    return std::tie(a.folded, a.name, a.at.lat_e7, a.at.lon_e7) < std::tie(b.folded, b.name, b.at.lat_e7, b.at.lon_e7);
  });
}

std::vector<const StreetName*> StreetNames::beginning(std::string_view typed, std::size_t limit) const {
  const std::string wanted = " " + folded(typed);
  std::vector<const StreetName*> found;
  if (wanted.size() == 1) return found;
  auto it = std::lower_bound(names_.begin(), names_.end(), wanted,
                             [](const StreetName& name, const std::string& word) { return name.folded < word; });
  for (; it != names_.end() && it->folded.starts_with(wanted) && found.size() < limit; ++it) found.push_back(&*it);
  for (const StreetName& name : names_) {
    if (found.size() >= limit) break;
    if (name.folded.find(wanted, 1) != std::string::npos && !name.folded.starts_with(wanted)) found.push_back(&name);
  }
  return found;
}

std::string streets_json(const Subject& subject, const StreetNames& names, std::string_view typed, std::size_t limit) {
  Json json;
  json.object();
  write_source(json, subject);
  json.key("streets").array();
  for (const StreetName* street : names.beginning(typed, limit)) {
    json.line().object().key("name").string(street->name).key("position");
    write_position(json, street->at);
    json.end();
  }
  return std::move(json.end().end()).finished();
}

}  // namespace contrechamp::answers
