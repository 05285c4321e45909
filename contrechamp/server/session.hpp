// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/server/loop.hpp>

namespace contrechamp::server {

/// One connection: its socket, what it has asked beyond the request being answered, and what it has not taken yet.
struct Session : Loop::Hook {
  Session(Socket taken, Loop& loop) : socket(std::move(taken)), metrics(loop.metrics_) { ++metrics.open; }
  ~Session() { --metrics.open; }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  Socket socket;
  Metrics::Part& metrics;
  Clock::time_point since = {};  ///< when it began to wait
  std::string input = {};        ///< read and not yet understood; no memory when empty
  std::string prefix = {};       ///< of the answer that is being sent
  ResponsePtr sending = {};
  std::size_t sent = 0, whole = 0;  ///< bytes, prefix included
  std::size_t drained = 0;
  Loop::Wait wait = Loop::Wait::idle;
  bool expired = false;
  bool closes = false;  ///< after this answer
};

}  // namespace contrechamp::server
