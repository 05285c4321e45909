// SPDX-License-Identifier: AGPL-3.0-or-later
// One route over HTTP by OSRM's API, on one connection that is kept open, places drawn at random: from the question sent to the
// answer read. Stored sums, simplified line, no steps. The server is `contrechamp serve` as it is shipped, on 127.0.0.1.
#include <algorithm>
#include <array>
#include <bench/benches.hpp>
#include <bench/extracts.hpp>
#include <bench/http.hpp>
#include <bench/measure.hpp>
#include <chrono>
#include <cmath>
#include <contrechamp/core/random.hpp>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>

namespace contrechamp::bench {
namespace {

constexpr std::size_t routes = 400;
constexpr std::size_t tries = 20'000;
constexpr double m_per_degree = 111'195;

struct City {
  const char* name;
  const char* extract;
  double least_m;  ///< of a route
  double most_m;
};
constexpr std::array cities{City{"helsinki", "helsinki-centre-2019-04", 1'000, 2'500},
                            City{"porto", "porto-streets-2015-06", 4'000, 8'000}};

/// Targets of routes of the wanted length, as the server itself tells them.
std::vector<std::string> targets(Connection& server, const City& city, const std::string& more) {
  const auto info = nlohmann::json::parse(server.get("/api/info", Coding::identity).body, nullptr, false);
  std::vector<std::string> found;
  if (info.is_discarded()) return found;
  const auto box = info["bounds"].get<std::array<double, 4>>();
  Random random(1);
  const auto between = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random.below(1'000'000)) / 1'000'000;
  };
  for (std::size_t i = 0; i < tries && found.size() < routes; ++i) {
    const double lon = between(box[0], box[2]);
    const double lat = between(box[1], box[3]);
    const double reach = city.most_m / m_per_degree;
    std::array<char, 200> text{};
    std::snprintf(text.data(), text.size(), "/route/v1/foot/%.6f,%.6f;%.6f,%.6f%s", lon, lat, between(lon - reach, lon + reach),
                  between(lat - reach, lat + reach), more.c_str());
    const Reply reply = server.get(text.data(), Coding::identity);
    if (reply.status != 200) continue;
    const double metres = nlohmann::json::parse(reply.body)["routes"][0]["distance"];
    if (metres >= city.least_m && metres <= city.most_m) found.emplace_back(text.data());
  }
  return found;
}

void one_city(Results& results, const City& city, const std::filesystem::path& atlas, const std::string& what,
              const std::string& more) {
  const Running process({CONTRECHAMP_PROGRAM, "serve", atlas.string(), "--port", "0", "--lang", "en"});
  const std::string url = process.line();  // "http://127.0.0.1:8080/"
  Connection server(static_cast<std::uint16_t>(std::atoi(url.c_str() + std::min(url.size(), url.rfind(':') + 1))));
  const std::vector<std::string> asked = targets(server, city, more);
  if (asked.size() < routes) {
    results.wrong(std::string("too few routes in ") + city.name);
    return;
  }
  std::vector<double> ms;
  double bytes = 0;
  const double before_s = process.cpu_s();
  for (const std::string& target : asked) {
    const auto start = std::chrono::steady_clock::now();
    const Reply reply = server.get(target, Coding::identity);
    ms.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count());
    bytes += static_cast<double>(reply.body.size());
    if (reply.status != 200) results.wrong(target + " failed");
  }
  const double cpu_us = (process.cpu_s() - before_s) * 1e6 / static_cast<double>(asked.size());
  std::sort(ms.begin(), ms.end());
  const std::string place = what + "_" + city.name + "_foot";
  results.add({"http_route_p50" + place, ms[ms.size() / 2], "ms", Better::less});
  results.add({"http_route_p99" + place, ms[ms.size() * 99 / 100], "ms", Better::less});
  results.add({"http_route_cpu" + place, cpu_us, "us", Better::less});
  results.add({"http_route_bytes" + place, bytes / static_cast<double>(asked.size()), "B"});
}

}  // namespace

void bench_http_route(Results& results) {
  const TemporaryFolder folder;
  for (const City& city : cities) {
    const std::filesystem::path extract = data_folder() / "osm" / (std::string(city.extract) + ".osm.pbf");
    const std::filesystem::path atlas = folder.path() / (std::string(city.name) + ".atlas");
    if (!run(this_program({"--build", extract.string(), atlas.string(), "2"})).succeeded) {
      std::fprintf(stderr, "bench: not measured: routes over HTTP in %s, whose extract is missing or cannot be built\n",
                   city.name);
      continue;
    }
    one_city(results, city, atlas, "", "");
    one_city(results, city, atlas, "_steps", "?steps=true&overview=full");
  }
}

}  // namespace contrechamp::bench
