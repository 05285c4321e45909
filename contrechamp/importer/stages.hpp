// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <sys/resource.h>
#include <chrono>
#include <contrechamp/core/log.hpp>
#include <string>
#include <utility>
#include <vector>

namespace contrechamp::importer {

/// What a stage took. Memory is the process's peak so far: it never falls.
struct StageCost {
  std::string stage;
  double seconds = 0;
  double peak_mb = 0;
};

inline double peak_megabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

/// Runs one stage and notes what it took.
template <class Work>
auto timed(std::string stage, std::vector<StageCost>& costs, LogSink& log, const Work& work) {
  log.progress(stage, 0, 0);
  const auto start = std::chrono::steady_clock::now();
  auto result = work();
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
  costs.push_back({std::move(stage), spent.count(), peak_megabytes()});
  return result;
}

}  // namespace contrechamp::importer
