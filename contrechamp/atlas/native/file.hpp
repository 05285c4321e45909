// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <cstddef>
#include <filesystem>
#include <span>

namespace contrechamp::atlas {

/// A file in memory, read-only, page by page as it is used (mmap). Whoever shortens the file meanwhile ends this process with
/// SIGBUS: `write_atomically` never does, it puts a new file in the old one's place.
class MappedFile {
 public:
  /// Errors: cannot_read (with path and reason), not_an_atlas if the file is empty.
  [[nodiscard]] static Result<MappedFile> open(const std::filesystem::path& path);
  MappedFile(MappedFile&& other) noexcept;
  MappedFile& operator=(MappedFile&& other) noexcept;
  MappedFile(const MappedFile&) = delete;
  MappedFile& operator=(const MappedFile&) = delete;
  ~MappedFile();

  [[nodiscard]] std::span<const std::byte> bytes() const { return bytes_; }

 private:
  explicit MappedFile(std::span<std::byte> bytes) : bytes_(bytes) {}
  std::span<std::byte> bytes_;  ///< not const only because munmap asks for it
};

/// Puts `bytes` at `path` whole or not at all: a temporary file in the same folder, synced, then renamed, then the folder synced.
/// After an error the temporary file is gone and a former file untouched, except that a folder which cannot be synced is found
/// out only after the rename. A link is followed; anything but a regular file (a device, a folder) is refused.
/// Errors, with path and reason: disk_full (also quota and file size limit), cannot_write.
[[nodiscard]] Result<void> write_atomically(const std::filesystem::path& path, std::span<const std::byte> bytes);

}  // namespace contrechamp::atlas
