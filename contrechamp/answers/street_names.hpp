// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/subject.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace contrechamp::answers {

/// A name as people type it: small letters without accents, everything else than letters and digits one blank. Latin (to U+017F),
/// Greek and Cyrillic; other letters stay as they are. "Rue de l’Église-Neuve" is "rue de l eglise neuve", "Straße" is "strasse".
[[nodiscard]] std::string folded(std::string_view name);

/// A street by its name.
struct StreetName {
  std::string name;    ///< as mapped
  std::string folded;  ///< with a blank before it, so that every word has one
  geo::LatLon at;      ///< on the longest of its segments
};

/// Finds streets by the beginning of their name or of a word in it. Made once; after that only read.
class StreetNames {
 public:
  explicit StreetNames(const Subject& subject);
  /// At most `limit`: those whose name begins so, then those with a word that does, each in the order of their folded names.
  /// A name that several streets bear stands once, unless they lie over a kilometre apart. Nothing for a word without letters.
  [[nodiscard]] std::vector<const StreetName*> beginning(std::string_view typed, std::size_t limit) const;

 private:
  std::vector<StreetName> names_;
};

/// {"streets": [{"name", "position"}]}, with the source as in every answer.
[[nodiscard]] std::string streets_json(const Subject& subject, const StreetNames& names, std::string_view typed,
                                       std::size_t limit);

}  // namespace contrechamp::answers
