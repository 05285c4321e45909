// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/answers/distribution.hpp>

namespace contrechamp::answers {

std::size_t bin_of(std::uint64_t part, std::uint64_t whole, std::uint64_t per_unit) {
  std::size_t bin = 0;
  while (bin + 1 < bin_ends.size() && part * 100 > whole * per_unit * bin_ends[bin]) ++bin;
  return bin;
}

void Distribution::add(std::uint64_t length_cm, std::uint64_t surveyed_cm, const exposure::InView& seen) {
  const auto count = [](StreetCount& into, std::uint64_t cm) {
    ++into.streets;
    into.length_cm += cm;
  };
  if (length_cm == 0) return;
  if (surveyed_cm == 0) {
    count(not_surveyed, length_cm);
    return;
  }
  count(surveyed, surveyed_cm);
  count(certain[bin_of(seen.certain_cm, surveyed_cm, 1)], surveyed_cm);
  count(expected[bin_of(seen.expected, surveyed_cm, exposure::full_probability)], surveyed_cm);
  count(possible[bin_of(seen.possible_cm, surveyed_cm, 1)], surveyed_cm);
}

}  // namespace contrechamp::answers
