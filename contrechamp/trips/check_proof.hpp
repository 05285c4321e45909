// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/exposure/sighting.hpp>
#include <contrechamp/scene/snapshot.hpp>
#include <contrechamp/streets/network.hpp>
#include <contrechamp/trips/proof.hpp>
#include <span>

namespace contrechamp::trips {

/// What a proof is held against: an atlas and nothing else.
struct ProofGround {
  const scene::Snapshot& snapshot;
  const streets::Network& network;
  std::span<const exposure::Sighting> sightings;  ///< in any order
  std::uint64_t checksum = 0;                     ///< of the atlas
};

/// Whether a proof shows what it claims; shares no code with what finds proofs. All that it says is checked, but for its source
/// (attribution, licence, date): that a start or an end in view is said to be, and moved to the nearest place that is not; that
/// all is reached which is said to be, and no more; that the devices between open the way that is shown. The proof is a
/// stranger's.
/// Errors: bad_proof with the first thing that is wrong.
[[nodiscard]] Result<void> check_proof(const ProofGround& ground, const Proof& proof);

}  // namespace contrechamp::trips
