// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/server/planners.hpp>
#include <utility>

namespace contrechamp::server {
namespace {

/// Of the search for one front: about a second. Beyond, the answer says that it is unfinished.
constexpr std::size_t most_expansions = 3'000'000;

}  // namespace

Planners::Planners(const observatory::Observatory& observatory, unsigned most) : observatory_(observatory), free_(most) {
  idle_.reserve(most);
}

/// One of those who may plan now; its turn ends however planning does, also without memory.
class Planners::Turn {
 public:
  explicit Turn(Planners& planners) : planners_(planners) {
    const std::lock_guard lock(planners_.mutex_);
    if (planners_.free_ == 0) return;
    --planners_.free_;
    taken_ = true;
    if (planners_.idle_.empty()) return;
    router_ = std::move(planners_.idle_.back());
    planners_.idle_.pop_back();
  }
  ~Turn() {
    if (!taken_) return;
    const std::lock_guard lock(planners_.mutex_);
    ++planners_.free_;
    if (whole_) planners_.idle_.push_back(std::move(router_));
  }
  Turn(const Turn&) = delete;
  Turn(Turn&&) = delete;
  Turn& operator=(const Turn&) = delete;
  Turn& operator=(Turn&&) = delete;

  [[nodiscard]] bool taken() const { return taken_; }
  [[nodiscard]] Result<std::string> front(const answers::RouteWords& words) {
    if (!router_) router_ = std::make_unique<observatory::Router>(planners_.observatory_);
    whole_ = false;
    auto answer = router_->front(words, most_expansions);
    whole_ = true;
    return answer;
  }

 private:
  Planners& planners_;
  std::unique_ptr<observatory::Router> router_;
  bool taken_ = false;
  bool whole_ = false;  // the router may be used again: nothing was thrown in the midst of its work
};

std::optional<Result<std::string>> Planners::front(const answers::RouteWords& words) {
  Turn turn(*this);
  if (!turn.taken()) return std::nullopt;
  return turn.front(words);
}

}  // namespace contrechamp::server
