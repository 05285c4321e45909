// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cstddef>
#include <functional>

namespace contrechamp {

/// Does task(0) to task(count - 1) once each, in any order, on as many threads as whoever made it has, and returns when all are
/// done. Results must not depend on the order, so that the number of threads changes no byte.
using Executor = std::function<void(std::size_t count, const std::function<void(std::size_t)>& task)>;

/// One after the other, on the thread that asks.
inline void in_turn(std::size_t count, const std::function<void(std::size_t)>& task) {
  for (std::size_t i = 0; i < count; ++i) task(i);
}

}  // namespace contrechamp
