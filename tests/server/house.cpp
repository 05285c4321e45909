// SPDX-License-Identifier: AGPL-3.0-or-later
#include <tests/server/house.hpp>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>
#include <fstream>
#include <tests/support/testing.hpp>
#include <thread>

namespace contrechamp::server_test {
using namespace std::chrono_literals;

const observatory::Observatory& hamlet() {
  static const auto file = atlas::MappedFile::open(cli_test::hamlet_atlas());
  static const auto opened = observatory::Observatory::open(file->bytes(), observatory::With::map);
  EXPECT_TRUE(opened);
  return *opened;
}

const Path& page() {
  static const Path folder = [] {
    Path made = cli_test::empty_folder("page");
    std::filesystem::create_directory(made / "assets");
    std::ofstream(made / "index.html") << "<!doctype html><title>the page</title>" << std::string(1000, ' ');
    std::ofstream(made / "report.html") << "<!doctype html><title>the report</title>";
    std::ofstream(made / "assets" / "map-1a2b.js") << "'use strict'\n" << std::string(1000, ';');
    std::ofstream(made / "assets" / "large.bin") << std::string(large_file, 'x');
    std::filesystem::create_symlink("/etc/hostname", made / "assets" / "link.txt");
    return made;
  }();
  return folder;
}

House::House(server::Options options, const observatory::Observatory& of) {
  options.port = 0;
  options.page = page();
  auto started = server::Server::start(of, options, silent_);
  EXPECT_TRUE(started) << (started ? "" : started.error().sentence());
  if (started) server_ = std::move(*started);
}

void House::expect_alive() const {
  const Reply reply = get(port(), "/health");
  EXPECT_EQ(reply.status, 200);
  EXPECT_EQ(reply.body, "{\"status\":\"ok\"}\n");
}

Process::Process(const cli_test::Words& more) {
  static int count = 0;
  stem_ = (testing::scratch() / ("serve" + std::to_string(count++))).string();
  cli_test::Words line{CONTRECHAMP_PROGRAM, "serve", cli_test::hamlet_atlas().string(), "--lang", "en"};
  line.insert(line.end(), more.begin(), more.end());
  std::vector<char*> argv;
  for (std::string& word : line) argv.push_back(word.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, (stem_ + ".out").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, (stem_ + ".err").c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  EXPECT_EQ(posix_spawn(&pid_, argv[0], &files, nullptr, argv.data(), environ), 0);
  posix_spawn_file_actions_destroy(&files);
  for (int i = 0; i < 1000 && out().find('\n') == std::string::npos; ++i) std::this_thread::sleep_for(10ms);
  const std::string first = out().substr(0, out().find('\n'));
  constexpr std::string_view start = "http://127.0.0.1:";
  EXPECT_TRUE(first.starts_with(start) && first.ends_with("/")) << first << err();
  port_ = static_cast<std::uint16_t>(std::atoi(first.c_str() + std::min(first.size(), start.size())));
}

Process::~Process() {
  if (pid_ <= 0) return;
  signal(SIGKILL);
  (void)wait();
}

std::size_t Process::resident_bytes() const {
  std::ifstream statm("/proc/" + std::to_string(pid_) + "/statm");
  std::size_t pages = 0;
  statm >> pages >> pages;
  return pages * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

void Process::signal(int number) const { ::kill(pid_, number); }
int Process::wait() {
  int status = 0;
  EXPECT_EQ(::waitpid(pid_, &status, 0), pid_);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
std::string Process::out() const { return cli_test::content(stem_ + ".out"); }
std::string Process::err() const { return cli_test::content(stem_ + ".err"); }

Json json(const Reply& reply) {
  Json parsed = Json::parse(reply.body, nullptr, false);
  EXPECT_FALSE(parsed.is_discarded()) << reply.body.substr(0, 200);
  return parsed;
}

std::string error_code(const Reply& reply) {
  const Json parsed = json(reply);
  return parsed.contains("error") ? parsed["error"]["code"].get<std::string>() : "";
}

}  // namespace contrechamp::server_test
