// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/server/cache.hpp>

namespace contrechamp::server {

Cache::Kept Cache::find(std::string_view target, bool gzip) {
  const std::lock_guard lock(mutex_);
  const auto place = places_.find(Key{target, gzip});
  if (place == places_.end()) return {};
  ++hits_;
  entries_.splice(entries_.begin(), entries_, place->second);
  return place->second->kept;
}

void Cache::put(std::string_view target, bool gzip, Kept kept) {
  const std::lock_guard lock(mutex_);
  ++misses_;
  if (places_.contains(Key{target, gzip})) return;  // two asked for the same at the same time
  Entry entry{std::string(target), gzip, std::move(kept)};
  if (entry.bytes() > max_bytes_ / 8) return;
  bytes_ += entry.bytes();
  entries_.push_front(std::move(entry));
  places_.emplace(Key{entries_.front().target, gzip}, entries_.begin());
  while (bytes_ > max_bytes_) forget_last();
}

void Cache::forget_last() {
  const Entry& last = entries_.back();
  bytes_ -= last.bytes();
  places_.erase(Key{last.target, last.gzip});
  entries_.pop_back();
}

Cache::Figures Cache::figures() const {
  const std::lock_guard lock(mutex_);
  return {bytes_, entries_.size(), hits_, misses_};
}

}  // namespace contrechamp::server
