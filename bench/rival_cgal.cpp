// SPDX-License-Identifier: AGPL-3.0-or-later
#include <CGAL/Arr_naive_point_location.h>
#include <CGAL/Arr_segment_traits_2.h>
#include <CGAL/Arrangement_2.h>
#include <CGAL/Exact_predicates_exact_constructions_kernel.h>
#include <CGAL/Triangular_expansion_visibility_2.h>
#include <algorithm>
#include <array>
#include <bench/rival_cgal.hpp>
#include <optional>

namespace contrechamp::bench {
namespace {
using Kernel = CGAL::Exact_predicates_exact_constructions_kernel;
using Traits = CGAL::Arr_segment_traits_2<Kernel>;
using Arrangement = CGAL::Arrangement_2<Traits>;
using Sight = CGAL::Triangular_expansion_visibility_2<Arrangement, CGAL::Tag_true>;
const Kernel::Point_2 origin(0, 0);

Kernel::Point_2 point(geo::Vec v) { return {static_cast<double>(v.x), static_cast<double>(v.y)}; }
}  // namespace

struct CgalWindow::Parts {
  Arrangement all;
  std::optional<Arrangement::Face_const_handle> face;
  std::optional<Sight> sight;
  Arrangement seen;
};

CgalWindow::CgalWindow(std::span<const visibility::Edge> edges, geo::Point eye, std::int32_t reach_cm)
    : parts_(std::make_unique<Parts>()) {
  const std::int64_t r = reach_cm;
  const Kernel::Iso_rectangle_2 window(point({-r, -r}), point({r, r}));
  std::vector<Traits::X_monotone_curve_2> curves;
  for (const visibility::Edge& edge : edges) {
    const geo::Vec a = edge.a - eye;
    const geo::Vec b = edge.b - eye;
    if (a == b) continue;
    const auto cut = CGAL::intersection(window, Kernel::Segment_2(point(a), point(b)));
    if (!cut) continue;
    if (const auto* segment = boost::get<Kernel::Segment_2>(&*cut)) curves.emplace_back(*segment);
  }
  const std::array<geo::Vec, 4> corners{{{r, -r}, {r, r}, {-r, r}, {-r, -r}}};
  for (std::size_t i = 0; i < 4; ++i) curves.emplace_back(point(corners[i]), point(corners[(i + 1) % 4]));
  CGAL::insert(parts_->all, curves.begin(), curves.end());
  const auto place = CGAL::Arr_naive_point_location<Arrangement>(parts_->all).locate(origin);
  if (const auto* face = boost::get<Arrangement::Face_const_handle>(&place)) parts_->face = *face;
}

CgalWindow::~CgalWindow() = default;

bool CgalWindow::eye_on_edge() const { return !parts_->face; }
void CgalWindow::triangulate() { parts_->sight.emplace(parts_->all); }
void CgalWindow::query() { parts_->sight->compute_visibility(origin, *parts_->face, parts_->seen); }

std::vector<std::pair<double, double>> CgalWindow::corners() const {
  std::vector<std::pair<double, double>> out;
  for (auto face = parts_->seen.faces_begin(); face != parts_->seen.faces_end(); ++face) {
    if (face->is_unbounded()) continue;
    auto edge = face->outer_ccb();
    const auto start = edge;
    do {
      const auto& p = edge->source()->point();
      out.emplace_back(CGAL::to_double(p.x()), CGAL::to_double(p.y()));
    } while (++edge != start);
  }
  return out;
}

double CgalWindow::area_m2() const {
  Kernel::FT twice = 0;
  for (auto face = parts_->seen.faces_begin(); face != parts_->seen.faces_end(); ++face) {
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

}  // namespace contrechamp::bench
