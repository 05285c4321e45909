// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/filter.hpp>
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/trips/turns.hpp>
#include <contrechamp/trips/weights.hpp>
#include <span>
#include <string>
#include <string_view>

/// What people and programs ask and read of routes. The numbers are trips::Routes'.
namespace contrechamp::answers {

/// What a stranger typed. An empty word stands for the default.
struct RouteWords {
  std::string_view from;  ///< places: route_place.hpp
  std::string_view to;
  std::span<const std::string> via = {};
  std::string_view mode = {};     ///< foot (default), bike, car
  std::string_view family = {};   ///< its first ladder in use; else the one that is told first to those who travel so
  std::string_view ladder = {};   ///< one of the family, if both are named
  std::string_view band = {};     ///< else optics::leading_band_of
  std::string_view answer = {};   ///< certain, expected, possible (default)
  std::string_view measure = {};  ///< metres (default), seconds
  std::string_view most_minutes_more = {};
  std::string_view most_in_view = {};                 ///< metres or seconds, as `measure`
  DeviceFilter only = {};                             ///< which devices count
  std::span<const std::string> only_devices = {};     ///< and of these only those with such an id, if any is named
  DeviceFilter without = {};                          ///< and which do not: any word of any list suffices
  std::span<const std::string> without_devices = {};  ///< ids
  bool rather_seen = false;                           ///< keep small what is not certainly in view; `answer` tells nothing then
  bool steps = false;                                 ///< told turn by turn as well
};

/// Errors: bad_argument with what is known; bad_coordinate; no_such_device. A place outside of the atlas that would lie inside if
/// its coordinates were exchanged is refused with that remark.
[[nodiscard]] Result<trips::RouteWish> route_question(const Subject& subject, const RouteWords& words);

/// Whether the atlas holds roads and turn restrictions. Errors: atlas_version.
[[nodiscard]] Result<void> check_roads(const Subject& subject);

/// A turn with what is travelled until the next one.
struct ToldStep {
  std::size_t leg = 0;
  trips::Step step;
  trips::Travelled sum;
};

/// Routes with what was asked.
struct Routed {
  trips::RouteWish wish;
  trips::Routes routes;
  std::vector<std::vector<ToldStep>> steps = {};  ///< by route, if they were asked for: add_steps of turns.hpp
};
[[nodiscard]] std::string route_json(const Subject& subject, const Routed& routed);
/// One LineString a route.
[[nodiscard]] std::string route_geojson(const Subject& subject, const Routed& routed);
/// GPX 1.1 (https://www.topografix.com/GPX/1/1/): one track a route; with steps also one list of places a route, where to turn.
[[nodiscard]] std::string route_gpx(const Subject& subject, const Routed& routed, Lang lang);

/// How much of the front people are shown: the routes, or every pair of costs as well.
enum class FrontShown : std::uint8_t { thinned, whole };
[[nodiscard]] std::string route_text(const Subject& subject, const Routed& routed, FrontShown shown, Lang lang);

/// In the wish's unit and answer, what a route was to keep small: metres, or seconds.
[[nodiscard]] double kept_small(const trips::RouteWish& wish, const trips::Route& route);
/// The slow end of the front: "the least seen", or what else was wished; in French without its article.
[[nodiscard]] std::string far_end(const trips::RouteWish& wish, Lang lang);
/// "3 minutes more, 420 m less in view": route `i` beside the first of them, which is "the fastest".
[[nodiscard]] std::string route_sentence(const Routed& routed, std::size_t i, Lang lang);

}  // namespace contrechamp::answers
