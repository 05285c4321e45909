// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace contrechamp::bench {

struct Reply {
  int status = 0;  ///< 0: no answer
  std::string head;
  std::string body;  ///< as sent: compressed if the server did so
};

enum class Coding : std::uint8_t { gzip, identity };

/// One connection to a server on 127.0.0.1, kept open. No call waits longer than five seconds.
class Connection {
 public:
  explicit Connection(std::uint16_t port);
  Connection(Connection&& other) noexcept;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  Connection& operator=(Connection&&) = delete;
  ~Connection();
  [[nodiscard]] bool open() const { return socket_ >= 0; }
  [[nodiscard]] Reply get(std::string_view target, Coding accepted = Coding::gzip);

 private:
  int socket_ = -1;
};

/// A port that nobody listens on now.
[[nodiscard]] std::uint16_t free_port();

/// What wrk measured; a closed loop, so a server that stalls is asked less meanwhile.
struct Load {
  double per_s = 0;   ///< answers
  double p50_ms = 0;  ///< from a request sent to its answer read
  double p99_ms = 0;
  std::string fault;  ///< what must not be: errors, or statuses other than 2xx and 3xx
};
inline constexpr int connections_of_load = 64;
[[nodiscard]] Load load(std::uint16_t port, std::string_view target, int seconds);

}  // namespace contrechamp::bench
