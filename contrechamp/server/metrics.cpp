// SPDX-License-Identifier: AGPL-3.0-or-later
#include <unistd.h>
#include <algorithm>
#include <contrechamp/core/text.hpp>
#include <contrechamp/server/metrics.hpp>
#include <fstream>

namespace contrechamp::server {
namespace {
using namespace std::chrono_literals;

struct Bound {
  std::chrono::nanoseconds most;
  std::string_view seconds;
};
constexpr std::array<Bound, 12> bounds{{{100us, "0.0001"},
                                        {250us, "0.00025"},
                                        {500us, "0.0005"},
                                        {1ms, "0.001"},
                                        {2500us, "0.0025"},
                                        {5ms, "0.005"},
                                        {10ms, "0.01"},
                                        {50ms, "0.05"},
                                        {100ms, "0.1"},
                                        {500ms, "0.5"},
                                        {1s, "1"},
                                        {5s, "5"}}};

void help(std::string& out, std::string_view name, std::string_view type, std::string_view what) {
  out.append("# HELP ").append(name).append(" ").append(what).append("\n# TYPE ").append(name).append(" ").append(type) += '\n';
}
void value(std::string& out, std::string_view name, std::string_view labels, std::string_view amount) {
  out.append(name).append(labels).append(" ").append(amount) += '\n';
}
std::string text_of(std::uint64_t count) { return number(static_cast<std::int64_t>(count)); }
std::string route_label(std::size_t route) { return "route=\"" + std::string(pattern(static_cast<Route>(route))) + "\""; }

std::uint64_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::uint64_t pages = 0;
  statm >> pages >> pages;  // the second figure
  return pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

}  // namespace

void Metrics::Part::count(Route route, Status status, std::size_t bytes, std::chrono::nanoseconds duration) {
  constexpr auto relaxed = std::memory_order_relaxed;
  static_assert(bounds.size() == buckets);
  const auto r = static_cast<std::size_t>(route);
  const auto* bound = std::find_if(bounds.begin(), bounds.end(), [&](const Bound& b) { return duration <= b.most; });
  requests_[r][static_cast<std::size_t>(status)].fetch_add(1, relaxed);
  durations_[r][static_cast<std::size_t>(bound - bounds.begin())].fetch_add(1, relaxed);
  bytes_[r].fetch_add(bytes, relaxed);
  nanoseconds_[r].fetch_add(static_cast<std::uint64_t>(duration.count()), relaxed);
}

Metrics::Metrics(unsigned parts) {
  for (unsigned i = 0; i < parts; ++i) parts_.push_back(std::make_unique<Part>());
}

std::size_t Metrics::open() const {
  std::size_t all = 0;
  for (const auto& part : parts_) all += part->open;
  return all;
}

template <class Read>
std::uint64_t Metrics::sum(const Read& read) const {
  std::uint64_t all = 0;
  for (const auto& part : parts_) all += read(*part).load(std::memory_order_relaxed);
  return all;
}

std::string Metrics::text(const Cache::Figures& cache, std::string_view version) const {
  std::string out;
  help(out, "contrechamp_requests_total", "counter", "Answers sent, by route and status.");
  for (std::size_t r = 0; r < Part::routes; ++r) {
    for (std::size_t s = 0; s < Part::statuses; ++s) {
      const std::uint64_t count = sum([&](Part & part) -> auto& { return part.requests_[r][s]; });
      const std::string labels = "{" + route_label(r) + ",status=\"" + number(status_table[s].code) + "\"}";
      if (count > 0) value(out, "contrechamp_requests_total", labels, text_of(count));
    }
  }
  help(out, "contrechamp_response_bytes_total", "counter", "Bytes of answers, with their headers.");
  for (std::size_t r = 0; r < Part::routes; ++r) {
    const std::uint64_t bytes = sum([&](Part & part) -> auto& { return part.bytes_[r]; });
    value(out, "contrechamp_response_bytes_total", "{" + route_label(r) + "}", text_of(bytes));
  }
  constexpr std::string_view duration = "contrechamp_request_duration_seconds";
  help(out, duration, "histogram", "From a request read to its answer handed to the system.");
  for (std::size_t r = 0; r < Part::routes; ++r) {
    std::uint64_t so_far = 0;
    const auto bucket = [&](std::size_t b, std::string_view bound) {
      so_far += sum([&](Part & part) -> auto& { return part.durations_[r][b]; });
      value(out, std::string(duration) + "_bucket", "{" + route_label(r) + ",le=\"" + std::string(bound) + "\"}",
            text_of(so_far));
    };
    for (std::size_t b = 0; b < bounds.size(); ++b) bucket(b, bounds[b].seconds);
    bucket(bounds.size(), "+Inf");
    const std::uint64_t nanoseconds = sum([&](Part & part) -> auto& { return part.nanoseconds_[r]; });
    value(out, std::string(duration) + "_sum", "{" + route_label(r) + "}", fixed(static_cast<double>(nanoseconds) * 1e-9, 6));
    value(out, std::string(duration) + "_count", "{" + route_label(r) + "}", text_of(so_far));
  }
  const auto single = [&](std::string_view name, std::string_view type, std::string_view what, std::uint64_t amount) {
    help(out, name, type, what);
    value(out, name, "", text_of(amount));
  };
  single("contrechamp_open_connections", "gauge", "Connections now.", open());
  single("contrechamp_cache_bytes", "gauge", "Memory of answers kept.", cache.bytes);
  single("contrechamp_cache_entries", "gauge", "Answers kept.", cache.entries);
  single("contrechamp_cache_hits_total", "counter", "Answers that were kept already.", cache.hits);
  single("contrechamp_cache_misses_total", "counter", "Answers that had to be computed.", cache.misses);
  single("process_resident_memory_bytes", "gauge", "Memory of this process, with the pages of the atlas in use.",
         resident_bytes());
  help(out, "contrechamp_build_info", "gauge", "Always 1; its label is the version.");
  value(out, "contrechamp_build_info", "{version=\"" + std::string(version) + "\"}", "1");
  return out;
}

}  // namespace contrechamp::server
