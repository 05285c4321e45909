// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <algorithm>
#include <contrechamp/streets/roads.hpp>
#include <span>
#include <utility>
#include <vector>

namespace contrechamp::trips {

/// A place that is asked for, and how far from it a stop may be put.
struct StopPlace {
  geo::LatLon at;
  Metres within{250};
};

/// What `join(spots)` finds, an optional or a Result. `spots`: the nearest to each place. If they are not joined there, each is
/// put on the main part of the roads, as far as that is near enough, and what is found then is given, if anything (decision 18).
/// `parts_of()`: how the roads hang together; asked for in that case only.
template <class PartsOf, class Join>
auto joined_somewhere(const streets::Snapper& snapper, const PartsOf& parts_of, std::span<const StopPlace> places,
                      std::vector<streets::Spot>& spots, const Join& join) -> decltype(join(spots)) {
  auto found = join(spots);
  if (found) return found;
  const streets::Parts& parts = parts_of();
  std::vector<streets::Spot> others;
  for (std::size_t i = 0; i < spots.size(); ++i) {
    others.push_back(snapper.rather_on_main(places[i].at, places[i].within, parts, spots[i]));
  }
  if (std::ranges::none_of(others, &streets::Spot::passed_over)) return found;
  auto again = join(others);
  if (!again) return found;
  spots = std::move(others);
  return again;
}

}  // namespace contrechamp::trips
