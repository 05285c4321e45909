// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cstdint>
#include <string_view>

namespace contrechamp {

/// Where a library says something: it never prints by itself. The default sink is silent.
class LogSink {
 public:
  virtual ~LogSink() = default;
  virtual void note(std::string_view /*line*/) {}
  virtual void warn(std::string_view /*line*/) {}
  /// `done` of `total` units of the named stage; `total` 0 when unknown. Called often: cheap.
  virtual void progress(std::string_view /*stage*/, std::uint64_t /*done*/, std::uint64_t /*total*/) {}
};

}  // namespace contrechamp
