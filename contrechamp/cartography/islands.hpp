// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/filter.hpp>
#include <contrechamp/trips/unseen_parts.hpp>

namespace contrechamp::cartography {

/// Whose unseen islands are drawn.
struct IslandWish {
  scene::Mode mode = scene::Mode::foot;
  optics::BandRef band = {};
  answers::DeviceFilter filter = {};  ///< which devices count
};

/// Found once for all tiles that show them: it goes over the whole network. None where no device that counts is measured in the
/// band's ladder: where nobody is mapped nothing is said.
[[nodiscard]] trips::Islands islands(const answers::Subject& subject, const IslandWish& wish);

}  // namespace contrechamp::cartography
