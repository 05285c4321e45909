// SPDX-License-Identifier: AGPL-3.0-or-later
// What `build` refuses, and what it does not: one sentence, the documented exit code, no partial output, the former file
// untouched.
#include <gtest/gtest.h>
#include <sys/stat.h>
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
  const std::string former = "CONTRECH, the former file\n";
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
  expect_build_refused({town().string()}, wrong_call, "view.max_range_m", {}, with("view.max_range_m = far\n"));
  expect_build_refused({town().string()}, wrong_call, "stands twice", {},
                       with("view.max_range_m = 100\nview.max_range_m = 200\n"));
  expect_build_refused({town().string()}, machine_refuses, "no_such.conf", {}, {"--config", "no_such.conf"});
}

TEST(BadInput, ACallThatIsWrong) {
  const std::string atlas = town_atlas().string();
  const std::vector<std::pair<Words, std::string>> calls{
      {{"watch"}, "no command \"watch\""},
      {{"-v"}, "contrechamp --help"},
      {{"--json", "info", atlas}, "contrechamp --help"},
      {{"info", ""}, "an empty file name"},
      {{"build", town().string(), "-o", ""}, "an empty file name"},
      {{"build", "", "-o", "x.atlas"}, "an empty file name"},
      {{"exposure", atlas, "--json", "--csv"}, "--csv"},
      {{"synth", "--devices", "4000000000", "-o", "x.osm.pbf"}, "devices"},
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

TEST(BadInput, AnOutputThatIsAnInputIsRefusedBeforeReading) {
  const Path folder = empty_folder("own_input");
  const Path input = folder / "city.osm.pbf";
  const std::string before = content(town());
  fs::copy_file(town(), input);
  fs::create_symlink(input, folder / "link.atlas");
  for (const Path& output : {input, folder / "." / "city.osm.pbf", folder / "link.atlas"}) {
    SCOPED_TRACE(output);
    const Outcome outcome = program({"build", town().string(), input.string(), "-o", output.string()});
    expect_refusal(outcome, wrong_call, "the output would replace an input: " + input.string());
    EXPECT_EQ(split(outcome.err, '\n').size(), 1U) << "work had begun: " << outcome.err;
    EXPECT_TRUE(content(input) == before);
  }
}

TEST(BadInput, OnlyAnAtlasOrAnEmptyFileIsReplaced) {
  const Path letter = written("letter.txt", "Dear reader\n");
  expect_refusal(program({"build", town().string(), "-o", letter.string()}), machine_refuses, "exists and is no atlas");
  EXPECT_EQ(content(letter), "Dear reader\n");
  const Path short_one = written("short.txt", "CONTR");
  expect_refusal(program({"build", town().string(), "-o", short_one.string()}), machine_refuses, "exists and is no atlas");
  for (const Path& output : {written("empty.atlas", ""), written("old.atlas", "CONTRECH of another version")}) {
    EXPECT_EQ(program({"build", town().string(), "-o", output.string()}).code, 0) << output;
    EXPECT_TRUE(content(output) == content(town_atlas()));
  }
}

TEST(BadInput, AnOutputWithoutAPlaceIsRefusedBeforeReading) {
  const Path pipe = empty_folder("pipes") / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  for (const std::string& output : {std::string("/nonexistent/x.atlas"), empty_folder("full").string(),
                                    written("file", "x").string() + "/x.atlas", pipe.string()}) {
    SCOPED_TRACE(output);
    const Outcome outcome = program({"build", town().string(), "-o", output});
    expect_refusal(outcome, machine_refuses, "cannot write: " + output);
    EXPECT_EQ(split(outcome.err, '\n').size(), 1U) << "work had begun: " << outcome.err;
  }
}

TEST(BadInput, AConfigurationThatIsNoRegularFile) {
  const Path folder = empty_folder("config_folder");
  const Path pipe = folder / "pipe";
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  for (const Path& config : {folder, pipe}) {
    expect_refusal(program({"config", "show", "--config", config.string()}), machine_refuses, "not a regular file");
  }
}

TEST(Config, MayBeginWithTheMarkOfItsEncoding) {
  const Outcome plain = program({"config", "show", "--config", written("plain.conf", "view.max_range_m = 123\n").string()});
  const Outcome marked =
      program({"config", "show", "--config", written("bom.conf", "\xEF\xBB\xBFview.max_range_m = 123\n").string()});
  EXPECT_EQ(plain.code, 0) << plain.err;
  EXPECT_EQ(marked.code, 0) << marked.err;
  EXPECT_EQ(marked.out, plain.out);
}

TEST(BadInput, ControlCharactersDoNotReachTheTerminal) {
  const Path config = written("control.conf", "\x1b[31mred\x07\x7f = 1\n");
  const Outcome outcome = program({"config", "show", "--config", config.string()});
  expect_refusal(outcome, wrong_call, "?[31mred??");
  expect_refusal(program({"\x1b[2J"}), wrong_call, "?[2J");
}

TEST(Help, IsPrintedWhenNothingIsAsked) {
  const Outcome alone = program({});
  EXPECT_EQ(alone.code, 0);
  EXPECT_EQ(alone.err, "");
  EXPECT_EQ(alone.out, program({"--help"}).out);
  expect_refusal(program({}, {.out_file = "/dev/full"}), machine_refuses, "standard output");
}

TEST(Help, HasNoEnglishLeftInFrench) {
  for (const Words& words : {Words{"--help"}, Words{"build", "--help"}}) {
    const std::string help = program(words, {.lang = "fr_FR.UTF-8"}).out;
    EXPECT_NE(help.find("Utilisation: contrechamp"), std::string::npos) << help;
    for (const std::string english : {"Usage", "Positionals", "REQUIRED", "COMMAND ", "Print", "Subcommands", "Commands"}) {
      EXPECT_EQ(help.find(english), std::string::npos) << english << " in:\n" << help;
    }
  }
}

TEST(Synth, SaysItsSeedUnsigned) {
  const Path output = empty_folder("seeds") / "t.osm.pbf";
  const Outcome outcome = program({"synth", "--seed", "18446744073709551615", "--blocks", "4", "-o", output.string()});
  EXPECT_EQ(outcome.code, 0);
  EXPECT_NE(outcome.out.find("seed 18446744073709551615\n"), std::string::npos) << outcome.out;
}

/// Builds by hand-written XML and gives what `info --json` says of it.
Json built(std::string_view xml, const Words& warned = {}) {
  const Path folder = empty_folder("by_hand");
  const Path input = folder / "hand.osm";
  fs::copy_file(written("hand.osm", xml), input);
  const Path output = folder / "hand.atlas";
  const Outcome outcome = program({"build", input.string(), "-o", output.string()});
  EXPECT_EQ(outcome.code, 0) << outcome.err;
  EXPECT_EQ(complaints(outcome), warned);
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
)"),
            {"warning: 1 nodes left out: coordinates out of range (latitudes reach ±85°)"});
  EXPECT_EQ(info["devices"], 1);
  EXPECT_EQ(info["surveillance_objects"]["read"], 2);
  EXPECT_EQ(info["surveillance_objects"]["kept"], 1);
  EXPECT_EQ(info["surveillance_objects"]["rejected"]["bad_position"], 1);
}

}  // namespace
}  // namespace contrechamp::cli_test
