// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/referee_testing.hpp>
#include <zlib.h>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

/// Road networks of the 9th DIMACS Implementation Challenge (2006), for tests and benchmarks. Nodes are numbered from 0 here,
/// from 1 there.
namespace contrechamp::routing::dimacs {

/// Arcs of a .gr.gz in the order of the file: from, to, cost; first the number of nodes.
class Arcs {
 public:
  explicit Arcs(const std::filesystem::path& file) : file_(gzopen(file.c_str(), "rb"), &gzclose) {
    while (nodes_ == 0 && gzgets(file_.get(), line_.data(), static_cast<int>(line_.size())) != nullptr) {
      (void)std::sscanf(line_.data(), "p sp %u", &nodes_);
    }
  }
  [[nodiscard]] std::uint32_t nodes() const { return nodes_; }
  [[nodiscard]] std::optional<std::tuple<Node, Node, Cost>> next() {
    while (gzgets(file_.get(), line_.data(), static_cast<int>(line_.size())) != nullptr) {
      Node from = 0, to = 0;
      Cost cost = 0;
      if (std::sscanf(line_.data(), "a %u %u %u", &from, &to, &cost) == 3) return std::tuple(from - 1, to - 1, cost);
    }
    return std::nullopt;
  }

 private:
  std::unique_ptr<gzFile_s, int (*)(gzFile_s*)> file_;
  std::array<char, 256> line_{};
  std::uint32_t nodes_ = 0;
};

/// Two files of the same arcs: travel time, and distance as the exposure. Nothing if they are not of the same arcs.
[[nodiscard]] inline std::optional<referee::Case> network(const std::filesystem::path& time,
                                                          const std::filesystem::path& distance) {
  Arcs times(time), distances(distance);
  referee::Draft draft(times.nodes());
  auto d = distances.next();
  for (auto t = times.next(); t; t = times.next(), d = distances.next()) {
    const auto [from, to, cost] = *t;
    if (!d || std::get<0>(*d) != from || std::get<1>(*d) != to) return std::nullopt;
    draft.arc(from, to, cost, std::get<2>(*d));
  }
  if (d) return std::nullopt;
  return draft.made();
}

/// One query a line: from and to.
[[nodiscard]] inline std::vector<std::pair<Node, Node>> queries(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<std::pair<Node, Node>> queries;
  for (Node from = 0, to = 0; in >> from >> to;) queries.emplace_back(from - 1, to - 1);
  return queries;
}

}  // namespace contrechamp::routing::dimacs
