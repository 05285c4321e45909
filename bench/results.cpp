// SPDX-License-Identifier: AGPL-3.0-or-later
#include <bench/results.hpp>
#include <bench/measure.hpp>
#include <sys/utsname.h>
#include <unistd.h>
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace contrechamp::bench {
namespace {
namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

#if defined(__clang__)
constexpr const char* compiler = "clang++ " __clang_version__;
#else
constexpr const char* compiler = "g++ " __VERSION__;
#endif

std::string cpu_model() {
  std::ifstream in("/proc/cpuinfo");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("model name")) return line.substr(line.find(':') + 2);
  }
  return "unknown";
}

/// The vector units among the processor's flags: they decide which of the kernel's paths runs.
std::string vector_units() {
  std::ifstream in("/proc/cpuinfo");
  std::string units;
  for (std::string line; units.empty() && std::getline(in, line);) {
    if (!line.starts_with("flags")) continue;
    std::istringstream words(line.substr(line.find(':') + 1));
    for (std::string word; words >> word;) {
      if (word == "sse4_2" || word.starts_with("avx")) units += (units.empty() ? "" : " ") + word;
    }
  }
  return units;
}

std::string version_of(const std::string& package) {
  return first_line_of("dpkg-query -W -f '${Version}' " + package + " 2>/dev/null");
}

/// Peers and tools as they name themselves; empty if one is missing.
Json programs() {
  return {{"osmium", first_line_of("osmium --version")},
          {"nginx", first_line_of("PATH=$PATH:/usr/sbin nginx -v")},
          {"wrk", first_line_of("wrk -v")},
          {"chromium", version_of("chromium")},
          {"cgal", version_of("libcgal-dev")},
          {"geos", version_of("libgeos-dev")},
          {"pgrouting", version_of("'postgresql-*-pgrouting'")},
          {"routino", version_of("routino")}};
}

Json machine() {
  utsname system{};
  uname(&system);
  const double memory = static_cast<double>(sysconf(_SC_PHYS_PAGES)) * static_cast<double>(sysconf(_SC_PAGE_SIZE));
  return {{"cpu", cpu_model()},
          {"cores", sysconf(_SC_NPROCESSORS_ONLN)},
          {"topology", first_line_of("lscpu | grep -E '^(Socket|Core|Thread)' | tr -s ' ' | paste -sd ';'")},
          {"vector_units", vector_units()},
          {"memory_mb", static_cast<std::int64_t>(memory / 1e6)},
          {"compiler", compiler},
          {"programs", programs()},
          {"kernel", std::string(system.sysname) + " " + system.release + " " + system.machine}};
}

Json as_json(const Row& row) {
  const auto ratio = row.ratio();
  return {{"name", row.name},
          {"value", row.value},
          {"unit", row.unit},
          {"better", row.better == Better::less ? "less" : "more"},
          {"peer", row.peer ? Json(row.peer->name) : Json(nullptr)},
          {"peer_value", row.peer ? Json(row.peer->value) : Json(nullptr)},
          {"ratio", ratio ? Json(*ratio) : Json(nullptr)}};
}

bool written(const fs::path& path, const Json& json) {
  std::ofstream out(path);
  out << json.dump(2) << '\n';
  out.close();
  if (!out) std::fprintf(stderr, "bench: cannot write %s\n", path.c_str());
  return !out.fail();
}
}  // namespace

std::optional<double> Row::ratio() const {
  if (!peer) return std::nullopt;
  return better == Better::less ? peer->value / value : value / peer->value;
}

void Results::add(Row row) {
  if (std::any_of(rows_.begin(), rows_.end(), [&](const Row& other) { return other.name == row.name; })) {
    wrong("two rows are called " + row.name);
    return;
  }
  std::printf("%-60s %12.4f %-4s", row.name.c_str(), row.value, row.unit.c_str());
  if (row.peer) std::printf("  %s: %.4f, ratio %.3g", row.peer->name.c_str(), row.peer->value, *row.ratio());
  std::printf("\n");
  std::fflush(stdout);
  rows_.push_back(std::move(row));
}

void Results::wrong(std::string_view what) {
  right_ = false;
  std::fprintf(stderr, "bench: WRONG: %.*s\n", static_cast<int>(what.size()), what.data());
}

bool Results::write(const fs::path& folder) const {
  std::error_code failed;
  fs::create_directories(folder, failed);
  Json rows = Json::array();
  for (const Row& row : rows_) rows.push_back(as_json(row));
  return written(folder / "results.json", rows) && written(folder / "machine.json", machine());
}

}  // namespace contrechamp::bench
