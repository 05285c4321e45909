// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/trips/proof.hpp>
#include <contrechamp/trips/route.hpp>

/// What people and programs read of proofs (trips/proof.hpp): whether an unseen way exists.
namespace contrechamp::answers {

/// trips::prove, with what the atlas says of itself. Errors: those of trips::prove.
[[nodiscard]] Result<trips::Proof> proved(const Subject& subject, const trips::RouteWish& wish);
[[nodiscard]] std::string proof_json(const Subject& subject, const trips::Proof& proof);
/// `wish`: the one that was proved.
[[nodiscard]] std::string proof_text(const Subject& subject, const trips::RouteWish& wish, const trips::Proof& proof, Lang lang);

/// trips::check_proof, and whether its source is the atlas's. Errors: bad_proof.
[[nodiscard]] Result<void> check_proof(const Subject& subject, const trips::Proof& proof);
/// What a proof that holds shows, in a sentence or two.
[[nodiscard]] std::string checked_text(const Subject& subject, const trips::Proof& proof, Lang lang);

}  // namespace contrechamp::answers
