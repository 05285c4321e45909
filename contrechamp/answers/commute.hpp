// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/commute_pairs.hpp>
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/trips/commute.hpp>
#include <span>

/// Rows of commutes: one a pair, in the pairs' order. Columns and keys: docs/json.md, "commute".
namespace contrechamp::answers {

enum class RowForm : std::uint8_t { csv, json_lines };
/// Whether routes are measured again from devices and walls (trips/again.hpp); it is told in each row.
enum class RowSums : std::uint8_t { stored, verified };

/// Writes rows for one question about one atlas. Each row begins with its pair and ends with question, atlas and source, so a
/// file of rows tells what it answers, line by line. The subject must outlive it. Threads may share it.
class CommuteRows {
 public:
  CommuteRows(const Subject& subject, const trips::RouteWish& wish, RowForm form, RowSums sums, Lang lang);
  /// What the file begins with: names of the columns (CSV), or nothing.
  [[nodiscard]] std::string head() const;
  /// With its line break. A pair that is wrong, or an error, is a row with that reason.
  [[nodiscard]] std::string row(const CommutePair& pair, const Result<trips::Commute>& commute) const;

  /// What of a file of rows can stay: the rows of the first pairs.
  struct Kept {
    std::size_t rows = 0;
    std::size_t bytes = 0;  ///< with the head; what stands behind is a row that was cut
  };
  /// Errors: bad_argument, if the file holds something else: rows of another question or atlas, of other pairs, or none at all.
  [[nodiscard]] Result<Kept> kept(std::string_view file, std::span<const CommutePair> pairs) const;

 private:
  [[nodiscard]] std::string begin(const CommutePair& pair) const;
  [[nodiscard]] std::string csv_row(const CommutePair& pair, const Result<trips::Commute>& commute) const;
  [[nodiscard]] std::string json_row(const CommutePair& pair, const Result<trips::Commute>& commute) const;

  const Subject& subject_;
  RowForm form_;
  RowSums sums_;
  Lang lang_;
  std::string question_;  ///< in words: mode, band, answer, measure, devices that are left out
  std::string end_;       ///< of each row
};

/// Why a row has no figures. What is wrong with a pair's own words needs no heading.
[[nodiscard]] std::string reason(const Error& error, Lang lang);

}  // namespace contrechamp::answers
