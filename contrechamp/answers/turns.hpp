// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/route.hpp>
#include <contrechamp/trips/turns.hpp>

/// What to do at each turn, in words. Where a route turns is trips::steps' business.
namespace contrechamp::answers {

/// "Turn left: Rue de Rivoli", without a full stop. `street`: the name as mapped, or none.
[[nodiscard]] std::string instruction(const trips::Step& step, std::string_view street, Lang lang);
/// "north-east", "le nord-est" from degrees.
[[nodiscard]] std::string heading_words(int degrees, Lang lang);

/// A list of instructions for each route, with the metres to go before the next one.
[[nodiscard]] std::string turns_text(const Subject& subject, const streets::Roads& roads, const Routed& routed, Lang lang);

}  // namespace contrechamp::answers
