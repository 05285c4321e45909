// SPDX-License-Identifier: AGPL-3.0-or-later
// Streets by the beginning of their name, as people type it.
#include <gtest/gtest.h>
#include <contrechamp/answers/drawn_town.hpp>
#include <contrechamp/answers/street_names.hpp>
#include <nlohmann/json.hpp>

namespace contrechamp::answers {
namespace {

using Words = std::vector<std::string>;

TEST(Folded, IsWhatPeopleType) {
  EXPECT_EQ(folded("Rue de l’Église-Neuve"), "rue de l eglise neuve");
  EXPECT_EQ(folded("  ŁÓDŹ,  Straße 17b. "), "lodz strasse 17b");
  EXPECT_EQ(folded("Æblevej Øster Œuvre ĲSSEL Þing Čáp ſ"), "aeblevej oster oeuvre ijssel thing cap s");
  EXPECT_EQ(folded("E\u0301glise"), "eglise");  // an accent of its own
  EXPECT_EQ(folded("Οδός Ακαδημίας"), "οδοσ ακαδημιασ");
  EXPECT_EQ(folded("УЛИЦА Ёлочная Є"), "улица елочная є");
  EXPECT_EQ(folded("車站 1"), "車站 1");
  EXPECT_EQ(folded("–«!»— …"), "");
  EXPECT_EQ(folded("a\xFF\xC3"), "a");  // no UTF-8
  EXPECT_EQ(folded(folded("Çà et là: N° 5")), folded("Çà et là: N° 5"));
}

Words found(const StreetNames& names, std::string_view typed, std::size_t limit = 9) {
  Words words;
  for (const StreetName* street : names.beginning(typed, limit)) words.push_back(street->name);
  return words;
}

TEST(StreetNames, AreFoundByTheBeginningOfAWord) {
  const drawn::City city(drawn::town({{"Rue de la République", {0, 100}},
                                      {"République (place)", {1, 101}},
                                      {"Avenue Républicaine", {2, 102}},
                                      {"Rue Pub", {3, 103}},
                                      {"", {4, 104}},
                                      {"Republik privat", {5, 105}, scene::LeftOut::access_private}}));
  const StreetNames names(*city.subject);
  EXPECT_EQ(found(names, "REPUB"), (Words{"République (place)", "Avenue Républicaine", "Rue de la République"}));
  EXPECT_EQ(found(names, "republique"), (Words{"République (place)", "Rue de la République"}));
  EXPECT_EQ(found(names, "rue"), (Words{"Rue de la République", "Rue Pub"}));
  EXPECT_EQ(found(names, "la rep"), (Words{"Rue de la République"}));
  EXPECT_EQ(found(names, "rue", 1), (Words{"Rue de la République"}));
  for (const std::string nothing : {"", " ", "-", "ublique", "rue de la republique x", "privat"}) {
    EXPECT_EQ(found(names, nothing), Words{}) << nothing;
  }
}

TEST(StreetNames, StandOnceUnlessTheyLieFarApart) {
  atlas::Contents town = drawn::town({{"Rue A", {0, 100, 200}}, {"Rue A", {5000, 5100}}, {"Rue A", {40'000, 40'100}}});
  town.network.segments[1].length_cm = 20'000;
  town.bounds.add(drawn::at(401, 0));
  const drawn::City city(std::move(town));
  const StreetNames names(*city.subject);
  const auto both = names.beginning("rue", 9);
  ASSERT_EQ(both.size(), 2U);
  EXPECT_EQ(both[0]->at.lon_e7, (drawn::at(1, 0).lon_e7 + drawn::at(2, 0).lon_e7) / 2);  // half way along the longest segment
  EXPECT_EQ(both[1]->at.lon_e7, (drawn::at(400, 0).lon_e7 + drawn::at(401, 0).lon_e7) / 2);
  const auto json = nlohmann::json::parse(streets_json(*city.subject, names, "rue a", 1));
  ASSERT_EQ(json["streets"].size(), 1U);
  EXPECT_EQ(json["streets"][0]["name"], "Rue A");
  EXPECT_DOUBLE_EQ(json["streets"][0]["position"][1].get<double>(), 48.0);
  EXPECT_TRUE(json.contains("licence"));
}

}  // namespace
}  // namespace contrechamp::answers
