// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <atomic>
#include <contrechamp/core/native/on_threads.hpp>
#include <mutex>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

namespace contrechamp {
namespace {

TEST(OnThreads, DoesEachTaskOnce) {
  for (const unsigned threads : {0U, 1U, 2U, 7U}) {
    for (const std::size_t count : {0U, 1U, 5U, 1000U}) {
      std::vector<std::atomic<int>> done(count);
      on_threads(threads)(count, [&](std::size_t i) { ++done[i]; });
      for (const auto& times : done) EXPECT_EQ(times, 1);
    }
  }
}

TEST(OnThreads, UsesNoMoreThreadsThanItMay) {
  std::mutex mutex;
  std::set<std::thread::id> met;
  on_threads(3)(64, [&](std::size_t) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));  // so that the others get theirs
    const std::lock_guard lock(mutex);
    met.insert(std::this_thread::get_id());
  });
  EXPECT_GT(met.size(), 1U);
  EXPECT_LE(met.size(), 3U);
}

TEST(OnThreads, ThrowsAgainWhatATaskThrew) {
  std::atomic<int> done = 0;
  const auto task = [&](std::size_t i) {
    if (i == 3) throw std::runtime_error("no memory");
    ++done;
  };
  EXPECT_THROW(on_threads(2)(100, task), std::runtime_error);
  EXPECT_LE(done, 99);
}

}  // namespace
}  // namespace contrechamp
