// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/server/planners.hpp>
#include <utility>

namespace contrechamp::server {
namespace {

/// Of the search for one front: about a second. Beyond, the answer says that it is unfinished.
constexpr std::size_t most_expansions = 3'000'000;
constexpr std::chrono::milliseconds osrm_patience{1000};

}  // namespace

Planners::Planners(const observatory::Observatory& observatory, unsigned most) : observatory_(observatory), free_(most) {
  idle_.reserve(most);
}

/// One of those who may plan now; its turn ends however planning does, also without memory.
class Planners::Turn {
 public:
  Turn(Planners& planners, std::chrono::milliseconds patience) : planners_(planners) {
    std::unique_lock lock(planners_.mutex_);
    if (!planners_.freed_.wait_for(lock, patience, [&] { return planners_.free_ > 0; })) return;
    --planners_.free_;
    taken_ = true;
    if (planners_.idle_.empty()) return;
    router_ = std::move(planners_.idle_.back());
    planners_.idle_.pop_back();
  }
  ~Turn() {
    if (!taken_) return;
    {
      const std::lock_guard lock(planners_.mutex_);
      ++planners_.free_;
      if (whole_) planners_.idle_.push_back(std::move(router_));
    }
    planners_.freed_.notify_one();
  }
  Turn(const Turn&) = delete;
  Turn(Turn&&) = delete;
  Turn& operator=(const Turn&) = delete;
  Turn& operator=(Turn&&) = delete;

  [[nodiscard]] bool taken() const { return taken_; }
  template <class Work>
  [[nodiscard]] auto spent(const Work& work) {
    if (!router_) router_ = std::make_unique<observatory::Router>(planners_.observatory_);
    whole_ = false;
    auto answer = work(*router_);
    whole_ = true;
    return answer;
  }

 private:
  Planners& planners_;
  std::unique_ptr<observatory::Router> router_;
  bool taken_ = false;
  bool whole_ = false;  // the router may be used again: nothing was thrown in the midst of its work
};

template <class Work>
auto Planners::in_turn(const Work& work, std::chrono::milliseconds patience)
    -> std::optional<decltype(work(std::declval<observatory::Router&>()))> {
  Turn turn(*this, patience);
  if (!turn.taken()) return std::nullopt;
  return turn.spent(work);
}

std::optional<Result<std::string>> Planners::front(const answers::RouteWords& words) {
  return in_turn([&](observatory::Router& router) { return router.front(words, most_expansions); });
}

std::optional<Result<std::string>> Planners::proof(const answers::RouteWords& words) {
  return in_turn([&](observatory::Router& router) { return router.proof(words); });
}

answers::osrm::Reply Planners::osrm(const answers::osrm::Request& request) {
  auto reply = in_turn([&](observatory::Router& router) { return router.osrm(request, most_expansions); }, osrm_patience);
  if (!reply) return answers::osrm::refused({answers::osrm::Code::busy, "other trips are being planned; ask again"});
  return *std::move(reply);
}

}  // namespace contrechamp::server
