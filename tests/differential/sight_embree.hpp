// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/point.hpp>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace contrechamp::testing {

/// A wall of no width that stands on the ground.
struct Curtain {
  geo::Point a;
  geo::Point b;
  std::int32_t top_cm = 0;
};

/// What stands about one eye, as triangles of Embree, a tracer of rays (Wald et al., ACM TOG 33(4), 2014). A ray that goes down
/// into a house leaves it through a façade or ends inside, so façades suffice for targets outside.
class Prisms {
 public:
  Prisms(geo::Point eye, std::int32_t height_cm, std::span<const Curtain> curtains);
  ~Prisms();
  Prisms(const Prisms&) = delete;
  Prisms& operator=(const Prisms&) = delete;

  /// Something stands between the eye and what is at this height above the point; in binary32, about a millimetre at 100 m.
  [[nodiscard]] bool hide(geo::Point target, std::int32_t height_cm) const;

 private:
  struct Scene;
  std::unique_ptr<Scene> scene_;
};

}  // namespace contrechamp::testing
