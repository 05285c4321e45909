// SPDX-License-Identifier: AGPL-3.0-or-later
#include <cerrno>
#include <contrechamp/trips/native/source.hpp>
#include <cstring>

namespace contrechamp::trips {

Result<Source> Source::open(const std::filesystem::path& file) {
  // A folder cannot be read, and a pipe cannot be read twice. What is missing is said below.
  std::error_code unknown;
  const auto status = std::filesystem::status(file, unknown);
  if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) {
    return fail(Errc::cannot_read, file.string() + ": " + (unknown ? unknown.message() : "not a regular file"));
  }
  Source source;
  source.file_.reset(std::fopen(file.c_str(), "rb"));
  if (!source.file_) return fail(Errc::cannot_read, file.string() + ": " + std::strerror(errno));
  source.block_ = std::make_unique<std::array<char, block_size>>();
  return source;
}

bool Source::fill() {
  before_ += filled_;
  at_ = 0;
  filled_ = std::fread(block_->data(), 1, block_->size(), file_.get());
  failed_ = failed_ || std::ferror(file_.get()) != 0;
  return filled_ > 0;
}

std::string_view Source::block() {
  if (at_ == filled_ && !fill()) return {};
  const std::string_view rest(block_->data() + at_, filled_ - at_);
  at_ = filled_;
  return rest;
}

void Source::seek(std::uint64_t byte) {
  failed_ = failed_ || ::fseeko(file_.get(), static_cast<off_t>(byte), SEEK_SET) != 0;
  at_ = filled_ = 0;
  before_ = byte;
}

}  // namespace contrechamp::trips
