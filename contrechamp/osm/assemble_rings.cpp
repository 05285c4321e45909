// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/osm/assemble_rings.hpp>
#include <set>
#include <utility>

namespace contrechamp::osm {
namespace {
// Longitudes at which the parallel `lat` (not the latitude of a vertex) crosses the edges, ascending.
std::vector<double> crossings(const std::vector<scene::LatLonRing>& rings, double lat) {
  std::vector<double> result;
  for (const auto& points : rings) {
    for (std::size_t i = 0; i < points.size(); ++i) {
      const geo::LatLon a = points[i];
      const geo::LatLon b = points[(i + 1) % points.size()];
      if ((a.lat_e7 < lat) == (b.lat_e7 < lat)) continue;
      const double share = (lat - a.lat_e7) / (double(b.lat_e7) - a.lat_e7);
      result.push_back(a.lon_e7 + share * (double(b.lon_e7) - a.lon_e7));
    }
  }
  std::ranges::sort(result);
  return result;
}

std::int32_t rounded_mean(std::int64_t sum, std::int64_t count) {
  const std::int64_t doubled = 2 * sum + count;  // floor((sum / count) + 1/2)
  const std::int64_t quotient = doubled / (2 * count);
  return static_cast<std::int32_t>(doubled % (2 * count) < 0 ? quotient - 1 : quotient);
}
}  // namespace

std::optional<std::vector<Chain>> joined(std::span<const NodeIds> ways) {
  std::vector<Chain> result;
  std::set<std::pair<std::int64_t, std::size_t>> ends;  // (node, way)
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (ways[i].size() < 2) return std::nullopt;
    if (ways[i].front() == ways[i].back()) {
      result.emplace_back(ways[i].begin(), ways[i].end());
      continue;
    }
    ends.emplace(ways[i].front(), i);
    ends.emplace(ways[i].back(), i);
  }
  while (!ends.empty()) {
    const std::size_t first = ends.begin()->second;
    Chain chain{ways[first].front()};
    for (std::size_t next = first;;) {
      const NodeIds way = ways[next];
      const bool forward = way.front() == chain.back();
      ends.erase({way.front(), next});
      ends.erase({way.back(), next});
      if (forward) {
        chain.insert(chain.end(), way.begin() + 1, way.end());
      } else {
        chain.insert(chain.end(), way.rbegin() + 1, way.rend());
      }
      if (chain.back() == chain.front()) break;
      const auto found = ends.lower_bound({chain.back(), 0});
      if (found == ends.end() || found->first != chain.back()) return std::nullopt;
      next = found->second;
    }
    result.push_back(std::move(chain));
  }
  return result;
}

std::optional<scene::LatLonRing> ring(NodeIds closed, const Places& places) {
  if (closed.size() < 4 || closed.front() != closed.back()) return std::nullopt;
  scene::LatLonRing result;
  result.reserve(closed.size() - 1);
  for (const std::int64_t id : closed.first(closed.size() - 1)) {
    const auto at = places.at(id);
    if (!at) return std::nullopt;
    if (result.empty() || result.back() != *at) result.push_back(*at);
  }
  while (result.size() > 1 && result.back() == result.front()) result.pop_back();
  if (result.size() < 3) return std::nullopt;
  return result;
}

bool covers(const std::vector<scene::LatLonRing>& rings, geo::LatLon p) {
  const auto cut = crossings(rings, p.lat_e7);
  const auto left = std::ranges::count_if(cut, [&](double lon) { return lon < p.lon_e7; });
  return left % 2 == 1;
}

geo::LatLon interior_point(const std::vector<scene::LatLonRing>& rings) {
  std::vector<std::int32_t> lats;
  for (const auto& points : rings) {
    for (const geo::LatLon p : points) lats.push_back(p.lat_e7);
  }
  std::ranges::sort(lats);
  lats.erase(std::unique(lats.begin(), lats.end()), lats.end());
  const std::size_t middle = lats.size() / 2;
  if (middle == 0) return rings.front().front();  // flat: it has no inside
  const double lat = (double(lats[middle - 1]) + lats[middle]) / 2;
  const auto cut = crossings(rings, lat);
  double widest = -1;
  double lon = 0;
  for (std::size_t i = 0; i + 1 < cut.size(); i += 2) {
    if (cut[i + 1] - cut[i] <= widest) continue;
    widest = cut[i + 1] - cut[i];
    lon = (cut[i] + cut[i + 1]) / 2;
  }
  return {static_cast<std::int32_t>(lat), static_cast<std::int32_t>(lon)};
}

geo::LatLon mean(std::span<const geo::LatLon> points) {
  std::int64_t lat = 0;
  std::int64_t lon = 0;
  for (const geo::LatLon p : points) {
    lat += p.lat_e7;
    lon += p.lon_e7;
  }
  const auto count = static_cast<std::int64_t>(points.size());
  return {rounded_mean(lat, count), rounded_mean(lon, count)};
}

}  // namespace contrechamp::osm
