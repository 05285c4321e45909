// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/server/site.hpp>
#include <fstream>
#include <iterator>

namespace contrechamp::server {
namespace {
namespace fs = std::filesystem;
constexpr std::size_t max_files = 2000;
constexpr std::size_t max_bytes = 64U << 20U;

constexpr std::array<std::pair<std::string_view, std::string_view>, 13> types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".webmanifest", "application/manifest+json; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".webp", "image/webp"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".wasm", "application/wasm"},
    {".txt", "text/plain; charset=utf-8"},
}};

std::string_view type_of(const fs::path& file) {
  const std::string extension = file.extension().string();
  const auto* row = std::find_if(types.begin(), types.end(), [&](const auto& type) { return type.first == extension; });
  return row == types.end() ? "application/octet-stream" : row->second;
}

bool plain_name(std::string_view path) {
  return std::all_of(path.begin(), path.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' ||
           c == '/';
  });
}

Result<std::vector<fs::path>> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator it(folder, error), end; it != end && !error; it.increment(error)) {
    const bool regular = it->symlink_status(error).type() == fs::file_type::regular;
    if (regular && plain_name(it->path().lexically_relative(folder).generic_string())) files.push_back(it->path());
    if (files.size() > max_files) return fail(Errc::too_large, folder.string() + ": over 2000 files");
  }
  if (error) return fail(Errc::cannot_read, folder.string() + ": " + error.message());
  return files;
}

}  // namespace

Result<Site> Site::read(const fs::path& folder) {
  Site site;
  const auto files = files_below(folder);
  if (!files) return tl::unexpected(files.error());
  std::size_t bytes = 0;
  for (const fs::path& file : *files) {
    std::error_code error;
    bytes += fs::file_size(file, error);
    if (bytes > max_bytes) return fail(Errc::too_large, folder.string() + ": over 64 MiB");
    std::ifstream in(file, std::ios::binary);
    Draft draft;
    draft.body.assign(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    if (error || !in.good()) return fail(Errc::cannot_read, file.string());
    std::string path = "/" + file.lexically_relative(folder).generic_string();
    draft.type = type_of(file);
    // The bundler puts a hash of the content into these names.
    draft.keep = path.starts_with("/assets/") ? Keep::forever : Keep::checked;
    if (path == "/index.html") path = "/";
    Draft packed = draft;
    packed.gzip = true;
    site.files_[std::move(path)] = {made(std::move(draft)), made(std::move(packed))};
  }
  return site;
}

ResponsePtr Site::find(std::string_view path, bool gzip) const {
  const auto file = files_.find(path);
  if (file == files_.end()) return nullptr;
  return gzip ? file->second.packed : file->second.plain;
}

}  // namespace contrechamp::server
