// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/synth/plan.hpp>
#include <contrechamp/synth/plane.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace contrechamp::synth {

/// Where devices can hang, collected while houses are built. Outside is to the right from a to b.
struct Face {
  Pin a;
  Pin b;
  std::size_t way = 0;  ///< the way whose outline has the edge ab, in Town::ways
};
struct Sites {
  std::vector<Face> faces;     ///< façades on streets and courts
  std::vector<Face> corners;   ///< the house's corner is b
  std::vector<Face> passages;  ///< from the street's mouth to the court's; `way` is the passage
  std::vector<geo::Point> courts;
  std::vector<geo::Point> rooms;  ///< inside the mall and the station
};

/// What is known of the town while its blocks are filled.
struct City {
  Draft draft;
  Plan plan;
  Sites sites;
};

/// A piece of ground between roads: roads[k] lies beyond the edge from corner k to corner k + 1 of `face`.
struct Lot {
  geo::Ring corners;  ///< on the centrelines, counter-clockwise; three or four
  std::vector<std::size_t> roads;
  geo::Ring face;  ///< the line of the façades
};

enum class House : std::uint8_t { town_house, detached, shed, slab, hall, grand };
/// building=… with heights as people write them: "12", "12 m", levels, both, or none.
[[nodiscard]] std::string house_tags(Draft& draft, House house);
/// A building of that counter-clockwise outline. `fronts`: how many edges, from the first pin, are façades worth a device.
std::size_t build(City& city, const std::vector<Pin>& outline, std::string_view tags, std::size_t fronts);
/// A building with four corners: at `from`, `wide` along `u` and `deep` to its left (cm).
std::vector<Pin> build_box(City& city, geo::Point from, Direction u, double wide, double deep, std::string_view tags);
/// A building as a multipolygon: outer ring, and holes; the outer ring in two ways when it has four corners or more.
/// Returns the way of the first pins of the outer ring.
std::size_t build_with_holes(City& city, const std::vector<Pin>& outer, const std::vector<std::vector<Pin>>& holes,
                             std::string_view tags);
/// A way from the road through the house (entered at `mouth`, left at `back`, both pins of its outline) to `goal`.
void draw_passage(City& city, std::size_t road, Pin mouth, Pin back, Pin goal);

/// Ways to fill a lot (perimeter.cpp, lots.cpp, grounds.cpp).
void fill_perimeter(City& city, const Lot& lot);
void fill_grand(City& city, const Lot& lot);
void fill_houses(City& city, const Lot& lot);
void fill_slabs(City& city, const Lot& lot);
void fill_halls(City& city, const Lot& lot);
void fill_park(City& city, const Lot& lot);
void fill_square(City& city, const Lot& lot);
void fill_mall(City& city, const Lot& lot);
void fill_walled(City& city, const Lot& lot);

/// Every block between the roads, each filled in a way that suits its place (blocks.cpp).
void fill_blocks(City& city);
/// River, quay, motorway, tunnel, underpass, houses across a street (landmarks.cpp).
void draw_landmarks(City& city);
/// All devices and enforcement relations (devices.cpp).
void place_devices(City& city, std::uint32_t count);

}  // namespace contrechamp::synth
