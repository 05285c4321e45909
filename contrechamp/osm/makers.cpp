// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/core/text.hpp>
#include <contrechamp/osm/makers.hpp>
#include <vector>

namespace contrechamp::osm {
namespace {
/// `words`: lower case, without blanks or punctuation; matched as whole words in this order, so longer names stand first.
struct Maker {
  std::string_view words;
  NamedIn where;
  std::string_view name;
};
constexpr auto any = NamedIn::any_key;
constexpr auto only = NamedIn::maker_key;  // also a common word, a family or another business

constexpr std::array makers{
    Maker{"flocksafety", any, "Flock Safety"},
    Maker{"flockgroup", any, "Flock Safety"},
    Maker{"flockfalcon", any, "Flock Safety"},
    Maker{"flocksparrow", any, "Flock Safety"},
    Maker{"flockraven", any, "Flock Safety"},
    Maker{"flocksurveillance", any, "Flock Safety"},
    Maker{"flock", only, "Flock Safety"},
    Maker{"vigilantsolutions", any, "Motorola Solutions"},
    Maker{"motorolasolutions", any, "Motorola Solutions"},
    Maker{"mortorolasolutions", any, "Motorola Solutions"},
    Maker{"motorola", any, "Motorola Solutions"},
    Maker{"vigilant", only, "Motorola Solutions"},
    Maker{"avigilon", any, "Avigilon"},
    Maker{"pelco", any, "Pelco"},
    Maker{"genetec", any, "Genetec"},
    Maker{"autovu", any, "Genetec"},
    Maker{"elsag", any, "Leonardo ELSAG"},
    Maker{"selexes", any, "Leonardo ELSAG"},
    Maker{"leonardo", only, "Leonardo ELSAG"},
    Maker{"axiscommunications", any, "Axis Communications"},
    Maker{"axis", only, "Axis Communications"},
    Maker{"hikvision", any, "Hikvision"},
    Maker{"hikmicro", any, "Hikvision"},
    Maker{"dahua", any, "Dahua Technology"},
    Maker{"uniview", any, "Uniview"},
    Maker{"unv", only, "Uniview"},
    Maker{"boschsecurity", any, "Bosch Security Systems"},
    Maker{"bosch", only, "Bosch Security Systems"},
    Maker{"hanwha", any, "Hanwha Vision"},
    Maker{"samsungtechwin", any, "Hanwha Vision"},
    Maker{"mobotix", any, "Mobotix"},
    Maker{"mobitix", any, "Mobotix"},
    Maker{"dallmeier", any, "Dallmeier"},
    Maker{"geutebruck", any, "Geutebrück"},
    Maker{"verkada", any, "Verkada"},
    Maker{"rekor", any, "Rekor Systems"},
    Maker{"neology", any, "Neology"},
    Maker{"pipstechnology", any, "Neology"},
    Maker{"ndirecognition", any, "NDI Recognition Systems"},
    Maker{"ubicquia", any, "Ubicquia"},
    Maker{"ekin", only, "Ekin"},
    Maker{"insightlpr", any, "Insight LPR"},
    Maker{"liveviewtechnologies", any, "LiveView Technologies"},
    Maker{"lvt", only, "LiveView Technologies"},
    Maker{"platelogiq", any, "PlateLogiq"},
    Maker{"adaptiverecognition", any, "Adaptive Recognition"},
    Maker{"transcore", any, "TransCore"},
    Maker{"kapsch", only, "Kapsch TrafficCom"},
    Maker{"redspeed", any, "RedSpeed"},
    Maker{"verramobility", any, "Verra Mobility"},
    Maker{"novoaglobal", any, "NovoaGlobal"},
    Maker{"jenoptik", any, "Jenoptik"},
    Maker{"vitronic", any, "Vitronic"},
    Maker{"gatsometer", any, "Sensys Gatso"},
    Maker{"sensysgatso", any, "Sensys Gatso"},
    Maker{"axon", only, "Axon"},
    Maker{"costar", only, "CoStar"},
    Maker{"roundshot", any, "Roundshot"},
    Maker{"shotspotter", any, "SoundThinking"},
    Maker{"soundthinking", any, "SoundThinking"},
};

/// Operators that are written in several ways: the whole text, as `words` above.
struct Operator {
  std::string_view words;
  std::string_view name;
};
constexpr std::array operators{
    Operator{"californiahighwaypatrolchp", "California Highway Patrol"},
    Operator{"chp", "California Highway Patrol"},
    Operator{"flock", "Flock Safety"},
    Operator{"homedepot", "The Home Depot"},
    Operator{"meteoschweiz", "MeteoSchweiz"},
    Operator{"socar", "Socar"},
};

/// Left out at the end of an operator's name before it is looked up.
constexpr std::array<std::string_view, 9> company_forms{"inc",     "llc", "ltd",  "corp", "corporation",
                                                        "company", "co",  "gmbh", "ag"};

constexpr std::array<std::string_view, 11> nobody{"unknown", "unkwn", "unkn",   "other", "generic", "none",
                                                  "no",      "yes",   "notset", "null",  "various"};

/// ASCII letters and digits make words, and so do bytes of other alphabets; everything else parts them.
bool in_word(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80U; }

std::vector<std::string> words(std::string_view text) {
  std::vector<std::string> out;
  bool inside = false;
  for (const char c : lower(text)) {
    if (in_word(c)) {
      if (!inside) out.emplace_back();
      out.back() += c;
    }
    inside = in_word(c);
  }
  return out;
}

std::string joined(const std::vector<std::string>& parts) {
  std::string out;
  for (const auto& part : parts) out += part;
  return out;
}

/// Some run of whole words, put together, is `name`.
bool contains(const std::vector<std::string>& parts, std::string_view name) {
  for (std::size_t first = 0; first < parts.size(); ++first) {
    std::string_view rest = name;
    for (std::size_t at = first; at < parts.size() && !rest.empty() && rest.starts_with(parts[at]); ++at) {
      rest.remove_prefix(parts[at].size());
    }
    if (rest.empty()) return true;
  }
  return false;
}
}  // namespace

std::string_view maker(std::string_view text, NamedIn where) {
  const auto parts = words(text);
  for (const Maker& row : makers) {
    if ((row.where == NamedIn::any_key || where == NamedIn::maker_key) && contains(parts, row.words)) return row.name;
  }
  return {};
}

bool names_nobody(std::string_view text) {
  const std::string whole = joined(words(text));
  return whole.empty() || std::find(nobody.begin(), nobody.end(), whole) != nobody.end();
}

std::string operator_name(std::string_view text) {
  if (names_nobody(text)) return {};
  auto parts = words(text);
  while (parts.size() > 1 && std::find(company_forms.begin(), company_forms.end(), parts.back()) != company_forms.end()) {
    parts.pop_back();
  }
  const std::string whole = joined(parts);
  for (const Operator& row : operators) {
    if (whole == row.words) return std::string(row.name);
  }
  for (const Maker& row : makers) {
    if (row.where == NamedIn::any_key && whole == row.words) return std::string(row.name);
  }
  std::string out;
  for (const auto word : split(text, " \t\r\n")) {
    if (word.empty()) continue;
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out;
}

}  // namespace contrechamp::osm
