// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/route.hpp>
#include <contrechamp/observatory/observatory.hpp>
#include <contrechamp/server/target.hpp>
#include <deque>
#include <vector>

namespace contrechamp::server {

/// What can be asked for. Metrics are kept by these, never by targets: a target may hold a place.
enum class Route : std::uint8_t {
  none,  ///< no such thing, or no request at all
  page,
  asset,
  health,
  metrics,
  robots,
  routing,  ///< whether `front`, `proof`, `reach` and `streets` are offered
  info,
  report,
  devices,
  device,
  segments,
  segment,
  front,
  proof,
  reach,
  streets,
  osrm,
  tilejson,
  tile,
  count
};
[[nodiscard]] std::string_view pattern(Route route);  ///< "/api/devices/{id}"

/// A question to the observatory with the words that it points to.
struct Asked {
  Route route = Route::none;
  observatory::Question question = {};
  Lang lang = Lang::en;                ///< of what goes wrong
  answers::RouteWords way = {};        ///< front, proof, reach
  std::string_view minutes = {};       ///< reach
  std::vector<std::string> vias = {};  ///< to these three `way` points
  std::vector<std::string> devices_kept = {};
  std::vector<std::string> devices_left_out = {};
  std::deque<std::string> words = {};  ///< strings in a deque stay where they are, also when it is moved
  std::string_view osrm_path = {};     ///< osrm: as it was sent, for answers::osrm::parse
  std::string_view osrm_query = {};
  bool may_be_kept = true;  ///< false if the answer depends on more than the target

  Asked() = default;
  Asked(Asked&&) = default;
  Asked& operator=(Asked&&) = default;
  Asked(const Asked&) = delete;
  Asked& operator=(const Asked&) = delete;
  ~Asked() = default;
};

/// What tells where somebody goes or looks for: offered on this machine only unless allowed, and kept nowhere.
[[nodiscard]] constexpr bool tells_a_trip(Route route) {
  return route == Route::front || route == Route::proof || route == Route::reach || route == Route::streets ||
         route == Route::osrm;
}

/// Finds the route of a target and reads its parameters. `host` is where the client found this server; it begins the addresses in
/// a TileJSON. Of health, metrics, robots and routing only `route` is set.
/// Refusals: not_found (no such path), bad_request (an unknown, repeated or unreadable parameter).
[[nodiscard]] Checked<Asked> route(const Target& target, std::string_view host);

}  // namespace contrechamp::server
