// SPDX-License-Identifier: AGPL-3.0-or-later
// An address and a query of OSRM's API as a stranger writes them, with a line break between: a question that keeps what its
// header promises, or a refusal that says why. Encoded lines that are understood are written again as they were.
#include <algorithm>
#include <contrechamp/answers/osrm_line.hpp>
#include <contrechamp/answers/osrm_request.hpp>
#include <cstdio>
#include <cstdlib>

namespace {
using namespace contrechamp;
namespace osrm = answers::osrm;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

void check_refusal(const osrm::Fault& fault) {
  require(!fault.message.empty(), "a refusal says why");
  require(fault.code == osrm::Code::too_big || osrm::name(fault.code).starts_with("Invalid"), "the stranger's fault");
}

void check_question(const osrm::Request& request) {
  const std::size_t places = request.places.size();
  require(places >= 1 && places <= osrm::most_places, "some places");
  require((request.service == osrm::Service::nearest) == (places == 1), "one for nearest, two or more else");
  require(request.radiuses.size() == places, "a radius a place");
  for (const Metres radius : request.radiuses) {
    require(radius.count() >= 0 && radius.count() <= osrm::most_radius.count(), "a radius in range");
  }
  for (const geo::LatLon at : request.places) require(geo::checked_e7(at.lat_e7, at.lon_e7).has_value(), "a position in range");
  for (const auto* list : {&request.sources, &request.destinations}) {
    require(std::ranges::all_of(*list, [&](std::size_t i) { return i < places; }), "numbers of places");
    require(list->empty() == (request.service != osrm::Service::table), "tables have rows and columns");
  }
  require(request.number >= 1 && request.number <= osrm::most_nearest, "a number in range");
  require(!request.wants_front() || places <= osrm::most_places_with_front, "fronts have few places");
}

/// What is read, written and read again is the same.
void check_line(std::string_view text, unsigned digits) {
  const std::vector<geo::LatLon> line = osrm::decode_polyline(text, digits);
  if (line.empty()) return;
  require(osrm::decode_polyline(osrm::encode_polyline(line, digits), digits) == line, "what is written is read");
  const auto simple = osrm::simplified(line);
  require(simple.front() == line.front() && simple.back() == line.back() && simple.size() <= line.size(), "both ends stay");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view text(reinterpret_cast<const char*>(data), size);
  for (const unsigned digits : {5U, 6U}) check_line(text, digits);
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view path = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  const auto request = osrm::parse(path, text.substr(0, text.find('\n')));
  request ? check_question(*request) : check_refusal(request.error());
  require(!request || osrm::is_osrm(path) || path.find('%') != path.npos, "what is read would have been sent here");
  return 0;
}
