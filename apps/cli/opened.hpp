// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/atlas/native/file.hpp>
#include <string>
#include <utility>

namespace contrechamp::cli {

/// What was opened from the bytes of an atlas, and these bytes.
template <class Inside>
struct Opened {
  atlas::MappedFile file;
  Inside inside;  ///< points into the file
};

/// `open` takes the bytes and gives a Result. Errors: those of MappedFile::open, and those of `open` with the atlas named.
template <class Open>
[[nodiscard]] auto opened(const std::string& path, const Open& open)
    -> Result<Opened<typename decltype(open(std::span<const std::byte>()))::value_type>> {
  auto file = atlas::MappedFile::open(path);
  if (!file) return tl::unexpected(file.error());
  auto inside = open(file->bytes());
  if (inside) return {{std::move(*file), std::move(*inside)}};
  return fail_within(path, inside.error());
}

}  // namespace contrechamp::cli
