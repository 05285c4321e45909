// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/routing/open_queue.hpp>

namespace contrechamp::routing {
namespace {

constexpr Cost most_buckets = Cost{1} << 12U;

bool later(const OpenLabel& a, const OpenLabel& b) {
  const auto pair = [](std::uint32_t high, std::uint32_t low) { return std::uint64_t{high} << 32U | low; };
  const std::uint64_t bounds_a = pair(a.time, a.exposure), bounds_b = pair(b.time, b.exposure);
  // Labels of one node that cost the same must come one after the other.
  return bounds_a != bounds_b ? bounds_a > bounds_b : pair(a.arcs, a.slot) > pair(b.arcs, b.slot);
}

}  // namespace

void OpenQueue::begin(Cost least_time, Cost most_time) {
  least_ = least_time;
  const Cost range = most_time - std::min(least_time, most_time);
  for (shift_ = 0; range >> shift_ >= most_buckets; ++shift_) continue;
  first_.assign((range >> shift_) + std::size_t{1}, none);
  links_.clear();
  free_ = none;
  heap_.clear();
  now_ = size_ = 0;
}

void OpenQueue::push(const OpenLabel& open) {
  ++size_;
  const std::size_t bucket = std::min<std::size_t>((open.time - std::min(least_, open.time)) >> shift_, first_.size() - 1);
  if (bucket <= now_) {
    heap_.push_back(open);
    std::push_heap(heap_.begin(), heap_.end(), later);
    return;
  }
  std::uint32_t link = free_;
  if (link == none) {
    link = static_cast<std::uint32_t>(links_.size());
    links_.emplace_back();
  } else {
    free_ = links_[link].next;
  }
  links_[link] = {open, first_[bucket]};
  first_[bucket] = link;
}

void OpenQueue::advance() {
  while (heap_.empty()) {
    ++now_;
    for (std::uint32_t link = first_[now_]; link != none;) {
      heap_.push_back(links_[link].open);
      const std::uint32_t next = links_[link].next;
      links_[link].next = free_;
      free_ = link;
      link = next;
    }
    std::make_heap(heap_.begin(), heap_.end(), later);
  }
}

OpenLabel OpenQueue::pop() {
  advance();
  std::pop_heap(heap_.begin(), heap_.end(), later);
  const OpenLabel open = heap_.back();
  heap_.pop_back();
  --size_;
  return open;
}

}  // namespace contrechamp::routing
