// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/exposure/exposure_options.hpp>
#include <contrechamp/exposure/neighbourhood.hpp>
#include <contrechamp/exposure/sighting.hpp>
#include <contrechamp/optics/scenarios.hpp>
#include <contrechamp/visibility/sight.hpp>
#include <memory>
#include <span>
#include <vector>

namespace contrechamp::exposure {

/// A device put in its place, with what it may be and what walls leave it. Everything that `explain` and `coverage` show.
/// It must not outlive its Neighbourhood.
struct Stance {
  placement::Placed placed;
  optics::Scenarios scenarios;
  /// What is seen within the square of half-side max_range: the different ones, and which is meant for a row of
  /// scenarios.heights in a world. None if the device has no view.
  std::vector<visibility::Sight> sights;
  std::vector<std::array<std::uint8_t, all_worlds.size()>> sight_of;
  std::shared_ptr<const Surroundings> without_holders;  ///< of an unplaced device: the footprints that hold it are not there
  [[nodiscard]] const visibility::Sight& sight(std::size_t height_row, World world) const {
    return sights[sight_of[height_row][static_cast<std::size_t>(world)]];
  }
};
/// One look for each mounting height and world, where they differ. The building that the device hangs on (Placed::facade)
/// reaches the device in each, whatever its tags say (docs/decisions/0012). Below ground there are no walls in the map.
[[nodiscard]] Stance stance(const scene::Device& device, const Neighbourhood& around, const ExposureOptions& options);

/// What the device sees of the given segments: certain, possible and expected from the same scenarios. Each scenario's
/// stretches under the sight of its height: rounded inward to whole centimetres in all scenarios, buildings of unknown height
/// tall: certain; outward in any, such buildings of the least height: possible; to nearest and weighted, such buildings of the
/// usual height: p. A certain centimetre has p = 1, and p > 0 only where it is possible. Views through walls are cut by max_range
/// only. In the order of `before`.
[[nodiscard]] std::vector<Sighting> sightings(std::uint32_t device_index, const Stance& stance,
                                              std::span<const LocalSegment* const> segments, const ExposureOptions& options);

/// The same for one device after the other; one a thread, buffers are reused. See also lookout.hpp.
class Watcher {
 public:
  Watcher();
  Watcher(Watcher&&) noexcept;
  Watcher& operator=(Watcher&&) noexcept;
  ~Watcher();
  /// Valid until the next device.
  [[nodiscard]] const std::vector<Sighting>& sightings(std::uint32_t device_index, const Stance& stance,
                                                       std::span<const LocalSegment* const> segments,
                                                       const ExposureOptions& options);

 private:
  class Work;
  std::unique_ptr<Work> work_;
};

/// The segments that a device at `stance` may see: on its decks, within max_range.
[[nodiscard]] std::vector<const LocalSegment*> segments_in_range(const Stance& stance, const std::vector<scene::Deck>& decks,
                                                                 const Neighbourhood& around, const ExposureOptions& options);

}  // namespace contrechamp::exposure
