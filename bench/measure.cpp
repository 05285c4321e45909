// SPDX-License-Identifier: AGPL-3.0-or-later
#include <bench/measure.hpp>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

namespace contrechamp::bench {
namespace {
double seconds(const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) * 1e-6; }

[[noreturn]] void become(std::vector<std::string> command, int out) {
  dup2(out, STDOUT_FILENO);
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (std::string& word : command) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

std::string everything_from(int in) {
  std::string text;
  std::array<char, 4096> buffer{};
  for (ssize_t got = 0; (got = read(in, buffer.data(), buffer.size())) > 0;)
    text.append(buffer.data(), static_cast<std::size_t>(got));
  return text;
}

/// A process and those that it started: nginx works in children.
std::vector<pid_t> family(pid_t pid) {
  std::vector<pid_t> all{pid};
  std::ifstream children("/proc/" + std::to_string(pid) + "/task/" + std::to_string(pid) + "/children");
  for (pid_t child = 0; children >> child;) all.push_back(child);
  return all;
}

/// The numbers of /proc/PID/stat after the name, which may hold blanks: the first is field 4 (proc(5)).
std::vector<double> numbers_of(pid_t pid) {
  std::ifstream in("/proc/" + std::to_string(pid) + "/stat");
  std::string text;
  std::getline(in, text);
  std::istringstream rest(text.substr(std::min(text.rfind(')') + 3, text.size())));
  std::vector<double> numbers;
  for (double number = 0; rest >> number;) numbers.push_back(number);
  numbers.resize(21);
  return numbers;
}
constexpr std::size_t user_ticks = 14 - 4, system_ticks = 15 - 4, resident_pages = 24 - 4;
}  // namespace

Cost run(const std::vector<std::string>& command) {
  Cost cost;
  std::array<int, 2> pipe_ends{};
  if (pipe(pipe_ends.data()) != 0) return cost;
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    close(pipe_ends[0]);
    become(command, pipe_ends[1]);
  }
  close(pipe_ends[1]);
  cost.out = everything_from(pipe_ends[0]);
  close(pipe_ends[0]);
  if (child < 0) return cost;
  int status = 0;
  rusage used{};
  wait4(child, &status, 0, &used);
  cost.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  cost.cpu_s = seconds(used.ru_utime) + seconds(used.ru_stime);
  cost.peak_mb = static_cast<double>(used.ru_maxrss) / 1024.0;
  cost.succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  return cost;
}

Cost run_apart(const std::vector<std::string>& command) {
  std::vector<std::string> words{"--cost"};
  words.insert(words.end(), command.begin(), command.end());
  const Cost apart = run(this_program(std::move(words)));
  Cost cost;
  cost.succeeded =
      apart.succeeded && std::sscanf(apart.out.c_str(), "%lf %lf %lf", &cost.wall_s, &cost.cpu_s, &cost.peak_mb) == 3;
  return cost;
}

int cost_of(const std::vector<std::string>& command) {
  const Cost cost = run(command);
  std::printf("%.9f %.9f %.9f\n", cost.wall_s, cost.cpu_s, cost.peak_mb);
  return cost.succeeded ? 0 : 1;
}

Cost median_run(const std::vector<std::string>& command, int times) {
  std::vector<Cost> costs;
  for (int i = 0; i < times; ++i) {
    costs.push_back(run(command));
    if (!costs.back().succeeded) return costs.back();
  }
  const auto middle = costs.begin() + times / 2;
  std::nth_element(costs.begin(), middle, costs.end(), [](const Cost& a, const Cost& b) { return a.wall_s < b.wall_s; });
  return *middle;
}

std::vector<std::string> this_program(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), std::filesystem::read_symlink("/proc/self/exe").string());
  return arguments;
}

std::string first_line_of(const std::string& shell_command) {
  const std::string printed = run({"sh", "-c", shell_command + " 2>&1"}).out;
  return printed.substr(0, printed.find('\n'));
}

Running::Running(const std::vector<std::string>& command) {
  std::array<int, 2> pipe_ends{};
  if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) return;
  pid_ = fork();
  if (pid_ == 0) {
    prctl(PR_SET_PDEATHSIG, SIGINT);
    become(command, pipe_ends[1]);
  }
  close(pipe_ends[1]);
  out_ = pipe_ends[0];
}

Running::~Running() {
  using namespace std::chrono_literals;
  if (pid_ < 0) return;
  const std::vector<pid_t> all = family(pid_);
  kill(pid_, SIGINT);
  bool gone = false;
  for (int i = 0; i < 100 && !gone; ++i) {
    std::this_thread::sleep_for(50ms);
    gone = waitpid(pid_, nullptr, WNOHANG) == pid_;
  }
  if (!gone) {
    for (const pid_t one : all) kill(one, SIGKILL);
    waitpid(pid_, nullptr, 0);
  }
  close(out_);  // not earlier: it may have a last word
}

std::string Running::line() const {
  std::string text;
  for (char c = 0; read(out_, &c, 1) == 1 && c != '\n';) text += c;
  return text;
}

double Running::cpu_s() const {
  double ticks = 0;
  for (const pid_t one : family(pid_)) {
    const std::vector<double> numbers = numbers_of(one);
    ticks += numbers[user_ticks] + numbers[system_ticks];
  }
  return ticks / static_cast<double>(sysconf(_SC_CLK_TCK));
}

double Running::resident_kb() const {
  double pages = 0;
  for (const pid_t one : family(pid_)) pages += numbers_of(one)[resident_pages];
  return pages * static_cast<double>(sysconf(_SC_PAGE_SIZE)) / 1024.0;
}

}  // namespace contrechamp::bench
