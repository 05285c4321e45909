// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/scene/device.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace contrechamp::osm {

/// What one direction tag says, head by head.
struct ParsedDirection {
  std::vector<scene::Head> heads;  ///< in the order of the tag; a lane or "all round" is a head without axis
  std::vector<std::pair<scene::Reason, std::string>> remarks;  ///< with the part they concern; for an empty part, the whole value
  std::string lane;        ///< the parts that name a lane (NB, forward…), as mapped, joined by ';'
  bool all_round = false;  ///< a full turn on a device that is neither fixed nor a plate reader
};

/// Reads `direction` or `camera:direction`. Parts are split at ';' and ','; each is
///   a number  -?d{1,3}(.d+)?°?   |value| <= 720, taken mod 360; 0 is suspicious, negatives and values over 360 are flagged
///   a wind    one of 16, as letters in any case or as English words
///   a range   two of these around '-' or ':', clockwise; a field of view on fixed cameras and plate readers (180° or more is
///             flagged), the span that can be turned through on domes and panning cameras
///   a lane    NB, forward…: kept as text, axis unknown
/// A lone 360 or a range of a whole turn is all round, but on a fixed camera or plate reader 360 is north (flagged) and the range
/// a field of view. A part that is none of these is rejected with a remark, alone. Laws: heads <= separators + 1; each part gives
/// a head or a remark.
[[nodiscard]] ParsedDirection direction(std::string_view value, scene::CameraType type, scene::Kind kind);

}  // namespace contrechamp::osm
