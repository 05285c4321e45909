// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <contrechamp/answers/osrm.hpp>
#include <contrechamp/answers/proof.hpp>
#include <contrechamp/answers/trace.hpp>
#include <contrechamp/observatory/router.hpp>

namespace contrechamp::observatory {
namespace {

/// Roads of one mode and who plans on them.
struct Guide {
  Guide(const answers::Subject& subject, atlas::ModeRoads of_mode)
      : roads(std::move(of_mode)),
        planner(answers::city_of(subject), subject.atlas.sightings(), {roads.roads, roads.graph, roads.index}),
        desk(subject, {roads.roads, roads.graph, roads.index}, planner) {}
  atlas::ModeRoads roads;
  trips::Planner planner;
  answers::osrm::Desk desk;
};

}  // namespace

struct Router::Impl {
  const answers::Subject& subject;
  std::array<std::unique_ptr<Guide>, scene::all_modes.size()> guides = {};  ///< by mode, from the first trip on

  Result<Guide*> guide(scene::Mode mode) {
    std::unique_ptr<Guide>& known = guides[static_cast<std::size_t>(mode)];
    if (known) return known.get();
    if (const auto held = answers::check_roads(subject); !held) return tl::unexpected(held.error());
    auto roads = subject.atlas.roads(mode);
    if (!roads) return tl::unexpected(roads.error());
    known = std::make_unique<Guide>(subject, std::move(*roads));
    return known.get();
  }
};

Router::Router(const Observatory& observatory) : impl_(std::make_unique<Impl>(Impl{observatory.subject()})) {}
Router::~Router() = default;

Result<std::string> Router::front(const answers::RouteWords& words, std::size_t most_expansions) {
  auto wish = answers::route_question(impl_->subject, words);
  if (!wish) return tl::unexpected(wish.error());
  wish->most_expansions = most_expansions;
  const auto guide = impl_->guide(wish->mode);
  if (!guide) return tl::unexpected(guide.error());
  auto routes = (*guide)->planner.plan(*wish);
  if (!routes) return tl::unexpected(routes.error());
  return answers::route_json(impl_->subject, {std::move(*wish), std::move(*routes)});
}

Result<std::string> Router::proof(const answers::RouteWords& words) const {
  if (const auto known = answers::check_roads(impl_->subject); !known) return tl::unexpected(known.error());
  const auto wish = answers::route_question(impl_->subject, words);
  if (!wish) return tl::unexpected(wish.error());
  const auto proof = answers::proved(impl_->subject, *wish);
  if (!proof) return tl::unexpected(proof.error());
  return answers::proof_json(impl_->subject, *proof);
}

answers::osrm::Reply Router::osrm(const answers::osrm::Request& request, std::size_t most_expansions) {
  const auto guide = impl_->guide(request.mode);
  if (!guide) return answers::osrm::refused(answers::osrm::fault_of(guide.error(), request.lang));
  return (*guide)->desk.answer(request, most_expansions);
}

}  // namespace contrechamp::observatory
