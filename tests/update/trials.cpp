// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <fstream>
#include <iterator>
#include <tests/support/testing.hpp>
#include <tests/update/trials.hpp>

namespace contrechamp::update_test {
namespace fs = std::filesystem;
using importer::Everything;
using importer::Updated;
using importer::UpdateRequest;
using synth::Town;

fs::path scratch(const std::string& name) { return testing::scratch() / name; }

std::string content(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

fs::path pbf(const Town& town, const std::string& name) {
  EXPECT_TRUE(synth::write_pbf(town, scratch(name)));
  return scratch(name);
}

fs::path osc(const std::string& text, const std::string& name) {
  std::ofstream(scratch(name), std::ios::binary) << text;
  return scratch(name);
}

exposure::Options options(const char* text) {
  const auto made = exposure::options_from(text);
  EXPECT_TRUE(made) << (made ? "" : made.error().sentence());
  return made.value_or(exposure::Options{});
}

fs::path built(const std::vector<fs::path>& inputs, const exposure::Options& choices, const std::string& name) {
  LogSink silent;
  const auto done = importer::build(inputs, scratch(name), choices, 2, silent);
  EXPECT_TRUE(done) << (done ? "" : done.error().sentence());
  return scratch(name);
}

Updated updated(const UpdateRequest& request, unsigned threads) {
  LogSink silent;
  auto done = importer::update(request, threads, silent);
  EXPECT_TRUE(done) << (done ? "" : done.error().sentence());
  return done ? *std::move(done) : Updated{};
}

void expect_same_scene(const std::vector<fs::path>& a, const std::vector<fs::path>& b) {
  const auto bytes = [](const std::vector<fs::path>& inputs) {
    LogSink silent;
    std::vector<importer::StageCost> costs;
    auto scene = importer::scene_of(inputs, {}, silent, costs);
    EXPECT_TRUE(scene) << (scene ? "" : scene.error().sentence());
    if (!scene) return std::vector<std::byte>{};
    scene->snapshot.inputs.clear();
    scene->placed.resize(scene->snapshot.devices.size());
    scene->doubts.resize(scene->snapshot.devices.size());
    auto encoded = atlas::encoded(*scene);
    EXPECT_TRUE(encoded) << (encoded ? "" : encoded.error().sentence());
    return encoded ? *std::move(encoded) : std::vector<std::byte>{};
  };
  EXPECT_TRUE(bytes(a) == bytes(b)) << a.back() << " and " << b.back();
}

Town hamlet() {
  synth::TownOptions choice;
  choice.blocks_per_side = 5;
  choice.devices = 60;
  return synth::town(choice);
}

void Tally::add(const Updated& done) {
  ++rounds;
  devices += done.built.contents.snapshot.devices.size();
  observed += done.observed;
  everything += done.everything != Everything::no ? 1 : 0;
}

void round(const Town& before, const Town& after, const exposure::Options& choices, Tally& tally) {
  const fs::path old_file = pbf(before, "old.osm.pbf");
  const fs::path new_file = pbf(after, "new.osm.pbf");
  const fs::path change = osc(changes(before, after), "changes.osc");
  const fs::path atlas = built({old_file}, choices, "old.atlas");

  const std::string fresh = content(built({new_file}, choices, "fresh.atlas"));
  for (const unsigned threads : {1U, 2U}) {
    const Updated done = updated({atlas, {new_file}, {}, scratch("updated.atlas"), false}, threads);
    ASSERT_TRUE(content(scratch("updated.atlas")) == fresh) << "from the new extract, " << threads << " threads";
    if (threads == 1) tally.add(done);
  }
  const std::string applied = content(built({old_file, change}, choices, "applied.atlas"));
  (void)updated({atlas, {change}, {old_file}, scratch("updated.atlas"), false}, 2);
  ASSERT_TRUE(content(scratch("updated.atlas")) == applied) << "from the change file";
}

}  // namespace contrechamp::update_test
