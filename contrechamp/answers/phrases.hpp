// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/core/phrase.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace contrechamp::answers {

/// Distances as a person says them: 310 m, 1.2 km (1,2 km); "<1 m" for what is not nothing.
[[nodiscard]] std::string distance(double metres, Lang lang);
/// Times as a person says them: "1 h 3 min", "3 min 20 s", "45 s"; "<1 s" for what is not nothing.
[[nodiscard]] std::string duration(double ms);
/// In percent, without the sign: "12.3", "12,3"; "0" only for nothing, "<0.1" for the least; "–" of nothing.
[[nodiscard]] std::string share(double part, double whole, Lang lang);
[[nodiscard]] std::string count(std::uint64_t value, Lang lang);
[[nodiscard]] std::string decimal(double value, int decimals, Lang lang);

/// bad_argument: "mode "train"; known: foot, bike, car".
[[nodiscard]] tl::unexpected<Error> unknown_word(Phrase what, std::string_view word, std::string_view known);

/// Rows of cells in aligned columns; widths count characters, not bytes. `align` has an 'l' or 'r' a column, the last letter
/// standing for all further ones.
class Table {
 public:
  explicit Table(std::string_view align = "lr") : align_(align) {}
  void row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::string text(std::string_view indent = "  ") const;

 private:
  std::string_view align_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace contrechamp::answers
