// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <contrechamp/answers/osrm.hpp>
#include <contrechamp/answers/proof.hpp>
#include <contrechamp/answers/reach.hpp>
#include <contrechamp/answers/trace.hpp>
#include <contrechamp/answers/turns.hpp>
#include <contrechamp/observatory/router.hpp>

namespace contrechamp::observatory {
namespace {

/// Roads of one mode and who plans on them.
struct Guide {
  Guide(const answers::Subject& subject, atlas::ModeRoads of_mode, const Executor& executor)
      : roads(std::move(of_mode)),
        planner(answers::city_of(subject), subject.atlas.sightings(), {roads.roads, roads.graph, roads.index}, executor),
        desk(subject, {roads.roads, roads.graph, roads.index}, planner),
        network(subject.network) {}

  /// From the first question for steps on.
  const trips::Junctions& junctions() {
    if (!ends) {
      ends = std::make_unique<trips::RoadEnds>(roads.roads, network);
      crossings = std::make_unique<trips::Junctions>(roads.roads, *ends);
    }
    return *crossings;
  }

  atlas::ModeRoads roads;
  trips::Planner planner;
  answers::osrm::Desk desk;
  const streets::Network& network;
  std::unique_ptr<trips::RoadEnds> ends;
  std::unique_ptr<trips::Junctions> crossings;
};

}  // namespace

struct Router::Impl {
  const answers::Subject& subject;
  Executor executor;
  std::array<std::unique_ptr<Guide>, scene::all_modes.size()> guides = {};  ///< by mode, from the first trip on

  Result<Guide*> guide(scene::Mode mode) {
    std::unique_ptr<Guide>& known = guides[static_cast<std::size_t>(mode)];
    if (known) return known.get();
    if (const auto held = answers::check_roads(subject); !held) return tl::unexpected(held.error());
    auto roads = subject.atlas.roads(mode);
    if (!roads) return tl::unexpected(roads.error());
    known = std::make_unique<Guide>(subject, std::move(*roads), executor);
    return known.get();
  }
};

Router::Router(const Observatory& observatory, Executor executor)
    : impl_(std::make_unique<Impl>(Impl{observatory.subject(), std::move(executor)})) {}
Router::~Router() = default;

Result<std::string> Router::front(const answers::RouteWords& words, std::size_t most_expansions) {
  auto wish = answers::route_question(impl_->subject, words);
  if (!wish) return tl::unexpected(wish.error());
  wish->most_expansions = most_expansions;
  const auto guide = impl_->guide(wish->mode);
  if (!guide) return tl::unexpected(guide.error());
  auto routes = (*guide)->planner.plan(*wish);
  if (!routes) return tl::unexpected(routes.error());
  answers::Routed routed{std::move(*wish), std::move(*routes)};
  if (words.steps) answers::add_steps(impl_->subject, (*guide)->junctions(), routed);
  return answers::route_json(impl_->subject, routed);
}

Result<std::string> Router::proof(const answers::RouteWords& words) const {
  if (const auto known = answers::check_roads(impl_->subject); !known) return tl::unexpected(known.error());
  const auto wish = answers::route_question(impl_->subject, words);
  if (!wish) return tl::unexpected(wish.error());
  const auto proof = answers::proved(impl_->subject, *wish);
  if (!proof) return tl::unexpected(proof.error());
  return answers::proof_json(impl_->subject, *proof);
}

Result<std::string> Router::reach(const answers::RouteWords& words, std::string_view minutes, std::uint64_t most_minutes) {
  const auto time = answers::reach_time(minutes, most_minutes);
  if (!time) return tl::unexpected(time.error());
  auto wish = answers::reach_question(impl_->subject, words);
  if (!wish) return tl::unexpected(wish.error());
  const auto guide = impl_->guide(wish->mode);
  if (!guide) return tl::unexpected(guide.error());
  auto reach =
      trips::reach(answers::city_of(impl_->subject), impl_->subject.atlas.sightings(), (*guide)->roads.roads, *wish, *time);
  if (!reach) return tl::unexpected(reach.error());
  return answers::reach_geojson(impl_->subject, {std::move(*wish), *time, std::move(*reach)});
}

bool Router::is_quick(const answers::osrm::Request& request) const {
  const std::unique_ptr<Guide>& guide = impl_->guides[static_cast<std::size_t>(request.mode)];
  return guide && guide->desk.is_quick(request);
}

answers::osrm::Reply Router::osrm(const answers::osrm::Request& request, std::size_t most_expansions) {
  const auto guide = impl_->guide(request.mode);
  if (!guide) return answers::osrm::refused(answers::osrm::fault_of(guide.error(), request.lang));
  return (*guide)->desk.answer(request, most_expansions);
}

}  // namespace contrechamp::observatory
