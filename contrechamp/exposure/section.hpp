// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/sighting.hpp>
#include <contrechamp/scene/snapshot.hpp>
#include <contrechamp/streets/network.hpp>
#include <string_view>
#include <vector>

namespace contrechamp::exposure {

/// How the stretch of a section control was found.
enum class SectionFound : std::uint8_t {
  listed,    ///< along the ways that the relation lists
  searched,  ///< the relation lists none that join the two nodes: the shortest way for cars
  no_end,    ///< the relation does not name both nodes, or one is not on a street of this extract
  no_way,    ///< no way for cars within `longest_section`
  indoors,   ///< the device is indoors: counted only
  count
};
[[nodiscard]] std::string_view name(SectionFound found);

/// No stretch is looked for beyond: the longest controls in service are about as long.
inline constexpr Metres longest_section{30'000};

/// What one relation makes its device watch: where cars drive from one node to the other.
struct WatchedSection {
  std::uint32_t device = 0;  ///< index in Snapshot::devices
  std::int64_t relation = 0;
  SectionFound found = SectionFound::no_end;
  std::uint64_t length_cm = 0;
  std::vector<Sighting> sightings;  ///< in the order of travel
};

/// Average speed control (MEASURES, "Devices"): all cars are seen between `from` and `to`, in that direction of travel, wherever
/// the device stands and whatever stands between. Certain along listed ways; possible only (p = 0) where the way had to be found,
/// and for private persons' devices. Listed ways are taken as the relation gives them; a way that is searched for uses segments
/// that count for cars, in their legal senses, and is the shortest by length (ties: the network's order). A node in the middle
/// of a segment cuts it there, to the centimetre. It does not depend on max_range: every sighting lies within the first ring.
/// In the order of Snapshot::sections.
[[nodiscard]] std::vector<WatchedSection> watched_sections(const scene::Snapshot& snapshot, const streets::Network& network,
                                                           const geo::Frames& frames);

/// Their sightings, one a device and stretch: two relations of a device that watch a stretch in both directions give one of both
/// headings. In the order of `before`.
[[nodiscard]] std::vector<Sighting> section_sightings(const std::vector<WatchedSection>& sections);

}  // namespace contrechamp::exposure
