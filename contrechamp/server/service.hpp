// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/server/island_shelf.hpp>
#include <contrechamp/server/metrics.hpp>
#include <contrechamp/server/planners.hpp>
#include <contrechamp/server/request.hpp>
#include <contrechamp/server/site.hpp>

namespace contrechamp::server {

/// From a request to its answer, without sockets. For several threads.
class Service {
 public:
  struct Options {
    Site site = {};
    std::size_t cache_bytes = 0;
    std::string version = {};
    /// Hosts that may stand in a Host header, without port; empty: any. See docs/http.md on DNS rebinding.
    std::vector<std::string> hosts = {};
    bool routing = true;    ///< whether trips may be asked for
    unsigned planners = 1;  ///< so many trips are planned at the same time; beyond: 503
    unsigned threads_a_planner = 1;
  };
  Service(const observatory::Observatory& observatory, Metrics& metrics, Options options);

  /// What can be said at once: an answer, or the question that `finish` must put to the observatory.
  struct Begun {
    Route route = Route::none;
    ResponsePtr response = {};
    std::optional<Asked> asked = {};
  };
  [[nodiscard]] Begun begin(const Request& request);
  /// May take long. Keeps what may be kept, and computes it once, however many ask for it at the same time: the others wait.
  [[nodiscard]] ResponsePtr finish(const Asked& asked, std::string_view target, bool gzip);
  /// The same if it takes no longer than to hand the question to another thread and back; else nothing.
  [[nodiscard]] ResponsePtr at_once(const Asked& asked, bool gzip);

 private:
  [[nodiscard]] bool known_host(std::string_view host) const;
  [[nodiscard]] ResponsePtr local(Route route) const;
  [[nodiscard]] ResponsePtr answered(const Asked& asked, bool gzip);
  /// What the observatory or a planner answers; nothing if all planners are at work.
  [[nodiscard]] std::optional<Result<std::string>> told(const Asked& asked);
  const observatory::Observatory& observatory_;
  Metrics& metrics_;
  Options options_;
  Cache cache_;
  Planners planners_;
  IslandShelf islands_;
};

}  // namespace contrechamp::server
