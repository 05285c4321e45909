// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/server/cache.hpp>
#include <gtest/gtest.h>
#include <chrono>
#include <future>
#include <stdexcept>
#include <thread>

namespace contrechamp::server {
namespace {

ResponsePtr of(std::string body) {
  Draft draft;
  draft.keep = Keep::checked;
  draft.body = std::move(body);
  return made(std::move(draft));
}

/// Until so many wait for what is being made; false if they do not come.
bool wait_for(const Cache& cache, std::size_t waiting) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (cache.figures().waiting != waiting) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::yield();
  }
  return true;
}

TEST(Cache, ForgetsTheLeastRecentlyUsed) {
  const ResponsePtr response = of(std::string(10'000, 'x'));
  const std::size_t each = response->bytes.size() + 301;
  Cache cache(10 * each);
  for (char name = 'a'; name < 'k'; ++name) cache.put({&name, 1}, false, {response, Route::tile});
  EXPECT_EQ(cache.figures().entries, 10U);
  EXPECT_NE(cache.find("a", false).response, nullptr);
  cache.put("k", false, {response, Route::tile});
  EXPECT_NE(cache.find("a", false).response, nullptr);
  EXPECT_EQ(cache.find("b", false).response, nullptr);
  EXPECT_EQ(cache.find("a", true).response, nullptr);  // another encoding is another answer
  EXPECT_EQ(cache.figures().bytes, 10 * each);
  cache.put("large", false, {of(std::string(5 * each, 'x')), Route::tile});
  EXPECT_EQ(cache.find("large", false).response, nullptr);
  EXPECT_EQ(cache.figures().hits, 2U);
  EXPECT_EQ(cache.figures().misses, 12U);
}

TEST(Cache, AnswersMadeAtTheSameTimeAreMadeOnce) {
  Cache cache(1U << 20U);
  std::atomic<int> made_here{0};
  std::promise<void> begun;
  const auto slowly = [&] {
    ++made_here;
    begun.set_value();
    EXPECT_TRUE(wait_for(cache, 3));
    ResponsePtr response = of("a tile");
    cache.put("/a", true, {response, Route::tile});
    return response;
  };
  const auto again = [&] {
    ++made_here;
    return of("never");
  };
  auto first = std::async(std::launch::async, [&] { return cache.find_or_make("/a", true, slowly); });
  begun.get_future().wait();
  // Another encoding and another target do not wait.
  EXPECT_EQ(cache.find_or_make("/a", false, [] { return of("plain"); })->body(), "plain");
  EXPECT_EQ(cache.find_or_make("/b", true, [] { return of("another"); })->body(), "another");
  std::vector<std::future<ResponsePtr>> others;
  for (int i = 0; i < 3; ++i) {
    others.push_back(std::async(std::launch::async, [&] { return cache.find_or_make("/a", true, again); }));
  }
  const ResponsePtr response = first.get();
  for (auto& other : others) EXPECT_EQ(other.get(), response);
  EXPECT_EQ(cache.find_or_make("/a", true, again), response);  // kept by now
  EXPECT_EQ(made_here, 1);
  EXPECT_EQ(cache.figures().hits, 4U);
  EXPECT_EQ(cache.figures().waiting, 0U);
}

TEST(Cache, WhoWaitsForWhatFailsMakesItself) {
  Cache cache(1U << 20U);
  std::promise<void> begun;
  const auto failing = [&]() -> ResponsePtr {
    begun.set_value();
    EXPECT_TRUE(wait_for(cache, 2));
    throw std::runtime_error("no memory");
  };
  auto first = std::async(std::launch::async, [&] { return cache.find_or_make("/a", true, failing); });
  begun.get_future().wait();
  std::vector<std::future<ResponsePtr>> others;
  for (int i = 0; i < 2; ++i) {
    others.push_back(std::async(std::launch::async, [&] { return cache.find_or_make("/a", true, [] { return of("a tile"); }); }));
  }
  EXPECT_THROW((void)first.get(), std::runtime_error);
  for (auto& other : others) EXPECT_EQ(other.get()->body(), "a tile");
  EXPECT_EQ(cache.figures().waiting, 0U);
}

}  // namespace
}  // namespace contrechamp::server
