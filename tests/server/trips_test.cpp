// SPDX-License-Identifier: AGPL-3.0-or-later
// Trips over HTTP: the answers of the command line, for this machine's users only, and no trace of where they go.
#include <gtest/gtest.h>
#include <contrechamp/server/planners.hpp>
#include <tests/cli/keys.hpp>
#include <tests/server/house.hpp>
#include <atomic>
#include <thread>

namespace contrechamp::server_test {
namespace {

struct Place {
  std::string lat;
  std::string lon;
  [[nodiscard]] std::string text() const { return lat + "," + lon; }
};

/// Beginnings of segments that walkers, cyclists and drivers may use, far apart in the list and so in the hamlet.
std::vector<Place> places(const House& house) {
  std::vector<Place> found;
  const Json all = json(get(house.port(), "/api/segments?limit=10000"));
  for (const Json& feature : all["features"]) {
    const Json& p = feature["properties"];
    if (!p["foot"].get<bool>() || !p["bike"].get<bool>() || !p["car"].get<bool>()) continue;
    const Json& at = feature["geometry"]["coordinates"][0];
    found.push_back({at[1].dump(), at[0].dump()});
  }
  EXPECT_GT(found.size(), 20U);
  return {found.front(), found[found.size() / 2], found.back()};
}

const House& house() {
  static const House one;
  return one;
}
const std::vector<Place>& some_places() {
  static const std::vector<Place> chosen = places(house());
  return chosen;
}
std::string trip(const std::string& more = "") {
  return "/api/v1/front?from=" + some_places().front().text() + "&to=" + some_places().back().text() + more;
}
cli_test::Words same_trip(cli_test::Words more) {
  cli_test::Words words{"route", cli_test::hamlet_atlas().string(), "--json", "--from", some_places().front().text(),
                        "--to",  some_places().back().text()};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(Trips, AreThoseOfTheCommandLine) {
  const std::string via = some_places()[1].text();
  const std::vector<std::pair<std::string, cli_test::Words>> cases{
      {"", {}},
      {"&mode=bike&answer=expected", {"--mode", "bike", "--answer", "expected"}},
      {"&mode=car&family=plate&measure=seconds", {"--mode", "car", "--family", "plate", "--measure", "seconds"}},
      {"&ladder=image-2025&band=outline&answer=certain", {"--ladder", "image-2025", "--band", "outline", "--answer", "certain"}},
      {"&kind=camera&kind=dome", {"--kind", "camera", "--kind", "dome"}},
      {"&operator=&most_minutes_more=3", {"--operator", "", "--most-minutes-more", "3"}},
      {"&via=" + via, {"--via", via}},
      {"&mode=bike&steps=true", {"--mode", "bike", "--steps"}},
  };
  std::size_t answers = 0;
  for (const auto& [query, words] : cases) {
    SCOPED_TRACE(query);
    const cli_test::Outcome printed = cli_test::program(same_trip(words));
    const Reply reply = get(house().port(), trip(query));
    if (printed.code != 0) {
      EXPECT_NE(reply.status, 200) << reply.body.substr(0, 300);
      continue;
    }
    ++answers;
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.body, printed.out);
    EXPECT_EQ(reply.field("content-type"), "application/json; charset=utf-8");
  }
  EXPECT_GE(answers, 5U);
  const Json front = json(get(house().port(), trip()));
  EXPECT_FALSE(front["routes"].empty());
  EXPECT_TRUE(front["finished"].get<bool>());
}

TEST(Trips, LeaveNoTrace) {
  const auto entries = [] {
    const std::string text = get(house().port(), "/metrics").body;
    const std::size_t at = text.find("\ncontrechamp_cache_entries ");
    return text.substr(at + 1, text.find('\n', at + 1) - at);
  };
  const std::string before = entries();
  const Reply reply = get(house().port(), trip());
  EXPECT_EQ(reply.field("cache-control"), "no-store");
  EXPECT_EQ(get(house().port(), "/api/v1/streets?q=rue").field("cache-control"), "no-store");
  EXPECT_EQ(entries(), before);
  (void)get(house().port(), "/api/v1/front?from=48.8531,2.3499&to=91,2.3499");
  const std::string metrics = get(house().port(), "/metrics").body;
  EXPECT_NE(metrics.find("contrechamp_requests_total{route=\"/api/v1/front\",status=\"200\"}"), std::string::npos) << metrics;
  for (const std::string& trace :
       {some_places().front().lat, some_places().back().lon, std::string("48.85"), std::string("from=")}) {
    EXPECT_EQ(metrics.find(trace), std::string::npos) << trace;
  }
}

TEST(Trips, AreForThisMachineUnlessAllowed) {
  server::Options options;
  EXPECT_EQ(get(house().port(), "/api/v1/routing").body, "{\"offered\":true}\n");
  options.address = "0.0.0.0";
  const House open(options);
  EXPECT_EQ(get(open.port(), "/api/v1/routing").body, "{\"offered\":false}\n");
  for (const std::string& target : {trip(), trip("&mode=bike"), std::string("/api/v1/streets?q=rue")}) {
    const Reply reply = get(open.port(), target);
    EXPECT_EQ(reply.status, 403) << target;
    EXPECT_EQ(error_code(reply), "routing_not_offered");
  }
  EXPECT_EQ(get(open.port(), "/api/devices?limit=1").status, 200);
  options.public_routing = true;
  const House allowed(options);
  EXPECT_EQ(get(allowed.port(), "/api/v1/routing").body, "{\"offered\":true}\n");
  EXPECT_EQ(get(allowed.port(), trip()).body, get(house().port(), trip()).body);
  EXPECT_EQ(get(allowed.port(), "/api/v1/streets?q=rue").status, 200);
}

TEST(Trips, ThatAreAskedWronglyAreRefused) {
  const std::string from = "from=" + some_places().front().text();
  const std::string to = "to=" + some_places().back().text();
  const std::string nine_vias = [] {
    std::string text;
    for (int i = 0; i < 9; ++i) text += "&via=1,1";
    return text;
  }();
  for (const std::string& query : {std::string(),
                                   from,
                                   to,
                                   from + "&" + to + "&mode=train",
                                   from + "&" + to + "&mode=",
                                   from + "&" + to + "&family=all",
                                   from + "&" + to + "&ladder=tall",
                                   from + "&" + to + "&band=loud",
                                   from + "&" + to + "&answer=maybe",
                                   from + "&" + to + "&measure=miles",
                                   from + "&" + to + "&kind=wombat",
                                   from + "&" + to + "&color=red",
                                   from + "&" + to + "&steps=perhaps",
                                   from + "&" + from + "&" + to,
                                   from + "&" + to + "&most_in_view=-1",
                                   from + "&" + to + "&most_minutes_more=1e9",
                                   from + "&" + to + nine_vias,
                                   from + "&to=",
                                   from + "&to=1",
                                   from + "&to=1,2,3",
                                   from + "&to=nan,nan",
                                   from + "&to=inf,1",
                                   from + "&to=91,0",
                                   from + "&to=0,181",
                                   from + "&to=1e1,2",
                                   from + "&to=0x10,2",
                                   from + "&to=%00",
                                   from + "&to=%FF,%FE",
                                   from + "&to=1,2;drop",
                                   from + "&to=" + std::string(3000, '9'),
                                   from + "&to=geo:1,2;crs=moon"}) {
    SCOPED_TRACE(query.substr(0, 200));
    const Reply reply = get(house().port(), "/api/v1/front?" + query);
    if (query.ends_with("mode=")) {  // an empty word stands for the default
      EXPECT_EQ(reply.status, 200);
      continue;
    }
    EXPECT_EQ(reply.status, 400) << reply.body;
    EXPECT_TRUE(error_code(reply) == "bad_argument" || error_code(reply) == "bad_coordinate") << reply.body;
    EXPECT_EQ(reply.field("cache-control"), "no-store");
  }
  const Reply far = get(house().port(), "/api/v1/front?" + from + "&to=10,10");
  EXPECT_EQ(far.status, 404);
  EXPECT_EQ(error_code(far), "no_street_near");
  house().expect_alive();
}

TEST(Trips, AreTakenInTurns) {
  const std::string from = some_places().front().text();
  const std::string to = some_places().back().text();
  const answers::RouteWords words{from, to};
  server::Planners none(hamlet(), 0);
  EXPECT_FALSE(none.front(words));
  server::Planners one(hamlet(), 1);
  for (int i = 0; i < 3; ++i) {  // the turn ends, also after an error
    const auto wrong = one.front({from, "nowhere"});
    ASSERT_TRUE(wrong);
    EXPECT_FALSE(*wrong);
    const auto right = one.front(words);
    ASSERT_TRUE(right);
    EXPECT_TRUE(*right);
  }
}

TEST(Trips, OfManyAtOnceAreAllOfThemRightOrTold) {
  const std::string wanted = get(house().port(), trip("&mode=bike")).body;
  std::vector<std::thread> clients;
  std::atomic<int> right = 0;
  std::atomic<int> busy = 0;
  for (int c = 0; c < 8; ++c) {
    clients.emplace_back([&] {
      for (int i = 0; i < 5; ++i) {
        const Reply reply = get(house().port(), trip("&mode=bike"));
        if (reply.status == 200 && reply.body == wanted) ++right;
        if (reply.status == 503 && reply.field("retry-after") == "1") ++busy;
      }
    });
  }
  for (std::thread& client : clients) client.join();
  EXPECT_EQ(right + busy, 40);
  EXPECT_GE(right, 1);
}

TEST(Streets, AreFoundByTheBeginningOfAWord) {
  const Json found = json(get(house().port(), "/api/v1/streets?q=RUE&limit=2"));
  ASSERT_EQ(found["streets"].size(), 2U);
  EXPECT_EQ(json(get(house().port(), "/api/v1/streets?q=RUE&limit=1"))["streets"].size(), 1U);
  for (const Json& street : found["streets"]) {
    EXPECT_TRUE(street["name"].get<std::string>().starts_with("Rue")) << street.dump();
    const Reply trip_there = get(house().port(), "/api/v1/front?from=" + some_places().front().text() +
                                                     "&to=" + street["position"][1].dump() + "," + street["position"][0].dump());
    const Json stops = json(trip_there)["stops"];
    ASSERT_EQ(stops.size(), 2U) << trip_there.body.substr(0, 200);
    EXPECT_EQ(stops[1]["name"], street["name"]);
  }
  cli_test::expect_documented("streets", {found});
  EXPECT_TRUE(json(get(house().port(), "/api/v1/streets?q="))["streets"].empty());
  EXPECT_TRUE(json(get(house().port(), "/api/v1/streets"))["streets"].empty());
  for (const std::string query : {"q=a&limit=0", "q=a&limit=51", "q=a&q=b", "name=a", "q=%zz"}) {
    EXPECT_EQ(get(house().port(), "/api/v1/streets?" + query).status, 400) << query;
  }
}

}  // namespace
}  // namespace contrechamp::server_test
