// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/atlas/native/file.hpp>
#include <contrechamp/server/server.hpp>
#include <sys/types.h>
#include <tests/cli/program.hpp>
#include <tests/server/client.hpp>

namespace contrechamp::server_test {

using Json = cli_test::Json;
using Path = cli_test::Path;

/// The made-up town's small sister, open for questions of a map.
[[nodiscard]] const observatory::Observatory& hamlet();
/// A page of four files, one of them large.
[[nodiscard]] const Path& page();
inline constexpr std::size_t large_file = 16U << 20U;

/// An answer's body, which must be JSON.
[[nodiscard]] Json json(const Reply& reply);
/// "error"."code" of it, if there is one.
[[nodiscard]] std::string error_code(const Reply& reply);

/// A server on a free port, in this process.
class House {
 public:
  explicit House(server::Options options = {}, const observatory::Observatory& of = hamlet());
  [[nodiscard]] std::uint16_t port() const { return server_->port(); }
  [[nodiscard]] server::Server& server() { return *server_; }
  /// That it lives and answers a new client.
  void expect_alive() const;

 private:
  LogSink silent_;
  std::unique_ptr<server::Server> server_;
};

/// `contrechamp serve` as a process of its own.
class Process {
 public:
  explicit Process(const cli_test::Words& more = {});
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::size_t resident_bytes() const;
  void signal(int number) const;
  [[nodiscard]] int wait();  ///< its exit code
  [[nodiscard]] std::string out() const;
  [[nodiscard]] std::string err() const;

 private:
  pid_t pid_ = -1;
  std::string stem_;
  std::uint16_t port_ = 0;
};

}  // namespace contrechamp::server_test
