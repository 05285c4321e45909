// SPDX-License-Identifier: AGPL-3.0-or-later
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>
#include <array>
#include <bench/http.hpp>
#include <bench/measure.hpp>
#include <cstdlib>
#include <sstream>
#include <utility>

namespace contrechamp::bench {
namespace {

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

/// "4.80ms" in ms.
double milliseconds(const std::string& text) {
  char* unit = nullptr;
  const double value = std::strtod(text.c_str(), &unit);
  const std::string_view rest(unit);
  if (rest == "us") return value / 1000;
  if (rest == "s") return value * 1000;
  return rest == "m" ? value * 60'000 : value;
}

std::size_t length_of(std::string_view head) {
  constexpr std::string_view name = "\r\nContent-Length: ";
  const std::size_t at = head.find(name);
  return at == std::string_view::npos ? 0 : std::strtoul(head.data() + at + name.size(), nullptr, 10);
}

}  // namespace

Connection::Connection(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (socket_ < 0) return;
  const timeval patience{5, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  const sockaddr_in address = loopback(port);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
  ::close(socket_);
  socket_ = -1;
}

Connection::Connection(Connection&& other) noexcept : socket_(std::exchange(other.socket_, -1)) {}

Connection::~Connection() {
  if (socket_ >= 0) ::close(socket_);
}

Reply Connection::get(std::string_view target, Coding accepted) {
  std::string request = "GET ";
  request.append(target).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: ");
  request.append(accepted == Coding::gzip ? "gzip" : "identity").append("\r\n\r\n");
  if (::send(socket_, request.data(), request.size(), MSG_NOSIGNAL) != static_cast<ssize_t>(request.size())) return {};
  Reply reply;
  std::array<char, 65'536> buffer{};
  std::string text;
  while (true) {
    const ssize_t got = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (got <= 0) return {};
    text.append(buffer.data(), static_cast<std::size_t>(got));
    const std::size_t end = text.find("\r\n\r\n");
    if (end == std::string::npos) continue;
    const std::size_t body = end + 4;
    if (text.size() < body + length_of(std::string_view(text).substr(0, body))) continue;
    return {std::atoi(text.c_str() + std::string_view("HTTP/1.1 ").size()), text.substr(0, body), text.substr(body)};
  }
}

std::uint16_t free_port() {
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  const bool bound = ::bind(socket, reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                     ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(socket);
  return bound ? ntohs(address.sin_port) : std::uint16_t{0};
}

Load load(std::uint16_t port, std::string_view target, int seconds) {
  // One thread: with two, client and server would fight for two cores, and p99 would be that of the scheduler.
  const Cost cost =
      run({"wrk", "-t1", "-c" + std::to_string(connections_of_load), "-d" + std::to_string(seconds) + "s", "--timeout", "10s",
           "--latency", "-H", "Accept-Encoding: gzip", "http://127.0.0.1:" + std::to_string(port) + std::string(target)});
  Load load;
  std::istringstream lines(cost.out);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string first, second;
    words >> first >> second;
    if (first == "50%") load.p50_ms = milliseconds(second);
    if (first == "99%") load.p99_ms = milliseconds(second);
    if (first == "Requests/sec:") load.per_s = std::strtod(second.c_str(), nullptr);
    if (first == "Socket" || first == "Non-2xx") load.fault = line;
  }
  if (!cost.succeeded || load.per_s <= 0) load.fault = "wrk failed: " + cost.out;
  return load;
}

}  // namespace contrechamp::bench
