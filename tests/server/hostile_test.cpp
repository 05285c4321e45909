// SPDX-License-Identifier: AGPL-3.0-or-later
// Clients that are slow, wrong or mean. After each the server lives.
#include <gtest/gtest.h>
#include <contrechamp/core/random.hpp>
#include <tests/server/house.hpp>
#include <tests/support/testing.hpp>
#include <thread>

namespace contrechamp::server_test {
namespace {
using namespace std::chrono_literals;

class Hostile : public ::testing::Test {
 protected:
  static server::Options impatient() {
    server::Options options;
    options.head_timeout = 300ms;
    options.idle_timeout = 600ms;
    options.write_timeout = 400ms;
    return options;
  }
  void TearDown() override { house.expect_alive(); }

  /// The status of the first answer to these bytes; the connection must be closed after it.
  [[nodiscard]] int closed_with(const std::string& bytes) const {
    Client client(house.port());
    (void)client.send(bytes);  // it may be closed before all is sent
    const int status = client.reply().status;
    EXPECT_TRUE(client.closed_within(3s)) << bytes.substr(0, 60);
    return status;
  }
  House house{impatient()};
};

TEST_F(Hostile, HalfARequestIsTimedOut) {
  Client client(house.port());
  client.send("GET /health HTTP/1.1\r\nHost: loc");
  EXPECT_EQ(client.reply().status, 408);
  EXPECT_TRUE(client.closed_within(3s));
}

TEST_F(Hostile, ByteAfterByteDoesNotProlongTheTime) {
  Client client(house.port());
  const auto began = std::chrono::steady_clock::now();
  for (const char c : request("/health", "X-Slow: " + std::string(500, 'x') + "\r\n")) {
    if (!client.send({&c, 1}) || std::chrono::steady_clock::now() - began > 2s) break;
    std::this_thread::sleep_for(20ms);
    if (client.closed_within(1ms)) break;
  }
  EXPECT_LT(std::chrono::steady_clock::now() - began, 2s);
}

TEST_F(Hostile, ByteAfterByteInTimeIsAnswered) {
  Client client(house.port());
  for (const char c : request("/health")) ASSERT_TRUE(client.send({&c, 1}));
  EXPECT_EQ(client.reply().status, 200);
}

TEST_F(Hostile, SilenceIsClosed) {
  Client client(house.port());
  EXPECT_FALSE(client.closed_within(200ms));
  EXPECT_TRUE(client.closed_within(3s));
}

TEST_F(Hostile, WhoTakesNothingOfALargeAnswerIsClosed) {
  Client client(house.port(), 4096);
  client.send(request("/assets/large.bin"));
  std::this_thread::sleep_for(1500ms);
  EXPECT_EQ(client.reply().status, 0);  // cut short
}

TEST_F(Hostile, WhoTakesALargeAnswerSlowlyGetsItWhole) {
  Client client(house.port(), 65'536);
  client.send(request("/assets/large.bin"));
  const Reply reply = client.reply();
  EXPECT_EQ(reply.status, 200);
  EXPECT_TRUE(reply.body == std::string(large_file, 'x'));
}

TEST_F(Hostile, ResetsInTheMiddleOfAnswersHurtNobody) {
  for (int i = 0; i < 200; ++i) {
    Client client(house.port(), 4096);
    client.send(request(i % 2 == 0 ? "/assets/large.bin" : "/api/segments?offset=" + std::to_string(i)));
    client.reset();
  }
}

TEST_F(Hostile, OversizedRequestsAreRefused) {
  EXPECT_EQ(closed_with(request("/" + std::string(9000, 'a'))), 414);
  EXPECT_EQ(closed_with(std::string(100'000, 'A')), 414);
  EXPECT_EQ(closed_with(request("/health", "X-Long: " + std::string(9000, 'a') + "\r\n")), 431);
  std::string many;
  for (int i = 0; i < 2000; ++i) many += "X-" + std::to_string(i) + ": y\r\n";
  EXPECT_EQ(closed_with(request("/health", many)), 431);
  EXPECT_EQ(closed_with(request("/health", "Content-Length: 5\r\n") + "hello"), 413);
  EXPECT_EQ(closed_with(request("/health", "Content-Length: 99999999999\r\n")), 413);
  EXPECT_EQ(closed_with(request("/health", "Transfer-Encoding: chunked\r\n", "POST") + "5\r\nhello\r\n0\r\n\r\n"), 413);
  EXPECT_EQ(closed_with(request("/health", "Transfer-Encoding: gzip\r\n")), 413);
  EXPECT_EQ(closed_with(request("/health", "Expect: 100-continue\r\nContent-Length: 1\r\n", "PUT")), 413);
}

TEST_F(Hostile, WhatIsNoHttpIsRefused) {
  EXPECT_EQ(closed_with("hello\r\n\r\n"), 400);
  EXPECT_EQ(closed_with(std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11) + "\r\n\r\n"), 400);  // TLS
  EXPECT_EQ(closed_with(std::string("\0\0\0\0\r\n\r\n", 8)), 400);
  EXPECT_EQ(closed_with("GET /health HTTP/2.0\r\nHost: localhost\r\n\r\n"), 505);
  EXPECT_EQ(closed_with("GET /health HTTP/9.9\r\nHost: localhost\r\n\r\n"), 505);
  EXPECT_EQ(closed_with("GET /health\r\n\r\n"), 400);
  EXPECT_EQ(closed_with("GET  /health HTTP/1.1\r\nHost: localhost\r\n\r\n"), 400);
  EXPECT_EQ(closed_with("GET /health HTTP/1.1\nHost: localhost\n\n\r\n\r\n"), 505);  // the version's line has no end
  EXPECT_EQ(closed_with(request("/health", "Host: localhost\r\n")), 400);            // twice
  EXPECT_EQ(closed_with(request("/health", "Content-Length: 1\r\nContent-Length: 2\r\n")), 400);
  EXPECT_EQ(closed_with(request("/health", "Content-Length: x\r\n")), 400);
  EXPECT_EQ(closed_with(request("/health", "X Y: z\r\n")), 400);
  EXPECT_EQ(closed_with(request("/health", std::string("X: a\0b\r\n", 8))), 400);
  EXPECT_EQ(closed_with(request("/health", "If-None-Match: a,\r\n b\r\n")), 400);  // folded
}

TEST_F(Hostile, HostIsNeededSinceHttp11) {
  Client client(house.port());
  client.send("GET /health HTTP/1.1\r\n\r\nGET /health HTTP/1.0\r\n\r\n");
  EXPECT_EQ(client.reply().status, 400);
  const Reply old = client.reply();
  EXPECT_EQ(old.status, 200);
  EXPECT_EQ(old.field("connection"), "close");
  EXPECT_TRUE(client.closed_within(3s));
}

TEST_F(Hostile, Http10MayStay) {
  Client client(house.port());
  for (int i = 0; i < 2; ++i) {
    client.send("GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    const Reply reply = client.reply();
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.field("connection"), "keep-alive");
  }
}

TEST_F(Hostile, NoPathLeavesThePage) {
  for (const std::string path :
       {"/../../etc/passwd", "/..%2f..%2fetc/passwd", "/assets/../../../etc/passwd", "/assets/..%2f..%2f..%2fetc%2fpasswd",
        "/assets/%2e%2e/%2e%2e/etc/passwd", "/assets/%00", "/assets/map-1a2b.js%00.html", "//etc/passwd", "/assets//map-1a2b.js",
        "/./report.html", "/assets/link.txt", "/assets/", "/assets", "/index.html", "/\\..\\etc\\passwd", "/assets/..;/x"}) {
    SCOPED_TRACE(path);
    EXPECT_EQ(get(house.port(), path).status, 404);
  }
  for (const std::string target :
       {"*", "health", "http://", "http://localhost", "https://localhost/health", "file:///etc/passwd"}) {
    SCOPED_TRACE(target);
    EXPECT_EQ(get(house.port(), target).status, 400);
  }
}

TEST_F(Hostile, HundredRequestsAtOnceAreAnsweredInOrder) {
  Client client(house.port());
  std::string all;
  for (int i = 0; i < 100; ++i) {
    const std::string n = std::to_string(i + 1);
    all += request(i % 3 == 0 ? "/api/devices?limit=" + n : i % 3 == 1 ? "/health" : "/wrong" + n);
  }
  client.send(all);
  for (int i = 0; i < 100; ++i) {
    SCOPED_TRACE(i);
    const Reply reply = client.reply();
    ASSERT_EQ(reply.status, i % 3 == 2 ? 404 : 200);
    if (i % 3 != 0) continue;
    const Json devices = Json::parse(reply.body, nullptr, false);
    ASSERT_FALSE(devices.is_discarded());
    EXPECT_EQ(devices["numberReturned"], std::min<std::size_t>(static_cast<std::size_t>(i) + 1, devices["numberMatched"]));
  }
}

TEST_F(Hostile, EmptyLinesBetweenRequestsAreSkipped) {
  Client client(house.port());
  client.send("\r\n" + request("/health") + "\r\n" + request("/health"));
  EXPECT_EQ(client.reply().status, 200);
  EXPECT_EQ(client.reply().status, 200);
}

TEST_F(Hostile, NoiseIsSurvived) {
  Random random(testing::seed());
  for (int i = 0; i < 300; ++i) {
    std::string bytes = request("/api/devices?bbox=1,2,3,4&kind=camera", "Accept-Encoding: gzip\r\nIf-None-Match: \"x\"\r\n");
    for (int n = 0; n <= i % 8; ++n) bytes[random.next() % bytes.size()] = static_cast<char>(random.next());
    Client client(house.port());
    (void)client.send(bytes);
    client.end_sending();
    const int status = client.reply().status;
    EXPECT_TRUE(status == 0 || (status >= 200 && status <= 505 && status != 500)) << status;
  }
}

TEST_F(Hostile, TooManyQuestionsAreTurnedAwayAndTheRestAnswered) {
  server::Options options;
  options.max_waiting = 2;
  options.threads = 1;
  House small(options);
  std::vector<Client> clients;
  for (int i = 0; i < 100; ++i) {
    clients.emplace_back(small.port());
    clients.back().send(request("/api/segments?limit=10000&offset=" + std::to_string(i)));
  }
  int answered = 0, turned_away = 0;
  for (Client& client : clients) {
    const Reply reply = client.reply();
    answered += reply.status == 200 ? 1 : 0;
    turned_away += reply.status == 503 && reply.field("retry-after") == "1" ? 1 : 0;
  }
  EXPECT_EQ(answered + turned_away, 100);
  EXPECT_GT(answered, 0);
  EXPECT_GT(turned_away, 0);
  small.expect_alive();
}

TEST_F(Hostile, BeyondTheMostConnectionsTheLongestIdleMakesRoom) {
  server::Options options;
  options.max_connections = 8;
  options.threads = 1;
  House small(options);
  std::vector<Client> clients;
  for (int i = 0; i < 8; ++i) {
    clients.emplace_back(small.port());
    clients.back().send(request("/health"));
    EXPECT_EQ(clients.back().reply().status, 200);
  }
  small.expect_alive();
  EXPECT_TRUE(clients.front().closed_within(3s));
  EXPECT_FALSE(clients.back().closed_within(50ms));
}

}  // namespace
}  // namespace contrechamp::server_test
