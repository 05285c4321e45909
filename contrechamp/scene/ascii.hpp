// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/scene/snapshot.hpp>
#include <map>
#include <string_view>

namespace contrechamp::scene {

/// A scene drawn as text, for tests: each character is a square of `cell` metres. Top is north. Blank lines above and below
/// and the indentation that all lines share are taken off; if every second column is blank throughout, the squares stand in
/// the others ("C . . p"). Short lines are filled up with '.'; a blank in a square is an error, so a slipped line is found.
///   '#'            building: each 4-connected area of '#' is one footprint (with its holes) along the squares' edges
///   'A'..'Z'       a device at the centre of its square; what it is comes from `devices`
///   'a'..'z'       a named place, at the centre of its square
///   '.'            nothing
/// Streets are given as chains of letters ("pq", "abC"), walls likewise; streets that name the same letter meet there.
/// The south-west corner of the picture is `drawn_origin`, and squares' corners are multiples of `cell` from it, to the
/// 1e-7° (about 1 cm) that positions have. Ids: buildings w1, w2… in reading order, walls w1001…, streets w2001… and then
/// passages; a letter's node id is its ASCII code, so device 'A' is n65.
struct Drawing {
  std::string_view picture;
  Metres cell{5};
  std::vector<std::string_view> streets = {};   ///< each a chain of letters in the picture
  std::vector<std::string_view> walls = {};     ///< 3 m high
  std::vector<std::string_view> passages = {};  ///< streets that are building passages, 3 m wide
};

struct DrawnScene {
  Snapshot snapshot;                      ///< devices in the order of their letters, all kind camera, otherwise default
  std::map<char, geo::LatLon> places;     ///< every letter, devices and places
  std::map<char, std::size_t> device_of;  ///< letter to index in snapshot.devices
};

/// Any place does: nothing depends on it.
inline constexpr geo::LatLon drawn_origin{488'530'000, 23'499'000};

/// The scene. Streets are residential and open to all modes both ways (5, 15 and 30 km/h), and named after their chain.
/// Errors: bad_drawing, with line and column of the picture (counted from 1) or with the chain that cannot be read.
[[nodiscard]] Result<DrawnScene> drawn(const Drawing& drawing);

}  // namespace contrechamp::scene
