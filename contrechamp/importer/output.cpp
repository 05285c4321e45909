// SPDX-License-Identifier: AGPL-3.0-or-later
#include <array>
#include <contrechamp/atlas/format.hpp>
#include <contrechamp/importer/output.hpp>
#include <fstream>
#include <system_error>

namespace contrechamp::importer {
namespace fs = std::filesystem;
namespace {

bool begins_as_an_atlas(const fs::path& file) {
  std::array<char, atlas::format::magic.size()> start{};
  std::ifstream in(file, std::ios::binary);
  return in.read(start.data(), start.size()) && start == atlas::format::magic;
}

}  // namespace

Result<void> check_output(std::span<const fs::path> inputs, const fs::path& output) {
  const auto refused = [&](const std::string& why) { return fail(Errc::cannot_write, output.string() + ": " + why); };
  std::error_code error;
  for (const fs::path& input : inputs) {
    if (fs::equivalent(input, output, error)) {
      return fail(Errc::bad_argument, "the output would replace an input: " + input.string());
    }
  }
  const fs::path folder = output.has_parent_path() ? output.parent_path() : fs::path(".");
  const fs::file_status parent = fs::status(folder, error);
  if (!fs::is_directory(parent)) return refused(error ? error.message() : "its folder is no folder");
  const fs::file_status former = fs::status(output, error);
  if (former.type() == fs::file_type::not_found) return {};
  if (fs::is_directory(former)) return refused("is a folder");
  if (!fs::is_regular_file(former)) return refused(error ? error.message() : "not a regular file");
  if (fs::file_size(output, error) > 0 && !begins_as_an_atlas(output)) return refused("exists and is no atlas");
  return {};
}

}  // namespace contrechamp::importer
