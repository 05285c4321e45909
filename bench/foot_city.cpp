// SPDX-License-Identifier: AGPL-3.0-or-later
#include <bench/clock.hpp>
#include <bench/foot_city.hpp>
#include <bench/watched_city.hpp>
#include <cmath>
#include <contrechamp/core/random.hpp>
#include <contrechamp/core/native/on_threads.hpp>
#include <contrechamp/importer/routes.hpp>

namespace contrechamp::bench {

geo::LatLon FootCity::position(routing::Node node) const {
  const streets::RoadArc arc = roads.arcs[graph.first_out[node]];
  const auto& points = contents.network.segments[arc.segment].points;
  return arc.backward != 0 ? points.back() : points.front();
}

std::vector<std::array<double, 2>> FootCity::places(geo::LatLon centre) const {
  const geo::LocalFrame frame = frames.at(centre);
  std::vector<std::array<double, 2>> at(graph.nodes());
  for (routing::Node v = 0; v < graph.nodes(); ++v) {
    if (graph.first_out[v] == graph.first_out[v + 1]) continue;
    const geo::Point p = frame.project(position(v));
    at[v] = {static_cast<double>(p.x) / 100, static_cast<double>(p.y) / 100};
  }
  return at;
}

double FootCity::metres_between(geo::LatLon a, geo::LatLon b) const {
  const geo::LocalFrame frame = frames.at(a);
  const geo::Vec way = frame.project(b) - frame.project(a);
  const auto x = static_cast<double>(way.x), y = static_cast<double>(way.y);
  return std::sqrt(x * x + y * y) / 100;
}

Result<FootCity> foot_city(const std::filesystem::path& extract) {
  auto contents = watched_city(extract);
  if (!contents) return tl::unexpected(contents.error());
  LogSink log;
  std::vector<importer::StageCost> costs;
  const geo::Frames frames(contents->bounds);
  const double start = thread_seconds();
  if (auto added = importer::add_routes(*contents, log, costs); !added) return tl::unexpected(added.error());
  const double three_modes_s = thread_seconds() - start;
  const double on_two = wall_seconds();
  if (auto again = importer::add_routes(*contents, log, costs, on_threads(2)); !again) return tl::unexpected(again.error());
  const double three_modes_two_threads_s = wall_seconds() - on_two;
  atlas::Routes foot = contents->routes[static_cast<std::size_t>(scene::Mode::foot)];
  routing::Graph graph = atlas::graph_of(foot.roads);
  auto index = routing::Index::open(graph, foot.index);
  if (!index) return tl::unexpected(index.error());
  return FootCity{std::move(*contents), frames,        std::move(foot.roads),    std::move(graph),
                  std::move(*index),    three_modes_s, three_modes_two_threads_s};
}

std::vector<NodePair> drawn_pairs(const FootPlace& place, const FootCity& city, std::size_t count) {
  std::vector<routing::Node> inside;
  for (routing::Node v = 0; v < city.graph.nodes(); ++v) {
    if (city.graph.first_out[v] == city.graph.first_out[v + 1]) continue;
    if (place.within_m == 0 || city.metres_between(place.centre, city.position(v)) <= place.within_m) inside.push_back(v);
  }
  std::vector<NodePair> pairs;
  Random random(1);
  for (std::size_t tries = 0; !inside.empty() && pairs.size() < count && tries < 200'000; ++tries) {
    const routing::Node from = inside[random.below(inside.size())];
    const routing::Node to = inside[random.below(inside.size())];
    const double metres = city.metres_between(city.position(from), city.position(to));
    if (metres >= place.least_m && metres <= place.most_m) pairs.emplace_back(from, to);
  }
  return pairs;
}

trips::RouteWish foot_wish() {
  trips::RouteWish wish;
  wish.mode = scene::Mode::foot;
  wish.band = {optics::Ladder::image_2014, optics::leading_band_of(optics::Ladder::image_2014)};
  wish.avoid = trips::Avoid::expected;
  return wish;
}

}  // namespace contrechamp::bench
