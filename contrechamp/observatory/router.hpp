// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/osrm_request.hpp>
#include <contrechamp/answers/route.hpp>
#include <contrechamp/core/executor.hpp>
#include <contrechamp/observatory/observatory.hpp>
#include <memory>
#include <string>

namespace contrechamp::observatory {

/// Plans trips in an atlas. It remembers the weights of the last wishes, and so is no part of the observatory, which several
/// threads ask: one router a thread. `executor` is for new weights; it changes no answer. The observatory must outlive it.
class Router {
 public:
  explicit Router(const Observatory& observatory, Executor executor = in_turn);
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;
  ~Router();
  /// What `contrechamp route --json` prints. `most_expansions`: of the search; beyond, the answer says that it is unfinished.
  /// Errors: those of answers::route_question and trips::Planner::plan.
  [[nodiscard]] Result<std::string> front(const answers::RouteWords& words, std::size_t most_expansions);
  /// What `contrechamp prove --json` prints. Errors: those of answers::route_question and answers::proved.
  [[nodiscard]] Result<std::string> proof(const answers::RouteWords& words) const;
  /// What `contrechamp reach --geojson` prints; `words.to` tells nothing. `minutes` as it was typed. Errors: those of
  /// answers::reach_time and reach_question, of trips::reach, and atlas_version.
  [[nodiscard]] Result<std::string> reach(const answers::RouteWords& words, std::string_view minutes, std::uint64_t most_minutes);
  /// What OSRM's HTTP API would say (docs/osrm.md); errors are answers there.
  [[nodiscard]] answers::osrm::Reply osrm(const answers::osrm::Request& request, std::size_t most_expansions);
  /// Whether that takes a tenth of a millisecond, or a few: what it is found with is ready.
  [[nodiscard]] bool is_quick(const answers::osrm::Request& request) const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace contrechamp::observatory
