// SPDX-License-Identifier: AGPL-3.0-or-later
// The page: what it weighs, and how long a reader of Helsinki's centre waits for the first map.
#include <algorithm>
#include <bench/benches.hpp>
#include <bench/extracts.hpp>
#include <bench/measure.hpp>
#include <contrechamp/tiles/native/gzip.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

namespace contrechamp::bench {
namespace {
namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// What the first map does not need, and is fetched when somebody wants it: web/README.md.
bool is_later(const fs::path& file) { return file.filename().string().starts_with("later-"); }

/// Scripts and styles whose names stand in the file, and in those in turn: what a browser fetches for it. Names hold a hash.
void follow(const fs::path& file, const std::vector<fs::path>& all, std::set<fs::path>& found) {
  const std::string text = bytes_of(file);
  for (const fs::path& other : all) {
    if (!is_later(other) && text.find(other.filename().string()) != std::string::npos && found.insert(other).second)
      follow(other, all, found);
  }
}

/// As the server sends them: script and style compressed, fonts as they are. A browser takes only the fonts that it needs.
void weight(Results& results) {
  const fs::path folder(CONTRECHAMP_PAGE_FOLDER);
  std::vector<fs::path> code;
  double fonts = 0;
  std::error_code missing;
  for (const auto& entry : fs::recursive_directory_iterator(folder, missing)) {
    const fs::path kind = entry.path().extension();
    if (kind == ".js" || kind == ".mjs" || kind == ".css") code.push_back(entry.path());
    if (kind == ".woff2") fonts += static_cast<double>(fs::file_size(entry.path()));
  }
  std::set<fs::path> of_map;
  follow(folder / "index.html", code, of_map);
  double script = 0, style = 0, later = 0, others = 0;
  for (const fs::path& file : code) {
    double& sum = is_later(file) ? later : !of_map.contains(file) ? others : file.extension() == ".css" ? style : script;
    sum += static_cast<double>(tiles::gzipped(bytes_of(file)).size());
  }
  results.add({"page_script_gzip", script / 1e3, "kB"});
  results.add({"page_style_gzip", style / 1e3, "kB"});
  results.add({"page_script_and_style_gzip", (script + style) / 1e3, "kB"});
  results.add({"page_script_and_style_gzip_later", later / 1e3, "kB"});
  results.add({"page_script_and_style_gzip_all_pages", (script + style + later + others) / 1e3, "kB"});
  results.add({"page_fonts_woff2", fonts / 1e3, "kB"});
}

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

void first_map(Results& results) {
  const Cost cost = run({"node", CONTRECHAMP_SOURCE "/bench/first_map.mjs", CONTRECHAMP_PROGRAM, map_atlas().string()});
  std::istringstream lines(cost.out);
  std::map<std::string, std::vector<double>> waited;
  std::vector<double> kilobytes;
  for (std::string line; std::getline(lines, line);) {
    const auto visit = nlohmann::json::parse(line);
    waited[visit["server"]].push_back(visit["ms"]);
    kilobytes.push_back(visit["kb"]);
  }
  if (!cost.succeeded || waited.size() != 2) {
    results.wrong("no first map");
    return;
  }
  for (const auto& [server, ms] : waited) {
    results.add({"first_map_" + server + "_server", median(ms), "ms"});
    results.add({"first_map_" + server + "_server_slowest", *std::max_element(ms.begin(), ms.end()), "ms"});
  }
  results.add({"first_map_transfer", median(kilobytes), "kB"});
}

/// The sentence on what is missing; empty if nothing is.
std::string missing() {
  if (map_atlas().empty()) return "no city";
  const char* chosen = std::getenv("CHROMIUM");
  if (!fs::exists(chosen != nullptr ? chosen : "/usr/bin/chromium")) return "chromium is missing (tools/setup.sh bench)";
  return {};
}
}  // namespace

void bench_page(Results& results) {
  if (!fs::exists(fs::path(CONTRECHAMP_PAGE_FOLDER) / "index.html")) {
    std::fprintf(stderr, "bench: not measured: the page; it is not built (CONTRECHAMP_PAGE=OFF)\n");
    return;
  }
  weight(results);
  const std::string why = missing();
  if (why.empty()) {
    first_map(results);
  } else {
    std::fprintf(stderr, "bench: not measured: the first map; %s\n", why.c_str());
  }
}

}  // namespace contrechamp::bench
