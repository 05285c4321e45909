// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/trips/again.hpp>
#include <contrechamp/trips/commute.hpp>
#include <contrechamp/trips/joined_stops.hpp>
#include <contrechamp/trips/route_legs.hpp>
#include <contrechamp/trips/route_told.hpp>

namespace contrechamp::trips {
namespace {

using routing::Cost;

/// What each finds is one end of the front, or as good in one of the two costs: then a search finds the end.
constexpr std::array<routing::Mix, 2> mixes{routing::only_time, routing::only_exposure};

/// Ready lanes find a pair sooner, and making them takes as long as what about so many pairs gain (Porto).
constexpr std::size_t pairs_worth_lanes = 1'000;

constexpr std::size_t no_end = ~std::size_t{0};

using Lanes = std::vector<std::unique_ptr<const routing::LaneGraph>>;

Lanes lanes_of(const routing::Index& index, const routing::Profile& profile, const Executor& executor) {
  Lanes lanes(profile.lanes());
  executor(lanes.size(), [&](std::size_t i) { lanes[i] = std::make_unique<const routing::LaneGraph>(index, profile, i); });
  return lanes;
}

routing::Graph graph_of(const streets::Roads& roads) { return {roads.first_out, roads.head}; }

/// Roads on which one is unseen from end to end, with an index of their own: the order of the whole graph serves them too.
struct Unseen {
  RouteWish wish;
  streets::Roads roads;
  routing::Graph graph;
  routing::Index index;
  routing::Profile quickest;
};

Result<std::unique_ptr<const Unseen>> unseen_of(const ModeRoads& mode, RouteWish wish, const Weights& all,
                                                const Executor& executor) {
  streets::Roads roads = unseen_roads(mode.roads, all.exposure);
  routing::Graph graph = graph_of(roads);
  auto index = routing::Index::build(graph, mode.index.stored().order);
  if (!index) return tl::unexpected(index.error());
  std::vector<Cost> time;
  for (std::size_t arc = 0; arc < all.time.size(); ++arc) {
    if (all.exposure[arc] == 0) time.push_back(all.time[arc]);
  }
  const std::vector<Cost> nothing(time.size(), 0);
  auto quickest = routing::Profile::customized(*index, graph, time, nothing, std::array{routing::only_time}, executor);
  if (!quickest) return tl::unexpected(quickest.error());
  return std::make_unique<const Unseen>(
      Unseen{std::move(wish), std::move(roads), std::move(graph), *std::move(index), *std::move(quickest)});
}

}  // namespace

struct CommuteWeights::Shared {
  Shared(const City& in, std::span<const exposure::Sighting> all, const ModeRoads& of, Weighted weights,
         std::unique_ptr<const Unseen> without)
      : city(in),
        sightings(all),
        mode(of),
        weighted(std::move(weights)),
        core(routing::Core::plain(mode.graph, weighted.weights.time, weighted.weights.exposure)),
        unseen(std::move(without)),
        ends(mode.roads, city.network),
        snapper(city.snapshot, city.network, city.frames, mode.roads.mode),
        parts(mode.roads),
        graph(city, sightings, mode.roads, unseen->wish) {}

  City city;
  std::span<const exposure::Sighting> sightings;
  ModeRoads mode;
  Weighted weighted;
  routing::Core core;
  std::unique_ptr<const Unseen> unseen;
  RoadEnds ends;
  streets::Snapper snapper;
  streets::Parts parts;
  ProofGraph graph;  ///< with nothing joined: to be copied
  Lanes lanes;       ///< of weighted.profile, if they are worth it
};

Result<CommuteWeights> CommuteWeights::made(const City& city, std::span<const exposure::Sighting> sightings,
                                            const ModeRoads& mode, const RouteWish& wish, std::size_t pairs,
                                            const Executor& executor) {
  if (wish.mode != mode.roads.mode) return fail(Errc::bad_argument, "another mode than the roads'");
  const Weigher weigher(city, mode.roads, sightings, wish.band);
  Weights all = weigher.of(wish, executor);
  auto profile = routing::Profile::customized(mode.index, mode.graph, all.time, all.exposure, mixes, executor);
  if (!profile) return tl::unexpected(profile.error());
  const RouteWish hidden = unseen_wish(wish);
  const bool same = wish.avoid == hidden.avoid && wish.unit == hidden.unit && wish.seen_rather == hidden.seen_rather;
  auto unseen = unseen_of(mode, hidden, same ? all : weigher.of(hidden, executor), executor);
  if (!unseen) return tl::unexpected(unseen.error());
  auto shared =
      std::make_shared<Shared>(city, sightings, mode, Weighted{wish, std::move(all), *std::move(profile)}, *std::move(unseen));
  if (pairs >= pairs_worth_lanes) shared->lanes = lanes_of(mode.index, shared->weighted.profile, executor);
  return CommuteWeights(std::move(shared));
}

const RouteWish& CommuteWeights::wish() const { return shared_->weighted.wish; }

class Commuter::Work {
 public:
  explicit Work(std::shared_ptr<const CommuteWeights::Shared> shared)
      : s_(std::move(shared)),
        costs_(s_->city, s_->sightings, s_->weighted.wish),
        unseen_costs_(s_->city, s_->sightings, s_->unseen->wish),
        finder_(s_->mode, s_->ends, costs_, s_->weighted),
        search_(s_->core, s_->mode.index, s_->weighted.profile),
        query_(s_->unseen->index, s_->unseen->quickest),
        graph_(s_->graph) {
    for (const auto& lane : s_->lanes) lanes_.emplace_back(*lane);
  }

  Result<streets::Spot> spot(geo::LatLon at, Phrase which) const { return stop_near(at, s_->snapper, s_->weighted.wish, which); }

  Result<Commute> somewhere_between(const std::array<geo::LatLon, 2>& places, std::vector<streets::Spot> ends) {
    const Metres within = s_->weighted.wish.snap_within;
    const std::array asked{StopPlace{places[0], within}, StopPlace{places[1], within}};
    const auto parts_of = [&]() -> const streets::Parts& { return s_->parts; };
    return joined_somewhere(s_->snapper, parts_of, asked, ends,
                            [&](const std::vector<streets::Spot>& spots) { return between(spots[0], spots[1]); });
  }

  Result<Commute> between(const streets::Spot& from, const streets::Spot& to) {
    const Leg leg = lanes_.empty() ? finder_.supported(from, to) : finder_.supported(from, to, lanes_);
    if (leg.points.empty()) {
      return fail(Errc::no_way, "start and end are not joined", "le départ et l’arrivée ne sont pas reliés");
    }
    Commute commute;
    commute.fastest = route(leg, best(leg, {.most_time = leg.least_time()}));
    commute.from = unseen_end(graph_, from, Side::start);
    commute.to = unseen_end(graph_, to, Side::end);
    if (commute.from.in_view == commute.from.moved && commute.to.in_view == commute.to.moved) {
      commute.unseen = quickest_unseen(commute.from.spot, commute.to.spot);
    }
    const bool same_wish = s_->weighted.wish.avoid == Avoid::possible;
    commute.least_seen =
        same_wish && commute.zero() ? *commute.unseen : route(leg, best(leg, {.most_exposure = leg.least_exposure()}));
    return commute;
  }

  void measure_again(Commute& commute) const {
    std::vector<Route*> routes{&commute.fastest, &commute.least_seen};
    if (commute.unseen) routes.push_back(&*commute.unseen);
    std::vector<std::vector<RoutePart>> parts;
    for (const Route* route : routes) parts.push_back(route->parts);
    const std::vector<Measured> again = measured_again(s_->city, s_->weighted.wish, parts);
    for (std::size_t i = 0; i < again.size(); ++i) {
      routes[i]->again = again[i].seen;
      routes[i]->again_agrees = agree(measured_as_stored(costs_, parts[i]), again[i]);
    }
  }

 private:
  /// The one point of the front within limits that leave no other: of ways that are as quick, or as little seen, a lane takes
  /// any.
  [[nodiscard]] routing::Point best(Leg leg, const LegLimits& limits) {
    std::erase_if(leg.points,
                  [&](const routing::Point& p) { return p.time > limits.most_time || p.exposure > limits.most_exposure; });
    finder_.complete(leg, limits, no_end, search_);
    return leg.points.front();
  }
  [[nodiscard]] Route told_of(std::vector<RoutePart> parts, Cost time, Cost exposure) const {
    Route route = told(s_->city, s_->sightings, s_->weighted.wish, std::move(parts));
    route.search_time = time;
    route.search_exposure = exposure;
    return route;
  }
  [[nodiscard]] Route route(const Leg& leg, const routing::Point& point) const {
    return told_of(finder_.parts(leg, point), point.time, point.exposure);
  }

  /// Ends whose own part is unseen.
  static std::vector<routing::End> kept(std::vector<LegEnd>& ends) {
    std::erase_if(ends, [](const LegEnd& one) { return one.end.exposure != 0; });
    std::vector<routing::End> kept;
    for (const LegEnd& one : ends) kept.push_back(one.end);
    return kept;
  }

  [[nodiscard]] std::optional<Route> quickest_unseen(const streets::Spot& from, const streets::Spot& to) {
    std::vector<LegEnd> begin = s_->ends.leaving(from, unseen_costs_);
    std::vector<LegEnd> end = s_->ends.arriving(to, unseen_costs_);
    query_.run(kept(begin), kept(end));
    const Cost by_roads = query_.cost(0);
    if (const auto direct = s_->ends.direct(from, to)) {
      const SearchCost cost = unseen_costs_.cost(*direct);
      if (cost.exposure == 0 && cost.time <= by_roads) return told_of({*direct}, cost.time, 0);
    }
    routing::Path path;
    if (by_roads == routing::unreachable || !query_.path(0, path)) return std::nullopt;
    std::vector<RoutePart> parts{begin[path.from].part};
    for (const routing::Arc arc : path.arcs) parts.push_back(whole_part(s_->unseen->roads.arcs[arc], s_->city.network));
    parts.push_back(end[path.to].part);
    return told_of(std::move(parts), by_roads, 0);
  }

  std::shared_ptr<const CommuteWeights::Shared> s_;
  PartCosts costs_;
  PartCosts unseen_costs_;
  LegFinder finder_;
  routing::FrontSearch search_;
  std::vector<routing::LaneQuery> lanes_;
  routing::Query query_;
  ProofGraph graph_;
};

Commuter::Commuter(const CommuteWeights& weights) : work_(std::make_unique<Work>(weights.shared_)) {}
Commuter::Commuter(Commuter&&) noexcept = default;
Commuter& Commuter::operator=(Commuter&&) noexcept = default;
Commuter::~Commuter() = default;

Result<Commute> Commuter::commute(geo::LatLon from, geo::LatLon to) {
  const auto start = work_->spot(from, {"start", "départ"});
  if (!start) return tl::unexpected(start.error());
  const auto end = work_->spot(to, {"end", "arrivée"});
  if (!end) return tl::unexpected(end.error());
  return work_->somewhere_between({from, to}, {*start, *end});
}

Result<Commute> Commuter::between(const streets::Spot& from, const streets::Spot& to) { return work_->between(from, to); }

void Commuter::measure_again(Commute& commute) const { work_->measure_again(commute); }

}  // namespace contrechamp::trips
