// SPDX-License-Identifier: AGPL-3.0-or-later
// `update` from outside: what it prints, what it refuses, and that nothing is lost then. Its law is tested in tests/update.
#include <gtest/gtest.h>
#include <tests/cli/keys.hpp>

namespace contrechamp::cli_test {
namespace fs = std::filesystem;
namespace {

/// The camera of the crossroads turns round, the house goes.
std::string changes() {
  return R"(<?xml version="1.0" encoding="UTF-8"?>
<osmChange version="0.6" generator="by hand">
  <modify><node id="7" version="2" timestamp="2024-06-01T00:00:00Z" lat="48.8531" lon="2.3501">
    <tag k="man_made" v="surveillance"/><tag k="surveillance:type" v="camera"/><tag k="camera:direction" v="270"/>
  </node></modify>
  <delete><way id="2" version="2" timestamp="2024-06-01T00:00:00Z"/></delete>
</osmChange>
)";
}

/// A folder with the crossroads, their atlas and the changes.
struct Place {
  explicit Place(const std::string& name) : folder(empty_folder(name)) {
    fs::copy_file(written("crossroads", crossroads()), extract());
    fs::copy_file(written("changes", changes()), change());
    EXPECT_EQ(program({"build", extract().string(), "-o", atlas().string()}).code, 0);
  }
  [[nodiscard]] Path extract() const { return folder / "crossroads.osm"; }
  [[nodiscard]] Path change() const { return folder / "day.osc"; }
  [[nodiscard]] Path atlas() const { return folder / "city.atlas"; }
  Path folder;
};

TEST(Update, ReplacesTheAtlasByTheOneThatBuildMakes) {
  const Place place("replaces");
  const Outcome done = program({"update", place.atlas().string(), place.change().string()});
  EXPECT_EQ(done.code, 0) << done.err;
  EXPECT_EQ(complaints(done), Words{});
  EXPECT_NE(done.out.find("1 of 1 devices computed anew"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("the frame of the coordinates moved: everything was computed anew"), std::string::npos) << done.out;
  const Path fresh = place.folder / "fresh.atlas";
  const Outcome built =
      program({"build", place.change().string(), place.extract().string(), "-o", fresh.string(), "--threads", "1"});
  EXPECT_EQ(built.code, 0) << built.err;
  EXPECT_TRUE(content(place.atlas()) == content(fresh));
  const Json info = parsed(program({"info", place.atlas().string(), "--json"}));
  EXPECT_EQ(info["buildings"], 0);
  EXPECT_EQ(info["devices"], 1);
  EXPECT_EQ(info["surveillance_objects"]["read"], 1) << "the camera's former state is no object";
  EXPECT_EQ(info["as_of"], "2024-06-01T00:00:00Z");
}

TEST(Update, SaysWhatItWouldDoAndWritesNothing) {
  const Place place("dry");
  const std::string before = content(place.atlas());
  const Json said = parsed(program({"update", place.atlas().string(), place.change().string(), "--dry-run", "--json"}));
  EXPECT_EQ(said["changes"]["devices"]["changed"], 1);
  EXPECT_EQ(said["changes"]["buildings"]["removed"], 1);
  EXPECT_EQ(said["computed_anew"], 1);
  EXPECT_EQ(said["everything_because"], "frame") << "the house stood at the bounds";
  EXPECT_EQ(said["bytes"], nullptr);
  EXPECT_TRUE(content(place.atlas()) == before);
  const Path other = place.folder / "other.atlas";
  const Json done = parsed(program({"update", place.atlas().string(), place.change().string(), "-o", other.string(), "--json"}));
  EXPECT_EQ(done["bytes"], fs::file_size(other));
  EXPECT_TRUE(content(place.atlas()) == before);
  expect_documented("update", {said, done});
}

TEST(Update, SpeaksFrench) {
  const Place place("french");
  const Outcome done = program({"update", place.atlas().string(), place.change().string(), "--dry-run", "--lang", "fr"});
  EXPECT_NE(done.out.find("1 sur 1 dispositifs à recalculer"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("le cadre des coordonnées a bougé\u202F: tout est recalculé"), std::string::npos) << done.out;
  EXPECT_NE(done.out.find("rien n’a été écrit"), std::string::npos) << done.out;
}

/// One sentence and this exit code, and the folder is as it was.
void expect_update_refused(const Place& place, const Words& more, int code, std::string_view about) {
  const std::string before = content(place.atlas());
  const std::size_t files = files_in(place.folder);
  Words words{"update", place.atlas().string()};
  words.insert(words.end(), more.begin(), more.end());
  expect_refusal(program(words), code, about);
  EXPECT_TRUE(content(place.atlas()) == before);
  EXPECT_EQ(files_in(place.folder), files);
}

TEST(Update, RefusesAndLosesNothing) {
  const Place place("refuses");
  const std::string change = place.change().string();
  const std::string extract = place.extract().string();
  const auto spoiled = [&](const std::string& text) { return written("spoiled.osc", text).string(); };
  expect_update_refused(place, {spoiled(changes().substr(0, 300))}, 3, "spoiled.osc");
  expect_update_refused(place, {spoiled("")}, 3, "the file is empty");
  expect_update_refused(place, {spoiled("Dear reader\n")}, 3, "not an OpenStreetMap file");
  expect_update_refused(place, {spoiled(crossroads())}, 3, "first element is not osmChange");
  expect_update_refused(place, {spoiled("\x1f\x8b packed")}, 3, "spoiled.osc");
  expect_update_refused(place, {written("named.osm", changes()).string()}, 3, "a change file; name it .osc");
  expect_update_refused(place, {"/nowhere/day.osc"}, 5, "/nowhere/day.osc");
  expect_update_refused(place, {change, extract}, 2, "name the extracts with --from");
  expect_update_refused(place, {extract, "--from", extract}, 2, "--from is for change files");
  expect_update_refused(place, {change, "-o", extract}, 2, "would replace an input");
  expect_update_refused(place, {}, 2, "inputs");
  expect_refusal(program({"build", change, "-o", (place.folder / "x.atlas").string()}), 2, "changes alone");
  expect_refusal(program({"update", extract, change}), 4, "crossroads.osm");
}

TEST(Update, AsksForTheExtractThatIsNotThere) {
  const Place place("elsewhere");
  const Path away = empty_folder("away") / "moved.osm";
  fs::rename(place.extract(), away);
  expect_update_refused(place, {place.change().string()}, 5, "name it with --from");
  const Outcome done = program({"update", place.atlas().string(), place.change().string(), "--from", away.string()});
  EXPECT_EQ(done.code, 0) << done.err;
}

}  // namespace
}  // namespace contrechamp::cli_test
