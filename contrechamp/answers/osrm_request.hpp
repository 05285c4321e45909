// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/filter.hpp>
#include <contrechamp/core/phrase.hpp>
#include <contrechamp/core/quantity.hpp>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

/// What is asked by OSRM's HTTP API v1 (docs/osrm.md): addresses and options, as strangers' programs write them.
namespace contrechamp::answers::osrm {

/// "code" of every answer; names as they are sent.
enum class Code : std::uint8_t {
  ok,
  invalid_url,
  invalid_service,
  invalid_version,
  invalid_options,
  invalid_query,
  invalid_value,
  no_segment,
  no_route,
  no_table,
  too_big,
  busy,         ///< ours: all planners are at work
  not_offered,  ///< ours: this server plans no trips
  internal,     ///< ours: a fault of this program
};
[[nodiscard]] std::string_view name(Code code);

struct Fault {
  Code code = Code::internal;
  std::string message;
};
/// An answer as it is sent.
struct Reply {
  Code code = Code::ok;
  std::string body;
};
/// {"code", "message"}
[[nodiscard]] Reply refused(const Fault& fault);

template <class T>
using Checked = tl::expected<T, Fault>;

enum class Service : std::uint8_t { route, nearest, table };
enum class Geometries : std::uint8_t { polyline, polyline6, geojson };
enum class Overview : std::uint8_t { simplified, full, none };

/// What may be told of each piece between two points of a line; bits.
enum Annotations : unsigned {
  duration = 1U,
  distance = 2U,
  nodes = 4U,
  speed = 8U,
  weight = 16U,
  datasources = 32U,
  as_osrm = duration | distance | nodes | speed | weight | datasources,
  exposure = 64U,   ///< ours: what of it is in view, from stored sums
  verified = 128U,  ///< ours: that, measured again
};
/// What a table may hold; bits.
enum Tables : unsigned { durations = 1U, distances = 2U, exposures = 4U };

inline constexpr std::size_t most_places = 100;
inline constexpr std::size_t most_places_with_front = 10;  ///< where alternatives are asked for, or the least seen
inline constexpr std::size_t most_nearest = 100;
inline constexpr Metres usual_radius{250};  ///< as trips::RouteWish::snap_within
inline constexpr Metres most_radius{10'000};
inline constexpr std::size_t all_alternatives = std::numeric_limits<std::size_t>::max();

/// A direction of travel, clockwise from north, and how far one may be off it to either side. Degrees.
struct Bearing {
  int degrees = 0;  ///< to 360
  int range = 0;    ///< to 180
};

/// A question that is well formed. Lists of one element a place, or a number in range, are checked.
struct Request {
  Service service = Service::route;
  scene::Mode mode = scene::Mode::foot;
  std::vector<geo::LatLon> places = {};
  std::vector<Metres> radiuses = {};                  ///< one a place
  std::vector<std::optional<Bearing>> bearings = {};  ///< one a place, or none at all
  // route
  std::size_t alternatives = 0;  ///< at most so many beside the first
  bool steps = false;
  unsigned annotations = 0;
  Geometries geometries = Geometries::polyline;
  Overview overview = Overview::simplified;
  bool skip_waypoints = false;
  bool least_seen_first = false;  ///< ours: prefer=least_seen
  Lang lang = Lang::en;           ///< ours: of instructions
  // nearest
  std::size_t number = 1;
  // table
  std::vector<std::size_t> sources = {};
  std::vector<std::size_t> destinations = {};
  unsigned tables = durations;
  // Ours, with the names of /api/v1/front: answers::RouteWords takes them as they are.
  std::string family = {};
  std::string ladder = {};
  std::string band = {};
  std::string answer = {};
  std::string measure = {};
  std::string most_minutes_more = {};
  std::string most_in_view = {};
  bool rather_seen = false;
  DeviceFilter only = {};
  DeviceFilter without = {};
  std::vector<std::string> only_devices = {};
  std::vector<std::string> without_devices = {};

  /// Whether a whole front must be searched.
  [[nodiscard]] bool wants_front() const {
    return alternatives > 0 || least_seen_first || !most_minutes_more.empty() || !most_in_view.empty();
  }
};

/// Whether a path is one of this API's, well formed or not.
[[nodiscard]] bool is_osrm(std::string_view path);
/// Reads a path and a query (without `?`), percent-encoded or not. `lang`: of instructions unless the query says which.
/// Errors: every `invalid_…`, too_big.
[[nodiscard]] Checked<Request> parse(std::string_view path, std::string_view query, Lang lang = Lang::en);

}  // namespace contrechamp::answers::osrm
