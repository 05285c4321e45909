// SPDX-License-Identifier: AGPL-3.0-or-later
// A place as a stranger types it: a position in range or a sentence; what is understood is what the C library reads, and what is
// written is read again.
#include <cmath>
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

/// The number that begins the text at `from`, by the C library.
double number_at(const std::string& text, std::size_t from) { return std::strtod(text.c_str() + from, nullptr); }

void check_place(const std::string& text) {
  const auto place = answers::place_from(text);
  if (!place) {
    const int code = info(place.error().code).exit_code;
    require(code == 2 || code == 3, "the stranger's fault");
    require(!place.error().detail.empty(), "a sentence");
    return;
  }
  require(geo::checked_e7(place->lat_e7, place->lon_e7).has_value(), "a position in range");
  const auto again = answers::place_from(answers::place_text(*place));
  require(again && *again == *place, "what is written is read");
  const std::size_t first = text.find_first_of("+-.0123456789");
  const std::size_t comma = text.find(',');
  require(first < comma && comma != std::string::npos, "two numbers");
  require(std::fabs(number_at(text, first) * 1e7 - place->lat_e7) < 0.51, "the first is the latitude");
  require(std::fabs(number_at(text, comma + 1) * 1e7 - place->lon_e7) < 0.51, "the second is the longitude");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  check_place(text);
  for (const unsigned decimals : {0U, 2U, 9U}) (void)answers::decimal_from(text, decimals);
  return 0;
}
