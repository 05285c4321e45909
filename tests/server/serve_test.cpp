// SPDX-License-Identifier: AGPL-3.0-or-later
// `contrechamp serve` as a process: its words, its signals, its memory under 10,000 idle connections.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <csignal>
#include <tests/server/house.hpp>
#include <thread>

namespace contrechamp::server_test {
namespace {
using namespace std::chrono_literals;

TEST(Serve, SaysWhereAndStopsCleanlyWhenAsked) {
  for (const int number : {SIGINT, SIGTERM}) {
    Process process({"--port", "0", "--page", page().string()});
    EXPECT_EQ(get(process.port(), "/").status, 200);
    Client idle(process.port());
    const auto began = std::chrono::steady_clock::now();
    process.signal(number);
    EXPECT_EQ(process.wait(), 0);
    EXPECT_LT(std::chrono::steady_clock::now() - began, 2500ms);
    EXPECT_TRUE(process.out().ends_with("Ctrl-C stops it.\nStopped.\n")) << process.out();
    EXPECT_EQ(process.err(), "");
  }
}

TEST(Serve, FinishesWhatItIsSending) {
  Process process({"--port", "0", "--page", page().string()});
  Client client(process.port(), 65'536);
  client.send(request("/assets/large.bin"));
  std::this_thread::sleep_for(100ms);
  process.signal(SIGTERM);
  EXPECT_EQ(client.reply().body.size(), large_file);
  EXPECT_EQ(process.wait(), 0);
}

TEST(Serve, WithoutThePageAnswersTheRest) {
  Process process({"--port", "0"});
  if (process.err().empty()) GTEST_SKIP() << "the page stands beside this program";
  EXPECT_NE(process.err().find("only the API answers"), std::string::npos);
  EXPECT_NE(get(process.port(), "/").body.find("/api/info"), std::string::npos);
  EXPECT_EQ(get(process.port(), "/api/info").status, 200);
}

TEST(Serve, ARefusalSaysWhatToDo) {
  const std::string atlas = cli_test::hamlet_atlas().string();
  Process process({"--port", "0"});
  const std::string port = std::to_string(process.port());
  const auto refused = [&](const cli_test::Words& more, int code, std::string_view about) {
    cli_test::Words words{"serve", atlas};
    words.insert(words.end(), more.begin(), more.end());
    cli_test::expect_refusal(cli_test::program(words), code, about);
  };
  refused({"--port", port}, 5, "port " + port + " on 127.0.0.1 is in use; --port chooses another");
  refused({"--port", "65536"}, 2, "--port");
  refused({"--port", "-1"}, 2, "--port");
  refused({"--address", "example.org"}, 2, "\"example.org\"");
  refused({"--address", "192.0.2.1"}, 5, "192.0.2.1");
  refused({"--threads", "1000"}, 2, "threads");
  refused({"--page", "/nowhere"}, 5, "/nowhere");
}

TEST(Serve, WarnsWhenOthersCanReachIt) {
  Process process({"--port", "0", "--page", page().string()});
  EXPECT_EQ(process.err(), "");
  const observatory::Observatory& atlas = hamlet();
  LogSink silent;
  server::Options options;
  options.port = 0;
  options.address = "0.0.0.0";
  const auto open = server::Server::start(atlas, options, silent);
  ASSERT_TRUE(open);
  EXPECT_FALSE(server::is_loopback(options.address));
  EXPECT_TRUE(server::is_loopback("::1") && server::is_loopback("127.0.0.2"));
  Client client((*open)->port());  // then any name is answered
  client.send("GET /health HTTP/1.1\r\nHost: map.example\r\n\r\n");
  EXPECT_EQ(client.reply().status, 200);
}

TEST(Serve, HoldsTenThousandIdleConnections) {
  constexpr std::size_t wanted = 10'000;
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  const std::size_t count = std::min<std::size_t>(wanted, limit.rlim_max - std::min<std::size_t>(limit.rlim_max, 200));
  Process process({"--port", "0", "--page", page().string()});
  (void)get(process.port(), "/api/info");
  const std::size_t before = process.resident_bytes();
  std::vector<Client> idle;
  idle.reserve(count);
  for (std::size_t i = 0; i < count; ++i) {
    idle.emplace_back(process.port());
    ASSERT_TRUE(idle.back().connected()) << i;
    if (i % 2 == 0) idle.back().send(request("/health"));  // half of them have asked something
    if (i % 100 != 0) continue;
    ASSERT_EQ(get(process.port(), "/api/info").status, 200);
  }
  for (std::size_t i = 0; i < count; i += 2) ASSERT_EQ(idle[i].reply().status, 200) << i;
  const std::size_t grown = process.resident_bytes() - std::min(before, process.resident_bytes());
  std::printf("%zu idle connections, %zu bytes of memory each\n", count, grown / std::max<std::size_t>(count, 1));
  EXPECT_LT(grown, 64U << 20U);
  const std::string open = get(process.port(), "/metrics").body;
  EXPECT_NE(open.find("\ncontrechamp_open_connections " + std::to_string(count + 1) + "\n"), std::string::npos);
  const auto began = std::chrono::steady_clock::now();
  for (int i = 0; i < 100; ++i) ASSERT_EQ(get(process.port(), "/api/info").status, 200);
  EXPECT_LT(std::chrono::steady_clock::now() - began, 5s);
  for (std::size_t i = 0; i < count; i += 97) {
    idle[i].send(request("/health"));
    ASSERT_EQ(idle[i].reply().status, 200) << i;
  }
}

}  // namespace
}  // namespace contrechamp::server_test
