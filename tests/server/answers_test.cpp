// SPDX-License-Identifier: AGPL-3.0-or-later
// What the server answers when it is asked rightly, and how it refuses what is asked wrongly.
#include <gtest/gtest.h>
#include <tests/server/house.hpp>

namespace contrechamp::server_test {
namespace {

const House& house() {
  static const House one;
  return one;
}
Reply ask(std::string_view target, std::string_view more = "", std::string_view method = "GET") {
  return get(house().port(), target, more, method);
}
void expect_refused(const Reply& reply, int status, std::string_view about = "") {
  EXPECT_EQ(reply.status, status) << reply.body;
  EXPECT_EQ(reply.field("content-type"), "application/json; charset=utf-8");
  EXPECT_EQ(reply.field("cache-control"), "no-store");
  const Json parsed = json(reply);
  ASSERT_TRUE(parsed.contains("error")) << reply.body;
  EXPECT_FALSE(parsed["error"]["code"].get<std::string>().empty());
  EXPECT_NE(parsed["error"]["sentence"].get<std::string>().find(about), std::string::npos) << reply.body;
}
std::string some_device() {
  const Json devices = json(ask("/api/devices?limit=1"));
  return devices["features"][0]["properties"]["id"].get<std::string>();
}

TEST(Answers, AreThoseOfTheCommandLine) {
  const std::string atlas = cli_test::hamlet_atlas().string();
  EXPECT_EQ(ask("/api/info").body, cli_test::program({"info", atlas, "--json"}).out);
  EXPECT_EQ(ask("/api/report").body, cli_test::program({"report", atlas, "--json"}).out);
  const std::string device = some_device();
  EXPECT_EQ(json(ask("/api/devices/" + device))["id"],
            cli_test::parsed(cli_test::program({"explain", atlas, device, "--json"}))["id"]);
}

TEST(Answers, ComeInPagesThatTogetherAreAll) {
  const Json all = json(ask("/api/devices?limit=10000"));
  const std::size_t matched = all["numberMatched"].get<std::size_t>();
  ASSERT_GT(matched, 7U);
  EXPECT_EQ(all["features"].size(), matched);
  std::size_t seen = 0;
  std::string next = "/api/devices?limit=7";
  while (!next.empty()) {
    const Json part = json(ask(next));
    next.clear();
    for (const Json& feature : part["features"]) EXPECT_EQ(feature, all["features"][seen++]);
    for (const Json& link : part["links"]) {
      if (link["rel"] == "next") next = link["href"].get<std::string>();
    }
    ASSERT_LE(seen, matched);
  }
  EXPECT_EQ(seen, matched);
}

TEST(Answers, OfABoxAndAFilterAreFewer) {
  const Json all = json(ask("/api/devices?limit=10000"));
  const Json at = all["features"][0]["geometry"]["coordinates"];
  const std::string lon = at[0].dump();
  const std::string lat = at[1].dump();
  const Json here = json(ask("/api/devices?bbox=" + lon + "," + lat + "," + lon + "," + lat));
  EXPECT_GE(here["numberMatched"].get<std::size_t>(), 1U);
  EXPECT_LT(here["numberMatched"].get<std::size_t>(), all["numberMatched"].get<std::size_t>());
  EXPECT_EQ(json(ask("/api/devices?bbox=-180,-90,180,90"))["numberMatched"], all["numberMatched"]);
  const Json cameras = json(ask("/api/devices?kind=camera&limit=10000"));
  std::size_t count = 0;
  for (const Json& feature : all["features"]) count += feature["properties"]["kind"] == "camera" ? 1 : 0;
  EXPECT_EQ(cameras["numberMatched"].get<std::size_t>(), count);
}

TEST(Answers, OfSegmentsAndTilesHaveTheirTypes) {
  EXPECT_EQ(ask("/api/segments?limit=3&ladder=plate").field("content-type"), "application/geo+json; charset=utf-8");
  EXPECT_EQ(json(ask("/api/segments/0"))["type"], "Feature");
  expect_refused(ask("/api/segments/99999999"), 404);
  const Json tilejson = json(ask("/tiles/map.json"));
  EXPECT_EQ(tilejson["tiles"][0], "http://localhost/tiles/map/{z}/{x}/{y}.mvt");
  const Reply empty = ask("/tiles/map/14/0/0.mvt");
  EXPECT_EQ(empty.status, 204);
  EXPECT_EQ(empty.body, "");
  const Reply world = ask("/tiles/devices/0/0/0.mvt");
  EXPECT_EQ(world.status, 200);
  EXPECT_EQ(world.field("content-type"), "application/vnd.mapbox-vector-tile");
  EXPECT_FALSE(world.body.empty());
}

TEST(Answers, ArePackedWhenThatIsAllowed) {
  const Reply plain = ask("/api/report");
  const Reply packed = ask("/api/report", "Accept-Encoding: br, gzip;q=0.5\r\n");
  EXPECT_EQ(plain.field("content-encoding"), "");
  EXPECT_EQ(packed.field("content-encoding"), "gzip");
  EXPECT_EQ(plain.field("vary"), "Accept-Encoding");
  EXPECT_LT(packed.body.size(), plain.body.size() / 2);
  EXPECT_EQ(unzipped(packed.body), plain.body);
  EXPECT_NE(packed.field("etag"), plain.field("etag"));
  EXPECT_EQ(ask("/api/report", "Accept-Encoding: gzip;q=0, identity\r\n").field("content-encoding"), "");
}

TEST(Answers, ThatTheClientHasAreNotSentAgain) {
  for (const std::string target : {"/api/info", "/", "/assets/map-1a2b.js"}) {
    SCOPED_TRACE(target);
    const std::string etag = ask(target).field("etag");
    ASSERT_EQ(etag.size(), 18U);
    const Reply again = ask(target, "If-None-Match: \"other\", W/" + etag + "\r\n");
    EXPECT_EQ(again.status, 304);
    EXPECT_EQ(again.field("etag"), etag);
    EXPECT_EQ(ask(target, "If-None-Match: \"0123456789abcdef\"\r\n").status, 200);
  }
}

TEST(Answers, ToHeadHaveNoBody) {
  Client client(house().port());
  client.send(request("/api/info", "", "HEAD") + request("/health"));
  const Reply head = client.reply("HEAD");
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.field("content-length"), ask("/api/info").field("content-length"));
  EXPECT_EQ(client.reply().body, "{\"status\":\"ok\"}\n");
}

TEST(Answers, OfThePage) {
  const Reply index = ask("/");
  EXPECT_NE(index.body.find("the page"), std::string::npos);
  EXPECT_EQ(index.field("content-type"), "text/html; charset=utf-8");
  EXPECT_EQ(index.field("cache-control"), "no-cache");
  EXPECT_NE(ask("/report.html").body.find("the report"), std::string::npos);
  const Reply script = ask("/assets/map-1a2b.js", "Accept-Encoding: gzip\r\n");
  EXPECT_EQ(script.field("content-type"), "text/javascript; charset=utf-8");
  EXPECT_NE(script.field("cache-control").find("immutable"), std::string::npos);
  EXPECT_EQ(unzipped(script.body).substr(0, 12), "'use strict'");
  EXPECT_EQ(ask("/robots.txt").body, "User-agent: *\nDisallow: /\n");
}

TEST(Answers, AllCarryTheSecurityHeaders) {
  for (const std::string target : {"/", "/health", "/api/info", "/nowhere", "/tiles/map/14/0/0.mvt"}) {
    SCOPED_TRACE(target);
    const Reply reply = ask(target);
    EXPECT_NE(reply.field("content-security-policy").find("default-src 'none'"), std::string::npos);
    EXPECT_EQ(reply.field("content-security-policy").find("unsafe"), std::string::npos);
    EXPECT_EQ(reply.field("x-content-type-options"), "nosniff");
    EXPECT_EQ(reply.field("referrer-policy"), "no-referrer");
    EXPECT_EQ(reply.field("cross-origin-resource-policy"), "same-origin");
    EXPECT_NE(reply.field("x-robots-tag").find("noindex"), std::string::npos);
    EXPECT_EQ(reply.field("date").size(), 29U);
  }
}

TEST(Answers, AreCountedByRouteAndNeverByPlace) {
  (void)ask("/tiles/map/14/8299/5637.mvt");
  (void)ask("/api/devices?bbox=2.3499,48.8531,2.35,48.8532");
  const Reply metrics = ask("/metrics");
  EXPECT_EQ(metrics.field("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  EXPECT_NE(metrics.body.find("contrechamp_requests_total{route=\"/tiles/{set}/{z}/{x}/{y}.mvt\",status=\"204\"}"),
            std::string::npos)
      << metrics.body;
  EXPECT_NE(metrics.body.find("\ncontrechamp_open_connections "), std::string::npos);
  for (const std::string trace : {"8299", "5637", "48.85", "bbox"}) {
    EXPECT_EQ(metrics.body.find(trace), std::string::npos) << trace;
  }
}

TEST(Refusals, NameWhatIsWrong) {
  expect_refused(ask("/nowhere"), 404);
  expect_refused(ask("/api/devices?limit=0"), 400, "limit");
  expect_refused(ask("/api/devices?limit=10001"), 400, "10000");
  expect_refused(ask("/api/devices?limit=ten"), 400, "limit");
  expect_refused(ask("/api/devices?limit=-1"), 400, "limit");
  expect_refused(ask("/api/devices?limit=1&limit=2"), 400, "more than once");
  expect_refused(ask("/api/devices?offset=99999999999"), 400, "offset");
  expect_refused(ask("/api/devices?color=red"), 400, "\"color\"");
  expect_refused(ask("/api/devices?kind=%4"), 400, "%");
  expect_refused(ask("/api/info?x=1"), 400, "\"x\"");
  expect_refused(ask("/api/segments?ladder=tall"), 400, "tall");
  expect_refused(ask("/api/segments?band=loud"), 400, "loud");
  expect_refused(ask("/tiles/map/1/2/0.mvt"), 404);
  expect_refused(ask("/tiles/map/99/0/0.mvt"), 404);
  expect_refused(ask("/tiles/map/0/0/x.mvt"), 404);
  expect_refused(ask("/tiles/nothing/0/0/0.mvt"), 400, "nothing");
  expect_refused(ask("/tiles/map/0/0/0.mvt?kind=camera"), 400, "kind");
  expect_refused(ask("/api/devices/n1"), 404, "n1");
  expect_refused(ask("/api/devices/%00"), 404);
}

TEST(Refusals, OfBoxesSayTheirShape) {
  for (const std::string box :
       {"", "1", "1,2,3", "1,2,3,4,5", "a,b,c,d", "nan,0,1,1", "inf,0,1,1", "-inf,0,1,1", "1e400,0,1,1", "181,0,182,1",
        "0,-91,1,1", "3,0,2,1", "0,3,1,2", "0,0,1,1,", ",0,0,1", "0x1,0,1,1", "0,0,1,1%00", " 0,0,1,1", "+0,0,1,1"}) {
    SCOPED_TRACE(box);
    expect_refused(ask("/api/devices?bbox=" + (box.starts_with(' ') ? "%20" + box.substr(1) : box)), 400, "bbox");
  }
}

TEST(Refusals, OfMethodsSayWhichAreAnswered) {
  for (const std::string method : {"POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PATCH", "BREW"}) {
    SCOPED_TRACE(method);
    const Reply reply = ask("/api/info", "", method);
    expect_refused(reply, 405);
    EXPECT_EQ(reply.field("allow"), "GET, HEAD");
  }
}

TEST(Refusals, OfForeignHostsKeepForeignPagesOut) {
  const auto with_host = [](const std::string& host, const std::string& target = "/health") {
    Client client(house().port());
    client.send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    return client.reply();
  };
  for (const std::string host : {"localhost", "LOCALHOST:8080", "127.0.0.1", "127.0.0.1:99", "[::1]:8080"}) {
    EXPECT_EQ(with_host(host).status, 200) << host;
  }
  for (const std::string host : {"evil.example", "localhost.evil.example", "127.0.0.1.nip.io:80", "[::2]",
                                 "localhost@evil.example", "evil.example:localhost"}) {
    const int status = with_host(host).status;
    EXPECT_TRUE(status == 403 || status == 400) << host << " " << status;
  }
  EXPECT_EQ(with_host("evil.example").status, 403);
  EXPECT_EQ(with_host("localhost", "http://evil.example/health").status, 403);
  EXPECT_EQ(with_host("evil.example", "http://localhost/health").status, 200);  // RFC 9112, 3.2.2: the target's host counts
}

}  // namespace
}  // namespace contrechamp::server_test
