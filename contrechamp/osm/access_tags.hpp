// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/osm/tag_view.hpp>
#include <contrechamp/scene/street.hpp>

namespace contrechamp::osm {

/// What the access tags of a way or a barrier say to one mode (wiki.openstreetmap.org/wiki/Key:access). Only its most specific
/// tag counts (foot, access | bicycle, vehicle, access | motorcar, motor_vehicle, vehicle, access).
struct Access {
  bool tagged = false;   ///< one of them is there
  bool own = false;      ///< it names this mode: foot | bicycle | motorcar, motor_vehicle
  bool closed = false;   ///< private or no; a list only if all its parts are
  bool granted = false;  ///< own, and says yes or the like: overrules what is usual
  bool pushed = false;   ///< own: bicycle=dismount
};
[[nodiscard]] Access access(TagView tags, scene::Mode mode);

/// The modes that do not get past a node with these tags, as scene::Barrier::closed; 0 if there is no barrier, or none that stops
/// anybody. A mode's access tag decides; else locked=yes closes, which only a tag that names the mode overrules; else the table
/// in access_tags.cpp, by the value of `barrier`. A value that does not stand in it stops nobody.
[[nodiscard]] std::uint8_t barred_modes(TagView tags);

}  // namespace contrechamp::osm
