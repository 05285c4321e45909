// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/random.hpp>
#include <cstdint>
#include <string>

/// Invented names. None is meant to be a real place or person.
namespace contrechamp::synth {

enum class Naming : std::uint8_t { avenue, street, lane, quay, square, house };
[[nodiscard]] std::string invented_name(Random& random, Naming naming);

}  // namespace contrechamp::synth
