// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/random.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

/// What mappers write on devices: first the oddities, once each, then the everyday mixture.
namespace contrechamp::synth {

/// Where a device is put.
enum class Place : std::uint8_t {
  facade,       ///< outside, up to 0.45 m from a wall
  inside,       ///< in a footprint, 0.6 to 3 m behind the façade
  corner,       ///< 0.2 m off a house's corner
  vertex,       ///< a node of an outline
  edge,         ///< a new node of an outline, in its way
  pole,         ///< beside a carriageway
  street_node,  ///< a node of a street
  passage,      ///< in a building passage
  court,        ///< in a courtyard, on a square, in a park
  room,         ///< indoors or underground
  same,         ///< exactly where the device before it is
  outline,      ///< a small closed way
  relation,     ///< an enforcement relation whose device is missing
};

/// Tags as `tags_of` reads them. {out} {out2} {back}: bearings outwards of the façade, its right-hand neighbour by 90°, and
/// inwards; {road} along the street; {fan}: a range of 45° about {out}; {wind}: {out} as one of 16 winds.
struct Oddity {
  Place place;
  std::string_view tags;
};
[[nodiscard]] std::span<const Oddity> oddities();

/// The everyday mixture, in the shares of 2,144 mapped Swiss devices and of Helsinki's bare nodes.
[[nodiscard]] std::string everyday_tags(Random& random, Place place);
[[nodiscard]] Place everyday_place(Random& random);

}  // namespace contrechamp::synth
