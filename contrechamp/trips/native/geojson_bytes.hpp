// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/native/source.hpp>
#include <contrechamp/trips/track.hpp>
#include <cstddef>
#include <iterator>

namespace contrechamp::trips {

/// The bytes of a source as the JSON parser takes them. A text longer than `longest` ends them: the parser would hold it whole.
class Bytes {
 public:
  static constexpr std::uint64_t longest = 1 << 20;
  explicit Bytes(Source& source) : source_(source) {}

  [[nodiscard]] bool at_end() { return too_long() || source_.peek() < 0; }
  [[nodiscard]] char front() { return static_cast<char>(source_.peek()); }
  void take() { source_.take(); }
  /// The parser got somewhere.
  void progress() { since_ = source_.byte(); }
  [[nodiscard]] bool too_long() const { return source_.byte() - since_ > longest; }
  [[nodiscard]] std::uint64_t byte() const { return source_.byte(); }
  [[nodiscard]] std::uint64_t line() const { return source_.line(); }

  /// Reads nothing ahead, so that `byte` is right behind what the parser has taken. The default one is the end.
  class Iterator {
   public:
    using iterator_category = std::input_iterator_tag;
    using value_type = char;
    using difference_type = std::ptrdiff_t;
    using pointer = const char*;
    using reference = char;
    Iterator() = default;
    explicit Iterator(Bytes& bytes) : bytes_(&bytes) {}
    char operator*() const { return bytes_->front(); }
    Iterator& operator++() {
      bytes_->take();
      return *this;
    }
    void operator++(int) { bytes_->take(); }
    bool operator==(const Iterator& other) const { return ended() == other.ended(); }

   private:
    [[nodiscard]] bool ended() const { return bytes_ == nullptr || bytes_->at_end(); }
    Bytes* bytes_ = nullptr;
  };

 private:
  Source& source_;
  std::uint64_t since_ = 0;
};

/// Walks through a list of times, nested or not, in a document that is known to be JSON.
class TimesCursor {
 public:
  explicit TimesCursor(Source& source) : source_(source) {}
  void go(std::uint64_t byte) { source_.seek(byte); }
  /// The next value; nothing if it is null, or no time, which is counted in `strange`.
  [[nodiscard]] std::optional<std::int64_t> next(std::uint64_t& strange);

 private:
  Source& source_;
  std::string text_;
};

}  // namespace contrechamp::trips
