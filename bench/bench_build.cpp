// SPDX-License-Identifier: AGPL-3.0-or-later
// Reading an extract, against the quickest thing that libosmium's own tool does with a whole file: osmium cat to text. Then the
// whole build, stage by stage, which has no peer; its atlas must be the same with one thread and with two.
#include <algorithm>
#include <array>
#include <bench/benches.hpp>
#include <bench/extracts.hpp>
#include <bench/measure.hpp>
#include <contrechamp/core/log.hpp>
#include <contrechamp/importer/build.hpp>
#include <contrechamp/osm/reader.hpp>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <sstream>

namespace contrechamp::bench {
namespace {
namespace fs = std::filesystem;
constexpr double worth_measuring_s = 0.2;  // below, starting the program is what is measured

// What libosmium counts in the file, in the form that `read_once` prints.
std::string counted_by_osmium(const fs::path& file) {
  std::string counts;
  for (const char* key : {"data.count.nodes", "data.count.ways", "data.count.relations"}) {
    counts += run({"osmium", "fileinfo", "-e", "-g", key, file.string()}).out;
  }
  return counts;
}
void against_osmium_cat(Results& results, const fs::path& file) {
  const Cost peer = median_run({"osmium", "cat", "--no-progress", "--overwrite", "-f", "opl", "-o", "/dev/null", file.string()});
  if (!peer.succeeded) {
    results.wrong("osmium cat fails on " + file.string());
    return;
  }
  if (peer.wall_s <= worth_measuring_s) return;
  const Cost ours = median_run(this_program({"--read", file.string()}));
  if (!ours.succeeded) {
    results.wrong("cannot read " + file.string());
    return;
  }
  if (ours.out != counted_by_osmium(file)) results.wrong(city(file) + ": not as many objects read as osmium counts");
  const std::string name = "osmium cat -f opl";
  results.add({"read_and_parse_vs_osmium_cat_" + city(file), ours.wall_s, "s", Better::less, Peer{name, peer.wall_s}});
  results.add({"read_and_parse_cpu_" + city(file), ours.cpu_s, "s", Better::less, Peer{name, peer.cpu_s}});
  results.add({"read_and_parse_memory_" + city(file), ours.peak_mb, "MB", Better::less, Peer{name, peer.peak_mb}});
}

std::string bytes_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Rows of one build from the lines that `build_once` printed: stage, seconds, MB.
void add_stages(Results& results, const std::string& printed, const std::string& place) {
  std::istringstream lines(printed);
  std::string stage;
  for (double stage_s = 0, stage_mb = 0; lines >> stage >> stage_s >> stage_mb;) {
    results.add({"build_" + stage + "_seconds_" + place, stage_s, "s"});
    results.add({"build_" + stage + "_peak_memory_" + place, stage_mb, "MB"});
  }
}

void whole_build(Results& results, const fs::path& file) {
  const TemporaryFolder temporary;
  const fs::path& folder = temporary.path();
  const auto built = [&](const std::string& threads) {
    return run(this_program({"--build", file.string(), (folder / threads).string(), threads}));
  };
  const Cost one = built("1");
  const Cost two = built("2");
  if (!one.succeeded || !two.succeeded) {
    results.wrong("cannot build " + city(file));
  } else {
    if (bytes_of(folder / "1") != bytes_of(folder / "2"))
      results.wrong(city(file) + ": two threads build another atlas than one");
    add_stages(results, one.out, city(file));
    results.add({"build_one_thread_" + city(file), one.wall_s, "s"});
    results.add({"build_two_threads_" + city(file), two.wall_s, "s"});
  }
}
}  // namespace

int read_once(const fs::path& file) {
  LogSink silent;
  const std::array<fs::path, 1> files{file};
  const auto snapshot = osm::read(files, {}, silent);
  if (!snapshot) {
    std::fprintf(stderr, "%s\n", snapshot.error().sentence().c_str());
    return 1;
  }
  for (const scene::Input& input : snapshot->inputs) {
    std::printf("%llu\n%llu\n%llu\n", static_cast<unsigned long long>(input.nodes), static_cast<unsigned long long>(input.ways),
                static_cast<unsigned long long>(input.relations));
  }
  return 0;
}

int build_once(const fs::path& file, const fs::path& output, unsigned threads) {
  LogSink silent;
  const std::array<fs::path, 1> files{file};
  const auto built = importer::build(files, output, {}, threads, silent);
  if (!built) {
    std::fprintf(stderr, "%s\n", built.error().sentence().c_str());
    return 1;
  }
  for (const importer::StageCost& cost : built->costs) {
    std::string stage = cost.stage;
    std::replace(stage.begin(), stage.end(), ' ', '_');
    std::printf("%s %.6f %.3f\n", stage.c_str(), cost.seconds, cost.peak_mb);
  }
  return 0;
}

void bench_build(Results& results) {
  const std::vector<fs::path> files = extracts();
  if (files.empty()) std::printf("no extracts: set CONTRECHAMP_DATA to a folder that holds osm/*.osm.pbf\n");
  for (const fs::path& file : files) {
    against_osmium_cat(results, file);
    whole_build(results, file);
  }
}

}  // namespace contrechamp::bench
