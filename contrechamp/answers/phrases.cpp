// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/phrases.hpp>
#include <contrechamp/core/text.hpp>
#include <cmath>

namespace contrechamp::answers {
namespace {

std::string localised(std::string text, Lang lang) {
  if (lang == Lang::en) return text;
  std::string out;
  for (const char c : text) {
    if (c == ',')
      out += "\u202F";  // narrow no-break space between thousands
    else
      out += c == '.' ? ',' : c;
  }
  return out;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

}  // namespace

std::string distance(double metres, Lang lang) {
  if (metres > 0 && metres < 0.5) return "<1 m";  // what is in view is never said to be nothing
  if (metres < 999.5) return number(static_cast<std::int64_t>(std::floor(metres + 0.5))) + " m";
  if (metres < 99'950) return localised(fixed(metres / 1000, 1), lang) + " km";
  return localised(grouped(static_cast<std::int64_t>(std::floor(metres / 1000 + 0.5))), lang) + " km";
}

std::string duration(double ms) {
  const auto s = static_cast<std::int64_t>(ms / 1000 + 0.5);
  if (s == 0) return ms > 0 ? "<1 s" : "0 s";
  if (s < 60) return number(s) + " s";
  if (s < 3600) return number(s / 60) + " min" + (s % 60 > 0 ? " " + number(s % 60) + " s" : "");
  return number(s / 3600) + " h" + (s / 60 % 60 > 0 ? " " + number(s / 60 % 60) + " min" : "");
}

std::string share(double part, double whole, Lang lang) {
  if (!(whole > 0)) return "–";
  if (part == 0) return "0";
  const double value = 100 * part / whole;
  return value < 0.05 ? "<" + localised("0.1", lang) : localised(fixed(value, 1), lang);
}

std::string count(std::uint64_t value, Lang lang) { return localised(grouped(static_cast<std::int64_t>(value)), lang); }
std::string decimal(double value, int decimals, Lang lang) { return localised(fixed(value, decimals), lang); }

tl::unexpected<Error> unknown_word(Phrase what, std::string_view word, std::string_view known) {
  const auto said = [&](Lang lang) {
    return std::string(what.in(lang)) + " \"" + std::string(word) + "\"" +
           std::string(Phrase{"; known: ", "\u202F; connus\u202F: "}.in(lang)) + std::string(known);
  };
  return fail(Errc::bad_argument, said(Lang::en), said(Lang::fr));
}

std::string Table::text(std::string_view indent) const {
  std::vector<std::size_t> widths;
  for (const auto& cells : rows_) {
    widths.resize(std::max(widths.size(), cells.size()));
    for (std::size_t i = 0; i < cells.size(); ++i) widths[i] = std::max(widths[i], characters(cells[i]));
  }
  std::string out;
  for (const auto& cells : rows_) {
    std::string line(indent);
    for (std::size_t i = 0; i < cells.size(); ++i) {
      const std::string blanks(widths[i] - characters(cells[i]), ' ');
      const bool right = align_[std::min(i, align_.size() - 1)] == 'r';
      line += (i > 0 ? "  " : "") + (right ? blanks + cells[i] : cells[i] + blanks);
    }
    out += line.substr(0, line.find_last_not_of(' ') + 1) + '\n';
  }
  return out;
}

}  // namespace contrechamp::answers
