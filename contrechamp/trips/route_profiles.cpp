// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/trips/route_profiles.hpp>
#include <tuple>

namespace contrechamp::trips {
namespace {

constexpr std::size_t least_lanes = 4;
/// Beyond, a search is not kept for the next front: 50 MB.
constexpr std::size_t most_labels_kept = 1'000'000;

bool same_weights(const RouteWish& a, const RouteWish& b) {
  const auto key = [](const RouteWish& w) {
    return std::tie(w.mode, w.band.ladder, w.band.band, w.avoid, w.unit, w.seen_rather);
  };
  return key(a) == key(b) && a.device_counts == b.device_counts;
}

std::size_t bytes_of(const Weighted& one) {
  return one.profile.bytes() + 2 * one.weights.time.size() * sizeof(routing::Cost) + one.wish.device_counts.size();
}

}  // namespace

/// As many lanes as the memory for one profile holds; the fewer, the further apart.
std::vector<routing::Mix> Profiles::mixes() const {
  const auto& all = routing::default_mixes();
  const std::size_t lane_bytes = 2 * std::size_t{mode_.index.arcs()} * sizeof(routing::Cost);
  std::size_t lanes = all.size();
  while (lanes > least_lanes && lanes * lane_bytes > most_bytes_) lanes /= 2;
  std::vector<routing::Mix> chosen(all.begin(), all.begin() + 2);
  for (std::size_t i = 2; i < lanes; ++i) chosen.push_back(all[2 + (2 * (i - 2) + 1) * (all.size() - 2) / (2 * (lanes - 2))]);
  return chosen;
}

const Weigher& Profiles::weigher(optics::BandRef band) {
  const auto known = std::ranges::find_if(ready_, [&](const Weigher& one) { return one.band() == band; });
  if (known != ready_.end()) {
    ready_.splice(ready_.begin(), ready_, known);
  } else {
    ready_.emplace_front(city_, mode_.roads, sightings_, band);
    if (ready_.size() > most_bands_ready) ready_.pop_back();
  }
  return ready_.front();
}

/// Forgets what would not fit beside one more, and returns the memory of the last of those: it serves again.
routing::LaneVector Profiles::room_for_one_more() {
  routing::LaneVector memory;
  std::size_t sum = bytes() + (kept_.empty() ? 0 : bytes_of(kept_.front()));  // the next will be about as large
  for (; !kept_.empty() && sum > most_bytes_; kept_.pop_back()) {
    sum -= bytes_of(kept_.back());
    memory = std::move(kept_.back().profile).spent();
  }
  return memory;
}

Result<const Weighted*> Profiles::of(const RouteWish& wish) {
  const auto known = std::ranges::find_if(kept_, [&](const Weighted& one) { return same_weights(one.wish, wish); });
  if (known != kept_.begin()) search_.reset();
  if (known != kept_.end()) {
    kept_.splice(kept_.begin(), kept_, known);
    return &kept_.front();
  }
  Weights made = weigher(wish.band).of(wish, executor_);
  auto profile =
      routing::Profile::customized(mode_.index, mode_.graph, made.time, made.exposure, mixes(), executor_, room_for_one_more());
  if (!profile) return tl::unexpected(profile.error());
  kept_.push_front({wish, std::move(made), *std::move(profile)});
  while (kept_.size() > 1 && bytes() > most_bytes_) kept_.pop_back();
  return &kept_.front();
}

routing::FrontSearch& Profiles::search() {
  if (search_ && search_->labels() > most_labels_kept) search_.reset();
  if (!search_) {
    const auto& [time, exposure] = kept_.front().weights;
    search_ = std::make_unique<routing::FrontSearch>(mode_.graph, time, exposure, mode_.index, kept_.front().profile);
  }
  return *search_;
}

std::size_t Profiles::bytes() const {
  std::size_t sum = 0;
  for (const Weighted& one : kept_) sum += bytes_of(one);
  return sum;
}

}  // namespace contrechamp::trips
