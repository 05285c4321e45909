// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/trips/proof.hpp>
#include <string_view>

namespace contrechamp::trips {

/// A proof as `contrechamp prove --json` writes it: schema "contrechamp-proof-1" (docs/json.md). Each key is there once and none
/// that is not known, so that no two readers see two things. Whether it is true is not asked here.
/// Errors: not_a_proof with the first thing that is not as it should be.
[[nodiscard]] Result<Proof> proof_from(std::string_view text);

}  // namespace contrechamp::trips
