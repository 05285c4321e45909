// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/placement/placement.hpp>
#include <contrechamp/scene/device.hpp>
#include <vector>

namespace contrechamp::testing {

/// What one device sees of one point, over all scenarios: an oracle of exposure that shares no code with exposure, optics or
/// visibility. Points are projected through a pinhole with libm, sight is tested against every building and wall by exact integer
/// crossing, and the tables are those of VISIBILITY's "Admissible scenarios", written down a second time. Buildings have no
/// passages here. A building of unknown height is tall for what is certain, 6 m for p, absent for what is possible; the one that
/// the device hangs on is tall always.
/// Only where that page is silent the definitions of the headers hold: the listed axes (Axis, OpticsOptions::axis_step), the
/// density of an evenly spread image (radius_of), and turning lenses, which look at the point when they do see it.
class ExposureOracle {
 public:
  ExposureOracle(const scene::Device& device, const placement::Placed& placed, const placement::Ground& ground);

  struct Band {
    int ladder;  ///< 0, 1: image by the two standards; 2: plates
    int band;
    double density;  ///< px/m; 0: to the range of plate readers
  };
  [[nodiscard]] const std::vector<Band>& bands() const { return bands_; }

  struct Answer {
    bool in_all = true;
    bool in_any = false;
    double p = 0;
  };
  /// One a band. The point lies on a street that runs along (dx, dy), which matters to plate readers. None if it lies within 1 cm
  /// of a building's outline or of its shadow's end, or exactly past a corner. `hidden`: in the frame of a scenario, but hidden.
  [[nodiscard]] std::vector<Answer> answers(double x_cm, double y_cm, double dx, double dy, bool* hidden = nullptr) const;

 private:
  struct Head {
    double centre = 0;   ///< radians, clockwise from north
    double spread = 0;   ///< ± degrees
    double width = 0;    ///< tagged angle of view in degrees; 0: the lens row's
    double turning = 0;  ///< degrees; 0: stands still
    bool numeric = false;
  };
  struct Row {
    double tan_half;
    double columns;
    double aspect;
    double weight;
  };
  struct Glimpse {
    double share = 0;  ///< of the time; 0: out of the frame
    double depth = 0;
    double depth_by_density = 0;  ///< depth × density at which a band ends
  };
  struct Wall {
    geo::Point a;
    geo::Point b;
  };
  /// A building, or a free-standing wall, which has no ground of its own.
  struct Obstacle {
    std::vector<Wall> edges;
    double base_m = 0;
    double top_m = 0;
    bool known = false;
    bool own = false;
    bool screen = false;
  };
  enum class Sight { clear, blocked, unsure };
  enum World { tall, usual, low };
  struct Turn {
    double degrees;
    double weight;
  };
  void read_heads(const scene::Device& device, const placement::Placed& placed);
  void take_obstacles(const placement::Placed& placed, const placement::Ground& ground);
  [[nodiscard]] Sight sight(double x_cm, double y_cm, double height_m, World world) const;
  [[nodiscard]] Sight past(const Obstacle& obstacle, double x, double y, double height_m, World world) const;
  [[nodiscard]] std::vector<Turn> turns(const Head& head) const;
  [[nodiscard]] std::size_t steps(const Head& head) const;
  [[nodiscard]] Glimpse glimpse(const Head& head, const Row& row, double above, double turn, double east, double north) const;
  [[nodiscard]] Glimpse through_pinhole(double tan_half, const Row& row, double above, double x, double y) const;

  geo::Point eye_;
  bool plates_ = false;
  bool may_be_certain_ = true;
  bool probable_ = true;
  double tilt_ = -1;  ///< radians; negative: not tagged
  std::vector<std::pair<double, double>> heights_;
  std::vector<Band> bands_;
  std::vector<Row> rows_;
  std::vector<Head> heads_;
  std::vector<Obstacle> obstacles_;
  std::size_t steps_ = 0;
};

}  // namespace contrechamp::testing
