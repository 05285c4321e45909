// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/trips/again.hpp>
#include <contrechamp/trips/commute.hpp>
#include <contrechamp/trips/route_legs.hpp>
#include <contrechamp/trips/route_told.hpp>

namespace contrechamp::trips {
namespace {

using routing::Cost;

constexpr std::uint32_t whole_mix = 1U << routing::mix_bits;
/// Least time and least exposure, and each of them with a little of the other, which decides between equals.
constexpr std::array<routing::Mix, 4> lanes{routing::only_time, routing::only_exposure, routing::Mix{whole_mix - 1, 1},
                                            routing::Mix{1, whole_mix - 1}};

routing::Graph graph_of(const streets::Roads& roads) { return {roads.first_out, roads.head}; }

/// Roads on which one is unseen from end to end, with an index of their own: the order of the whole graph serves them too.
struct Unseen {
  RouteWish wish;
  streets::Roads roads;
  routing::Graph graph;
  routing::Index index;
  routing::Profile quickest;
};

Result<std::unique_ptr<const Unseen>> unseen_of(const ModeRoads& mode, RouteWish wish, const Weights& all) {
  streets::Roads roads = unseen_roads(mode.roads, all.exposure);
  routing::Graph graph = graph_of(roads);
  auto index = routing::Index::build(graph, mode.index.stored().order);
  if (!index) return tl::unexpected(index.error());
  std::vector<Cost> time;
  for (std::size_t arc = 0; arc < all.time.size(); ++arc) {
    if (all.exposure[arc] == 0) time.push_back(all.time[arc]);
  }
  const std::vector<Cost> nothing(time.size(), 0);
  auto quickest = routing::Profile::customized(*index, graph, time, nothing, std::array{routing::only_time});
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
        unseen(std::move(without)),
        ends(mode.roads, city.network),
        snapper(city.snapshot, city.network, city.frames, mode.roads.mode),
        parts(mode.roads),
        graph(city, sightings, mode.roads, unseen->wish) {}

  City city;
  std::span<const exposure::Sighting> sightings;
  ModeRoads mode;
  Weighted weighted;
  std::unique_ptr<const Unseen> unseen;
  RoadEnds ends;
  streets::Snapper snapper;
  streets::Parts parts;
  ProofGraph graph;  ///< with nothing joined: to be copied
};

Result<CommuteWeights> CommuteWeights::made(const City& city, std::span<const exposure::Sighting> sightings,
                                            const ModeRoads& mode, const RouteWish& wish) {
  if (wish.mode != mode.roads.mode) return fail(Errc::bad_argument, "another mode than the roads'");
  Weights all = weights(city, mode.roads, sightings, wish);
  auto profile = routing::Profile::customized(mode.index, mode.graph, all.time, all.exposure, lanes);
  if (!profile) return tl::unexpected(profile.error());
  const RouteWish hidden = unseen_wish(wish);
  const bool same = wish.avoid == hidden.avoid && wish.unit == hidden.unit && wish.seen_rather == hidden.seen_rather;
  auto unseen = unseen_of(mode, hidden, same ? all : weights(city, mode.roads, sightings, hidden));
  if (!unseen) return tl::unexpected(unseen.error());
  return CommuteWeights(std::make_shared<const Shared>(city, sightings, mode, Weighted{wish, std::move(all), *std::move(profile)},
                                                       *std::move(unseen)));
}

const RouteWish& CommuteWeights::wish() const { return shared_->weighted.wish; }

class Commuter::Work {
 public:
  explicit Work(std::shared_ptr<const CommuteWeights::Shared> shared)
      : s_(std::move(shared)),
        costs_(s_->city, s_->sightings, s_->weighted.wish),
        unseen_costs_(s_->city, s_->sightings, s_->unseen->wish),
        finder_(s_->mode, s_->ends, costs_, s_->weighted),
        query_(s_->unseen->index, s_->unseen->quickest),
        graph_(s_->graph) {}

  Result<streets::Spot> spot(geo::LatLon at, Phrase which) const { return stop_near(at, s_->snapper, s_->weighted.wish, which); }

  /// Where else an end may be put that is not joined to the other.
  streets::Spot on_main(geo::LatLon at, const streets::Spot& nearest) const {
    return s_->snapper.rather_on_main(at, s_->weighted.wish.snap_within, s_->parts, nearest);
  }

  Result<Commute> between(const streets::Spot& from, const streets::Spot& to) {
    const Leg leg = finder_.supported(from, to);
    if (leg.points.empty()) {
      return fail(Errc::no_way, "no way joins start and end", "aucun chemin ne joint le départ et l’arrivée");
    }
    Commute commute;
    commute.fastest = route(leg, leg.points.front());
    commute.from = unseen_end(graph_, from, Side::start);
    commute.to = unseen_end(graph_, to, Side::end);
    if (commute.from.in_view == commute.from.moved && commute.to.in_view == commute.to.moved) {
      commute.unseen = quickest_unseen(commute.from.spot, commute.to.spot);
    }
    const bool same_wish = s_->weighted.wish.avoid == Avoid::possible;
    commute.least_seen = same_wish && commute.zero() ? *commute.unseen : route(leg, leg.points.back());
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
    for (const routing::Arc arc : path.arcs) {
      const auto& [segment, backward] = s_->unseen->roads.arcs[arc];
      const std::uint32_t length_cm = s_->city.network.segments[segment].length_cm;
      parts.push_back(backward != 0 ? RoutePart{segment, length_cm, 0} : RoutePart{segment, 0, length_cm});
    }
    parts.push_back(end[path.to].part);
    return told_of(std::move(parts), by_roads, 0);
  }

  std::shared_ptr<const CommuteWeights::Shared> s_;
  PartCosts costs_;
  PartCosts unseen_costs_;
  LegFinder finder_;
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
  auto found = work_->between(*start, *end);
  if (found || found.error().code != Errc::no_way) return found;
  const streets::Spot other_start = work_->on_main(from, *start);
  const streets::Spot other_end = work_->on_main(to, *end);
  return other_start.passed_over || other_end.passed_over ? work_->between(other_start, other_end) : found;
}

Result<Commute> Commuter::between(const streets::Spot& from, const streets::Spot& to) { return work_->between(from, to); }

void Commuter::measure_again(Commute& commute) const { work_->measure_again(commute); }

}  // namespace contrechamp::trips
