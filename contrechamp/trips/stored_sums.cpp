// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/trips/run.hpp>
#include <contrechamp/trips/stored_sums.hpp>
#include <tuple>

namespace contrechamp::trips {
namespace {

constexpr std::uint32_t not_asked = 0;
constexpr std::uint32_t nothing = 1;
constexpr std::uint32_t first_place = 2;

}  // namespace

bool same_view(const RouteWish& a, const RouteWish& b) {
  return a.mode == b.mode && a.band.ladder == b.band.ladder && a.band.band == b.band.band && a.device_counts == b.device_counts;
}

StoredSums::StoredSums(const City& city, std::span<const exposure::Sighting> sightings, RouteWish wish)
    : city_(city), wish_(std::move(wish)), costs_(city_, sightings, wish_) {
  known_.reserve(city.network.segments.size());
  for (std::uint32_t segment = 0; segment < city.network.segments.size(); ++segment) {
    known_.push_back({{}, city.network.segments[segment].length_cm, costs_.speed_kmh(segment)});
  }
}

Travelled StoredSums::of(const RoutePart& part) {
  Known& known = known_[part.segment];
  const auto [low, high] = std::minmax(part.from_cm, part.to_cm);
  if (low == high) return {};
  std::uint32_t& place = known.place[part.from_cm > part.to_cm ? 1 : 0];
  const bool whole = low == 0 && high == known.length_cm;
  if (place == nothing || (whole && place != not_asked)) {
    Travelled sum = trips::travelled(part, known.length_cm, known.speed_kmh, {});
    if (place != nothing) sum.seen = seen_[place - first_place];
    return sum;
  }
  const Travelled sum = costs_.travelled(part);
  if (!whole) return sum;
  place = nothing;
  if (sum.seen.length.possible_cm > 0) {
    place = static_cast<std::uint32_t>(seen_.size()) + first_place;
    seen_.push_back(sum.seen);
  }
  return sum;
}

StoredSums::Mapped StoredSums::mapped(std::uint32_t segment) const {
  const auto& points = city_.network.segments[segment].points;
  const geo::Cell cell = geo::cell(points.front());
  const bool one = std::ranges::all_of(points, [&](geo::LatLon p) { return geo::cell(p) == cell; });
  if (one) return std::ranges::binary_search(city_.surveyed, cell) ? Mapped::wholly : Mapped::nowhere;
  const std::uint32_t length_cm = known_[segment].length_cm;
  const std::uint64_t unknown = unknown_cm(segment, 0, length_cm);
  return unknown == 0 ? Mapped::wholly : unknown == length_cm ? Mapped::nowhere : Mapped::partly;
}

std::uint64_t StoredSums::unknown_cm(std::uint32_t segment, std::uint32_t low, std::uint32_t high) const {
  std::vector<Fix> fixes;
  for (const geo::LatLon p : city_.network.segments[segment].points) fixes.push_back({p});
  const Run run(fixes, city_.frames.at(fixes.front().at));
  std::uint64_t sum = 0;
  for (const Part& unknown : not_mapped(run, city_.surveyed)) {
    const std::uint32_t from = std::max(unknown.from_cm, low);
    const std::uint32_t to = std::min(unknown.to_cm, high);
    if (from < to) sum += to - from;
  }
  return sum;
}

std::uint64_t StoredSums::not_mapped_cm(const RoutePart& part) {
  Mapped& mapped_there = known_[part.segment].mapped;
  if (mapped_there == Mapped::unknown) mapped_there = mapped(part.segment);
  const auto [low, high] = std::minmax(part.from_cm, part.to_cm);
  if (mapped_there == Mapped::wholly) return 0;
  if (mapped_there == Mapped::nowhere) return high - low;
  return unknown_cm(part.segment, low, high);
}

}  // namespace contrechamp::trips
