// SPDX-License-Identifier: AGPL-3.0-or-later
// One route beside another, in a sentence.
#include <contrechamp/answers/phrases.hpp>
#include <contrechamp/answers/route.hpp>
#include <contrechamp/core/text.hpp>
#include <cmath>

namespace contrechamp::answers {
namespace {

constexpr double minute_ms = 60'000;

std::string say(Phrase phrase, Lang lang) { return std::string(phrase.in(lang)); }

/// "40 s", "1 minute", "3 minutes", "1 h 5 min": as a person compares.
std::string about(double ms) {
  if (ms < minute_ms - 500) return duration(ms);
  const auto minutes = static_cast<std::int64_t>(std::floor(ms / minute_ms + 0.5));
  if (minutes >= 60) return duration(static_cast<double>(minutes) * minute_ms);
  return number(minutes) + (minutes == 1 ? " minute" : " minutes");
}

std::string time_beside(double ms, Lang lang) {
  if (std::fabs(ms) < 500) return say({"as quick", "aussi rapide"}, lang);
  return about(std::fabs(ms)) + (ms > 0 ? say({" more", " de plus"}, lang) : say({" less", " de moins"}, lang));
}

std::string view_beside(const trips::RouteWish& wish, double amount, Lang lang) {
  const double size = std::fabs(amount);
  const bool metres = wish.unit == trips::Unit::metres;
  const std::string view =
      wish.seen_rather ? say({" out of certain view", " hors de vue certaine"}, lang) : say({" in view", " en vue"}, lang);
  if (size < 0.5) return say({"as much", "autant"}, lang) + view;
  return (metres ? distance(size, lang) : duration(size * 1000)) +
         (amount > 0 ? say({" more", " de plus"}, lang) : say({" less", " de moins"}, lang)) + view;
}

}  // namespace

double kept_small(const trips::RouteWish& wish, const trips::Route& route) {
  const bool metres = wish.unit == trips::Unit::metres;
  const exposure::InView& seen = metres ? route.seen : route.seen_ms;
  const double one = metres ? 100 : 1000;
  if (wish.seen_rather) return static_cast<double>((metres ? route.length_cm : route.time_ms) - seen.certain_cm) / one;
  switch (wish.avoid) {
    case trips::Avoid::certain: return static_cast<double>(seen.certain_cm) / one;
    case trips::Avoid::expected: return static_cast<double>(seen.expected) / exposure::full_probability / one;
    default: return static_cast<double>(seen.possible_cm) / one;
  }
}

std::string far_end(const trips::RouteWish& wish, Lang lang) {
  return wish.seen_rather ? say({"the most surely seen", "plus sûrement vu"}, lang) : say({"the least seen", "moins vu"}, lang);
}

std::string route_sentence(const Routed& r, std::size_t i, Lang lang) {
  const trips::Route& first = r.routes.routes.front();
  const trips::Route& route = r.routes.routes[i];
  if (i == 0) return say({"the fastest", "le plus rapide"}, lang);
  return time_beside(static_cast<double>(route.time_ms) - static_cast<double>(first.time_ms), lang) + ", " +
         view_beside(r.wish, kept_small(r.wish, route) - kept_small(r.wish, first), lang);
}

}  // namespace contrechamp::answers
