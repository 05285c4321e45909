// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/random.hpp>
#include <contrechamp/synth/town.hpp>
#include <string>

namespace contrechamp::update_test {

/// What a mapper may do, one edit: a device, a building, a wall, a street or a passage is added, moved, deleted or tagged
/// otherwise. Versions count on, dates stay before town.as_of; all happens well inside the bounds. Says what was done.
std::string edit(synth::Town& town, Random& random);

}  // namespace contrechamp::update_test
