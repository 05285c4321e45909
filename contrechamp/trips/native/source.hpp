// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace contrechamp::trips {

/// A file read in blocks; knows where it stands.
class Source {
 public:
  [[nodiscard]] static Result<Source> open(const std::filesystem::path& file);

  /// The next byte, or -1 at the end or when reading fails; it stays the next.
  int peek() {
    if (at_ == filled_ && !fill()) return -1;
    return static_cast<unsigned char>((*block_)[at_]);
  }
  /// Goes past a byte that was peeked at.
  void take() { line_ += (*block_)[at_++] == '\n' ? 1 : 0; }
  /// The next block as a whole; empty at the end or when reading fails. Lines are not counted.
  [[nodiscard]] std::string_view block();
  /// Goes on from a byte of the file; lines are counted on.
  void seek(std::uint64_t byte);

  [[nodiscard]] std::uint64_t byte() const { return before_ + at_; }  ///< how many were taken
  [[nodiscard]] std::uint64_t line() const { return line_; }
  [[nodiscard]] bool failed() const { return failed_; }

 private:
  static constexpr std::size_t block_size = 1 << 16;
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  bool fill();

  std::unique_ptr<std::FILE, Close> file_;
  std::unique_ptr<std::array<char, block_size>> block_;
  std::size_t at_ = 0;
  std::size_t filled_ = 0;
  std::uint64_t before_ = 0;  // bytes of earlier blocks
  std::uint64_t line_ = 1;
  bool failed_ = false;
};

}  // namespace contrechamp::trips
