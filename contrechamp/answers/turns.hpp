// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/json.hpp>
#include <contrechamp/answers/route.hpp>

/// What to do at each turn, in words. Where a route turns is trips::steps' business.
namespace contrechamp::answers {

/// "Turn left: Rue de Rivoli", without a full stop. `street`: what a person calls it (street_words), or nothing; `ring`: the name
/// of a roundabout that has one.
[[nodiscard]] std::string instruction(const trips::Step& step, std::string_view street, std::string_view ring, Lang lang);
[[nodiscard]] std::string instruction(const Subject& subject, const trips::Step& step, Lang lang);
/// "north-east", "le nord-est" from degrees.
[[nodiscard]] std::string heading_words(int degrees, Lang lang);

/// As OSRM's API names them (StepManeuver: type and modifier): "turn", "rotary"; "sharp left", nothing for Towards::none.
[[nodiscard]] std::string_view act_name(const trips::Step& step);
[[nodiscard]] std::string_view towards_name(trips::Towards towards);

/// Adds the steps of its routes to an answer.
void add_steps(const Subject& subject, const trips::Junctions& junctions, Routed& routed);
/// A list of instructions for each route, with the metres to go before the next one. After add_steps.
[[nodiscard]] std::string steps_text(const Subject& subject, const Routed& routed, Lang lang);
/// routes[].steps of the answer in JSON. After add_steps.
void write_steps(Json& json, const Subject& subject, std::span<const ToldStep> steps);

}  // namespace contrechamp::answers
