// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/terminal.hpp>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

namespace contrechamp::cli {
namespace {
constexpr std::size_t bar_width = 30;
void to_stderr(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stderr); }
}  // namespace

std::string_view stage_in(std::string_view stage, Lang lang) {
  constexpr std::array<Phrase, 8> stages{{{"read", "lecture"},
                                          {"compare", "comparaison"},
                                          {"streets", "rues"},
                                          {"observe", "observation"},
                                          {"routes", "itinéraires"},
                                          {"write", "écriture"},
                                          {"tiles", "tuiles"},
                                          {"commutes", "trajets"}}};
  const auto* const found = std::ranges::find(stages, stage, &Phrase::en);
  return found == stages.end() ? stage : found->in(lang);
}

TerminalSink::TerminalSink(Lang lang) : lang_(lang), terminal_(::isatty(STDERR_FILENO) == 1) {}
TerminalSink::~TerminalSink() { clear(); }

void TerminalSink::clear() {
  if (drawn_) to_stderr("\r\x1b[K");
  drawn_ = false;
}

void TerminalSink::note(std::string_view line) {
  clear();
  to_stderr(harmless(line) + "\n");
}

void TerminalSink::warn(std::string_view line) {
  note(std::string(Phrase{"warning: ", "attention\u202F: "}.in(lang_)) + std::string(line));
}

void TerminalSink::progress(std::string_view stage, std::uint64_t done, std::uint64_t total) {
  const bool begins = stage != stage_;
  stage_ = stage;
  const std::string name(stage_in(stage, lang_));
  if (!terminal_) {
    if (begins) to_stderr(name + " …\n");
    return;
  }
  const auto now = std::chrono::steady_clock::now();
  if (!begins && now - last_ < std::chrono::milliseconds(100)) return;  // often enough for eyes, too seldom to flicker
  last_ = now;
  const std::size_t full = total == 0 ? 0 : static_cast<std::size_t>(std::min(done, total) * bar_width / total);
  const auto width = static_cast<std::size_t>(std::ranges::count_if(name, [](char c) { return (c & 0xC0) != 0x80; }));
  std::string line = "\r" + name + std::string(width < 12 ? 12 - width : 1, ' ');
  for (std::size_t i = 0; i < bar_width; ++i) line += i < full ? "━" : "─";
  if (total > 0) line += " " + std::to_string(100 * std::min(done, total) / total) + " %";
  to_stderr(line + "\x1b[K");
  drawn_ = true;
}

std::string harmless(std::string_view line) {
  std::string text(line);
  std::replace_if(
      text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }, '?');
  return text;
}

Result<void> print(std::string_view text) {
  const bool whole = std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
  if (whole) return {};
  return fail(errno == ENOSPC ? Errc::disk_full : Errc::cannot_write, std::string("standard output: ") + std::strerror(errno));
}

}  // namespace contrechamp::cli
