// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/server/response.hpp>
#include <contrechamp/server/routes.hpp>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <list>
#include <map>
#include <mutex>

namespace contrechamp::server {

/// Answers ready to send, by target as it was asked and encoding; the least recently used go first. For several threads.
class Cache {
 public:
  explicit Cache(std::size_t max_bytes) : max_bytes_(max_bytes) {}
  struct Kept {
    ResponsePtr response;  ///< null if there is none
    Route route = Route::none;
  };
  [[nodiscard]] Kept find(std::string_view target, bool gzip);
  /// Keeps nothing that would take more than an eighth of the whole.
  void put(std::string_view target, bool gzip, Kept kept);

  /// What is kept, or what `make` gives; who asks for the same while it is being made waits for that answer and makes none. Each
  /// who waits is a thread of the caller's, so no more wait than it has. Whether it is kept is `make`'s choice, by `put`. If
  /// `make` throws, one of those who wait makes it.
  [[nodiscard]] ResponsePtr find_or_make(std::string_view target, bool gzip, const std::function<ResponsePtr()>& make);

  struct Figures {
    std::size_t bytes = 0, entries = 0;
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;  ///< what was computed and could have been kept
    std::size_t waiting = 0;   ///< for what another is making
  };
  [[nodiscard]] Figures figures() const;

 private:
  struct Key {
    std::string_view target;  // of its entry, or of who asks
    bool gzip;
    auto operator<=>(const Key&) const = default;
  };
  struct Entry {
    std::string target;
    bool gzip;
    Kept kept;
    [[nodiscard]] std::size_t bytes() const { return target.size() + kept.response->bytes.size() + 300; }  // and bookkeeping
  };
  /// An answer that is being made. Its key's words are those of who makes it.
  struct Making {
    bool over = false;
    ResponsePtr response = {};
  };
  [[nodiscard]] Kept found(std::string_view target, bool gzip);
  void forget_last();

  const std::size_t max_bytes_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // the newest first
  // A tree and no hash table: a stranger chooses the keys.
  std::map<Key, std::list<Entry>::iterator> places_;
  std::map<Key, std::shared_ptr<Making>> under_way_;
  std::condition_variable made_;
  std::size_t bytes_ = 0, waiting_ = 0;
  std::uint64_t hits_ = 0, misses_ = 0;
};

}  // namespace contrechamp::server
