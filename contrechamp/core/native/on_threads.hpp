// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/executor.hpp>

namespace contrechamp {

/// On so many threads, of which one is the caller's. The others are started for each call that has tasks for them, which takes
/// some 50 µs, and have ended when it returns: nothing of them lies idle, and each call has its own. What a task throws (no
/// memory) is thrown again to the caller, once all threads have ended.
[[nodiscard]] Executor on_threads(unsigned threads);

}  // namespace contrechamp
