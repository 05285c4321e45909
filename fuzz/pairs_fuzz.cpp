// SPDX-License-Identifier: AGPL-3.0-or-later
// A table of pairs as a stranger writes it: each line that is not empty is a pair or has a reason; what was read is read again
// from a table written from it.
#include <contrechamp/answers/commute_pairs.hpp>
#include <contrechamp/answers/csv.hpp>
#include <contrechamp/answers/route_place.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {
using namespace contrechamp;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

/// An id with a line break cannot be in a table, and none comes out of one.
void check_again(const std::vector<answers::CommutePair>& pairs) {
  std::string text = "id,from_lat,from_lon,to_lat,to_lon\n";
  std::size_t good = 0;
  for (const answers::CommutePair& pair : pairs) {
    require(pair.id.find('\n') == std::string::npos, "an id on one line");
    if (pair.wrong) continue;
    ++good;
    text += answers::csv_field(pair.id) + "," + answers::place_text(pair.from) + "," + answers::place_text(pair.to) + "\n";
  }
  const auto again = answers::commute_pairs(text);
  require(again.has_value() == (good > 0), "a table of what was read");
  if (!again) return;
  require(again->size() == good, "all of it");
  auto next = again->begin();
  for (const answers::CommutePair& pair : pairs) {
    if (pair.wrong) continue;
    require(!next->wrong && next->from == pair.from && next->to == pair.to, "the same places");
    ++next;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto pairs = answers::commute_pairs(text);
  if (!pairs) {
    require(!pairs.error().detail.empty() && !pairs.error().detail_fr.empty(), "a sentence in both languages");
    return 0;
  }
  require(!pairs->empty(), "a table asks something");
  std::uint64_t line = 0;
  for (const answers::CommutePair& pair : *pairs) {
    require(pair.line > line, "lines ascend");
    line = pair.line;
    require(!pair.wrong || !pair.wrong->detail.empty(), "a reason");
    require(pair.wrong || geo::checked_e7(pair.from.lat_e7, pair.from.lon_e7).has_value(), "a place in range");
  }
  check_again(*pairs);
  return 0;
}
