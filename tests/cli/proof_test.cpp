// SPDX-License-Identifier: AGPL-3.0-or-later
// What the program says of unseen ways, and that it believes no proof that was spoiled.
#include <gtest/gtest.h>
#include <contrechamp/core/random.hpp>
#include <cstdio>
#include <map>
#include <tests/cli/keys.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::cli_test {
namespace {

std::string place(double lat, double lon) {
  char text[64];
  std::snprintf(text, sizeof text, "%.7f,%.7f", lat, lon);
  return text;
}

/// Two places of the town, anywhere.
Words question(Random& random) {
  static const Json box = parsed(program({"info", town_atlas().string(), "--json"}))["bounds"];
  const auto at = [&] {
    const auto between = [&](std::size_t low, std::size_t high) {
      const double share = 0.1 + 0.8 * static_cast<double>(random.below(1000)) / 1000;
      return box[low].get<double>() + share * (box[high].get<double>() - box[low].get<double>());
    };
    const double lon = between(0, 2);
    return place(between(1, 3), lon);
  };
  // "=": a longitude west of Greenwich is no option.
  return {"--from=" + at(), "--to=" + at()};
}

Outcome proved(const Words& question, const Words& more = {}) {
  Words words{"prove", town_atlas().string()};
  words.insert(words.end(), question.begin(), question.end());
  words.insert(words.end(), more.begin(), more.end());
  return program(words);
}
Outcome checked(const std::string& proof, const Path& atlas = town_atlas(), const Words& more = {}) {
  Words words{"check-proof", atlas.string(), written("proof.json", proof).string()};
  words.insert(words.end(), more.begin(), more.end());
  return program(words);
}

/// Proofs of all sorts, by what was asked.
const std::vector<Json>& proofs() {
  static const std::vector<Json> all = [] {
    std::vector<Json> made;
    Random random(testing::seed());
    const std::vector<Words> wishes{{"--band", "identify"}, {"--mode", "car"}, {"--mode", "bike", "--band", "recognise"}, {}};
    for (int i = 0; i < 40; ++i) {
      Words more = wishes[static_cast<std::size_t>(i) % wishes.size()];
      more.push_back("--json");
      if (i % 5 == 0 && !made.empty() && !made.back()["leaving"].empty()) {
        more.push_back("--without-device");
        more.push_back(made.back()["leaving"][0]["device"].get<std::string>());
      }
      const Outcome outcome = proved(question(random), more);
      if (outcome.code == 3) continue;  // no street near
      made.push_back(parsed(outcome));
    }
    return made;
  }();
  return all;
}

TEST(Proof, WhatIsProvedHolds) {
  std::map<std::string, int> claims;
  for (const Json& proof : proofs()) {
    const Outcome outcome = checked(proof.dump());
    EXPECT_EQ(outcome.code, 0) << outcome.err;
    EXPECT_EQ(outcome.out.rfind("The proof holds, by this atlas. There is ", 0), 0U) << outcome.out;
    EXPECT_NE(outcome.out.find(proof["claim"] == "unseen_way" ? "no mapped device" : "From the start"), std::string::npos)
        << outcome.out;
    ++claims[proof["claim"]];
  }
  EXPECT_GT(claims["unseen_way"], 0);
  EXPECT_GT(claims["no_unseen_way"], 0);
}

TEST(Proof, SpoiledOnesAreRefusedWithTheFirstThingThatIsWrong) {
  for (const Json& whole : proofs()) {
    if (whole["claim"] != "no_unseen_way") continue;
    const auto refused = [&](const std::string& key, const Json& value, const std::string& about) {
      Json proof = whole;
      proof[Json::json_pointer(key)] = value;
      expect_refusal(checked(proof.dump()), 6, about);
    };
    refused("/claim", "unseen_way", "needs nothing but the way");
    refused("/claim", "not_joined", "nothing leads on");
    refused("/leaving", Json::array(), "no sighting of it is given");
    refused("/leaving/0/to_cm", 1, "does not see it so");
    refused("/atlas", "0123456789abcdef", "another atlas");
    refused("/as_of", nullptr, "date is not the atlas's");
    refused("/from/way", "w1", "is not of way w1");
    refused("/to/at_cm", 99'999'999, "beyond the end");
    refused("/between/devices", Json::array(), "other devices see the way");
    refused("/devices_left_out", Json::array({"n1"}), "no device of the atlas");
    expect_refusal(checked(whole.dump(), hamlet_atlas()), 6, "another atlas");
    return;
  }
  FAIL() << "no proof of that sort";
}

TEST(Proof, WhatIsNoneIsRefusedInOneSentence) {
  const std::string whole = proofs().front().dump();
  const auto refused = [&](const std::string& text, const std::string& about) { expect_refusal(checked(text), 3, about); };
  refused("", "the file is empty");
  refused("word", "no JSON");
  refused("[]", "is no object");
  refused(std::string(100'000, '['), "nested deeper");
  refused(whole.substr(0, whole.size() / 2), "cut short");
  refused("{\"schema\":\"contrechamp-proof-1\"," + whole.substr(1), "a key stands twice");
  refused("{\"x\":1," + whole.substr(1), "which is not known");
  Json other = proofs().front();
  other["schema"] = "contrechamp-proof-2";
  refused(other.dump(), "schema is not contrechamp-proof-1");
  expect_refusal(program({"check-proof", town_atlas().string(), "/no/such.json"}), 5, "/no/such.json");
  expect_refusal(program({"prove", town_atlas().string(), "--from", "1,2", "--to", "1,2"}), 3, "start");
}

TEST(Proof, PeopleReadItInBothLanguages) {
  Random random(testing::seed() + 1);
  bool between = false;
  for (int i = 0; i < 20 && !between; ++i) {
    const Words asked = question(random);
    const Outcome english = proved(asked);
    if (english.code != 0) continue;
    const Outcome french = proved(asked, {"--lang", "fr"});
    EXPECT_NE(english.out.find("as of 2026-01-01"), std::string::npos) << english.out;
    EXPECT_NE(english.out.find("sent nowhere"), std::string::npos);
    EXPECT_NE(french.out.find("à pied"), std::string::npos) << french.out;
    EXPECT_EQ(french.out.find(" is "), std::string::npos) << french.out;
    between = english.out.find("WHAT STANDS BETWEEN") != std::string::npos;
    EXPECT_EQ(between, french.out.find("CE QUI SÉPARE") != std::string::npos) << french.out;
  }
  EXPECT_TRUE(between);
  EXPECT_NE(checked(proofs().front().dump(), town_atlas(), {"--lang", "fr"}).out.find("La preuve est valable"),
            std::string::npos);
}

TEST(Proof, JsonDocumentsProve) { expect_documented("prove", proofs()); }

}  // namespace
}  // namespace contrechamp::cli_test
