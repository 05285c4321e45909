// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/log.hpp>
#include <contrechamp/exposure/doubt.hpp>
#include <contrechamp/exposure/radial.hpp>
#include <span>
#include <vector>

namespace contrechamp::importer {

struct Observed {
  std::vector<placement::Placed> placed;      ///< one a device, in the order of the snapshot; blank for those not asked for
  std::vector<exposure::Sighting> sightings;  ///< in the order of exposure::before
  std::vector<exposure::Doubt> doubts;        ///< one a device
  std::vector<exposure::Coverage> coverages;  ///< by device, ladder, band and answer
};

/// The devices `which` (indices into the snapshot, ascending) placed and observed, and what they cover drawn, on `threads`
/// threads (at least one). Devices are independent and results are put in order afterwards, so the number of threads changes no
/// byte. Law: what is found of a device depends on no other device, nor on `which`.
[[nodiscard]] Observed observe_all(std::span<const std::uint32_t> which, const scene::Snapshot& snapshot,
                                   const streets::Network& network, const geo::Frames& frames,
                                   const exposure::ExposureOptions& options, unsigned threads, LogSink& log);

/// The orders in which an atlas keeps them.
void put_in_order(std::vector<exposure::Sighting>& sightings);
void put_in_order(std::vector<exposure::Coverage>& coverages);

}  // namespace contrechamp::importer
