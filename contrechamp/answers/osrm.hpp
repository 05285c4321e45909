// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/osrm_request.hpp>
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/trips/fastest.hpp>
#include <contrechamp/trips/stored_sums.hpp>
#include <contrechamp/trips/turns.hpp>
#include <list>
#include <memory>

/// Answers in the form of OSRM's HTTP API v1 (docs/osrm.md).
namespace contrechamp::answers::osrm {

/// What an error of this program is called there.
[[nodiscard]] Fault fault_of(const Error& error, Lang lang);

/// Answers questions about one mode of one atlas. A route alone is found without a front and told from sums that were told
/// before; alternatives, limits and `prefer` take the planner. Sums of the last wishes are kept. One a thread; the subject, the
/// roads and the planner must outlive it.
class Desk {
 public:
  Desk(const Subject& subject, const trips::ModeRoads& mode, trips::Planner& planner);
  Desk(const Desk&) = delete;
  Desk& operator=(const Desk&) = delete;
  ~Desk();
  /// `most_expansions`: of the search for a front.
  [[nodiscard]] Reply answer(const Request& request, std::size_t most_expansions);
  /// Whether `answer` will take no longer than to hand the question to another thread and back: one route, not measured again,
  /// through few places, or the nearest street; and what they are found with is ready.
  [[nodiscard]] bool is_quick(const Request& request) const;

 private:
  struct Found;
  [[nodiscard]] Checked<void> prepare();
  [[nodiscard]] Checked<std::vector<streets::Spot>> spots(const Request& request) const;
  [[nodiscard]] trips::StoredSums& sums(const trips::RouteWish& wish);
  [[nodiscard]] Checked<std::string> route(const Request& request, trips::RouteWish wish);
  [[nodiscard]] Checked<std::string> table(const Request& request, const trips::RouteWish& wish);
  [[nodiscard]] Checked<std::string> nearest(const Request& request) const;
  [[nodiscard]] Checked<Found> quickest(const Request& request);
  [[nodiscard]] std::optional<Found> joined(const Request& request, std::vector<streets::Spot> spots,
                                            std::span<const std::size_t> places);
  [[nodiscard]] Checked<Found> front(const Request& request, const trips::RouteWish& wish);

  const Subject& subject_;
  trips::City city_;
  trips::ModeRoads mode_;
  trips::Planner& planner_;
  std::unique_ptr<trips::Fastest> fastest_;      ///< from the first question on
  std::unique_ptr<trips::Junctions> junctions_;  ///< from the first question for steps on
  std::list<trips::StoredSums> sums_;            ///< of the last wishes, the last one used first
};

}  // namespace contrechamp::answers::osrm
