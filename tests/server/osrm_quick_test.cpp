// SPDX-License-Identifier: AGPL-3.0-or-later
// Answers in OSRM's form that come at once, from the thread that read the question: they are those that a worker gave before.
#include <gtest/gtest.h>
#include <contrechamp/server/planners.hpp>
#include <contrechamp/trips/fastest.hpp>
#include <tests/server/house.hpp>
#include <thread>

namespace contrechamp::server_test {
namespace {

/// Between beginnings of segments that walkers may use.
const std::vector<std::string>& targets() {
  static const std::vector<std::string> all = [] {
    const House house;
    const Json segments = json(get(house.port(), "/api/segments?limit=10000"));
    std::vector<std::string> places;
    for (const Json& feature : segments["features"]) {
      if (!feature["properties"]["foot"].get<bool>()) continue;
      const Json& at = feature["geometry"]["coordinates"][0];
      places.push_back(at[0].dump() + "," + at[1].dump());
    }
    std::vector<std::string> found;
    for (std::size_t i = 0; i < 15; ++i) {
      const std::string& from = places[i * 37 % places.size()];
      const std::string& to = places[(i * 91 + 11) % places.size()];
      found.push_back("/route/v1/foot/" + from + ";" + to + (i % 3 == 0 ? "?steps=true" : i % 3 == 1 ? "?overview=full" : ""));
    }
    found.push_back("/nearest/v1/foot/" + places.front());
    return found;
  }();
  return all;
}

std::vector<std::string> bodies(const House& house) {
  std::vector<std::string> all;
  for (const std::string& target : targets()) all.push_back(get(house.port(), target).body);
  return all;
}

TEST(OsrmQuick, AnswersAreThoseOfBeforeTheLaneWasReady) {
  const House house;
  const auto before = bodies(house);
  for (std::size_t i = 0; i < trips::Fastest::first_ways / targets().size() + 1; ++i) EXPECT_EQ(bodies(house), before);
  EXPECT_EQ(bodies(house), before) << "at once by now";
  Client client(house.port());
  std::string many;
  for (const std::string& target : targets()) many += request(target);
  ASSERT_TRUE(client.send(many));
  for (const std::string& body : before) EXPECT_EQ(client.reply().body, body) << "of several that were sent together";
}

answers::osrm::Request asked(const std::string& target) {
  const std::size_t query = target.find('?');
  const auto rest = query == std::string::npos ? "" : target.substr(query + 1);
  return *answers::osrm::parse(std::string_view(target).substr(0, query), rest);
}

TEST(OsrmQuick, OnlyWhatIsQuickComesAtOnce) {
  server::Planners one(hamlet(), 1);
  const auto plain = asked(targets()[2]);
  std::size_t questions = 0;
  for (; !one.osrm_at_once(plain); ++questions) {
    ASSERT_LE(questions, trips::Fastest::first_ways);
    EXPECT_EQ(one.osrm(plain).code, answers::osrm::Code::ok) << "a turn that was not used was lost";
  }
  EXPECT_GT(questions, trips::Fastest::first_ways / 3);  // one that is not joined is two ways
  const auto quick = one.osrm_at_once(plain);
  ASSERT_TRUE(quick);
  EXPECT_EQ(quick->body, one.osrm(plain).body);
  for (const char* more : {"?alternatives=2", "?annotations=verified", "?steps=true"}) {
    EXPECT_FALSE(one.osrm_at_once(asked(targets()[2] + more))) << more;
  }
  auto other = plain;
  other.mode = scene::Mode::bike;
  EXPECT_FALSE(one.osrm_at_once(other)) << "whose roads nobody has asked for";
  EXPECT_EQ(one.osrm(asked(targets()[0])).code, answers::osrm::Code::ok);
  EXPECT_TRUE(one.osrm_at_once(asked(targets()[0]))) << "steps, once the junctions are known";
  server::Planners none(hamlet(), 0);
  EXPECT_FALSE(none.osrm_at_once(plain));
}

TEST(OsrmQuick, IsTheSameForManyAtATime) {
  server::Options options;
  options.threads = 4;
  const House house(options);
  const auto wanted = bodies(house);
  std::vector<std::jthread> clients;
  for (int i = 0; i < 6; ++i) {
    clients.emplace_back([&] {
      for (int round = 0; round < 12; ++round) EXPECT_EQ(bodies(house), wanted);
    });
  }
}

}  // namespace
}  // namespace contrechamp::server_test
