// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/log.hpp>
#include <contrechamp/exposure/radial.hpp>
#include <vector>

namespace contrechamp::importer {

struct Observed {
  std::vector<placement::Placed> placed;      ///< one a device, in the order of the snapshot
  std::vector<exposure::Sighting> sightings;  ///< in the order of exposure::before
  std::vector<exposure::Coverage> coverages;  ///< by device, ladder, band and answer
};

/// Every device placed and observed, and what it covers drawn, on `threads` threads (at least one). Devices are independent and
/// results are put in order afterwards, so the number of threads changes no byte.
[[nodiscard]] Observed observe_all(const scene::Snapshot& snapshot, const streets::Network& network, const geo::Frames& frames,
                                   const exposure::ExposureOptions& options, unsigned threads, LogSink& log);

}  // namespace contrechamp::importer
