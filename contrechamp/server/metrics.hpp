// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <contrechamp/server/cache.hpp>
#include <contrechamp/server/routes.hpp>
#include <contrechamp/server/status.hpp>
#include <memory>
#include <vector>

namespace contrechamp::server {

/// Counters for Prometheus. Each thread counts in its own part, so that none waits; a scrape adds them up.
class Metrics {
 public:
  class Part {
   public:
    void count(Route route, Status status, std::size_t bytes, std::chrono::nanoseconds duration);
    std::atomic<std::size_t> open{0};  ///< connections

   private:
    friend class Metrics;
    static constexpr std::size_t routes = static_cast<std::size_t>(Route::count);
    static constexpr std::size_t statuses = static_cast<std::size_t>(Status::count);
    static constexpr std::size_t buckets = 12;
    using Count = std::atomic<std::uint64_t>;
    std::array<std::array<Count, statuses>, routes> requests_{};
    std::array<std::array<Count, buckets + 1>, routes> durations_{};  ///< the last beyond all bounds
    std::array<Count, routes> bytes_{};
    std::array<Count, routes> nanoseconds_{};
  };

  explicit Metrics(unsigned parts);
  [[nodiscard]] Part& part(unsigned index) { return *parts_[index]; }
  [[nodiscard]] std::size_t open() const;  ///< connections of all parts
  /// Prometheus' text format 0.0.4.
  [[nodiscard]] std::string text(const Cache::Figures& cache, std::string_view version) const;

 private:
  template <class Read>
  [[nodiscard]] std::uint64_t sum(const Read& read) const;
  std::vector<std::unique_ptr<Part>> parts_;
};

}  // namespace contrechamp::server
