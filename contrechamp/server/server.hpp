// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <chrono>
#include <contrechamp/core/error.hpp>
#include <contrechamp/core/log.hpp>
#include <contrechamp/observatory/observatory.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

/// HTTP around an observatory: the map's page, tiles and JSON (docs/http.md). Nothing is sent anywhere but to who asks.
namespace contrechamp::server {

struct Options {
  std::string address = "127.0.0.1";  ///< IPv4 or IPv6; a loopback address also refuses foreign Host headers (DNS rebinding)
  std::uint16_t port = 8080;          ///< 0: the system chooses
  std::filesystem::path page = {};    ///< folder of the built page; empty or missing: the API alone
  std::string version = {};           ///< for /metrics
  bool public_routing = false;        ///< plan trips for others than this machine's users as well: they tell where they go
  unsigned threads = 2;               ///< for connections, and as many for answers that must be computed
  std::size_t max_connections = 12'000;
  std::size_t max_waiting = 256;                    ///< answers being computed or waiting for it; beyond: 503
  std::size_t cache_bytes = 64U << 20U;             ///< of answers, ready to send
  std::chrono::milliseconds head_timeout{10'000};   ///< from the first byte of a request to the end of its head: 408
  std::chrono::milliseconds idle_timeout{30'000};   ///< between requests: closed
  std::chrono::milliseconds write_timeout{20'000};  ///< a client that takes nothing of its answer for so long: closed
  std::chrono::milliseconds stop_timeout{2'000};    ///< for answers under way when it stops
};

/// Listens and answers from its own threads, from `start` until `stop` or destruction. The observatory must outlive it.
class Server {
 public:
  /// Raises this process's limit of open files to what the system allows. `log` is told of the start, the stop and errors, from
  /// the caller's thread only; never of requests.
  /// Errors: bad_argument (address), cannot_listen (port in use or not permitted), cannot_read, too_large (page).
  [[nodiscard]] static Result<std::unique_ptr<Server>> start(const observatory::Observatory& observatory, const Options& options,
                                                             LogSink& log);
  [[nodiscard]] std::uint16_t port() const;  ///< the real one
  [[nodiscard]] std::string url() const;     ///< "http://127.0.0.1:8080/"
  [[nodiscard]] bool has_page() const;
  /// No new connections; what is being sent or computed is finished, for at most Options::stop_timeout.
  void stop();

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server();

 private:
  struct Impl;
  explicit Server(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

/// True for an address that only this machine reaches, such as 127.0.0.1 or ::1.
[[nodiscard]] bool is_loopback(const std::string& address);

}  // namespace contrechamp::server
