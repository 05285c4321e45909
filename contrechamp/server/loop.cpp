// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/server/session.hpp>
#include <boost/asio/post.hpp>
#include <algorithm>
#include <exception>

namespace contrechamp::server {

Loop::Loop(Service& service, Metrics::Part& metrics, Workers& workers, const Options& options)
    : service_(service), metrics_(metrics), workers_(workers), options_(options) {
  using namespace std::chrono_literals;
  limits_ = {options.idle_timeout, options.head_timeout, options.write_timeout, 1000ms};
  schedule_tick();
}

Loop::~Loop() = default;

void Loop::run() {
  // A connection that finds no memory ends, and nothing else.
  while (!io.stopped()) {
    try {
      io.run();
    } catch (const std::exception&) {
      continue;
    }
  }
}

void Loop::welcome(Socket socket) {
  auto session = std::make_unique<Session>(std::move(socket), *this);  // counted at once: the next connection is placed by it
  boost::asio::post(io, [this, session = std::move(session)]() mutable { adopt(std::move(session)); });
}

void Loop::adopt(SessionPtr session) {
  if (stopping_) return;
  ErrorCode ignored;
  session->socket.non_blocking(true, ignored);
  session->socket.set_option(boost::asio::ip::tcp::no_delay(true), ignored);
  if (open() > (options_.max_connections + options_.threads - 1) / options_.threads) {
    List& idle = lists_[static_cast<std::size_t>(Wait::idle)];
    if (idle.empty()) {
      answer_and_close(std::move(session), error_response(Status::unavailable, "too many connections"));
      return;
    }
    expire(idle.front());  // who has been silent longest makes room
  }
  wait_readable(std::move(session), Wait::idle);
}

void Loop::enlist(Session& session, Wait wait) {
  session.unlink();
  session.wait = wait;
  session.since = Clock::now();
  lists_[static_cast<std::size_t>(wait)].push_back(session);
}

/// Its operation then ends with an error, and what follows from that is done there.
void Loop::expire(Session& session) {
  session.unlink();
  session.expired = true;
  ErrorCode ignored;
  session.socket.cancel(ignored);
}

void Loop::schedule_tick() {
  using namespace std::chrono_literals;
  const auto shortest = *std::min_element(limits_.begin(), limits_.end());
  timer_.expires_after(stopping_ ? 10ms : std::clamp(shortest / 4, 10ms, 500ms));
  timer_.async_wait([this](ErrorCode error) {
    if (!error) tick();
  });
}

void Loop::tick() {
  const auto now = Clock::now();
  for (std::size_t wait = 0; wait < lists_.size(); ++wait) {
    List& list = lists_[wait];
    while (!list.empty() && list.front().since + limits_[wait] <= now) expire(list.front());
  }
  if (stopping_ && (open() == 0 || now >= stop_at_)) {
    io.stop();
    return;
  }
  schedule_tick();
}

void Loop::begin_stop() {
  stopping_ = true;
  stop_at_ = Clock::now() + options_.stop_timeout;
  for (const Wait wait : {Wait::idle, Wait::head, Wait::linger}) {
    List& list = lists_[static_cast<std::size_t>(wait)];
    while (!list.empty()) expire(list.front());
  }
  schedule_tick();
}

std::string Loop::prefix(Status status, const Manner& manner) {
  const std::time_t now = std::time(nullptr);
  if (now != date_second_) {
    date_second_ = now;
    std::tm utc{};
    ::gmtime_r(&now, &utc);
    std::array<char, 64> text{};
    // No locale was set in this process: the names are English, as RFC 9110 (5.6.7) wants them.
    const std::size_t length = std::strftime(text.data(), text.size(), "\r\nDate: %a, %d %b %Y %H:%M:%S GMT\r\n", &utc);
    date_.assign(text.data(), length);
  }
  std::string line;
  line.reserve(128);
  line.append(info(status).line).append(date_);
  if (!manner.keep_alive) line += "Connection: close\r\n";
  if (manner.keep_alive && manner.http_1_0) line += "Connection: keep-alive\r\n";
  return line;
}

}  // namespace contrechamp::server
