// SPDX-License-Identifier: AGPL-3.0-or-later
// `contrechamp serve`, as it is shipped, against nginx handing out the same bytes as a file: a tile and a small JSON. One server
// runs at a time, and they take turns, so that a machine that slows down does so for both. All on 127.0.0.1.
#include <sys/resource.h>
#include <algorithm>
#include <bench/benches.hpp>
#include <bench/http.hpp>
#include <bench/nginx.hpp>
#include <contrechamp/geo/mercator.hpp>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace contrechamp::bench {
namespace {
constexpr int rounds = 3;
constexpr int warm_up_s = 2;
constexpr int measured_s = 8;
constexpr std::size_t idle_connections = 10'000;

/// Ours, on a port that the system chose.
class Serve {
 public:
  Serve() : process_({CONTRECHAMP_PROGRAM, "serve", map_atlas().string(), "--port", "0", "--lang", "en"}) {
    const std::string url = process_.line();  // "http://127.0.0.1:8080/"
    port_ = static_cast<std::uint16_t>(std::atoi(url.c_str() + std::min(url.size(), url.rfind(':') + 1)));
  }
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] const Running& process() const { return process_; }

 private:
  Running process_;
  std::uint16_t port_ = 0;
};

/// A load with the processor time that the server took for one answer.
struct Measured {
  Load load;
  double cpu_us = 0;
};

template <class Server>
Measured measured(const Server& server, const std::string& target) {
  static_cast<void>(load(server.port(), target, warm_up_s));
  const double before_s = server.process().cpu_s();
  const Load during = load(server.port(), target, measured_s);
  return {during, (server.process().cpu_s() - before_s) * 1e6 / (during.per_s * measured_s)};
}

void keep_better(Measured& best, const Measured& now) {
  if (!now.load.fault.empty() || (best.load.fault.empty() && now.load.per_s > best.load.per_s)) best = now;
}

/// The same status, the same bytes, and every header line of ours (but date, length and the ETag, which nginx makes by itself).
std::string difference(const Reply& ours, const Reply& theirs) {
  if (theirs.status != ours.status) return "another status";
  if (theirs.body != ours.body) return "other bytes";
  std::size_t at = ours.head.find("\r\n") + 2;
  while (at + 2 < ours.head.size()) {
    const std::size_t end = ours.head.find("\r\n", at);
    const std::string line = ours.head.substr(at, end - at);
    const bool own = line.starts_with("Date: ") || line.starts_with("ETag: ");
    if (!own && theirs.head.find("\r\n" + line + "\r\n") == std::string::npos) return "no line " + line;
    at = end + 2;
  }
  return {};
}

/// "nginx 1.22.1" from "nginx version: nginx/1.22.1".
std::string nginx_version() {
  std::string words = first_line_of(nginx_program() + " -v");
  words.erase(0, words.rfind('/') + 1);
  return "nginx " + words;
}

void one_target(Results& results, const std::string& name, const std::string& target) {
  const Reply reply = Connection(Serve().port()).get(target);
  if (reply.status != 200 || reply.head.find("Content-Encoding: gzip") == std::string::npos) {
    results.wrong(target + " is not served, or not compressed");
    return;
  }
  Measured ours, theirs, cached;
  for (int round = 0; round < rounds; ++round) {
    keep_better(ours, measured(Serve(), target));
    for (const FileCache cache : {FileCache::off, FileCache::on}) {
      const Nginx nginx(target, reply, cache);
      const std::string differs = difference(reply, Connection(nginx.port()).get(target));
      if (!differs.empty()) {
        results.wrong("nginx answers " + target + " with " + differs);
        return;
      }
      keep_better(cache == FileCache::on ? cached : theirs, measured(nginx, target));
    }
  }
  for (const Measured* one : {&ours, &theirs, &cached}) {
    if (!one->load.fault.empty()) results.wrong(target + ": " + one->load.fault);
  }
  const std::string peer = nginx_version();
  results.add({name + "_bytes_gzip", static_cast<double>(reply.body.size()), "B"});
  results.add({name + "_vs_nginx", ours.load.per_s, "1/s", Better::more, Peer{peer, theirs.load.per_s}});
  results.add({name + "_vs_nginx_open_file_cache", ours.load.per_s, "1/s", Better::more, Peer{peer, cached.load.per_s}});
  results.add({name + "_p50", ours.load.p50_ms, "ms", Better::less, Peer{peer, theirs.load.p50_ms}});
  results.add({name + "_p99", ours.load.p99_ms, "ms", Better::less, Peer{peer, theirs.load.p99_ms}});
  results.add({name + "_cpu_per_answer", ours.cpu_us, "us", Better::less, Peer{peer, theirs.cpu_us}});
}

/// Connections that have asked once and now wait. What the system itself keeps for a socket is not in it.
void idle_memory(Results& results) {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
  const Serve server;
  std::vector<Connection> idle;
  idle.reserve(idle_connections);
  static_cast<void>(Connection(server.port()).get("/health"));
  const double before_kb = server.process().resident_kb();
  while (idle.size() < idle_connections) {
    idle.emplace_back(server.port());
    if (!idle.back().open() || idle.back().get("/health").status != 200) {
      idle.pop_back();
      break;
    }
  }
  const double after_kb = server.process().resident_kb();
  const bool all_live = std::all_of(idle.begin(), idle.end(), [](Connection& one) { return one.get("/health").status == 200; });
  if (idle.empty() || !all_live) {
    results.wrong("idle connections do not live");
    return;
  }
  const auto count = static_cast<double>(idle.size());
  results.add({"idle_connections", count, "1", Better::more});
  results.add({"idle_connection_memory", (after_kb - before_kb) * 1024 / count, "B"});
}

/// Zoom 14 in the middle of the city: what its first view asks for.
std::string middle_tile(const nlohmann::json& info) {
  const auto& box = info["bounds"];
  const auto e7 = [&](std::size_t low, std::size_t high) {
    return static_cast<std::int32_t>((box[low].get<double>() + box[high].get<double>()) * 0.5e7);
  };
  const geo::World at = geo::world({e7(1, 3), e7(0, 2)});
  constexpr int zoom = 14;
  return "/tiles/map/14/" + std::to_string(at.x >> (geo::world_bits - zoom)) + "/" +
         std::to_string(at.y >> (geo::world_bits - zoom)) + ".mvt";
}

bool all_there() {
  bool there = !map_atlas().empty();
  for (const auto& [name, found] :
       {std::pair{"nginx-light", !nginx_program().empty()}, std::pair{"wrk", !first_line_of("command -v wrk").empty()}}) {
    if (!found) std::fprintf(stderr, "bench: not measured: the server; %s is missing (tools/setup.sh bench)\n", name);
    there = there && found;
  }
  return there;
}
}  // namespace

void bench_server(Results& results) {
  if (!all_there()) return;
  const auto asked = [](const std::string& target) {
    return nlohmann::json::parse(Connection(Serve().port()).get(target, Coding::identity).body);
  };
  const std::string device = asked("/api/devices?limit=1")["features"][0]["properties"]["id"];
  const std::string tile = middle_tile(asked("/api/info"));
  one_target(results, "tile", tile);
  one_target(results, "json", "/api/devices/" + device);
  idle_memory(results);
}

}  // namespace contrechamp::bench
