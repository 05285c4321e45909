// SPDX-License-Identifier: AGPL-3.0-or-later
// What `build` refuses, and what it does not: one sentence, the documented exit code, no partial output, the former file
// untouched.
#include <gtest/gtest.h>
#include <unistd.h>
#include <tests/cli/program.hpp>

namespace contrechamp::cli_test {
namespace fs = std::filesystem;
namespace {

constexpr int wrong_call = 2;
constexpr int wrong_input = 3;
constexpr int machine_refuses = 5;

/// Builds from `inputs` over a former file, which must survive byte for byte, alone in its folder.
void expect_build_refused(const Words& inputs, int code, std::string_view about, const Surroundings& where = {},
                          const Words& more = {}) {
  const Path folder = empty_folder("refused");
  const Path output = folder / "city.atlas";
  const std::string former = "the former file\n";
  fs::copy_file(written("former", former), output);
  Words words{"build"};
  words.insert(words.end(), inputs.begin(), inputs.end());
  words.insert(words.end(), {"-o", output.string()});
  words.insert(words.end(), more.begin(), more.end());
  expect_refusal(program(words, where), code, about);
  EXPECT_EQ(content(output), former);
  EXPECT_EQ(files_in(folder), 1U) << "something was left beside the output";
}

TEST(BadInput, AMissingFile) { expect_build_refused({"/nowhere/city.osm.pbf"}, machine_refuses, "/nowhere/city.osm.pbf"); }

TEST(BadInput, AnEmptyFile) { expect_build_refused({written("empty.osm.pbf", "").string()}, wrong_input, "the file is empty"); }

TEST(BadInput, ADirectory) { expect_build_refused({empty_folder("a_folder").string()}, machine_refuses, "a_folder"); }

TEST(BadInput, ATruncatedExtract) {
  const std::string whole = content(town());
  for (const std::size_t kept : {whole.size() - 1, whole.size() / 2, std::size_t{1000}}) {
    SCOPED_TRACE(kept);
    expect_build_refused({written("truncated.osm.pbf", whole.substr(0, kept)).string()}, wrong_input, "truncated.osm.pbf");
  }
}

TEST(BadInput, ACorruptedExtract) {
  std::string bytes = content(town());
  for (std::size_t i = bytes.size() / 2; i < bytes.size() / 2 + 64; ++i) bytes[i] = static_cast<char>(bytes[i] ^ 0x5A);
  expect_build_refused({written("corrupted.osm.pbf", bytes).string()}, wrong_input, "damaged");
}

TEST(BadInput, AFileThatIsNoMap) {
  expect_build_refused({written("note.osm.pbf", "Dear reader, this is a letter.\n").string()}, wrong_input,
                       "not an OpenStreetMap file");
  expect_build_refused({written("image.osm.pbf", "\x89PNG\r\n\x1a\n and so on").string()}, wrong_input,
                       "not an OpenStreetMap file");
  expect_build_refused({town_atlas().string()}, wrong_input, "not an OpenStreetMap file");
}

TEST(BadInput, AnXmlFileThatStopsHalfway) {
  const std::string whole = crossroads();
  expect_build_refused({written("half.osm", whole.substr(0, whole.size() / 2)).string()}, wrong_input, "half.osm");
}

TEST(BadInput, AFileWithNothingInside) {
  expect_build_refused({written("nothing.osm", "<?xml version=\"1.0\"?>\n<osm version=\"0.6\"></osm>\n").string()}, wrong_input,
                       "holds nothing to build from");
}

TEST(BadInput, AGoodFileDoesNotExcuseABadOne) {
  expect_build_refused({town().string(), "/nowhere/city.osm.pbf"}, machine_refuses, "/nowhere/city.osm.pbf");
}

TEST(BadInput, AFullDisk) {
  const Surroundings full{.file_limit = 64};
  expect_build_refused({town().string()}, machine_refuses, "the disk is full", full);
  const Path folder = empty_folder("synth_full");
  expect_refusal(program({"synth", "--seed", "1", "-o", (folder / "t.osm.pbf").string()}, full), machine_refuses, "t.osm.pbf");
  EXPECT_EQ(files_in(folder), 0U);
}

TEST(BadInput, StandardOutputOnAFullDisk) {
  const Surroundings full{.out_file = "/dev/full"};
  for (const Words& words :
       {Words{"info", town_atlas().string()}, Words{"exposure", town_atlas().string(), "--csv"}, Words{"config", "show"}}) {
    SCOPED_TRACE(words[0]);
    expect_refusal(program(words, full), machine_refuses, "standard output");
  }
}

TEST(BadInput, AFolderThatCannotBeWritten) {
  const Path no_folder = empty_folder("holds_nothing") / "missing" / "city.atlas";
  expect_refusal(program({"build", town().string(), "-o", no_folder.string()}), machine_refuses, "cannot write");
  expect_refusal(program({"build", town().string(), "-o", empty_folder("is_a_folder").string()}), machine_refuses,
                 "cannot write");
  // /proc refuses new files to everybody, the superuser too.
  expect_refusal(program({"build", town().string(), "-o", "/proc/city.atlas"}), machine_refuses, "cannot write");
  expect_refusal(program({"synth", "-o", "/proc/town.osm.pbf"}), machine_refuses, "/proc/town.osm.pbf");
}

TEST(BadInput, AConfigurationThatCannotBeUsed) {
  const auto with = [](std::string_view text) { return Words{"--config", written("choices.conf", text).string()}; };
  expect_build_refused({town().string()}, wrong_call, "colour", {}, with("colour = 3\n"));
  expect_build_refused({town().string()}, wrong_call, "max_range", {}, with("max_range = far\n"));
  expect_build_refused({town().string()}, wrong_call, "choices.conf", {}, with("max_range = 100\nmax_range = 200\n"));
  expect_build_refused({town().string()}, machine_refuses, "no_such.conf", {}, {"--config", "no_such.conf"});
}

TEST(BadInput, ACallThatIsWrong) {
  const std::string atlas = town_atlas().string();
  const std::vector<std::pair<Words, std::string>> calls{
      {{}, "wrongly"},
      {{"watch"}, "wrongly"},
      {{"build"}, "inputs"},
      {{"build", town().string()}, "output"},
      {{"build", town().string(), "-o", "x.atlas", "--threads", "many"}, "threads"},
      {{"build", town().string(), "-o", "x.atlas", "--lang", "de"}, "de"},
      {{"info", atlas, "--colour"}, "colour"},
      {{"coverage", atlas, "--answer", "maybe"}, "maybe"},
      {{"coverage", atlas, "--ladder", "image-1999"}, "image-1999"},
      {{"exposure", atlas, "--band", "admire"}, "admire"},
      {{"report", atlas, "--lang", "de"}, "de"},
      {{"config", "hide"}, "hide"},
      {{"synth", "--blocks", "100000", "-o", "x.osm.pbf"}, "blocks"},
  };
  for (const auto& [words, about] : calls) {
    SCOPED_TRACE(about);
    expect_refusal(program(words), wrong_call, about);
  }
  EXPECT_FALSE(fs::exists("x.atlas") || fs::exists("x.osm.pbf"));
}

/// Builds by hand-written XML and gives what `info --json` says of it.
Json built(std::string_view xml) {
  const Path folder = empty_folder("by_hand");
  const Path input = folder / "hand.osm";
  fs::copy_file(written("hand.osm", xml), input);
  const Path output = folder / "hand.atlas";
  const Outcome outcome = program({"build", input.string(), "-o", output.string()});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(complaints(outcome), Words{});
  EXPECT_EQ(program({"report", output.string()}).code, 0);
  return parsed(program({"info", output.string(), "--json"}));
}

std::string without(std::string text, std::string_view mark) {
  std::string kept;
  for (const std::string& line : split(text, '\n')) {
    if (line.find(mark) == std::string::npos) kept += line + "\n";
  }
  return kept;
}

TEST(PoorInput, AFileWithoutDevicesBuildingsOrStreetsIsBuiltAndSaysZero) {
  EXPECT_EQ(built(without(crossroads(), "k=\"man_made\""))["devices"], 0);
  EXPECT_EQ(built(without(crossroads(), "k=\"building\""))["buildings"], 0);
  EXPECT_EQ(built(without(crossroads(), "k=\"highway\""))["streets"], 0);
  const Json all = built(crossroads());
  EXPECT_EQ(all["devices"], 1);
  EXPECT_EQ(all["buildings"], 1);
  EXPECT_EQ(all["streets"], 1);
}

TEST(PoorInput, ARingThatCrossesItselfIsBuilt) {
  const Json info = built(crossroads(
      R"(  <way id="3" version="1"><nd ref="3"/><nd ref="5"/><nd ref="4"/><nd ref="6"/><nd ref="3"/><tag k="building" v="yes"/></way>
)"));
  EXPECT_EQ(info["buildings"], 2);
}

TEST(PoorInput, ADeviceWithCoordinatesOutOfRangeIsRejectedAndListed) {
  const Json info =
      built(crossroads(R"(  <node id="8" version="1" lat="95.5" lon="2.35"><tag k="man_made" v="surveillance"/></node>
)"));
  EXPECT_EQ(info["devices"], 1);
  EXPECT_EQ(info["surveillance_objects"]["read"], 2);
  EXPECT_EQ(info["surveillance_objects"]["kept"], 1);
  EXPECT_EQ(info["surveillance_objects"]["rejected"]["bad_position"], 1);
}

}  // namespace
}  // namespace contrechamp::cli_test
