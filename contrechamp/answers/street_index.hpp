// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/subject.hpp>
#include <utility>
#include <vector>

namespace contrechamp::answers {

/// Finds segments by place and by the nodes at their ends. The subject must outlive it. Made once; after that only read.
class StreetIndex {
 public:
  explicit StreetIndex(const Subject& subject);
  /// Segments whose box touches this one, ascending.
  [[nodiscard]] std::vector<std::uint32_t> touching(const geo::Box& box) const;
  /// The street of a segment (docs/concepts.md): segments of its name that hang together by the nodes at their ends; of a way
  /// without a name, the segments of the way. Segments that no mode counts are not part of it, but for the one asked for.
  /// Ascending; `segment` is in range.
  [[nodiscard]] std::vector<std::uint32_t> street_of(std::uint32_t segment) const;

 private:
  [[nodiscard]] bool same_street(std::uint32_t a, std::uint32_t b) const;
  [[nodiscard]] bool counts(std::uint32_t segment) const;
  const Subject* subject_;
  std::vector<geo::Box> boxes_;
  std::vector<std::pair<std::int64_t, std::uint32_t>> ends_;  // node and segment, sorted
};

}  // namespace contrechamp::answers
