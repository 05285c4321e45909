// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace contrechamp::server_test {

struct Reply {
  int status = 0;                                  ///< 0: the connection ended before a whole answer
  std::map<std::string, std::string> fields = {};  ///< names in lower case
  std::string body = {};
  [[nodiscard]] std::string field(const std::string& name) const {
    const auto found = fields.find(name);
    return found == fields.end() ? "" : found->second;
  }
};

/// A TCP connection to this machine that sends whatever it is told to.
class Client {
 public:
  explicit Client(std::uint16_t port, int receive_buffer = 0);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;
  Client(Client&& other) noexcept : socket_(other.socket_), read_(std::move(other.read_)) { other.socket_ = -1; }

  [[nodiscard]] bool connected() const { return socket_ >= 0; }
  bool send(std::string_view bytes) const;
  void end_sending() const;
  void reset();  ///< closes with RST
  /// The next answer; waits up to ten seconds. `method` HEAD has no body.
  [[nodiscard]] Reply reply(std::string_view method = "GET");
  /// Whether the server closes within this time (what it still sends is read and forgotten).
  [[nodiscard]] bool closed_within(std::chrono::milliseconds time);

 private:
  [[nodiscard]] bool read_some(std::chrono::milliseconds time);
  int socket_ = -1;
  std::string read_;
};

/// "GET target HTTP/1.1" with a Host header and further header lines, each with its line break.
[[nodiscard]] std::string request(std::string_view target, std::string_view more = "", std::string_view method = "GET");
/// One request on a connection of its own.
[[nodiscard]] Reply get(std::uint16_t port, std::string_view target, std::string_view more = "", std::string_view method = "GET");
[[nodiscard]] std::string unzipped(const std::string& gzip);

}  // namespace contrechamp::server_test
