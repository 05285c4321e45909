// SPDX-License-Identifier: AGPL-3.0-or-later
#include <geos_c.h>
#include <algorithm>
#include <array>
#include <bench/rival_geos.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <map>

namespace contrechamp::bench {
namespace {
using Place = std::pair<double, double>;

GEOSContextHandle_t geos() {
  static GEOSContextHandle_t handle = [] {
    GEOSContextHandle_t made = GEOS_init_r();
    const auto print = [](const char* message, void*) { std::fprintf(stderr, "GEOS: %s\n", message); };
    GEOSContext_setErrorMessageHandler_r(made, print, nullptr);
    return made;
  }();
  return handle;
}

template <class T>
T* made(T* geometry) {
  if (geometry != nullptr) return geometry;
  std::fprintf(stderr, "bench: WRONG: GEOS cannot compute a geometry\n");
  std::exit(1);
}

struct Destroy {
  void operator()(GEOSGeometry* geometry) const { GEOSGeom_destroy_r(geos(), geometry); }
};
using Geometry = std::unique_ptr<GEOSGeometry, Destroy>;

GEOSCoordSequence* sequence(std::span<const Place> places) {
  GEOSCoordSequence* out = made(GEOSCoordSeq_create_r(geos(), static_cast<unsigned>(places.size()), 2));
  for (unsigned i = 0; i < places.size(); ++i) GEOSCoordSeq_setXY_r(geos(), out, i, places[i].first, places[i].second);
  return out;
}

Geometry line(std::span<const Place> places) { return Geometry(made(GEOSGeom_createLineString_r(geos(), sequence(places)))); }

Geometry polygon(Corners corners) {
  corners.push_back(corners.front());
  GEOSGeometry* ring = made(GEOSGeom_createLinearRing_r(geos(), sequence(corners)));
  return Geometry(made(GEOSGeom_createPolygon_r(geos(), ring, nullptr, 0)));
}

Geometry collection(int type, std::vector<Geometry> members) {
  std::vector<GEOSGeometry*> raw;
  for (Geometry& member : members) raw.push_back(member.release());
  return Geometry(made(GEOSGeom_createCollection_r(geos(), type, raw.data(), static_cast<unsigned>(raw.size()))));
}

double length_m(const GEOSGeometry* geometry) {
  double cm = 0;
  GEOSLength_r(geos(), geometry, &cm);
  return cm / 100;
}

Place relative(geo::Point p, geo::Point eye) { return {static_cast<double>(p.x) - eye.x, static_cast<double>(p.y) - eye.y}; }

Corners square(std::int32_t reach_cm) {
  const double r = reach_cm;
  return {{r, -r}, {r, r}, {-r, r}, {-r, -r}};
}

double norm(Place p) { return std::sqrt(p.first * p.first + p.second * p.second); }

/// What the edge hides of the square: far points on the rays through its ends, and one between, at least 4 R from the eye. Two
/// neighbours among them are less than 90° apart, so the far side of the shadow lies outside the square.
Corners shadow(Place a, Place b, std::int32_t reach_cm) {
  const double far_cm = std::max({4.0 * reach_cm, 2 * norm(a), 2 * norm(b)});
  const auto far = [far_cm](Place p) { return Place(far_cm / norm(p) * p.first, far_cm / norm(p) * p.second); };
  Corners out{a, b, far(b)};
  const Place along{b.first - a.first, b.second - a.second};
  const double cross = a.first * b.second - a.second * b.first;
  const double from = a.first * along.first + a.second * along.second;
  const double to = b.first * along.first + b.second * along.second;
  if (from < 0 && to > 0) {  // the foot of the perpendicular lies between the ends
    const double side = cross > 0 ? 1 : -1;
    out.push_back(far({side * along.second, -side * along.first}));
  }
  out.push_back(far(a));
  return out;
}
}  // namespace

struct GeosWindow::Parts {
  geo::Point eye;
  std::int32_t reach_cm = 0;
  std::vector<std::pair<std::uint32_t, Geometry>> edges;  // by segment
  std::vector<Geometry> lines;
  Geometry all_lines;
  Geometry seen;
};

GeosWindow::GeosWindow(std::span<const StreetEdge> near, geo::Point eye, std::int32_t reach_cm)
    : parts_(std::make_unique<Parts>()) {
  parts_->eye = eye;
  parts_->reach_cm = reach_cm;
  std::vector<StreetEdge> edges(near.begin(), near.end());
  std::sort(edges.begin(), edges.end(), [](const StreetEdge& p, const StreetEdge& q) {
    return std::pair(p.segment, p.at_cm) < std::pair(q.segment, q.at_cm);
  });
  Corners chain;
  const auto end_chain = [&] {
    if (!chain.empty()) parts_->lines.push_back(line(chain));
    chain.clear();
  };
  for (std::size_t i = 0; i < edges.size(); ++i) {
    const std::array ends{relative(edges[i].a, eye), relative(edges[i].b, eye)};
    parts_->edges.emplace_back(edges[i].segment, line(ends));
    if (i == 0 || edges[i].segment != edges[i - 1].segment || chain.back() != ends[0]) {
      end_chain();
      chain.push_back(ends[0]);
    }
    chain.push_back(ends[1]);
  }
  end_chain();
  std::vector<Geometry> copies;
  for (const Geometry& one : parts_->lines) copies.emplace_back(GEOSGeom_clone_r(geos(), one.get()));
  parts_->all_lines = collection(GEOS_MULTILINESTRING, std::move(copies));
}

GeosWindow::~GeosWindow() = default;

void GeosWindow::take(const Corners& corners) { parts_->seen = polygon(corners); }

void GeosWindow::subtract_shadows(std::span<const visibility::Edge> edges) {
  const double r = parts_->reach_cm;
  std::vector<Geometry> shadows;
  for (const visibility::Edge& edge : edges) {
    const Place a = relative(edge.a, parts_->eye);
    const Place b = relative(edge.b, parts_->eye);
    if (std::min(a.first, b.first) > r || std::max(a.first, b.first) < -r) continue;
    if (std::min(a.second, b.second) > r || std::max(a.second, b.second) < -r) continue;
    if (a.first * b.second == a.second * b.first) continue;  // seen end-on
    shadows.push_back(polygon(shadow(a, b, parts_->reach_cm)));
  }
  const Geometry all = collection(GEOS_MULTIPOLYGON, std::move(shadows));
  const Geometry hidden(made(GEOSUnaryUnion_r(geos(), all.get())));
  const Geometry window = polygon(square(parts_->reach_cm));
  parts_->seen = Geometry(made(GEOSDifference_r(geos(), window.get(), hidden.get())));
}

double GeosWindow::area_m2() const {
  double cm2 = 0;
  GEOSArea_r(geos(), parts_->seen.get(), &cm2);
  return cm2 / 1e4;
}

double GeosWindow::metres_at_once() const {
  if (parts_->lines.empty()) return 0;
  const Geometry cut(made(GEOSIntersection_r(geos(), parts_->seen.get(), parts_->all_lines.get())));
  return length_m(cut.get());
}

double GeosWindow::metres_line_by_line() const {
  const GEOSPreparedGeometry* prepared = made(GEOSPrepare_r(geos(), parts_->seen.get()));
  double sum = 0;
  for (const Geometry& one : parts_->lines) {
    if (GEOSPreparedIntersects_r(geos(), prepared, one.get()) != 1) continue;
    if (GEOSPreparedCovers_r(geos(), prepared, one.get()) == 1) {
      sum += length_m(one.get());
    } else {
      const Geometry cut(made(GEOSIntersection_r(geos(), parts_->seen.get(), one.get())));
      sum += length_m(cut.get());
    }
  }
  GEOSPreparedGeom_destroy_r(geos(), prepared);
  return sum;
}

std::vector<std::pair<std::uint32_t, double>> GeosWindow::metres_by_segment() const {
  std::map<std::uint32_t, double> sums;
  for (const auto& [segment, edge] : parts_->edges) {
    const Geometry cut(made(GEOSIntersection_r(geos(), parts_->seen.get(), edge.get())));
    if (const double length = length_m(cut.get()); length > 0) sums[segment] += length;
  }
  return {sums.begin(), sums.end()};
}

}  // namespace contrechamp::bench
