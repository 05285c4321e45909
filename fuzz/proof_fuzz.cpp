// SPDX-License-Identifier: AGPL-3.0-or-later
// Bytes are a proof as a stranger may hand one in: read, and held against a small town. The checker believes it just if brute
// force finds that it shows what it claims.
#include <contrechamp/trips/native/read_proof.hpp>
#include <contrechamp/trips/proof_town_testing.hpp>
#include <contrechamp/trips/proof_verdict_testing.hpp>
#include <cstdio>
#include <cstdlib>

namespace {
using namespace contrechamp;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

/// The proofs of the corpus are about it.
const trips::proof_oracle::Town& town() {
  static const trips::proof_oracle::Town one = [] {
    Random random(8);
    trips::proof_oracle::Town drawn = trips::proof_oracle::random_town(random);
    for (int ban = 0; ban < 8; ++ban) trips::proof_oracle::add_ban(drawn, random);
    return drawn;
  }();
  return one;
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto proof = trips::proof_from(text);
  if (!proof) {
    require(proof.error().code == Errc::not_a_proof && !proof.error().detail.empty(), "why it is none");
    return 0;
  }
  const auto held = trips::check_proof(town().ground(), *proof);
  require(held || (held.error().code == Errc::bad_proof && !held.error().detail.empty()), "what is wrong");
  if (proof->mode == scene::Mode::bike) return 0;  // brute force knows of cars' restrictions only
  require(held.has_value() == trips::proof_oracle::Verdict(town(), *proof).holds(), "brute force judges the same");
  if (held) require(trips::proof_oracle::Oracle(town(), *proof).truth(*proof), "what is believed is true");
  return 0;
}
