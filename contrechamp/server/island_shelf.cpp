// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/server/island_shelf.hpp>

namespace contrechamp::server {
namespace {

/// Of a city with a million segments some 30 MB each.
constexpr std::size_t most_places = 4;

}  // namespace

std::shared_ptr<IslandShelf::Place> IslandShelf::place_of(Wish wish) {
  const std::lock_guard lock(mutex_);
  const auto known = std::ranges::find_if(places_, [&](const auto& place) { return place->wish == wish; });
  if (known != places_.end()) {
    places_.splice(places_.begin(), places_, known);
  } else {
    places_.push_front(std::make_shared<Place>(std::move(wish)));
    if (places_.size() > most_places) places_.pop_back();
  }
  return places_.front();
}

Result<IslandShelf::Islands> IslandShelf::of(const observatory::Question& q) {
  const std::shared_ptr<Place> place = place_of({std::string(q.mode), std::string(q.ladder), std::string(q.band), q.filter});
  const std::lock_guard lock(place->mutex);
  if (!place->found) {
    auto found = observatory_.islands(q);
    if (!found) return tl::unexpected(found.error());
    place->found = std::make_shared<const trips::Islands>(std::move(*found));
  }
  return place->found;
}

}  // namespace contrechamp::server
