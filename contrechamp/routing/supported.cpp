// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/front.hpp>

namespace contrechamp::routing {

const std::array<Mix, most_lanes>& default_mixes() {
  static constexpr std::array<Mix, most_lanes> mixes{
      only_time,  only_exposure, Mix{1013, 11}, Mix{1002, 22}, Mix{981, 43}, {941, 83}, {870, 154}, {757, 267},
      {600, 424}, {424, 600},    {267, 757},    {154, 870},    {83, 941},    {43, 981}, {22, 1002}, {11, 1013}};
  return mixes;
}

std::vector<Point> supported_front(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure,
                                   const Profile& profile, Query& query, std::span<const End> from, std::span<const End> to) {
  query.run(from, to);
  std::vector<Point> points;
  for (std::size_t lane = 0; lane < profile.lanes(); ++lane) {
    Point point;
    if (!query.path(lane, point.path)) continue;
    const Result<Sums> sums = sums_of(graph, time, exposure, from, to, point.path);
    if (sums && sums->time < unreachable && sums->exposure < unreachable) {
      point.time = static_cast<Cost>(sums->time);
      point.exposure = static_cast<Cost>(sums->exposure);
      points.push_back(std::move(point));
    }
  }
  keep_front(points);
  return points;
}

}  // namespace contrechamp::routing
