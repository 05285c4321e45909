// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/osm/assemble_places.hpp>
#include <tuple>

namespace contrechamp::osm {
namespace {
// No position that `checked` lets through has this longitude.
constexpr std::int32_t no_longitude = std::numeric_limits<std::int32_t>::min();

bool wins(const Place& a, const Place& b) {
  const auto key = [](const Place& p, const Place& other) {
    return std::tuple(p.id, other.version(), other.edited, other.word(), p.at);
  };
  return key(a, b) < key(b, a);
}
}  // namespace

Position Place::position() const {
  if (at.lon_e7 != no_longitude) return Position::known;
  return at.lat_e7 == 0 ? Position::missing : Position::out_of_range;
}

void Places::add(std::int64_t id, std::uint32_t version, std::uint32_t edited, Position position, geo::LatLon at, Word word) {
  if (position != Position::known) at = {position == Position::missing ? 0 : 1, no_longitude};
  if (!places_.empty() && places_.back().id >= id) ascending_ = false;
  places_.push_back({id, std::min(version, max_version) << 2U | static_cast<std::uint32_t>(word), edited, at});
}

void Places::settle() {
  if (!ascending_) {
    std::ranges::sort(places_, wins);
    const auto same = [](const Place& a, const Place& b) { return a.id == b.id; };
    places_.erase(std::unique(places_.begin(), places_.end(), same), places_.end());
    ascending_ = true;
  }
  fences_.clear();
  if (places_.empty()) return;
  lowest_ = places_.front().id;
  // Unsigned: a stranger's ids may span more than an int64 holds.
  const auto offset = [&](std::int64_t id) { return static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(lowest_); };
  shift_ = 0;
  while ((offset(places_.back().id) >> shift_) > places_.size()) ++shift_;
  fences_.assign((offset(places_.back().id) >> shift_) + 2, places_.size());
  for (std::size_t i = places_.size(); i-- > 0;) fences_[offset(places_[i].id) >> shift_] = i;
  for (std::size_t f = fences_.size() - 1; f-- > 0;) fences_[f] = std::min(fences_[f], fences_[f + 1]);
}

const Place* Places::find(std::int64_t id) const {
  if (places_.empty() || id < lowest_ || id > places_.back().id) return nullptr;
  const std::uint64_t block = (static_cast<std::uint64_t>(id) - static_cast<std::uint64_t>(lowest_)) >> shift_;
  const auto first = places_.begin() + static_cast<std::ptrdiff_t>(fences_[block]);
  const auto last = places_.begin() + static_cast<std::ptrdiff_t>(fences_[block + 1]);
  const auto found = std::lower_bound(first, last, id, [](const Place& place, std::int64_t wanted) { return place.id < wanted; });
  return found != last && found->id == id ? &*found : nullptr;
}

std::optional<geo::LatLon> Places::at(std::int64_t id) const {
  const Place* place = find(id);
  if (place == nullptr || place->position() != Position::known) return std::nullopt;
  return place->at;
}

}  // namespace contrechamp::osm
