// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/phrase.hpp>
#include <contrechamp/scene/street.hpp>

namespace contrechamp::scene {

/// "on foot", "à pied"
[[nodiscard]] constexpr Phrase how(Mode mode) {
  constexpr std::array<Phrase, static_cast<std::size_t>(Mode::count)> phrases{
      {{"on foot", "à pied"}, {"by bike", "à vélo"}, {"by car", "en voiture"}}};
  return phrases[static_cast<std::size_t>(mode)];
}

}  // namespace contrechamp::scene
