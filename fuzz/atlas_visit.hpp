// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/atlas/atlas.hpp>
#include <contrechamp/optics/bands.hpp>

namespace contrechamp::atlas {

/// Calls every accessor and uses every index and enum value that it gives, as a command would; gives the number of sightings
/// that were met segment by segment, which must be all of them. For the fuzz target and the fault tests: sanitizers watch.
inline std::size_t visit(const Atlas& atlas) {
  const scene::Snapshot snapshot = atlas.snapshot();
  const streets::Network network = atlas.network();
  const auto placed = atlas.placed();
  std::size_t sum = atlas.config().size() + atlas.program().size() + atlas.licence().size() + atlas.surveyed().size();
  sum += atlas.bounds().empty() ? 0 : static_cast<std::size_t>(atlas.bounds().centre().lat_e7 & 1);
  for (std::size_t i = 0; i < snapshot.devices.size(); ++i) {
    const scene::Device& d = snapshot.devices[i];
    sum += name(d.kind).size() + name(d.type).size() + name(d.mount).size() + d.tags.size() + d.zone.size();
    sum += static_cast<std::size_t>(d.heads.front().source) + static_cast<std::size_t>(d.decks.front().storey_tenths & 1);
    sum += static_cast<std::size_t>(placed[i].where) + (atlas.doubts()[i].open_cm() & 1U);
  }
  for (const scene::Remark& remark : snapshot.remarks) sum += info(remark.reason).name.size() + remark.value.size();
  for (const scene::Building& building : snapshot.buildings) sum += building.rings.front().size();
  for (const scene::Wall& wall : snapshot.walls) sum += wall.points.size();
  for (const scene::Area& area : snapshot.areas) sum += area.rings.front().size() + static_cast<std::size_t>(area.cover);
  for (const exposure::Coverage& c : atlas.coverages()) {
    sum += optics::bands(static_cast<optics::Ladder>(c.ladder))[c.band].name.size() + c.outlines.back().size();
    sum += snapshot.devices[c.device].heads.size() + static_cast<std::size_t>(c.drawn);
  }
  for (const scene::Street& street : snapshot.streets) {
    sum += name(street.surface).size() + static_cast<std::size_t>(street.node_ids[street.points.size() - 1] & 1);
    for (const scene::Mode mode : scene::all_modes) sum += name(street.use[static_cast<std::size_t>(mode)].left_out).size();
  }
  for (const scene::TurnRestriction& turn : snapshot.turns) sum += turn.via_ways.size() + turn.kind.size();
  for (const scene::SectionControl& control : snapshot.sections) sum += control.ways.size();
  for (const streets::Segment& segment : network.segments) sum += snapshot.streets[segment.street].highway.size();
  std::size_t met = 0;
  for (std::size_t i = 0; i < network.segments.size(); ++i) {
    for (const exposure::Sighting& s : atlas.sightings_of(SegmentIndex(i))) {
      sum += optics::bands(static_cast<optics::Ladder>(s.ladder))[s.band].name.size();
      sum += snapshot.devices[s.device].heads.size() + (network.segments[s.segment].length_cm - s.to_cm) % 2;
      ++met;
    }
  }
  for (const RouteSize& size : atlas.route_sizes()) {
    sum += static_cast<std::size_t>(size.bytes);
    const auto mode = atlas.roads(size.mode);
    if (!mode) continue;
    sum += mode->index.arcs();
    for (std::size_t a = 0; a < mode->roads.arcs.size(); ++a) {
      const streets::Segment& segment = network.segments[mode->roads.arcs[a].segment];
      const scene::ModeUse& use = snapshot.streets[segment.street].use[static_cast<std::size_t>(size.mode)];
      sum += static_cast<std::size_t>(streets::travel_ms(segment.length_cm, use.speed_kmh));
      sum += static_cast<std::size_t>(mode->roads.junction[mode->graph.head[a]] & 1);
    }
  }
  volatile std::size_t kept = sum;  // else the compiler may leave out what nobody reads
  return kept == sum ? met : 0;
}

}  // namespace contrechamp::atlas
