// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <chrono>
#include <contrechamp/core/error.hpp>
#include <contrechamp/core/log.hpp>
#include <contrechamp/core/phrase.hpp>
#include <string>
#include <string_view>

namespace contrechamp::cli {

/// Progress and warnings on stderr: a bar that redraws itself on a terminal, one line a stage elsewhere.
class TerminalSink : public LogSink {
 public:
  explicit TerminalSink(Lang lang);
  ~TerminalSink() override;
  TerminalSink(const TerminalSink&) = delete;
  TerminalSink& operator=(const TerminalSink&) = delete;
  void note(std::string_view line) override;
  void warn(std::string_view line) override;
  void progress(std::string_view stage, std::uint64_t done, std::uint64_t total) override;

 private:
  void clear();
  Lang lang_;
  bool terminal_;
  bool drawn_ = false;
  std::string stage_;
  std::chrono::steady_clock::time_point last_{};
};

/// A stage as people read it; one that is not in the table as it is.
[[nodiscard]] std::string_view stage_in(std::string_view stage, Lang lang);

/// A line for a terminal: control characters, which a file's name or a key may hold, become question marks.
[[nodiscard]] std::string harmless(std::string_view line);

/// Results go to stdout, whole: a full disk or a closed pipe is an error and not a shorter result.
[[nodiscard]] Result<void> print(std::string_view text);

}  // namespace contrechamp::cli
