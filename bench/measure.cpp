// SPDX-License-Identifier: AGPL-3.0-or-later
#include <bench/measure.hpp>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <chrono>
#include <filesystem>

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

}  // namespace contrechamp::bench
