// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <bench/extracts.hpp>
#include <bench/measure.hpp>
#include <contrechamp/routing/graph.hpp>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace contrechamp::bench {

/// pgRouting in a PostgreSQL cluster of its own: a temporary folder with a socket in it, no port. Nothing of the system's
/// clusters is read or changed. PostgreSQL refuses to be root: then it runs as the user `postgres` of its package.
///
/// Times are the processor time of PostgreSQL's process for the statement, as it reports it (log_statement_stats): what the
/// client and the way to it cost is not in them.
class PgRouting {
 public:
  /// A graph with one cost an arc. `at`: by node, metres in a plane, which only A* looks at.
  struct Weighted {
    const routing::Graph& graph;
    std::span<const routing::Cost> costs;
    std::span<const std::array<double, 2>> at;
  };
  using Pair = std::pair<routing::Node, routing::Node>;
  enum class Search : std::uint8_t { dijkstra, bidirectional, a_star };
  struct Answers {
    std::vector<std::int64_t> costs;  ///< one a pair, no_path if there is none; empty: it failed, with a sentence on stderr
    std::vector<double> cpu_s;        ///< one a statement
    double peak_mb = 0;               ///< largest resident size of the process that answered, shared buffers included
  };
  static constexpr std::int64_t no_path = -1;

  /// The packages that it needs and that are not there; empty if all are.
  [[nodiscard]] static std::string missing();

  PgRouting();
  /// False if the cluster cannot be made or does not start.
  [[nodiscard]] bool ready() const { return ready_; }
  /// Fills the table of roads, one row for a pair of arcs there and back, as osm2pgrouting would: key, copy, statistics. Empty
  /// costs in the answer; cpu_s of each statement.
  [[nodiscard]] Answers load(const Weighted& weighted);
  /// What the table and its key take on disk, in MB.
  [[nodiscard]] double table_mb();
  /// One statement a pair, which reads all roads, as the manual does it; the path is made, and its last sum returned.
  [[nodiscard]] Answers ask(Search search, std::span<const Pair> pairs);
  /// All pairs in one statement, which reads the roads once.
  [[nodiscard]] Answers ask_at_once(std::span<const Pair> pairs);

 private:
  /// Runs a script in a session of its own. Its rows stand in costs, those of fewer than `expected` are a failure.
  [[nodiscard]] Answers session(const std::string& script, std::size_t expected);

  TemporaryFolder folder_;
  bool made_;
  Running server_;
  bool ready_;
  double a_star_factor_ = 0;  // least cost of a metre
};

}  // namespace contrechamp::bench
