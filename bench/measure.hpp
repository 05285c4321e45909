// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
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

/// The run with the median wall time of `times` runs; one that failed, if any failed.
[[nodiscard]] Cost median_run(const std::vector<std::string>& command, int times = 5);

/// This program again, as a child that does one thing: measured like any other program.
[[nodiscard]] std::vector<std::string> this_program(std::vector<std::string> arguments);

}  // namespace contrechamp::bench
