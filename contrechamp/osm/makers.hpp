// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <string>
#include <string_view>

namespace contrechamp::osm {

/// Where a vendor's name stands: "axis" is a maker under `manufacturer`, but not in the name of a street.
enum class NamedIn { maker_key, any_key };

/// The maker's one name ("Flock Safety" for "flock group inc."), by the table in makers.cpp; empty if the text names none that is
/// known. Whole words count, in any case; blanks and punctuation between them do not.
[[nodiscard]] std::string_view maker(std::string_view text, NamedIn where);

/// A maker's value without a maker: "unknown", "other", "yes"…
[[nodiscard]] bool names_nobody(std::string_view text);

/// The operator's one name: by the table of operators, else the maker that the whole text names, else the text with single
/// blanks; empty if it names nobody.
[[nodiscard]] std::string operator_name(std::string_view text);

}  // namespace contrechamp::osm
