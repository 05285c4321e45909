// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <atomic>
#include <contrechamp/core/native/on_threads.hpp>
#include <exception>
#include <thread>
#include <vector>

namespace contrechamp {
namespace {

void do_all(unsigned threads, std::size_t count, const std::function<void(std::size_t)>& task) {
  const std::size_t workers = std::min<std::size_t>(threads, count);
  if (workers <= 1) return in_turn(count, task);
  std::atomic<std::size_t> next = 0;
  std::vector<std::exception_ptr> faults(workers);
  const auto work = [&](std::size_t worker) {
    try {
      for (std::size_t i = next++; i < count; i = next++) task(i);
    } catch (...) {
      faults[worker] = std::current_exception();
    }
  };
  {
    std::vector<std::jthread> others;
    for (std::size_t worker = 1; worker < workers; ++worker) others.emplace_back(work, worker);
    work(0);
  }
  for (const std::exception_ptr& fault : faults) {
    if (fault) std::rethrow_exception(fault);
  }
}

}  // namespace

Executor on_threads(unsigned threads) {
  return [threads](std::size_t count, const std::function<void(std::size_t)>& task) { do_all(threads, count, task); };
}

}  // namespace contrechamp
