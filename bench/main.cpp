// SPDX-License-Identifier: AGPL-3.0-or-later
// contrechamp_bench FOLDER [SUBJECT...|all]: measures the subjects that are named, and writes FOLDER/results.json. None named:
// all but those that need more than this project's own packages; `all` means these too. Exit codes: 0 measured, however slow; 1 a
// result is wrong or cannot be written; 2 called wrongly.
#include <algorithm>
#include <array>
#include <bench/benches.hpp>
#include <bench/measure.hpp>
#include <cstdio>
#include <cstdlib>
#include <span>

namespace {
using namespace contrechamp::bench;

struct Subject {
  std::string_view name;
  void (*measure)(Results&);
  bool by_itself = true;  ///< also if nothing is named
};
constexpr std::array subjects{
    Subject{"build", bench_build},       Subject{"tiles", bench_tiles},           Subject{"server", bench_server},
    Subject{"page", bench_page},         Subject{"kernel", bench_kernel},         Subject{"devices", bench_devices},
    Subject{"millions", bench_millions}, Subject{"routing", bench_routing},       Subject{"new_york", bench_new_york},
    Subject{"commute", bench_commute},   Subject{"http_route", bench_http_route}, Subject{"peers", bench_peers, false},
};

int measured(const std::filesystem::path& folder, std::span<char*> wanted) {
  Results results;
  const auto named = [&](std::string_view name) { return std::find(wanted.begin(), wanted.end(), name) != wanted.end(); };
  for (const Subject& subject : subjects) {
    const bool of_all = wanted.empty() ? subject.by_itself : named("all");
    if (of_all || named(subject.name)) subject.measure(results);
  }
  const bool written = results.write(folder);
  return written && results.all_right() ? 0 : 1;
}
}  // namespace

int main(int argc, char** argv) {
  const std::span<char*> words(argv + 1, static_cast<std::size_t>(argc - 1));
  const std::string_view first = words.empty() ? "" : words[0];
  if (first == "--cost") return cost_of({words.begin() + 1, words.end()});
  if (first == "--read" && words.size() == 2) return read_once(words[1]);
  if (first == "--tiles" && words.size() == 2) return draw_tiles_once(words[1]);
  if (first == "--coverages" && words.size() == 2) return draw_coverages_once(words[1]);
  if (first == "--looks" && words.size() == 4) {
    return look_once(words[1], std::atoi(words[2]), words[3] == std::string_view("streets"));
  }
  if (first == "--stream" && words.size() == 4) {
    return stream_once(words[1], std::strtoull(words[2], nullptr, 10), static_cast<unsigned>(std::atoi(words[3])));
  }
  if (first == "--build" && words.size() == 4) {
    return build_once(words[1], words[2], static_cast<unsigned>(std::strtoul(words[3], nullptr, 10)));
  }
  if (first.empty() || first[0] == '-') {
    std::fprintf(stderr, "usage: contrechamp_bench FOLDER [SUBJECT...|all]\n");
    return 2;
  }
  return measured(words[0], words.subspan(1));
}
