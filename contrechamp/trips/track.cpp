// SPDX-License-Identifier: AGPL-3.0-or-later
#include <charconv>
#include <chrono>
#include <contrechamp/core/text.hpp>
#include <contrechamp/trips/track.hpp>

namespace contrechamp::trips {
namespace {

/// Takes pieces from the front of a text; after the first one that is not there, `good` stays false.
struct Scanner {
  std::string_view left;
  bool good = true;

  std::int64_t digits(std::size_t count) {
    std::int64_t value = 0;
    const std::string_view part = left.substr(0, count);
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), value);
    good = good && part.size() == count && part[0] != '-' && error == std::errc{} && end == part.data() + count;
    left.remove_prefix(part.size());
    return value;
  }
  bool take(char c) {
    if (!left.starts_with(c)) return false;
    left.remove_prefix(1);
    return true;
  }
  void expect(char c) { good = take(c) && good; }
};

/// ".789" as milliseconds; further digits are dropped.
std::int64_t fraction_ms(Scanner& in) {
  if (!in.take('.') && !in.take(',')) return 0;
  std::int64_t value = 0;
  std::size_t digits = 0;
  for (; !in.left.empty() && in.left[0] >= '0' && in.left[0] <= '9'; in.left.remove_prefix(1), ++digits) {
    if (digits < 3) value = value * 10 + (in.left[0] - '0');
  }
  in.good = in.good && digits > 0;
  for (; digits < 3; ++digits) value *= 10;
  return value;
}

/// What is to be taken off to get UTC.
std::int64_t zone_minutes(Scanner& in) {
  if (in.left.empty() || in.take('Z') || in.take('z')) return 0;
  const bool west = in.left.starts_with('-');
  in.good = in.good && (in.take('+') || in.take('-'));
  const std::int64_t hours = in.digits(2);
  in.take(':');
  const std::int64_t minutes = in.left.empty() ? 0 : in.digits(2);
  in.good = in.good && hours <= 14 && minutes < 60;
  return (west ? -1 : 1) * (hours * 60 + minutes);
}

}  // namespace

std::optional<std::int64_t> time_from(std::string_view text) {
  Scanner in{trimmed(text)};
  const std::int64_t year = in.digits(4);
  in.expect('-');
  const std::int64_t month = in.digits(2);
  in.expect('-');
  const std::int64_t day = in.digits(2);
  in.good = (in.take('T') || in.take('t') || in.take(' ')) && in.good;
  const std::int64_t hour = in.digits(2);
  in.expect(':');
  const std::int64_t minute = in.digits(2);
  in.expect(':');
  const std::int64_t second = in.digits(2);
  const std::int64_t ms = fraction_ms(in);
  const std::int64_t zone = zone_minutes(in);
  if (!in.good || !in.left.empty() || year < 1970 || hour > 23 || minute > 59 || second > 60) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(year)),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok()) return std::nullopt;
  const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
  return ((days * 24 + hour) * 60 + minute - zone) * 60'000 + second * 1000 + ms;
}

}  // namespace contrechamp::trips
