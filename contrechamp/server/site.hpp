// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/server/response.hpp>
#include <filesystem>
#include <map>

namespace contrechamp::server {

/// The files of the page, read into memory once: what is asked for later is looked up by name and never touches the disk.
class Site {
 public:
  Site() = default;
  /// Reads a folder with all below it; links and names with anything but letters, digits and `.-_` are left out.
  /// Errors: cannot_read, too_large (over 2,000 files or 64 MiB).
  [[nodiscard]] static Result<Site> read(const std::filesystem::path& folder);
  /// By path as it is asked for, such as "/assets/map-1a2b.js"; "/" is index.html. Null if there is none.
  [[nodiscard]] ResponsePtr find(std::string_view path, bool gzip) const;
  [[nodiscard]] bool empty() const { return files_.empty(); }

 private:
  struct File {
    ResponsePtr plain, packed;
  };
  std::map<std::string, File, std::less<>> files_;
};

}  // namespace contrechamp::server
