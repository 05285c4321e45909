// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/server/cache.hpp>

namespace contrechamp::server {

Cache::Kept Cache::find(std::string_view target, bool gzip) {
  const std::lock_guard lock(mutex_);
  return found(target, gzip);
}

Cache::Kept Cache::found(std::string_view target, bool gzip) {
  const auto place = places_.find(Key{target, gzip});
  if (place == places_.end()) return {};
  ++hits_;
  entries_.splice(entries_.begin(), entries_, place->second);
  return place->second->kept;
}

void Cache::put(std::string_view target, bool gzip, Kept kept) {
  const std::lock_guard lock(mutex_);
  ++misses_;
  if (places_.contains(Key{target, gzip})) return;
  Entry entry{std::string(target), gzip, std::move(kept)};
  if (entry.bytes() > max_bytes_ / 8) return;
  bytes_ += entry.bytes();
  entries_.push_front(std::move(entry));
  places_.emplace(Key{entries_.front().target, gzip}, entries_.begin());
  while (bytes_ > max_bytes_) forget_last();
}

ResponsePtr Cache::find_or_make(std::string_view target, bool gzip, const std::function<ResponsePtr()>& make) {
  const Key key{target, gzip};
  std::unique_lock lock(mutex_);
  for (;;) {
    if (Kept kept = found(target, gzip); kept.response) return kept.response;  // made since this was asked
    const auto other = under_way_.find(key);
    if (other == under_way_.end()) break;
    const std::shared_ptr<Making> making = other->second;
    ++waiting_;
    made_.wait(lock, [&] { return making->over; });
    --waiting_;
    if (!making->response) continue;
    ++hits_;
    return making->response;
  }
  const auto making = std::make_shared<Making>();
  under_way_.emplace(key, making);
  lock.unlock();
  const auto end = [&](ResponsePtr response) {
    lock.lock();
    making->over = true;
    making->response = std::move(response);
    under_way_.erase(key);
    made_.notify_all();
  };
  try {
    ResponsePtr response = make();
    end(response);
    return response;
  } catch (...) {
    end(nullptr);
    throw;
  }
}

void Cache::forget_last() {
  const Entry& last = entries_.back();
  bytes_ -= last.bytes();
  places_.erase(Key{last.target, last.gzip});
  entries_.pop_back();
}

Cache::Figures Cache::figures() const {
  const std::lock_guard lock(mutex_);
  return {bytes_, entries_.size(), hits_, misses_, waiting_};
}

}  // namespace contrechamp::server
