// SPDX-License-Identifier: AGPL-3.0-or-later
#include <CGAL/Arr_naive_point_location.h>
#include <CGAL/Arr_segment_traits_2.h>
#include <CGAL/Arrangement_2.h>
#include <CGAL/Exact_predicates_exact_constructions_kernel.h>
#include <CGAL/Triangular_expansion_visibility_2.h>
#include <algorithm>
#include <cmath>
#include <optional>
#include <tests/differential/visibility_oracle.hpp>

namespace contrechamp::testing {
namespace {
using Kernel = CGAL::Exact_predicates_exact_constructions_kernel;
using Traits = CGAL::Arr_segment_traits_2<Kernel>;
using Arrangement = CGAL::Arrangement_2<Traits>;
using Sight = CGAL::Triangular_expansion_visibility_2<Arrangement, CGAL::Tag_true>;
using visibility::Edge;

/// In cm, relative to the eye.
Arrangement arrangement(std::span<const Edge> edges, geo::Point eye, std::int64_t reach) {
  const auto point = [](geo::Vec v) { return Kernel::Point_2(static_cast<double>(v.x), static_cast<double>(v.y)); };
  std::vector<Traits::X_monotone_curve_2> curves;
  for (const Edge& edge : edges) {
    const geo::Vec a = edge.a - eye;
    const geo::Vec b = edge.b - eye;
    const bool apart =
        std::min(a.x, b.x) > reach || std::max(a.x, b.x) < -reach || std::min(a.y, b.y) > reach || std::max(a.y, b.y) < -reach;
    if (a != b && !apart) curves.emplace_back(point(a), point(b));
  }
  const geo::Vec corners[] = {{reach, -reach}, {reach, reach}, {-reach, reach}, {-reach, -reach}};
  for (std::size_t i = 0; i < 4; ++i) curves.emplace_back(point(corners[i]), point(corners[(i + 1) % 4]));
  Arrangement all;
  CGAL::insert(all, curves.begin(), curves.end());
  return all;
}

double area_m2(const Arrangement& polygon) {
  Kernel::FT twice = 0;
  for (auto face = polygon.faces_begin(); face != polygon.faces_end(); ++face) {
    if (face->is_unbounded()) continue;
    auto edge = face->outer_ccb();
    const auto start = edge;
    do {
      const auto& p = edge->source()->point();
      const auto& q = edge->target()->point();
      twice += p.x() * q.y() - p.y() * q.x();
    } while (++edge != start);
  }
  return CGAL::to_double(twice) / 2 / 1e4;
}
}  // namespace

std::optional<double> seen_m2(std::span<const Edge> edges, geo::Point eye, std::int32_t reach_cm) {
  const Arrangement all = arrangement(edges, eye, reach_cm);
  const CGAL::Arr_naive_point_location<Arrangement> locator(all);
  const Kernel::Point_2 origin(0, 0);
  const auto place = locator.locate(origin);
  const auto* face = boost::get<Arrangement::Face_const_handle>(&place);
  if (face == nullptr) return std::nullopt;
  Arrangement seen;
  Sight(all).compute_visibility(origin, *face, seen);
  return area_m2(seen);
}

void Comparison::add(const Comparison& other) {
  compared += other.compared;
  on_a_wall += other.on_a_wall;
  if (other.worst_m2 > worst_m2) {
    worst_m2 = other.worst_m2;
    worst_eye = other.worst_eye;
  }
}

Comparison compare(std::span<const Edge> edges, std::span<const geo::Point> eyes, std::int32_t reach_cm) {
  Comparison result;
  for (const geo::Point eye : eyes) {
    const auto exact = seen_m2(edges, eye, reach_cm);
    if (!exact) {
      ++result.on_a_wall;
      continue;
    }
    const double difference = std::fabs(*exact - visibility::area(visibility::viewshed(eye, edges, reach_cm)).count());
    result.add({1, 0, difference, eye});
  }
  return result;
}

}  // namespace contrechamp::testing
