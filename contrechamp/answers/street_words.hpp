// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/phrase.hpp>
#include <contrechamp/scene/street.hpp>
#include <string>

namespace contrechamp::answers {

/// What a person calls a street: its name; of one that has none what it is, "a service road", "une voie de service".
[[nodiscard]] std::string street_words(const scene::Street& street, Lang lang);

}  // namespace contrechamp::answers
