// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/osrm_request.hpp>
#include <contrechamp/answers/route.hpp>
#include <contrechamp/observatory/observatory.hpp>
#include <memory>
#include <string>

namespace contrechamp::observatory {

/// Plans trips in an atlas. It remembers the weights of the last wishes, and so is no part of the observatory, which several
/// threads ask: one router a thread. The observatory must outlive it.
class Router {
 public:
  explicit Router(const Observatory& observatory);
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;
  ~Router();
  /// What `contrechamp route --json` prints. `most_expansions`: of the search; beyond, the answer says that it is unfinished.
  /// Errors: those of answers::route_question and trips::Planner::plan.
  [[nodiscard]] Result<std::string> front(const answers::RouteWords& words, std::size_t most_expansions);
  /// What `contrechamp prove --json` prints. Errors: those of answers::route_question and answers::proved.
  [[nodiscard]] Result<std::string> proof(const answers::RouteWords& words) const;
  /// What OSRM's HTTP API would say (docs/osrm.md); errors are answers there.
  [[nodiscard]] answers::osrm::Reply osrm(const answers::osrm::Request& request, std::size_t most_expansions);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace contrechamp::observatory
