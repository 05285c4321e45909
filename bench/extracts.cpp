// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <bench/extracts.hpp>
#include <bench/measure.hpp>
#include <cstdio>
#include <cstdlib>

namespace contrechamp::bench {
namespace fs = std::filesystem;
namespace {
/// Reads the folder's name and waits until nobody holds the other end of the pipe: then we have ended, in whatever way. Where the
/// folder is still there, what ran for us gets a second to end.
constexpr const char* heir_of_folder = R"(trap '' INT TERM HUP; IFS= read -r folder; cat
for i in 1 2 3 4 5; do [ -e "$folder" ] && sleep 1 && rm -rf "$folder" 2>/dev/null; done)";
}  // namespace

TemporaryFolder::TemporaryFolder() {
  std::string name = (fs::temp_directory_path() / "contrechamp-bench-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw fs::filesystem_error("no temporary folder", std::error_code(errno, std::generic_category()));
  path_ = name;
  fs::permissions(path_, fs::perms(0755));  // nginx's workers are another user
  heir_ = ::popen(heir_of_folder, "we");
  if (heir_ == nullptr) return;
  std::fprintf(heir_, "%s\n", path_.c_str());
  std::fflush(heir_);
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
  if (heir_ != nullptr) ::pclose(heir_);
}

fs::path data_folder() {
  const char* root = std::getenv("CONTRECHAMP_DATA");
  return root != nullptr ? root : "../shared/data";
}

std::vector<fs::path> extracts() {
  std::vector<fs::path> found;
  std::error_code missing;
  for (const auto& entry : fs::directory_iterator(data_folder() / "osm", missing)) {
    if (entry.path().extension() == ".pbf") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::string city(const fs::path& file) {
  const std::string name = file.filename().string();
  return name.substr(0, name.find('.'));
}

const fs::path& map_atlas() {
  static const TemporaryFolder folder;
  static const fs::path atlas = [] {
    for (const fs::path& file : extracts()) {
      if (city(file) != map_city) continue;
      const fs::path made = folder.path() / "map.atlas";
      if (run(this_program({"--build", file.string(), made.string(), "2"})).succeeded) return made;
    }
    std::fprintf(stderr, "bench: not measured: the map of %s, whose extract is missing or cannot be built\n", map_city);
    return fs::path();
  }();
  return atlas;
}

}  // namespace contrechamp::bench
