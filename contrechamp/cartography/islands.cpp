// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/answers/families.hpp>
#include <contrechamp/answers/trace.hpp>
#include <contrechamp/cartography/islands.hpp>

namespace contrechamp::cartography {

trips::Islands islands(const answers::Subject& s, const IslandWish& wanted) {
  trips::RouteWish wish;
  wish.mode = wanted.mode;
  wish.band = wanted.band;
  wish.device_counts = answers::device_counts(s, wanted.filter);
  if (answers::devices_with_view(s, wish.device_counts)[static_cast<std::size_t>(wish.band.ladder)] == 0) return {};
  const streets::Roads roads = streets::roads(s.snapshot, s.network, wish.mode);
  return trips::unseen_islands(answers::city_of(s), s.atlas.sightings(), roads, wish);
}

}  // namespace contrechamp::cartography
