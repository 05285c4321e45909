// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/observatory/router.hpp>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace contrechamp::server {

/// Plans a bounded number of trips at the same time, each with a router of its own, which is kept with what it remembers of the
/// last wishes. For several threads.
class Planners {
 public:
  /// The observatory must outlive it.
  Planners(const observatory::Observatory& observatory, unsigned most);
  /// observatory::Router::front, or nothing if all planners are at work.
  [[nodiscard]] std::optional<Result<std::string>> front(const answers::RouteWords& words);

 private:
  class Turn;
  const observatory::Observatory& observatory_;
  std::mutex mutex_;
  unsigned free_;
  std::vector<std::unique_ptr<observatory::Router>> idle_;  // at most `most`
};

}  // namespace contrechamp::server
