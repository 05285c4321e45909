// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/merged.hpp>
#include <contrechamp/exposure/observe.hpp>
#include <contrechamp/scene/ascii.hpp>
#include <string_view>
#include <vector>

namespace contrechamp::scenario {

using scene::Drawing;
using scene::DrawnScene;

/// Houses are drawn taller than any camera, so that they hide whatever lies behind them; tests of heights change that.
inline constexpr Metres house_height{30};

/// The scene of a drawing; a drawing that cannot be read fails the test. Metres below are from the picture's south-west
/// corner: the letter in column c and row r (from the bottom, both from 0) stands at ((c + 0.5) cell, (r + 0.5) cell).
[[nodiscard]] DrawnScene stage(const Drawing& drawing);
[[nodiscard]] scene::Device& device(DrawnScene& scene, char letter);
/// The first street of that name: streets are named after their chain.
[[nodiscard]] scene::Street& street(DrawnScene& scene, std::string_view chain);

struct Metre2 {
  double east = 0;
  double north = 0;
};
/// Puts a device where no square's middle is.
void put(DrawnScene& scene, char letter, Metre2 place);
/// One more house: a closed chain of corners.
scene::Building& house(DrawnScene& scene, std::vector<Metre2> corners);

/// Sees the same in every direction; certain to about 16 m, at 3 m above the ground.
void make_all_round(scene::Device& device);
/// A fixed camera with its axis in degrees (± 5°) and a tagged field of view, at 3 m above the ground.
void make_aimed(scene::Device& device, int axis_degrees, int width_degrees);

/// The answer at one place.
struct Answer {
  bool certain = false;
  bool possible = false;
  double p = 0;
};

/// Metres of one street.
struct Metres3 {
  double certain = 0;
  double expected = 0;
  double possible = 0;
  double length = 0;
};

/// A part of a segment, in metres from its first point.
struct Part {
  double from = 0;
  double to = 0;
};

/// What devices see, merged.
class Seen {
 public:
  /// At a letter: the middle of a way of one metre that is laid through it, askew, on deck 0.
  [[nodiscard]] Answer at(char letter) const;
  [[nodiscard]] Metres3 on(std::string_view chain) const;
  /// The parts of a street, which must be one segment, that are possibly in view; ascending, parts that touch joined.
  [[nodiscard]] std::vector<Part> possible(std::string_view chain) const;
  [[nodiscard]] const placement::Placed& placed(char letter) const;
  /// Where the eye of a device is, in metres of the picture.
  [[nodiscard]] Metre2 eye(char letter) const;
  [[nodiscard]] std::size_t segments(std::string_view chain) const;

  DrawnScene scene;
  streets::Network network;
  std::vector<placement::Placed> places;
  std::vector<std::vector<exposure::Stretch>> merged;  ///< by segment
  geo::LocalFrame frame{scene::drawn_origin};
};

struct Look {
  std::string_view devices = {};  ///< letters of those that count; empty: all
  optics::BandRef band = {};      ///< default: monitor, the widest
};

/// The real path: network, neighbourhood, stances, sightings, merging. Everywhere certain <= expected <= possible <= length is
/// expected on the way.
[[nodiscard]] Seen look(DrawnScene scene, const Look& how = {}, const exposure::ExposureOptions& options = {});

inline constexpr double rounding = 0.03;  ///< positions have 1e-7°, intervals whole centimetres

}  // namespace contrechamp::scenario
