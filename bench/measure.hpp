// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <sys/types.h>
#include <string>
#include <vector>

namespace contrechamp::bench {

/// What one run of a program took, as the kernel counted it: the same for us and for a peer.
struct Cost {
  double wall_s = 0;
  double cpu_s = 0;    ///< user and system, all threads
  double peak_mb = 0;  ///< largest resident size
  bool succeeded = false;
  std::string out;  ///< its standard output
};

/// Starts the program (found on PATH) and waits for it.
[[nodiscard]] Cost run(const std::vector<std::string>& command);

/// As `run`, started by a small process of its own, without the output: a program that a large one starts pays for leaving its
/// memory, and is told to have been as large (ru_maxrss outlives exec).
[[nodiscard]] Cost run_apart(const std::vector<std::string>& command);
/// What that process does: runs the command, and prints what it took. The exit code: 0 if the command succeeded.
[[nodiscard]] int cost_of(const std::vector<std::string>& command);

/// The run with the median wall time of `times` runs; one that failed, if any failed.
[[nodiscard]] Cost median_run(const std::vector<std::string>& command, int times = 5);

/// This program again, as a child that does one thing: measured like any other program.
[[nodiscard]] std::vector<std::string> this_program(std::vector<std::string> arguments);

/// What a command prints on both outputs, to its first line break; empty if it is not there. It may fail: wrk -v does.
[[nodiscard]] std::string first_line_of(const std::string& shell_command);

/// A program that runs until its end of scope, such as a server. It is interrupted then, and also if this program dies.
class Running {
 public:
  explicit Running(const std::vector<std::string>& command);
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;
  ~Running();
  /// Waits for a line on its standard output; empty once it has ended.
  [[nodiscard]] std::string line() const;
  [[nodiscard]] double cpu_s() const;        ///< so far, with its children's
  [[nodiscard]] double resident_kb() const;  ///< now, with its children's

 private:
  pid_t pid_ = -1;
  int out_ = -1;
};

}  // namespace contrechamp::bench
