// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/trips/weigher.hpp>
#include <numeric>
#include <tuple>

namespace contrechamp::trips {
namespace {

using exposure::Sighting;

/// A task for a thread: a few µs.
constexpr std::size_t runs_at_once = 64;

/// An amount for who travels a segment forward, and for who travels it backward.
struct Amounts {
  std::uint64_t forward = 0;
  std::uint64_t backward = 0;
};

struct WholeSegment {
  std::uint32_t length_cm = 0;
  std::uint8_t speed_kmh = 0;
  /// Time from where travel begins, so that parts add up.
  [[nodiscard]] std::uint64_t ms(std::uint32_t from_cm, std::uint32_t to_cm) const {
    return streets::travel_ms(to_cm, speed_kmh) - streets::travel_ms(from_cm, speed_kmh);
  }
  [[nodiscard]] Amounts between(std::uint32_t from_cm, std::uint32_t to_cm, Unit unit) const {
    if (unit == Unit::metres) return {to_cm - from_cm, to_cm - from_cm};
    return {ms(from_cm, to_cm), ms(length_cm - to_cm, length_cm - from_cm)};
  }
};

/// What segments cost for one wish. Buffers are reused.
class SegmentCosts {
 public:
  explicit SegmentCosts(const RouteWish& wish) : wish_(wish), answer_(wish.seen_rather ? Avoid::certain : wish.avoid) {}

  struct Both {
    routing::Cost forward = 0;
    routing::Cost backward = 0;
  };
  /// `one_sided`: some of the sightings are of one direction of travel.
  [[nodiscard]] Both of(const WholeSegment& segment, std::span<const BriefSighting> sightings, bool one_sided) {
    choose(sightings, exposure::forward);
    Amounts seen = in_view(segment);
    if (one_sided) {
      choose(sightings, exposure::backward);
      seen.backward = in_view(segment).backward;
    }
    if (wish_.seen_rather) {
      const Amounts all = segment.between(0, segment.length_cm, wish_.unit);
      seen = {all.forward * exposure::full_probability - seen.forward, all.backward * exposure::full_probability - seen.backward};
    }
    return {exposure_cost(seen.forward, wish_.unit), exposure_cost(seen.backward, wish_.unit)};
  }

 private:
  /// What counts, and can change the sum.
  void choose(std::span<const BriefSighting> sightings, std::uint8_t heading) {
    chosen_.clear();
    const bool all_devices = wish_.device_counts.empty();
    for (const BriefSighting& s : sightings) {
      if ((s.headings & heading) == 0 || !(all_devices || wish_.device_counts[s.device] != 0)) continue;
      if (answer_ == Avoid::certain && (s.answers & exposure::certain) == 0) continue;
      if (answer_ == Avoid::expected && s.unseen == exposure::full_probability) continue;
      chosen_.push_back(s);
    }
  }

  /// In 1/65535 of the wish's unit. Expected needs no clamp between certain and possible: where it is certain, p is 1.
  [[nodiscard]] Amounts in_view(const WholeSegment& segment) {
    Amounts sum;
    const auto add = [&](std::uint32_t from_cm, std::uint32_t to_cm, std::uint64_t p) {
      const Amounts part = segment.between(from_cm, to_cm, wish_.unit);
      sum.forward += part.forward * p;
      sum.backward += part.backward * p;
    };
    if (answer_ == Avoid::expected) {
      walk_.together(chosen_, add);
    } else {
      ViewWalk::in_any(chosen_, [&](std::uint32_t from, std::uint32_t to) { add(from, to, exposure::full_probability); });
    }
    return sum;
  }

  const RouteWish& wish_;
  Avoid answer_;
  std::vector<BriefSighting> chosen_;
  ViewWalk walk_;
};

}  // namespace

Weigher::Weigher(const City& city, const streets::Roads& roads, std::span<const Sighting> sightings, optics::BandRef band)
    : roads_(roads), band_(band) {
  for (const streets::Segment& segment : city.network.segments) {
    length_cm_.push_back(segment.length_cm);
    speed_kmh_.push_back(city.snapshot.streets[segment.street].use[static_cast<std::size_t>(roads.mode)].speed_kmh);
  }
  time_.reserve(roads.arcs.size());
  for (const auto& [segment, backward] : roads.arcs) {
    time_.push_back(time_cost(streets::travel_ms(length_cm_[segment], speed_kmh_[segment])));
  }
  add_arcs(add_sightings(sightings));
}

/// Gives the segment of each run.
std::vector<std::uint32_t> Weigher::add_sightings(std::span<const Sighting> sightings) {
  std::vector<std::uint32_t> segments;
  for (const Sighting& s : sightings) {
    if (s.ladder != static_cast<std::uint8_t>(band_.ladder) || s.band != band_.band || speed_kmh_[s.segment] == 0) continue;
    if (segments.empty() || segments.back() != s.segment) {
      segments.push_back(s.segment);
      Run& run = runs_.emplace_back();
      run.length_cm = length_cm_[s.segment];
      run.speed_kmh = speed_kmh_[s.segment];
      run.first_sighting = static_cast<std::uint32_t>(sightings_.size());
    }
    if (s.headings != exposure::both_ways) runs_.back().one_sided = true;
    const auto unseen = static_cast<std::uint16_t>(exposure::full_probability - s.p);
    const bool sure = (s.answers & exposure::certain) != 0;
    sightings_.push_back({s.from_cm, s.to_cm, s.device, sure ? std::uint16_t{0} : unseen, s.answers, s.headings});
  }
  runs_.emplace_back().first_sighting = static_cast<std::uint32_t>(sightings_.size());
  return segments;
}

/// Finds the arcs of these segments (ascending), one a run.
void Weigher::add_arcs(const std::vector<std::uint32_t>& segments) {
  const auto place = [](const streets::RoadArc& arc) { return 2 * std::size_t{arc.segment} + arc.backward; };
  std::vector<std::uint32_t> first(2 * length_cm_.size() + 1, 0);
  for (const streets::RoadArc& arc : roads_.arcs) ++first[place(arc) + 1];
  std::partial_sum(first.begin(), first.end(), first.begin());
  std::vector<routing::Arc> all(roads_.arcs.size());
  std::vector<std::uint32_t> next(first.begin(), first.end() - 1);
  for (routing::Arc arc = 0; arc < all.size(); ++arc) all[next[place(roads_.arcs[arc])]++] = arc;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const std::size_t at = 2 * std::size_t{segments[i]};
    runs_[i].first_arc = static_cast<std::uint32_t>(arcs_.size());
    runs_[i].first_backward = runs_[i].first_arc + first[at + 1] - first[at];
    arcs_.insert(arcs_.end(), all.data() + first[at], all.data() + first[at + 2]);
  }
  runs_.back().first_arc = static_cast<std::uint32_t>(arcs_.size());
}

/// What arcs cost that nobody sees.
std::vector<routing::Cost> Weigher::unseen_costs(const RouteWish& wish) const {
  std::vector<routing::Cost> costs(roads_.arcs.size(), 0);
  if (!wish.seen_rather) return costs;
  for (routing::Arc arc = 0; arc < costs.size(); ++arc) {
    const auto& [segment, backward] = roads_.arcs[arc];
    const auto [forward, back] =
        WholeSegment{length_cm_[segment], speed_kmh_[segment]}.between(0, length_cm_[segment], wish.unit);
    costs[arc] = exposure_cost((backward != 0 ? back : forward) * exposure::full_probability, wish.unit);
  }
  return costs;
}

Weights Weigher::of(const RouteWish& wish, const Executor& executor) const {
  Weights all{time_, unseen_costs(wish)};
  const std::size_t count = runs_.size() - 1;
  executor((count + runs_at_once - 1) / runs_at_once, [&](std::size_t task) {
    SegmentCosts costs(wish);
    for (std::size_t i = task * runs_at_once; i < std::min(count, (task + 1) * runs_at_once); ++i) {
      const Run& run = runs_[i];
      const Run& next = runs_[i + 1];
      const auto sightings = std::span(sightings_).subspan(run.first_sighting, next.first_sighting - run.first_sighting);
      const auto [forward, backward] = costs.of({run.length_cm, run.speed_kmh}, sightings, run.one_sided);
      for (std::uint32_t at = run.first_arc; at < next.first_arc; ++at) {
        all.exposure[arcs_[at]] = at < run.first_backward ? forward : backward;
      }
    }
  });
  return all;
}

std::size_t Weigher::bytes() const {
  return time_.size() * sizeof(time_[0]) + length_cm_.size() * (sizeof(length_cm_[0]) + sizeof(speed_kmh_[0])) +
         runs_.size() * sizeof(Run) + sightings_.size() * sizeof(BriefSighting) + arcs_.size() * sizeof(arcs_[0]);
}

Weights weights(const City& city, const streets::Roads& roads, std::span<const Sighting> sightings, const RouteWish& wish) {
  return Weigher(city, roads, sightings, wish.band).of(wish);
}

}  // namespace contrechamp::trips
