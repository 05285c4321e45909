// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

namespace contrechamp::bench {

/// A folder of this run, gone with everything in it at the end of its scope, and also if this program is stopped before.
class TemporaryFolder {
 public:
  TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder();
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  std::FILE* heir_ = nullptr;  // a shell that waits for the end of its input, and then removes what is left
};

/// CONTRECHAMP_DATA, else ../shared/data.
[[nodiscard]] std::filesystem::path data_folder();
/// Real extracts below it, by name.
[[nodiscard]] std::vector<std::filesystem::path> extracts();

/// "monaco-2025-02" from "monaco-2025-02.osm.pbf".
[[nodiscard]] std::string city(const std::filesystem::path& file);

/// The city on which the map is measured: its atlas, built once a run. Empty, with a sentence on stderr, if there is none.
inline constexpr const char* map_city = "helsinki-centre-2019-04";
[[nodiscard]] const std::filesystem::path& map_atlas();

}  // namespace contrechamp::bench
