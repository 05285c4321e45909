// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/observe.hpp>
#include <contrechamp/importer/changes.hpp>

namespace contrechamp::importer {

/// A scene whose devices were observed.
struct Before {
  const scene::Snapshot& snapshot;
  const geo::Frames& frames;
  const std::vector<placement::Placed>& placed;
};
struct Now {
  const scene::Snapshot& snapshot;
  const geo::Frames& frames;
};

/// The devices (ascending) of which something else may be found now than before: new or changed ones, those of section controls
/// (which watch a road wherever it is), those whose frame is another one, and those that have something changed within max_range
/// of their eye. A building counts as changed as well if a building or passage near it did: what hangs on it may hang elsewhere.
[[nodiscard]] std::vector<std::uint32_t> affected(const Changes& changes, const Before& before, const Now& now,
                                                  const exposure::ExposureOptions& options);

}  // namespace contrechamp::importer
