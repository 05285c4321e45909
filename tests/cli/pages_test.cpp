// SPDX-License-Identifier: AGPL-3.0-or-later
// docs/cli.md and docs/json.md say what the program does: neither less nor more.
#include <gtest/gtest.h>
#include <algorithm>
#include <contrechamp/core/error.hpp>
#include <tests/cli/keys.hpp>

namespace contrechamp::cli_test {
namespace {

const Words commands{"build", "update", "info",  "report",      "coverage", "exposure", "explain", "serve", "tiles",
                     "trace", "route",  "prove", "check-proof", "commute",  "reach",    "synth",   "config"};

/// Names of options and positionals in a --help: the first word of each indented line that begins an entry.
std::set<std::string> names_in_help(const std::string& help) {
  std::set<std::string> names;
  for (const std::string& line : split(help, '\n')) {
    if (!line.starts_with("  ") || line.size() < 3 || line[2] == ' ') continue;
    std::string entry = line.substr(2);
    entry.resize(std::min(entry.find(' '), entry.size()));
    for (const std::string& name : split(entry, ',')) names.insert(name);
  }
  return names;
}

TEST(Pages, CliListsExactlyTheOptionsOfEveryCommand) {
  const auto page = first_columns("docs/cli.md");
  for (const std::string& command : commands) {
    SCOPED_TRACE(command);
    const Outcome help = program({command, "--help"});
    EXPECT_EQ(help.code, 0);
    EXPECT_EQ(help.err, "");
    std::set<std::string> real = names_in_help(help.out);
    EXPECT_TRUE(real.erase("--help") == 1 && real.erase("-h") == 1) << help.out;
    EXPECT_GE(real.size(), 2U);
    const auto section = page.find("contrechamp " + command);
    ASSERT_NE(section, page.end()) << "docs/cli.md has no section for it";
    EXPECT_EQ(section->second, real);
  }
}

TEST(Pages, CliNamesEveryCommand) {
  const Outcome help = program({"--help"});
  EXPECT_EQ(help.code, 0);
  std::set<std::string> real = names_in_help(help.out);
  for (const std::string option : {"-h", "--help", "--version"}) EXPECT_EQ(real.erase(option), 1U) << option;
  EXPECT_EQ(real, std::set<std::string>(commands.begin(), commands.end()));
  EXPECT_EQ(program({"--version"}).out.substr(0, 12), "contrechamp ");
}

TEST(Pages, CliListsEveryErrorBesideItsExitCode) {
  const std::string page = content("docs/cli.md");
  for (std::size_t e = 0; e < static_cast<std::size_t>(Errc::count); ++e) {
    const ErrorInfo& error = info(static_cast<Errc>(e));
    const std::size_t row = page.find("\n| " + std::to_string(error.exit_code) + " |");
    ASSERT_NE(row, std::string::npos) << error.exit_code;
    const std::string line = page.substr(row + 1, page.find('\n', row + 1) - row);
    EXPECT_NE(line.find("`" + std::string(error.name) + "`"), std::string::npos) << error.name << " in: " << line;
  }
}

TEST(Pages, HelpIsInFrenchWhereTheSystemIs) {
  EXPECT_NE(program({"report", "--help"}, {.lang = "fr_FR.UTF-8"}).out.find("la ville en chiffres"), std::string::npos);
}

TEST(Pages, HelpIsInTheLanguageThatIsAskedFor) {
  for (const Words& words : std::vector<Words>{{"serve", "--help", "--lang", "fr"}, {"serve", "--lang=fr", "--help"}}) {
    const Outcome help = program(words);
    EXPECT_EQ(help.code, 0);
    EXPECT_NE(help.out.find("montrer la carte dans un navigateur"), std::string::npos) << help.out;
    EXPECT_NE(help.out.find("Utilisation"), std::string::npos) << help.out;
  }
  EXPECT_NE(program({"serve", "--help", "--lang", "en"}, {.lang = "fr_FR.UTF-8"}).out.find("show the map"), std::string::npos);
  EXPECT_NE(program({"serve", "--help", "--lang", "de"}).out.find("show the map"), std::string::npos) << "the system's";
}

TEST(Pages, SynthBuildAndConfigSpeakFrench) {
  const std::string file = (empty_folder("french-town") / "town.osm.pbf").string();
  const Outcome town = program({"synth", "--blocks", "4", "--devices", "10", "-o", file, "--lang", "fr"});
  EXPECT_NE(town.out.find(" nœuds, "), std::string::npos) << town.out;
  EXPECT_NE(town.out.find("inventés à partir du nombre 1"), std::string::npos) << town.out;
  const Outcome built = program({"build", file, "-o", file + ".atlas", "--lang", "fr"});
  EXPECT_NE(built.err.find("lecture …\n"), std::string::npos) << built.err;
  const Outcome choices = program({"config", "show", "--lang", "fr"});
  EXPECT_NE(choices.out.find("plate.range_m = 60  # profondeur jusqu’où une plaque se lit\u202F; par défaut 60\n"),
            std::string::npos)
      << choices.out;
  const std::string read = written("choices.txt", choices.out).string();
  EXPECT_EQ(program({"config", "show", "--config", read}).out, program({"config", "show"}).out) << "it is a file for --config";
}

TEST(Pages, JsonDocumentsInfo) { expect_documented("info", {parsed(program({"info", town_atlas().string(), "--json"}))}); }

TEST(Pages, JsonDocumentsRejected) {
  expect_documented("info --rejected", {parsed(program({"info", town_atlas().string(), "--rejected", "--json"}))});
}

TEST(Pages, JsonDocumentsReport) { expect_documented("report", {parsed(program({"report", town_atlas().string(), "--json"}))}); }

TEST(Pages, JsonDocumentsExposure) {
  expect_documented("exposure", {parsed(program({"exposure", town_atlas().string()})),
                                 parsed(program({"exposure", town_atlas().string(), "--ladder", "plate"}))});
}

TEST(Pages, JsonDocumentsCoverage) {
  expect_documented("coverage", {parsed(program({"coverage", hamlet_atlas().string(), "--band", "observe"}))});
}

TEST(Pages, JsonDocumentsExplain) {
  // One device after the other until all that can be told has been: remarks, heads, streets.
  std::vector<Json> answers;
  std::set<std::string> devices;
  const Json list = parsed(program({"info", town_atlas().string(), "--rejected", "--json"}));
  for (const Json& remark : list["remarks"]) {
    if (remark["severity"] != "object") devices.insert(remark["object"].get<std::string>());
  }
  const Json map = parsed(program({"exposure", town_atlas().string(), "--band", "monitor"}));
  for (const Json& feature : map["features"]) {
    for (const Json& band : feature["properties"]["in_view"]) devices.insert(band["devices"][0].get<std::string>());
  }
  for (const std::string& device : devices) {
    const Outcome outcome = program({"explain", town_atlas().string(), device, "--json"});
    if (outcome.code == 0) answers.push_back(parsed(outcome));
  }
  EXPECT_GT(answers.size(), 20U);
  expect_documented("explain", answers);
}

TEST(Pages, JsonDocumentsTheColumnsOfCsv) {
  const auto page = first_columns("docs/json.md");
  const std::string csv = program({"exposure", town_atlas().string(), "--csv"}).out;
  const std::set<std::string>& written_columns = page.find("exposure --csv")->second;
  std::size_t columns = 0;
  for (std::string column : split(csv.substr(0, csv.find('\r')), ',')) {
    for (const std::string answer : {"_certain_m", "_expected_m", "_possible_m"}) {
      if (column.ends_with(answer)) column = "BAND" + answer;
    }
    EXPECT_EQ(written_columns.count(column), 1U) << column;
    ++columns;
  }
  EXPECT_GE(columns, written_columns.size());
}

}  // namespace
}  // namespace contrechamp::cli_test
