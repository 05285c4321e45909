// SPDX-License-Identifier: AGPL-3.0-or-later
// Ten million made-up devices along the streets of Copenhagen, streamed: a tile's devices are drawn, looked from, written and
// forgotten. What is computed of each: its view and the street metres within 50 m, in two dimensions, all round.
#include <xxhash.h>
#include <algorithm>
#include <array>
#include <atomic>
#include <bench/benches.hpp>
#include <bench/clock.hpp>
#include <bench/extracts.hpp>
#include <bench/measure.hpp>
#include <bench/street_view.hpp>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <map>
#include <sstream>
#include <thread>
#include <unistd.h>

namespace contrechamp::bench {
namespace {
constexpr std::int32_t reach_cm = 5'000;
constexpr std::int32_t tile_cm = 40'000;
constexpr std::int64_t roadside_cm = 600;  // how far from the middle of the street a device stands at most
constexpr std::uint64_t trial_devices = 20'000;
constexpr double longest_s = 180;

/// Streets by tile, and how many devices stand before each of them: by length, so that any tile can be drawn alone.
class Plan {
 public:
  Plan(const Town& town, std::uint64_t devices) : town_(town) {
    std::map<std::pair<std::int32_t, std::int32_t>, std::vector<std::uint32_t>> by_tile;
    double all_cm = 0;
    for (std::uint32_t i = 0; i < town.streets.size(); ++i) {
      const StreetEdge& edge = town.streets[i];
      by_tile[{(edge.a.y + (1 << 30)) / tile_cm, (edge.a.x + (1 << 30)) / tile_cm}].push_back(i);
      all_cm += edge.length_cm;
    }
    double before_cm = 0;
    for (auto& [tile, edges] : by_tile) {
      first_.push_back(edges_.size());
      for (const std::uint32_t i : edges) {
        edges_.push_back(i);
        before_.push_back(static_cast<std::uint64_t>(before_cm / all_cm * static_cast<double>(devices)));
        before_cm += town.streets[i].length_cm;
      }
    }
    first_.push_back(edges_.size());
    before_.push_back(devices);
  }

  [[nodiscard]] std::size_t tiles() const { return first_.size() - 1; }

  /// The devices of one tile, each with its own seed. One whose roadside is built over stands in the middle of the street.
  void draw(std::size_t tile, std::vector<geo::Point>& out) const {
    out.clear();
    for (std::size_t k = first_[tile]; k < first_[tile + 1]; ++k) {
      for (std::uint64_t i = before_[k]; i < before_[k + 1]; ++i) {
        Random random(i);
        out.push_back(place(town_.streets[edges_[k]], random));
      }
    }
  }

 private:
  [[nodiscard]] geo::Point place(const StreetEdge& edge, Random& random) const {
    const double t = static_cast<double>(random.below(1 << 20)) / (1 << 20);
    const auto dx = static_cast<double>(edge.b.x - edge.a.x);
    const auto dy = static_cast<double>(edge.b.y - edge.a.y);
    const auto beside = [&](double out) {
      return geo::Point{static_cast<std::int32_t>(std::floor(edge.a.x + t * dx - out * dy)),
                        static_cast<std::int32_t>(std::floor(edge.a.y + t * dy + out * dx))};
    };
    const geo::Point p = beside(static_cast<double>(random.between(-roadside_cm, roadside_cm)) / edge.length_cm);
    return town_.free(p) ? p : beside(0);
  }

  const Town& town_;
  std::vector<std::size_t> first_;     // by tile, into edges_
  std::vector<std::uint32_t> edges_;   // by tile
  std::vector<std::uint64_t> before_;  // devices before this edge
};

/// What a thread writes of a device: its place, and segment, from, to of every stretch, in whole centimetres.
class Records {
 public:
  void add(geo::Point eye, std::span<const Stretch> seen) {
    put(static_cast<std::uint32_t>(eye.x));
    put(static_cast<std::uint32_t>(eye.y));
    put(static_cast<std::uint32_t>(seen.size()));
    for (const Stretch& stretch : seen) {
      put(stretch.segment);
      put(static_cast<std::uint32_t>(std::floor(stretch.from_cm)));
      put(static_cast<std::uint32_t>(std::ceil(stretch.to_cm)));
    }
  }
  /// Sends a tile's records on their way: here, into a hash that the order of tiles does not change.
  void flush() {
    bytes_ += sizeof(std::uint32_t) * words_.size();
    hash_ += XXH3_64bits(words_.data(), sizeof(std::uint32_t) * words_.size());
    words_.clear();
  }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  [[nodiscard]] std::uint64_t hash() const { return hash_; }

 private:
  void put(std::uint32_t word) { words_.push_back(word); }
  std::vector<std::uint32_t> words_;
  std::uint64_t bytes_ = 0;
  std::uint64_t hash_ = 0;
};

struct Streamed {
  std::uint64_t devices = 0, bytes = 0, hash = 0;
  double draw_s = 0, look_s = 0;  ///< processor time
  Streamed& operator+=(const Streamed& other) {
    devices += other.devices;
    bytes += other.bytes;
    hash += other.hash;
    draw_s += other.draw_s;
    look_s += other.look_s;
    return *this;
  }
};

/// One thread's share: the next tile from the counter, until there is none.
Streamed stream_tiles(const Town& town, const StreetIndex& streets, const Plan& plan, std::atomic<std::size_t>& next) {
  Streamed done;
  StreetView view(town.walls, streets);
  Records records;
  std::vector<geo::Point> places;
  for (std::size_t tile = next++; tile < plan.tiles(); tile = next++) {
    const double start = thread_seconds();
    plan.draw(tile, places);
    const double drawn = thread_seconds();
    for (const geo::Point eye : places) records.add(eye, view.look(eye, reach_cm));
    records.flush();
    done += {places.size(), 0, 0, drawn - start, thread_seconds() - drawn};
  }
  done.bytes = records.bytes();
  done.hash = records.hash();
  return done;
}

double memory_mb(const char* what) {
  std::ifstream in("/proc/self/status");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(what)) return std::strtod(line.c_str() + line.find(':') + 1, nullptr) / 1024;
  }
  return 0;
}

/// The line that stream_once prints.
struct Run {
  double devices = 0, wall_s = 0, draw_s = 0, look_s = 0, bytes = 0, before_mb = 0, peak_mb = 0;
  std::string hash;
  bool succeeded = false;
};
Run streamed(const std::filesystem::path& file, std::uint64_t devices, unsigned threads) {
  const Cost cost = bench::run(this_program({"--stream", file.string(), std::to_string(devices), std::to_string(threads)}));
  Run out;
  std::istringstream in(cost.out);
  in >> out.devices >> out.wall_s >> out.draw_s >> out.look_s >> out.bytes >> out.before_mb >> out.peak_mb >> out.hash;
  out.succeeded = cost.succeeded && in;
  return out;
}

/// As many as asked for by CONTRECHAMP_BENCH_DEVICES, else ten million or what three minutes allow.
std::uint64_t affordable(const Run& trial) {
  constexpr std::uint64_t all = 10'000'000;
  if (const char* asked = std::getenv("CONTRECHAMP_BENCH_DEVICES")) return std::strtoull(asked, nullptr, 10);
  const auto within = static_cast<std::uint64_t>(trial.devices / trial.wall_s * longest_s);
  if (within < all) std::printf("bench: not measured: ten million devices; %llu\n", static_cast<unsigned long long>(within));
  return std::min(all, within);
}
}  // namespace

int stream_once(const std::filesystem::path& file, std::uint64_t devices, unsigned threads) {
  const auto there = town(file);
  if (!there) return 1;
  const StreetIndex streets(there->streets);
  const Plan plan(*there, devices);
  std::ofstream("/proc/self/clear_refs") << 5;  // from here on the peak is that of the stream (proc(5))
  const double before_mb = memory_mb("VmRSS");
  std::atomic<std::size_t> next{0};
  std::vector<Streamed> parts(threads);
  const auto work = [&](unsigned worker) { parts[worker] = stream_tiles(*there, streets, plan, next); };
  const double start = wall_seconds();
  std::vector<std::thread> others;
  for (unsigned worker = 1; worker < threads; ++worker) others.emplace_back(work, worker);
  work(0);
  for (std::thread& other : others) other.join();
  const double wall = wall_seconds() - start;
  Streamed all;
  for (const Streamed& part : parts) all += part;
  std::printf("%llu %.6f %.6f %.6f %llu %.1f %.1f %016llx\n", static_cast<unsigned long long>(all.devices), wall, all.draw_s,
              all.look_s, static_cast<unsigned long long>(all.bytes), before_mb, memory_mb("VmHWM"),
              static_cast<unsigned long long>(all.hash));
  return 0;
}

void bench_millions(Results& results) {
  const std::string name = "copenhagen";
  const std::filesystem::path file = extract(name);
  if (file.empty()) return;
  const Run trial = streamed(file, trial_devices, 1);
  const Run same = streamed(file, trial_devices, 2);
  if (!trial.succeeded || !same.succeeded) return results.wrong("devices cannot be streamed over " + name);
  if (trial.hash != same.hash || trial.devices != static_cast<double>(trial_devices))
    return results.wrong("two threads write other records than one");
  const Run run = streamed(file, affordable(same), 2);
  if (!run.succeeded) return results.wrong("devices cannot be streamed over " + name);
  const double per_second = run.devices / run.wall_s;
  results.add({"stream_devices_" + name, run.devices, "devices", Better::more});
  results.add({"stream_devices_per_second_" + name, per_second, "devices/s", Better::more});
  results.add({"stream_draw_cpu_per_device_" + name, run.draw_s / run.devices * 1e6, "us"});
  results.add({"stream_look_cpu_per_device_" + name, run.look_s / run.devices * 1e6, "us"});
  results.add({"stream_record_per_device_" + name, run.bytes / run.devices, "B"});
  results.add({"stream_memory_per_device_" + name, (run.peak_mb - run.before_mb) * (1 << 20) / run.devices, "B"});
  results.add({"stream_peak_memory_" + name, run.peak_mb, "MB"});
  results.add({"stream_600_million_" + name, 600e6 / per_second / 3600, "h"});
}

}  // namespace contrechamp::bench
