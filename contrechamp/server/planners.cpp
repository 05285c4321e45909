// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/native/on_threads.hpp>
#include <contrechamp/server/planners.hpp>
#include <utility>

namespace contrechamp::server {
namespace {

/// Of the search for one front: about a second. Beyond, the answer says that it is unfinished.
constexpr std::size_t most_expansions = 3'000'000;
/// Beyond, the answer would be the whole city.
constexpr std::uint64_t most_reach_minutes = 60;
constexpr std::chrono::milliseconds osrm_patience{1000};

}  // namespace

Planners::Planners(const observatory::Observatory& observatory, unsigned most, unsigned threads_each)
    : observatory_(observatory), executor_(on_threads(threads_each)), free_(most) {
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
      if (router_ && whole_) planners_.idle_.push_back(std::move(router_));
    }
    planners_.freed_.notify_one();
  }
  Turn(const Turn&) = delete;
  Turn(Turn&&) = delete;
  Turn& operator=(const Turn&) = delete;
  Turn& operator=(Turn&&) = delete;

  [[nodiscard]] bool taken() const { return taken_; }
  /// The one that would spend the turn; none if it is not made yet.
  [[nodiscard]] const observatory::Router* router() const { return router_.get(); }
  template <class Work>
  [[nodiscard]] auto spent(const Work& work) {
    if (!router_) router_ = std::make_unique<observatory::Router>(planners_.observatory_, planners_.executor_);
    whole_ = false;
    auto answer = work(*router_);
    whole_ = true;
    return answer;
  }

 private:
  Planners& planners_;
  std::unique_ptr<observatory::Router> router_;
  bool taken_ = false;
  bool whole_ = true;  // the router may be used again: nothing was thrown in the midst of its work
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

std::optional<Result<std::string>> Planners::reach(const answers::RouteWords& words, std::string_view minutes) {
  return in_turn([&](observatory::Router& router) { return router.reach(words, minutes, most_reach_minutes); });
}

std::optional<answers::osrm::Reply> Planners::osrm_at_once(const answers::osrm::Request& request) {
  Turn turn(*this, {});
  if (!turn.taken() || turn.router() == nullptr || !turn.router()->is_quick(request)) return std::nullopt;
  return turn.spent([&](observatory::Router& router) { return router.osrm(request, most_expansions); });
}

answers::osrm::Reply Planners::osrm(const answers::osrm::Request& request) {
  auto reply = in_turn([&](observatory::Router& router) { return router.osrm(request, most_expansions); }, osrm_patience);
  if (!reply) return answers::osrm::refused({answers::osrm::Code::busy, "other trips are being planned; ask again"});
  return *std::move(reply);
}

}  // namespace contrechamp::server
