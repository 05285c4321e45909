// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/latlon.hpp>
#include <contrechamp/geo/point.hpp>
#include <span>

namespace contrechamp::geo {

/// Mean Earth radius R1 of WGS 84 (Moritz, Geodetic Reference System 1980, J. Geodesy 74, 2000), in metres. The only radius here.
inline constexpr double earth_radius_m = 6371008.8;

/// A flat metric frame about an origin (equirectangular: x east, y north, whole centimetres). Lengths are true along the
/// origin's parallel; 50 km north or south of it they are wrong by about 1 % at 60°, which is why `Frames` cuts wide
/// extracts into cells. Longitudes are taken the short way round, so a frame may straddle ±180°.
/// Laws: project(origin) == (0,0); unproject(project(p)) is within 1 cm of p.
class LocalFrame {
 public:
  explicit LocalFrame(LatLon origin);
  [[nodiscard]] Point project(LatLon p) const;
  [[nodiscard]] LatLon unproject(double x_cm, double y_cm) const;
  [[nodiscard]] LatLon origin() const { return origin_; }

 private:
  LatLon origin_;
  double cm_per_e7_lat_;
  double cm_per_e7_lon_;
};

/// A chain in a frame, points that fall on the one before dropped.
[[nodiscard]] std::vector<Point> projected(std::span<const LatLon> chain, const LocalFrame& frame);
/// A closed chain in a frame: repeated points dropped, and spikes (there and back on one line), which enclose nothing and so
/// must not block. Points on a straight stretch stay: a neighbour may have a corner there. Empty if it encloses nothing.
[[nodiscard]] Ring projected_ring(std::span<const LatLon> ring, const LocalFrame& frame);

/// Which frame a thing is computed in. An extract up to 100 km wide has one, about its centre; a wider one has a fixed
/// global grid of 0.5° × 0.5° cells, each with a frame about its own centre, and a device is computed wholly in its cell's.
class Frames {
 public:
  explicit Frames(const Box& bounds);
  /// The frame of the cell that holds p.
  [[nodiscard]] LocalFrame at(LatLon p) const;
  /// Equal keys, equal frames.
  [[nodiscard]] std::uint32_t key(LatLon p) const;
  /// The cell that holds p, its northern and eastern edges excluded; the whole globe if there is one frame only.
  [[nodiscard]] Box cell(LatLon p) const;
  [[nodiscard]] bool single() const { return single_; }

 private:
  bool single_;
  LatLon centre_;
};

}  // namespace contrechamp::geo
