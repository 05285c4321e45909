// SPDX-License-Identifier: AGPL-3.0-or-later
// How far one gets unseen, and unseen islands, over HTTP: the answers of the command line, and tiles that follow what counts.
#include <gtest/gtest.h>
#include <contrechamp/geo/mercator.hpp>
#include <contrechamp/server/island_shelf.hpp>
#include <tests/server/house.hpp>
#include <algorithm>
#include <thread>

namespace contrechamp::server_test {
namespace {

const House& house() {
  static const House one;
  return one;
}
Reply ask(const std::string& target) { return get(house().port(), target); }

/// "latitude,longitude" of a street that all may use.
const std::string& somewhere() {
  static const std::string place = [] {
    const Json all = json(ask("/api/segments?limit=10000"));
    for (const Json& feature : all["features"]) {
      const Json& p = feature["properties"];
      const Json& at = feature["geometry"]["coordinates"][0];
      if (p["foot"].get<bool>() && p["bike"].get<bool>() && p["car"].get<bool>()) return at[1].dump() + "," + at[0].dump();
    }
    return std::string();
  }();
  return place;
}
std::string reach(const std::string& more) { return "/api/v1/reach?from=" + somewhere() + more; }

TEST(Reach, IsThatOfTheCommandLine) {
  const std::vector<std::pair<std::string, cli_test::Words>> cases{
      {"&minutes=10", {"--minutes", "10"}},
      {"&minutes=2.5&mode=bike", {"--minutes", "2.5", "--mode", "bike"}},
      {"&minutes=60&mode=car&family=plate", {"--minutes", "60", "--mode", "car", "--family", "plate"}},
      {"&minutes=5&ladder=image-2025&band=outline", {"--minutes", "5", "--ladder", "image-2025", "--band", "outline"}},
      {"&minutes=5&kind=camera&without_operator=", {"--minutes", "5", "--kind", "camera", "--without-operator", ""}},
  };
  for (const auto& [query, more] : cases) {
    SCOPED_TRACE(query);
    cli_test::Words words{"reach", cli_test::hamlet_atlas().string(), "--geojson", "--from", somewhere()};
    words.insert(words.end(), more.begin(), more.end());
    const cli_test::Outcome printed = cli_test::program(words);
    const Reply reply = ask(reach(query));
    EXPECT_EQ(printed.code, 0) << printed.err;
    EXPECT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(reply.body, printed.out);
    EXPECT_EQ(reply.field("content-type"), "application/geo+json; charset=utf-8");
    EXPECT_EQ(reply.field("cache-control"), "no-store");
  }
}

TEST(Reach, OfAStrangersWordsIsRefused) {
  for (const std::string query :
       {"", "&minutes=", "&minutes=0", "&minutes=60.01", "&minutes=1e9", "&minutes=5&minutes=5", "&minutes=5&to=1,2",
        "&minutes=5&answer=certain", "&minutes=5&mode=train", "&minutes=5&kind=spy", "&minutes=5&band=all"}) {
    const Reply reply = ask(reach(query));
    EXPECT_EQ(reply.status, 400) << query;
    EXPECT_EQ(json(reply)["error"]["code"], "bad_argument") << query;
  }
  EXPECT_NE(ask(reach("")).body.find("minutes are missing"), std::string::npos);
  EXPECT_EQ(ask("/api/v1/reach?minutes=5").status, 400);
  EXPECT_EQ(json(ask("/api/v1/reach?minutes=5&from=91,0"))["error"]["code"], "bad_coordinate");
  EXPECT_EQ(json(ask("/api/v1/reach?minutes=5&from=10,10"))["error"]["code"], "no_street_near");
}

TEST(Reach, IsForThisMachineUnlessAllowed) {
  server::Options options;
  options.address = "0.0.0.0";
  const Reply refused = get(House(options).port(), reach("&minutes=5"));
  EXPECT_EQ(refused.status, 403);
  EXPECT_EQ(json(refused)["error"]["code"], "routing_not_offered");
  options.public_routing = true;
  EXPECT_EQ(get(House(options).port(), reach("&minutes=5")).body, ask(reach("&minutes=5")).body);
  const std::string metrics = ask("/metrics").body;
  EXPECT_NE(metrics.find("contrechamp_requests_total{route=\"/api/v1/reach\",status=\"200\"}"), std::string::npos);
  EXPECT_EQ(metrics.find(somewhere()), std::string::npos);
}

/// The tile of zoom 14 in the middle of the hamlet.
std::string islands(const std::string& query) {
  const geo::World at = geo::world(hamlet().subject().atlas.bounds().centre());
  return "/tiles/islands/14/" + std::to_string(at.x >> 18) + "/" + std::to_string(at.y >> 18) + ".mvt" + query;
}

TEST(Islands, FollowModeBandAndFilter) {
  const Reply usual = ask(islands(""));
  EXPECT_EQ(usual.status, 200);
  EXPECT_EQ(usual.field("content-type"), "application/vnd.mapbox-vector-tile");
  EXPECT_EQ(ask(islands("?mode=foot&ladder=image-2014&band=observe")).body, usual.body) << "the same in words";
  EXPECT_NE(ask(islands("?mode=car")).body, usual.body);
  EXPECT_NE(ask(islands("?band=monitor")).body, usual.body);
  EXPECT_EQ(ask(islands("?kind=camera&operator=")).body, usual.body) << "all that are there";
  EXPECT_EQ(ask(islands("?operator=Nobody+at+all")).status, 204) << "where no device counts nothing is said";
  for (const std::string query : {"?mode=train", "?band=read", "?answer=certain", "?mode=foot&mode=foot", "?kind=spy"})
    EXPECT_EQ(ask(islands(query)).status, 400) << query;
  EXPECT_EQ(ask("/tiles/devices/0/0/0.mvt?mode=foot").status, 400);
  const Json about = json(ask("/tiles/islands.json?mode=bike&kind=camera"));
  EXPECT_EQ(about["tiles"][0], "http://localhost/tiles/islands/{z}/{x}/{y}.mvt?mode=bike&kind=camera");
  EXPECT_EQ(ask("/tiles/islands.json?mode=train").status, 400);
}

TEST(Islands, AreKeptByTheirAddress) {
  const std::string etag = ask(islands("?mode=bike")).field("etag");
  EXPECT_NE(etag, "");
  EXPECT_EQ(ask(islands("?mode=bike")).field("cache-control"), "no-cache");
  EXPECT_EQ(get(house().port(), islands("?mode=bike"), "If-None-Match: " + etag + "\r\n").status, 304);
  EXPECT_EQ(get(house().port(), islands("?mode=foot"), "If-None-Match: " + etag + "\r\n").status, 200);
}

TEST(Islands, AreFoundOnceForAllWhoAsk) {
  server::IslandShelf shelf(hamlet());
  std::vector<server::IslandShelf::Islands> found(8);
  std::vector<std::thread> asking;
  for (auto& mine : found) asking.emplace_back([&] { mine = *shelf.of({.mode = "bike"}); });
  for (std::thread& one : asking) one.join();
  EXPECT_TRUE(std::ranges::all_of(found, [&](const auto& one) { return one && one == found.front(); }));
  EXPECT_EQ(*shelf.of({.mode = "bike"}), found.front());
  EXPECT_FALSE(shelf.of({.mode = "train"}));
  for (const std::string name : {"A", "B", "C", "D"}) EXPECT_TRUE((*shelf.of({.filter = {.operators = {name}}}))->pieces.empty());
  EXPECT_NE(*shelf.of({.mode = "bike"}), found.front()) << "only the last few are kept";
  EXPECT_EQ((*shelf.of({.mode = "bike"}))->pieces, found.front()->pieces);
}

}  // namespace
}  // namespace contrechamp::server_test
