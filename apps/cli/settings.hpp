// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/cartography/cartographer.hpp>
#include <contrechamp/core/error.hpp>
#include <contrechamp/core/log.hpp>
#include <contrechamp/observatory/observatory.hpp>
#include <cstdint>
#include <string>
#include <vector>

namespace contrechamp::cli {

/// What the command line said: one struct for all commands, filled from the table in commands.cpp.
struct Settings {
  std::vector<std::string> inputs;
  std::vector<std::string> from;
  std::string atlas;
  std::string output;
  std::string config;
  std::string device;
  std::string track;
  std::string proof;
  std::string pairs;    ///< commute: a table of places
  std::string minutes;  ///< reach
  std::string mode = "foot";
  std::string start;  ///< route: places as they were typed
  std::string destination;
  std::vector<std::string> via;
  std::string family;
  std::string measure;
  std::string most_minutes_more;
  std::string most_in_view;
  std::vector<std::string> kinds;
  std::vector<std::string> operators;
  std::vector<std::string> devices_kept;
  std::vector<std::string> without_kinds;
  std::vector<std::string> without_operators;
  std::vector<std::string> without_devices;
  std::string ladder;
  std::string band;
  std::string answer = "possible";
  std::string lang;
  std::string action;
  std::string address = "127.0.0.1";
  std::string page;
  std::uint32_t port = 8080;
  std::uint32_t threads = 0;  ///< 0: as many as the machine has
  std::uint64_t seed = 1;
  std::uint32_t devices = 200;
  std::uint32_t blocks = 8;
  std::uint32_t min_zoom = 0;
  std::uint32_t max_zoom = cartography::max_zoom;
  bool json = false;
  bool csv = false;
  bool geojson = false;
  bool gpx = false;
  bool front = false;
  bool certified = false;
  bool steps = false;
  bool rather_seen = false;
  bool rejected = false;
  bool dry_run = false;
  bool public_routing = false;
  bool verified = false;
};

/// French if asked for, else by LC_ALL, LC_MESSAGES or LANG, else English. Errors: bad_argument.
[[nodiscard]] Result<Lang> language(const Settings& settings);
/// As asked for, at most 256; else as many as the machine has.
[[nodiscard]] unsigned thread_count(const Settings& settings);

// One function a command, one file each. They return an error or have printed their result to stdout.
[[nodiscard]] Result<void> run_build(const Settings& settings, LogSink& log);
[[nodiscard]] Result<void> run_update(const Settings& settings, LogSink& log);
[[nodiscard]] Result<void> run_synth(const Settings& settings, LogSink& log);
[[nodiscard]] Result<void> run_info(const Settings& settings, LogSink& log);
[[nodiscard]] Result<void> run_report(const Settings& settings, LogSink& log);
[[nodiscard]] Result<void> run_coverage(const Settings& settings, LogSink& log);
[[nodiscard]] Result<void> run_exposure(const Settings& settings, LogSink& log);
[[nodiscard]] Result<void> run_explain(const Settings& settings, LogSink& log);
[[nodiscard]] Result<void> run_trace(const Settings& settings, LogSink& log);
[[nodiscard]] Result<void> run_route(const Settings& settings, LogSink& log);
[[nodiscard]] Result<void> run_prove(const Settings& settings, LogSink& log);
[[nodiscard]] Result<void> run_commute(const Settings& settings, LogSink& log);
[[nodiscard]] Result<void> run_reach(const Settings& settings, LogSink& log);
[[nodiscard]] Result<void> run_check_proof(const Settings& settings, LogSink& log);
[[nodiscard]] Result<void> run_tiles(const Settings& settings, LogSink& log);
[[nodiscard]] Result<void> run_serve(const Settings& settings, LogSink& log);
[[nodiscard]] Result<void> run_config(const Settings& settings, LogSink& log);

}  // namespace contrechamp::cli
