// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/synth/draft.hpp>
#include <cstddef>
#include <string>
#include <vector>

namespace contrechamp::synth {

enum class RoadClass : std::uint8_t {
  none,
  primary,
  secondary,
  tertiary,
  unclassified,
  residential,
  living_street,
  pedestrian,
  service,
  footway,
  steps,
  count
};
struct RoadInfo {
  std::string_view tags;
  std::int32_t half_width;  ///< cm from the centreline to the line of the façades
  bool cars;
};
[[nodiscard]] const RoadInfo& info(RoadClass road_class);

/// A piece of street between two junctions, with the nodes that were set on it since.
struct Road {
  Pin a;
  Pin b;
  RoadClass road_class = RoadClass::none;
  std::int32_t bow = 0;    ///< cm that the middle lies to the right of the straight line
  std::uint32_t name = 0;  ///< in Plan::names
  std::string extra;       ///< tags of this piece alone
  struct Joint {
    double share = 0;  ///< of the way from a to b
    Pin pin;
  };
  std::vector<Joint> joints;
  bool starts_way = false;  ///< no way runs on over its first junction: a turn restriction hangs there
  std::size_t way = 0;      ///< in Town::ways, once drawn
};

/// A chain of roads that share a course, drawn as one or more ways.
struct Line {
  std::vector<std::size_t> roads;
};

/// The streets: a grid of (n + 1)² crossings, moved about; one row of blocks is a river; an avenue cuts blocks in two.
struct Plan {
  std::uint32_t n = 0;       ///< blocks per side
  std::uint32_t river = 0;   ///< the row of blocks that is water
  std::uint32_t avenue = 2;  ///< which diagonal the avenue takes
  std::vector<Pin> crossings;
  std::vector<Road> roads;
  std::vector<Line> lines;
  std::vector<std::string> names;
  struct Ban {
    std::uint32_t i;
    std::uint32_t j;
  };
  std::vector<Ban> bans;  ///< crossings (i, j) with a turn restriction to or by the road to (i, j + 1)

  [[nodiscard]] std::size_t crossing(std::uint32_t i, std::uint32_t j) const { return std::size_t{j} * (n + 1) + i; }
  [[nodiscard]] std::size_t along(std::uint32_t i, std::uint32_t j) const {
    return std::size_t{j} * n + i;
  }                                                                           ///< (i,j) to (i+1,j)
  [[nodiscard]] std::size_t across(std::uint32_t i, std::uint32_t j) const {  ///< (i,j) to (i,j+1)
    return std::size_t{n} * (n + 1) + std::size_t{i} * n + j;
  }
  /// The avenue runs through the blocks (i, j) with j - i == avenue, north of the river.
  [[nodiscard]] bool on_avenue(std::uint32_t i, std::uint32_t j) const { return j == i + avenue && j > river; }
  [[nodiscard]] std::size_t diagonal(std::uint32_t j) const { return std::size_t{2} * n * (n + 1) + (j - river - 1); }
  [[nodiscard]] std::uint32_t centre() const { return n / 2; }
};

[[nodiscard]] Plan street_plan(Draft& draft, std::uint32_t blocks_per_side);

/// The node of the road nearest to `near`: an end or an old joint within 2 m, else a new one.
Pin joint(Draft& draft, Road& road, geo::Point near, std::string_view tags = {});

/// Sidewalks as ways of their own on both sides of primary streets, joined across every side street.
void draw_sidewalks(Draft& draft, Plan& plan);
/// Draws every line as ways, after all joints are known.
void draw_roads(Draft& draft, Plan& plan);
/// Plan::bans as relations: with a node as via, and with a way.
void draw_restrictions(Draft& draft, const Plan& plan);

}  // namespace contrechamp::synth
