// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/stretches.hpp>
#include <cmath>

namespace contrechamp::exposure {
namespace {
constexpr double touching_cm = 1e-6;
constexpr std::uint32_t full_p = 65535;
constexpr std::uint32_t p_step = 3276;  // 0.05 of 65535, rounded down

/// A position that is a whole centimetre but for rounding noise is that centimetre.
double snapped(double x) {
  const double nearest = std::floor(x + 0.5);
  return std::fabs(x - nearest) < touching_cm ? nearest : x;
}
}  // namespace

void join(Stretches& stretches) {
  if (stretches.size() < 2) return;
  std::sort(stretches.begin(), stretches.end(), [](auto a, auto b) { return a.from < b.from; });
  std::size_t last = 0;
  for (std::size_t i = 1; i < stretches.size(); ++i) {
    if (stretches[i].from <= stretches[last].to + touching_cm) {
      stretches[last].to = std::max(stretches[last].to, stretches[i].to);
    } else {
      stretches[++last] = stretches[i];
    }
  }
  stretches.resize(last + 1);
}

Stretches minus(const Stretches& from, const Stretches& without) {
  Stretches left;
  for (visibility::Interval rest : from) {
    for (const visibility::Interval& hole : without) {
      if (hole.to <= rest.from || hole.from >= rest.to) continue;
      if (hole.from > rest.from) left.push_back({rest.from, hole.from});
      rest.from = hole.to;
      if (rest.from >= rest.to) break;
    }
    if (rest.from < rest.to) left.push_back(rest);
  }
  return left;
}

void CentimetreTally::reset(std::uint32_t from_cm, std::uint32_t to_cm) {
  from_cm_ = from_cm;
  touched_ = false;
  inward_.assign(to_cm - from_cm + 1, 0);
  outward_.assign(to_cm - from_cm + 1, 0);
  weight_.assign(to_cm - from_cm + 1, 0);
}

template <class Number>
void CentimetreTally::add_difference(std::vector<Number>& differences, double from, double to, Number what) {
  if (!(from < to)) return;
  differences[static_cast<std::size_t>(from) - from_cm_] += what;
  differences[static_cast<std::size_t>(to) - from_cm_] -= what;
}

void CentimetreTally::add(const Stretches& seen, std::uint64_t weight, std::uint32_t share) {
  for (const visibility::Interval& s : seen) {
    const double from = snapped(s.from);
    const double to = snapped(s.to);
    if (share == optics::View::full_share) add_difference(inward_, std::ceil(from), std::floor(to), std::int32_t{1});
    add_difference(outward_, std::floor(from), std::ceil(to), std::int32_t{1});
    add_difference(weight_, std::floor(from + 0.5), std::floor(to + 0.5), static_cast<std::int64_t>(weight * share));
  }
  touched_ = touched_ || !seen.empty();
}

void append_pieces(std::vector<Sighting>& out, const Sighting& like, const CentimetreTally& tally, std::uint32_t from_cm,
                   std::span<const Spot> ground, std::uint32_t scenario_count, std::uint64_t total_weight, bool probable) {
  Sighting piece = like;
  Spot here{};
  std::uint32_t least = 0;
  std::uint32_t most = 0;
  unsigned __int128 weight = 0;
  std::uint64_t last_weight = 0;  // weights stay the same over long stretches: one division for each change
  std::uint32_t p = 0;
  const auto close = [&](std::uint32_t end) {
    if (piece.answers == 0) return;
    piece.to_cm = end;
    const unsigned __int128 all = static_cast<unsigned __int128>(total_weight) * (end - piece.from_cm);
    piece.p = probable ? static_cast<std::uint16_t>(weight * full_p / all) : std::uint16_t{0};
    out.push_back(piece);
    piece.answers = 0;
  };
  std::uint32_t end = from_cm;
  tally.each(scenario_count, [&](std::uint32_t cm, const CentimetreTally::Centimetre& c) {
    end = cm + 1;
    if (!c.somewhere) return close(cm);
    const Spot& place = ground[cm - from_cm];
    const bool sure = c.everywhere && place.may_be_certain;
    const auto answers = static_cast<std::uint8_t>(sure ? certain | possible : possible);
    if (c.weight != last_weight) {
      last_weight = c.weight;
      p = static_cast<std::uint32_t>(static_cast<unsigned __int128>(c.weight) * full_p / total_weight);
    }
    if (answers != piece.answers || place != here || std::max(most, p) - std::min(least, p) > p_step) {
      close(cm);
      piece.from_cm = cm;
      piece.answers = answers;
      piece.ring = place.ring;
      here = place;
      least = most = p;
      weight = 0;
    }
    least = std::min(least, p);
    most = std::max(most, p);
    weight += c.weight;
  });
  close(end);
}

}  // namespace contrechamp::exposure
