// SPDX-License-Identifier: AGPL-3.0-or-later
#include <fcntl.h>
#include <gtest/gtest.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cstring>
#include <fstream>
#include <iterator>
#include <memory>
#include <tests/cli/program.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::cli_test {
namespace fs = std::filesystem;
namespace {

constexpr int new_file = O_WRONLY | O_CREAT | O_TRUNC;

/// The environment without what decides the language, then LANG.
Words environment(const std::string& lang) {
  Words kept{"LANG=" + lang};
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    if (!text.starts_with("LC_") && !text.starts_with("LANG")) kept.emplace_back(text);
  }
  return kept;
}

std::vector<char*> pointers(Words& words) {
  std::vector<char*> list;
  for (std::string& word : words) list.push_back(word.data());
  list.push_back(nullptr);
  return list;
}

Words command_line(const Words& words, const Surroundings& where) {
  Words line;
  if (where.file_limit > 0) {
    line = {"/bin/sh", "-c", "ulimit -f " + std::to_string(where.file_limit) + "; exec \"$@\"", "sh"};
  }
  line.emplace_back(CONTRECHAMP_PROGRAM);
  line.insert(line.end(), words.begin(), words.end());
  return line;
}

int exit_code(int status) { return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status); }

const Path& made(const std::string& name, const Words& words) {
  static std::vector<std::pair<std::string, std::unique_ptr<Path>>> all;
  for (const auto& [known, path] : all) {
    if (known == name) return *path;
  }
  auto path = std::make_unique<Path>(testing::scratch() / name);
  Words line = words;
  line.insert(line.end(), {"-o", path->string()});
  const Outcome outcome = program(line);
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  return *all.emplace_back(name, std::move(path)).second;
}

}  // namespace

Outcome program(const Words& words, const Surroundings& where) {
  static int calls = 0;
  const std::string stem = (testing::scratch() / ("run" + std::to_string(calls++))).string();
  const std::string out = where.out_file.empty() ? stem + ".out" : where.out_file;
  const std::string err = stem + ".err";
  posix_spawn_file_actions_t files;
  posix_spawn_file_actions_init(&files);
  posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, out.c_str(), new_file, 0600);
  posix_spawn_file_actions_addopen(&files, STDERR_FILENO, err.c_str(), new_file, 0600);
  Words line = command_line(words, where);
  Words settings = environment(where.lang);
  const std::vector<char*> argv = pointers(line);
  const std::vector<char*> envp = pointers(settings);

  Outcome outcome;
  pid_t child = 0;
  int status = 0;
  const int failed = posix_spawn(&child, argv[0], &files, nullptr, argv.data(), envp.data());
  EXPECT_EQ(failed, 0) << argv[0] << ": " << std::strerror(failed);
  if (failed == 0) {
    EXPECT_EQ(::waitpid(child, &status, 0), child);
    outcome.code = exit_code(status);
  }
  posix_spawn_file_actions_destroy(&files);
  if (where.out_file.empty()) outcome.out = content(out);
  outcome.err = content(err);
  if (where.out_file.empty()) fs::remove(out);
  fs::remove(err);
  return outcome;
}

Words complaints(const Outcome& outcome) {
  Words lines = split(outcome.err, '\n');
  std::erase_if(lines, [](const std::string& line) { return line.empty() || line.ends_with(" …"); });
  return lines;
}

void expect_refusal(const Outcome& outcome, int code, std::string_view about) {
  EXPECT_EQ(outcome.code, code) << outcome.err;
  EXPECT_EQ(outcome.out, "");
  const Words lines = complaints(outcome);
  ASSERT_EQ(lines.size(), 1U) << outcome.err;
  EXPECT_TRUE(lines[0].starts_with("contrechamp: ")) << lines[0];
  EXPECT_TRUE(lines[0].ends_with(".") && !lines[0].ends_with("..")) << lines[0];
  EXPECT_NE(lines[0].find(about), std::string::npos) << lines[0];
  EXPECT_TRUE(outcome.err.ends_with(lines[0] + "\n"));  // nothing after the sentence
}

Json parsed(const Outcome& outcome) {
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  Json json = Json::parse(outcome.out, nullptr, false);
  EXPECT_FALSE(json.is_discarded()) << outcome.out.substr(0, 200);
  return json.is_discarded() ? Json() : json;
}

std::string content(const Path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Path written(const std::string& name, std::string_view text) {
  const Path file = testing::scratch() / name;
  std::ofstream(file, std::ios::binary) << text;
  return file;
}

Path empty_folder(const std::string& name) {
  const Path folder = testing::scratch() / name;
  fs::remove_all(folder);
  fs::create_directory(folder);
  return folder;
}

std::size_t files_in(const Path& folder) {
  return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
}

const Path& town() { return made("town.osm.pbf", {"synth", "--seed", "1"}); }
const Path& town_atlas() { return made("town.atlas", {"build", town().string()}); }
const Path& hamlet_atlas() {
  return made("hamlet.atlas",
              {"build", made("hamlet.osm.pbf", {"synth", "--seed", "1", "--blocks", "4", "--devices", "30"}).string()});
}

std::string crossroads(std::string_view extra) {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<osm version="0.6" generator="by hand">
  <node id="1" version="1" timestamp="2024-05-01T00:00:00Z" lat="48.8530" lon="2.3499"/>
  <node id="2" version="1" timestamp="2024-05-01T00:00:00Z" lat="48.8530" lon="2.3509"/>
  <node id="3" version="1" timestamp="2024-05-01T00:00:00Z" lat="48.8532" lon="2.3500"/>
  <node id="4" version="1" timestamp="2024-05-01T00:00:00Z" lat="48.8532" lon="2.3502"/>
  <node id="5" version="1" timestamp="2024-05-01T00:00:00Z" lat="48.8533" lon="2.3502"/>
  <node id="6" version="1" timestamp="2024-05-01T00:00:00Z" lat="48.8533" lon="2.3500"/>
  <node id="7" version="1" timestamp="2024-05-01T00:00:00Z" lat="48.8531" lon="2.3501">
    <tag k="man_made" v="surveillance"/><tag k="surveillance:type" v="camera"/><tag k="camera:direction" v="90"/>
  </node>
  <way id="1" version="1" timestamp="2024-05-01T00:00:00Z"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="name" v="Rue &quot;A, B&quot;"/></way>
  <way id="2" version="1" timestamp="2024-05-01T00:00:00Z"><nd ref="3"/><nd ref="4"/><nd ref="5"/><nd ref="6"/><nd ref="3"/><tag k="building" v="yes"/></way>
)" + std::string(extra) +
         "</osm>\n";
}

Words split(std::string_view text, char separator) {
  Words parts;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(separator), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

}  // namespace contrechamp::cli_test
