// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/core/phrase.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The one door to an atlas for the command line, the server and the browser: open it, ask it.
namespace contrechamp::observatory {

enum class What : std::uint8_t { info, rejected, report, coverage, exposure, explain };
enum class Form : std::uint8_t { text, json, csv };  ///< coverage and exposure: json is GeoJSON
enum class Answer : std::uint8_t { certain, likely, possible };

/// Words are a stranger's: unknown ones give bad_argument with what is allowed.
struct Question {
  What what = What::info;
  Form form = Form::text;
  Lang lang = Lang::en;
  std::string_view device = {};  ///< "n123": needed by explain; coverage of one device only
  std::string_view ladder = "image-2014";
  std::string_view band = {};        ///< empty: all of the ladder
  Answer answer = Answer::possible;  ///< coverage
};

/// An atlas that answers. It keeps pointing into the bytes that it was opened with, which must outlive it.
class Observatory {
 public:
  [[nodiscard]] static Result<Observatory> open(std::span<const std::byte> bytes);
  /// The whole answer as text. Errors: bad_argument, no_such_device.
  [[nodiscard]] Result<std::string> ask(const Question& question) const;

  Observatory(Observatory&&) noexcept;
  Observatory& operator=(Observatory&&) noexcept;
  Observatory(const Observatory&) = delete;
  Observatory& operator=(const Observatory&) = delete;
  ~Observatory();

 private:
  struct Impl;
  explicit Observatory(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace contrechamp::observatory
