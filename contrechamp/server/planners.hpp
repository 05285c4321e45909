// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <chrono>
#include <condition_variable>
#include <contrechamp/observatory/router.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>
#include <vector>

namespace contrechamp::server {

/// Plans a bounded number of trips at the same time, each with a router of its own, which is kept with what it remembers of the
/// last wishes, and a few threads for new weights. For several threads.
class Planners {
 public:
  /// `threads_each`: so many does one that plans use at most, its own among them. The observatory must outlive it.
  Planners(const observatory::Observatory& observatory, unsigned most, unsigned threads_each = 1);
  /// observatory::Router::front, or nothing if all planners are at work.
  [[nodiscard]] std::optional<Result<std::string>> front(const answers::RouteWords& words);
  /// observatory::Router::proof, or nothing likewise.
  [[nodiscard]] std::optional<Result<std::string>> proof(const answers::RouteWords& words);
  /// observatory::Router::reach, or nothing likewise.
  [[nodiscard]] std::optional<Result<std::string>> reach(const answers::RouteWords& words, std::string_view minutes);
  /// observatory::Router::osrm. Waits a second for a planner: who drags a way over a map asks again before the last answer is
  /// there.
  [[nodiscard]] answers::osrm::Reply osrm(const answers::osrm::Request& request);
  /// The same for a thread that must not be held up: nothing if it might take long, or all planners are at work.
  [[nodiscard]] std::optional<answers::osrm::Reply> osrm_at_once(const answers::osrm::Request& request);

 private:
  class Turn;
  /// `work` with a router, if one is free, or becomes so in time.
  template <class Work>
  auto in_turn(const Work& work, std::chrono::milliseconds patience = {})
      -> std::optional<decltype(work(std::declval<observatory::Router&>()))>;
  const observatory::Observatory& observatory_;
  Executor executor_;
  std::mutex mutex_;
  std::condition_variable freed_;
  unsigned free_;
  std::vector<std::unique_ptr<observatory::Router>> idle_;  // at most `most`
};

}  // namespace contrechamp::server
