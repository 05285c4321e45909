// SPDX-License-Identifier: AGPL-3.0-or-later
// Proofs over HTTP, what refuses a trip or a proof, and in which language.
#include <gtest/gtest.h>
#include <contrechamp/atlas/sample.hpp>
#include <tests/cli/keys.hpp>
#include <tests/server/house.hpp>

namespace contrechamp::server_test {
namespace {

std::string error_sentence(const Reply& reply) { return json(reply)["error"]["sentence"].get<std::string>(); }

/// Beside the street of the crossroads, which a camera watches, a second one that joins nothing, too far away to be put on the
/// first.
const Path& two_streets() {
  static const Path atlas = [] {
    const Path osm = cli_test::written("two_streets.osm", cli_test::crossroads(R"(
  <node id="11" version="1" timestamp="2024-05-01T00:00:00Z" lat="48.8580" lon="2.3499"/>
  <node id="12" version="1" timestamp="2024-05-01T00:00:00Z" lat="48.8580" lon="2.3509"/>
  <way id="11" version="1" timestamp="2024-05-01T00:00:00Z"><nd ref="11"/><nd ref="12"/><tag k="highway" v="residential"/></way>
)"));
    Path made = cli_test::empty_folder("two_streets") / "two.atlas";
    const cli_test::Outcome built = cli_test::program({"build", osm.string(), "-o", made.string()});
    EXPECT_EQ(built.code, 0) << built.err;
    return made;
  }();
  return atlas;
}

const House& house() {
  static const auto file = atlas::MappedFile::open(two_streets());
  static const auto opened = observatory::Observatory::open(file->bytes(), observatory::With::map);
  EXPECT_TRUE(opened);
  static const House one({}, *opened);
  return one;
}

const std::string west = "48.8530,2.3499";
const std::string east = "48.8530,2.3509";
const std::string other_street = "48.8580,2.3505";
const std::string camera = "n7";

std::string asked(const std::string& door, const std::string& from, const std::string& to, const std::string& more = "") {
  return "/api/v1/" + door + "?from=" + from + "&to=" + to + more;
}
cli_test::Words proved(const std::string& from, const std::string& to, const cli_test::Words& more = {}) {
  cli_test::Words words{"prove", two_streets().string(), "--json", "--from", from, "--to", to};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

TEST(Proofs, AreThoseOfTheCommandLineAndHold) {
  struct Case {
    std::string to, query, claim;
    cli_test::Words words;
  };
  for (const Case& c :
       {Case{east, "", "no_unseen_way", {}}, Case{east, "&without_device=" + camera, "unseen_way", {"--without-device", camera}},
        Case{east, "&device=" + camera, "no_unseen_way", {"--device", camera}},
        Case{east, "&without_kind=camera", "unseen_way", {"--without-kind", "camera"}},
        Case{east, "&kind=camera&mode=bike", "no_unseen_way", {"--kind", "camera", "--mode", "bike"}},
        Case{east, "&without_operator=", "unseen_way", {"--without-operator", ""}},
        Case{east, "&operator=", "no_unseen_way", {"--operator", ""}},
        Case{east, "&ladder=plate&mode=car", "unseen_way", {"--ladder", "plate", "--mode", "car"}},
        Case{other_street, "", "not_joined", {}}}) {
    SCOPED_TRACE(c.query);
    const cli_test::Outcome printed = cli_test::program(proved(west, c.to, c.words));
    const Reply reply = get(house().port(), asked("proof", west, c.to, c.query));
    EXPECT_EQ(reply.status, 200) << reply.body;
    EXPECT_EQ(reply.body, printed.out);
    EXPECT_EQ(reply.field("cache-control"), "no-store");
    EXPECT_EQ(json(reply)["claim"], c.claim);
    const Path file = cli_test::written("over_http.json", reply.body);
    EXPECT_EQ(cli_test::program({"check-proof", two_streets().string(), file.string()}).code, 0);
  }
}

TEST(Proofs, TellWhatCountsAsTripsDo) {
  const auto left_out = [](const std::string& query) {
    return json(get(house().port(), asked("front", west, east, query)))["devices_left_out"];
  };
  EXPECT_EQ(left_out(""), 0);
  EXPECT_EQ(left_out("&device=" + camera), 0);
  EXPECT_EQ(left_out("&without_device=" + camera), 1);
  EXPECT_EQ(left_out("&without_kind=camera"), 1);
  EXPECT_EQ(left_out("&without_kind=guard&without_operator=Police"), 0);
  EXPECT_EQ(left_out("&without_operator="), 1);
  EXPECT_EQ(left_out("&kind=guard"), 1);
  EXPECT_EQ(left_out("&operator=Police"), 1);
  EXPECT_TRUE(json(get(house().port(), asked("front", west, east, "&rather_seen=true")))["rather_seen"].get<bool>());
}

TEST(Proofs, ThatAreAskedWronglyAreRefused) {
  const std::string good = asked("proof", west, east);
  struct Case {
    std::string target, code;
    int status;
  };
  for (const Case& c :
       {Case{"/api/v1/proof", "bad_argument", 400}, Case{good + "&via=" + west, "bad_argument", 400},
        Case{good + "&answer=certain", "bad_argument", 400}, Case{good + "&most_in_view=3", "bad_argument", 400},
        Case{good + "&rather_seen=true", "bad_argument", 400}, Case{good + "&mode=train", "bad_argument", 400},
        Case{good + "&device=", "no_such_device", 404}, Case{good + "&device=n999", "no_such_device", 404},
        Case{good + "&without_device=7", "", 200}, Case{good + "&without_device=x7", "no_such_device", 404},
        Case{good + "&without_kind=wombat", "bad_argument", 400}, Case{good + "&from=" + west, "bad_argument", 400},
        Case{asked("proof", west, "91,2"), "bad_coordinate", 400},
        Case{asked("front", west, east, "&rather_seen=maybe"), "bad_argument", 400},
        Case{"/api/devices?device=n7", "bad_argument", 400}}) {
    SCOPED_TRACE(c.target);
    const Reply reply = get(house().port(), c.target);
    EXPECT_EQ(reply.status, c.status) << reply.body;
    if (c.status != 200) {
      EXPECT_EQ(error_code(reply), c.code);
    }
  }
  house().expect_alive();
}

TEST(Proofs, OfPlacesThatAreNotJoinedStandBesideNoWay) {
  const Reply reply = get(house().port(), asked("front", west, other_street));
  EXPECT_EQ(reply.status, 404);
  EXPECT_EQ(error_code(reply), "no_way");
  EXPECT_EQ(json(get(house().port(), asked("proof", west, other_street)))["claim"], "not_joined");
}

TEST(Proofs, AnAtlasWithoutRoadsSaysSo) {
  static const auto bytes = [] {
    atlas::Contents contents = atlas::sample::contents();
    contents.routes.clear();
    return atlas::encoded(contents);
  }();
  ASSERT_TRUE(bytes);
  static const auto old = observatory::Observatory::open(*bytes, observatory::With::map);
  ASSERT_TRUE(old) << old.error().sentence();
  const House of_old({}, *old);
  for (const std::string door : {"front", "proof"}) {
    const Reply reply = get(of_old.port(), asked(door, west, east));
    EXPECT_EQ(reply.status, 404) << reply.body;
    EXPECT_EQ(error_code(reply), "atlas_version");
  }
  of_old.expect_alive();
}

TEST(Proofs, AreForThisMachineUnlessAllowed) {
  server::Options options;
  options.address = "0.0.0.0";
  const House open(options);
  const Reply reply = get(open.port(), asked("proof", west, east));
  EXPECT_EQ(reply.status, 403);
  EXPECT_EQ(error_code(reply), "routing_not_offered");
}

TEST(Errors, AreToldInTheLanguageThatIsPreferred) {
  const std::string train = asked("front", west, east, "&mode=train");
  const auto said = [&](const std::string& target, const std::string& languages) {
    return error_sentence(get(house().port(), target, "Accept-Language: " + languages + "\r\n"));
  };
  EXPECT_EQ(said(train, "en-GB,fr;q=0.8"), "mode \"train\"; known: foot, bike, car");
  EXPECT_EQ(said(train, "fr-FR,fr;q=0.9,en;q=0.8"), "mode \"train\"\u202F; connus\u202F: foot, bike, car");
  EXPECT_EQ(error_sentence(get(house().port(), train)), "mode \"train\"; known: foot, bike, car");
  const std::string apart = asked("front", west, other_street);
  EXPECT_TRUE(said(apart, "en").starts_with("no way: ")) << said(apart, "en");
  EXPECT_TRUE(said(apart, "fr").starts_with("aucun chemin\u202F: ")) << said(apart, "fr");
  EXPECT_TRUE(said("/api/devices/n999", "fr").starts_with("aucun dispositif")) << said("/api/devices/n999", "fr");
}

}  // namespace
}  // namespace contrechamp::server_test
