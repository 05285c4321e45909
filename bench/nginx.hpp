// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <bench/extracts.hpp>
#include <bench/http.hpp>
#include <bench/measure.hpp>

namespace contrechamp::bench {

enum class FileCache : std::uint8_t { off, on };  ///< nginx's open_file_cache: on, a file is not opened for every answer

/// nginx with a configuration, a folder and a port of its own, serving one answer as a file with the same header lines.
/// It lives in a temporary folder; nothing of the system's nginx is read or changed.
class Nginx {
 public:
  /// `reply` is what nginx shall answer for `target`.
  Nginx(const std::string& target, const Reply& reply, FileCache cache);
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] const Running& process() const { return process_; }

 private:
  TemporaryFolder folder_;
  std::uint16_t port_;
  Running process_;
};

/// Its path; empty if it is not installed.
[[nodiscard]] std::string nginx_program();

}  // namespace contrechamp::bench
