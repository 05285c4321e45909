// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/server/response.hpp>
#include <contrechamp/server/routes.hpp>
#include <atomic>
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

  struct Figures {
    std::size_t bytes = 0, entries = 0;
    std::uint64_t hits = 0;
    std::uint64_t misses = 0;  ///< what was computed and could have been kept
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
  void forget_last();

  const std::size_t max_bytes_;
  mutable std::mutex mutex_;
  std::list<Entry> entries_;  // the newest first
  // A tree and no hash table: a stranger chooses the keys.
  std::map<Key, std::list<Entry>::iterator> places_;
  std::size_t bytes_ = 0;
  std::uint64_t hits_ = 0, misses_ = 0;
};

}  // namespace contrechamp::server
