// SPDX-License-Identifier: AGPL-3.0-or-later
#include <tests/server/client.hpp>
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <zlib.h>
#include <algorithm>
#include <array>

namespace contrechamp::server_test {
using namespace std::chrono_literals;

Client::Client(std::uint16_t port, int receive_buffer) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  if (receive_buffer > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (socket_ >= 0 && ::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    socket_ = -1;
  }
}
Client::~Client() {
  if (socket_ >= 0) ::close(socket_);
}

bool Client::send(std::string_view bytes) const {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}
void Client::end_sending() const { ::shutdown(socket_, SHUT_WR); }
void Client::reset() {
  const linger now{1, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
  ::close(socket_);
  socket_ = -1;
}

bool Client::read_some(std::chrono::milliseconds time) {
  pollfd wait{socket_, POLLIN, 0};
  if (::poll(&wait, 1, static_cast<int>(time.count())) != 1) return false;
  std::array<char, 65'536> buffer{};
  const ssize_t count = ::recv(socket_, buffer.data(), buffer.size(), 0);
  if (count <= 0) return false;
  read_.append(buffer.data(), static_cast<std::size_t>(count));
  return true;
}

Reply Client::reply(std::string_view method) {
  Reply reply;
  std::size_t end = 0;
  while ((end = read_.find("\r\n\r\n")) == std::string::npos) {
    if (!read_some(10s)) return reply;
  }
  std::size_t at = read_.find("\r\n") + 2;
  const int status = std::atoi(read_.substr(0, at).c_str() + 9);
  while (at < end + 2) {
    const std::size_t line_end = read_.find("\r\n", at);
    const std::size_t colon = read_.find(": ", at);
    std::string name = read_.substr(at, colon - at);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    reply.fields[name] = read_.substr(colon + 2, line_end - colon - 2);
    at = line_end + 2;
  }
  read_.erase(0, end + 4);
  const std::size_t length = method == "HEAD" ? 0 : std::strtoul(reply.field("content-length").c_str(), nullptr, 10);
  while (read_.size() < length) {
    if (!read_some(10s)) return reply;
  }
  reply.body = read_.substr(0, length);
  read_.erase(0, length);
  reply.status = status;
  return reply;
}

bool Client::closed_within(std::chrono::milliseconds time) {
  const auto until = std::chrono::steady_clock::now() + time;
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    pollfd wait{socket_, POLLIN, 0};
    if (left <= 0ms || ::poll(&wait, 1, static_cast<int>(left.count())) != 1) return false;
    std::array<char, 65'536> buffer{};
    if (::recv(socket_, buffer.data(), buffer.size(), 0) <= 0) return true;
  }
}

std::string request(std::string_view target, std::string_view more, std::string_view method) {
  std::string text(method);
  return text.append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\n").append(more).append("\r\n");
}

Reply get(std::uint16_t port, std::string_view target, std::string_view more, std::string_view method) {
  Client client(port);
  if (!client.connected() || !client.send(request(target, more, method))) return {};
  return client.reply(method);
}

std::string unzipped(const std::string& gzip) {
  z_stream stream{};
  if (inflateInit2(&stream, 15 + 16) != Z_OK) return {};
  std::string in = gzip;
  std::string out(64U << 20U, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(in.data());
  stream.avail_in = static_cast<uInt>(in.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int done = inflate(&stream, Z_FINISH);
  out.resize(done == Z_STREAM_END ? stream.total_out : 0);
  inflateEnd(&stream);
  return out;
}

}  // namespace contrechamp::server_test
