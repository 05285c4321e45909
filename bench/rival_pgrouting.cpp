// SPDX-License-Identifier: AGPL-3.0-or-later
#include <bench/rival_pgrouting.hpp>
#include <pwd.h>
#include <unistd.h>
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <limits>
#include <sstream>
#include <thread>

namespace contrechamp::bench {
namespace {
namespace fs = std::filesystem;

/// Where Debian keeps the newest server's programs; empty if there is none.
std::string programs() { return first_line_of("ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1"); }
std::string version() { return fs::path(programs()).parent_path().filename().string(); }

/// A command as a user whom PostgreSQL accepts. If this program dies, so does it.
std::vector<std::string> accepted(std::vector<std::string> command) {
  if (::getuid() != 0) return command;
  std::vector<std::string> all{"setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--pdeathsig=INT", "--"};
  all.insert(all.end(), command.begin(), command.end());
  return all;
}

bool make_cluster(const fs::path& folder) {
  const fs::path inside = folder / "cluster";
  fs::create_directory(inside);
  fs::permissions(inside, fs::perms(0700));
  const passwd* user = ::getuid() == 0 ? getpwnam("postgres") : nullptr;
  if (user != nullptr && chown(inside.c_str(), user->pw_uid, user->pw_gid) != 0) return false;
  return run(accepted({programs() + "/initdb", "-D", (inside / "data").string(), "-U", "postgres", "--auth=trust", "--no-sync",
                       "--no-instructions", "--locale=C", "--encoding=UTF8"}))
      .succeeded;
}

/// As it comes, but for what would disturb others: no port, nothing forced to disk, nothing logged.
std::vector<std::string> server_command(const fs::path& folder) {
  const std::string inside = (folder / "cluster").string();
  return accepted({programs() + "/postgres", "-D", inside + "/data", "-k", inside, "-p", "5432", "-c", "listen_addresses=", "-c",
                   "fsync=off", "-c", "log_min_messages=panic"});
}

/// The roads, one a row: source, target, cost there, cost back or -1, and both ends' places.
void write_roads(std::ostream& out, const PgRouting::Weighted& weighted) {
  const routing::Graph& graph = weighted.graph;
  std::vector<bool> written(graph.arcs());
  for (routing::Node from = 0; from < graph.nodes(); ++from) {
    for (routing::Arc arc = graph.first_out[from]; arc < graph.first_out[from + 1]; ++arc) {
      if (written[arc]) continue;
      const routing::Node to = graph.head[arc];
      routing::Arc back = graph.first_out[to];
      while (back < graph.first_out[to + 1] && (written[back] || back == arc || graph.head[back] != from)) ++back;
      const bool both = back < graph.first_out[to + 1];
      if (both) written[back] = true;
      out << arc << '\t' << from << '\t' << to << '\t' << weighted.costs[arc] << '\t';
      out << (both ? std::to_string(weighted.costs[back]) : "-1");
      for (const routing::Node end : {from, to}) out << '\t' << weighted.at[end][0] << '\t' << weighted.at[end][1];
      out << '\n';
    }
  }
}

/// The least that a metre of an arc costs, a little less: with it A* never takes a rest to be dearer than it is.
double least_cost_of_metre(const PgRouting::Weighted& weighted) {
  double least = std::numeric_limits<double>::infinity();
  for (routing::Node from = 0; from < weighted.graph.nodes(); ++from) {
    for (routing::Arc arc = weighted.graph.first_out[from]; arc < weighted.graph.first_out[from + 1]; ++arc) {
      const auto& a = weighted.at[from];
      const auto& b = weighted.at[weighted.graph.head[arc]];
      const double metres = std::sqrt((a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]));
      if (metres > 0) least = std::min(least, weighted.costs[arc] / metres);
    }
  }
  return 0.999 * least;
}

constexpr const char* measured = "SET client_min_messages = log; SET log_statement_stats = on;\n";
constexpr const char* roads = "'SELECT id, source, target, cost, reverse_cost FROM road'";

/// The call of one search; factor: of A*.
std::string call(PgRouting::Search search, const PgRouting::Pair& pair, double factor) {
  const std::string ends = std::to_string(pair.first) + ", " + std::to_string(pair.second);
  switch (search) {
    case PgRouting::Search::dijkstra: return std::string("pgr_dijkstra(") + roads + ", " + ends + ")";
    case PgRouting::Search::bidirectional: return std::string("pgr_bdDijkstra(") + roads + ", " + ends + ")";
    case PgRouting::Search::a_star: break;
  }
  return "pgr_aStar('SELECT id, source, target, cost, reverse_cost, x1, y1, x2, y2 FROM road', " + ends +
         ", heuristic := 4, factor := " + std::to_string(factor) + ")";
}

std::string whole(const fs::path& file) {
  std::ostringstream text;
  text << std::ifstream(file).rdbuf();
  return text.str();
}

/// PostgreSQL's statistics of statements: "!	0.012 s user, 0.003 s system, 0.016 s elapsed" and "!	25356 kB max resident
/// size".
void read_statistics(const fs::path& log, PgRouting::Answers& answers) {
  std::ifstream in(log);
  for (std::string line; std::getline(in, line);) {
    double user = 0, system = 0, kb = 0;
    if (std::sscanf(line.c_str(), "! %lf s user, %lf s system", &user, &system) == 2) answers.cpu_s.push_back(user + system);
    if (line.ends_with("max resident size") && std::sscanf(line.c_str(), "! %lf kB", &kb) == 1)
      answers.peak_mb = std::max(answers.peak_mb, kb / 1024);
  }
}
}  // namespace

std::string PgRouting::missing() {
  if (programs().empty()) return "postgresql, postgresql-15-pgrouting";
  if (fs::exists("/usr/share/postgresql/" + version() + "/extension/pgrouting.control")) return {};
  return "postgresql-" + version() + "-pgrouting";
}

PgRouting::PgRouting() : made_(make_cluster(folder_.path())), server_(server_command(folder_.path())), ready_(false) {
  using namespace std::chrono_literals;
  for (int i = 0; made_ && !ready_ && i < 100; ++i) {
    std::this_thread::sleep_for(100ms);
    const std::string inside = (folder_.path() / "cluster").string();
    ready_ = run({programs() + "/pg_isready", "-q", "-U", "postgres", "-h", inside, "-p", "5432"}).succeeded;
  }
  if (ready_) ready_ = !session("CREATE EXTENSION pgrouting CASCADE; SELECT 1;\n", 1).costs.empty();
}

PgRouting::Answers PgRouting::session(const std::string& script, std::size_t expected) {
  const fs::path file = folder_.path() / "script.sql", log = folder_.path() / "script.log";
  std::ofstream(file) << "SET statement_timeout = '60s';\n" << script;
  const std::string psql = programs() + "/psql -X -q -A -t -v ON_ERROR_STOP=1 -U postgres -d postgres -p 5432 -h '" +
                           (folder_.path() / "cluster").string() + "' -f '" + file.string() + "' 2>'" + log.string() + "'";
  const Cost cost = run({"sh", "-c", psql});
  Answers answers;
  std::istringstream rows(cost.out);
  for (std::int64_t row = 0; rows >> row;) answers.costs.push_back(row);
  if (!cost.succeeded || answers.costs.size() != expected) {
    std::fprintf(stderr, "bench: pgRouting failed: %s\n", whole(log).c_str());
    return {};
  }
  read_statistics(log, answers);
  return answers;
}

PgRouting::Answers PgRouting::load(const Weighted& weighted) {
  const fs::path rows = folder_.path() / "roads.tsv";
  {
    std::ofstream out(rows);
    out.precision(12);
    write_roads(out, weighted);
  }
  a_star_factor_ = least_cost_of_metre(weighted);
  return session("DROP TABLE IF EXISTS road;\n" + std::string(measured) +
                     "CREATE TABLE road (id bigint PRIMARY KEY, source bigint, target bigint, cost double precision,\n"
                     "  reverse_cost double precision, x1 double precision, y1 double precision, x2 double precision,\n"
                     "  y2 double precision);\n\\copy road FROM '" +
                     rows.string() + "'\nANALYZE road;\n",
                 0);
}

double PgRouting::table_mb() {
  const Answers answers = session("SELECT pg_total_relation_size('road');\n", 1);
  return answers.costs.empty() ? 0 : static_cast<double>(answers.costs.front()) / 1e6;
}

PgRouting::Answers PgRouting::ask(Search search, std::span<const Pair> pairs) {
  const auto question = [&](const Pair& pair) {
    return "SELECT coalesce(max(agg_cost), -1)::bigint FROM " + call(search, pair, a_star_factor_) + ";\n";
  };
  // The first question loads the library and fills the caches: asked twice, counted once.
  std::string script = question(pairs.front()) + measured;
  for (const Pair& pair : pairs) script += question(pair);
  Answers answers = session(script, pairs.size() + 1);
  if (!answers.costs.empty()) answers.costs.erase(answers.costs.begin());
  return answers;
}

PgRouting::Answers PgRouting::ask_at_once(std::span<const Pair> pairs) {
  std::string script = "CREATE TEMPORARY TABLE pair (id bigint, source bigint, target bigint);\n";
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    script += "INSERT INTO pair VALUES (" + std::to_string(i) + ", " + std::to_string(pairs[i].first) + ", " +
              std::to_string(pairs[i].second) + ");\n";
  }
  const std::string once = std::string("SELECT coalesce(max(agg_cost), -1)::bigint FROM pair LEFT JOIN pgr_dijkstra(") + roads +
                           ", 'SELECT source, target FROM pair') AS way ON way.start_vid = pair.source AND way.end_vid = "
                           "pair.target GROUP BY pair.id ORDER BY pair.id;\n";
  Answers answers = session(script + once + measured + once, 2 * pairs.size());
  if (!answers.costs.empty())
    answers.costs.erase(answers.costs.begin(), answers.costs.begin() + static_cast<std::ptrdiff_t>(pairs.size()));
  return answers;
}

}  // namespace contrechamp::bench
