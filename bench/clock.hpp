// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <algorithm>
#include <chrono>
#include <ctime>
#include <utility>
#include <vector>

namespace contrechamp::bench {

/// Processor time that this thread has taken, in seconds: other programs on the machine hardly show in it.
inline double thread_seconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

inline double wall_seconds() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// The median of `rounds` times that `work` took by `clock`.
template <class Clock, class Work>
double median_seconds(int rounds, Clock clock, const Work& work) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const double start = clock();
    work();
    times.push_back(clock() - start);
  }
  return median(std::move(times));
}

}  // namespace contrechamp::bench
