// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/route.hpp>
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/trips/reach.hpp>

/// What people and programs read of how far one gets unseen. The numbers are trips::Reach's.
namespace contrechamp::answers {

/// A reach with what was asked.
struct Reached {
  trips::RouteWish wish;  ///< one stop
  std::uint64_t milliseconds = 0;
  trips::Reach reach;
};

inline constexpr std::uint64_t most_reach_minutes = 24 * 60;
/// "15", "7.5": above zero, at most a day unless less is allowed; in milliseconds. Errors: bad_argument.
[[nodiscard]] Result<std::uint64_t> reach_time(std::string_view minutes, std::uint64_t most_minutes = most_reach_minutes);
/// What is asked from `words.from`; where one would go to tells nothing. Errors: those of route_question.
[[nodiscard]] Result<trips::RouteWish> reach_question(const Subject& subject, RouteWords words);

[[nodiscard]] std::string reach_text(const Subject& subject, const Reached& reached, Lang lang);
[[nodiscard]] std::string reach_json(const Subject& subject, const Reached& reached);
/// One MultiLineString of what is reached unseen, one of what else is reached, and where one sets out.
[[nodiscard]] std::string reach_geojson(const Subject& subject, const Reached& reached);

}  // namespace contrechamp::answers
