// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <contrechamp/trips/native/read.hpp>
#include <fstream>
#include <tests/support/testing.hpp>

namespace contrechamp::trips {
namespace {

/// Writes down what it is told: "T" a track, "S" a segment, "name=…", "lat,lon@time".
struct Notebook : TrackSink {
  void begin_track() override { text += "T "; }
  void name_track(std::string_view name) override { text += "name=" + std::string(name) + " "; }
  void begin_segment() override { text += "S "; }
  void fix(const Fix& fix) override {
    text += std::to_string(fix.at.lat_e7) + "," + std::to_string(fix.at.lon_e7);
    text += (fix.time_ms ? "@" + std::to_string(*fix.time_ms) : "") + " ";
  }
  std::string text;
};

std::filesystem::path written(std::string_view content, const std::string& name = "tracks") {
  const auto file = testing::scratch() / name;
  std::ofstream(file, std::ios::binary) << content;
  return file;
}

std::string told(std::string_view content) {
  Notebook notes;
  const auto counts = read(written(content), notes);
  return counts ? notes.text : counts.error().sentence();
}

/// The error's name and what it says, without the file's name.
void expect_refused(std::string_view content, Errc code, std::string_view why) {
  NoSink sink;
  const auto counts = read(written(content), sink);
  ASSERT_FALSE(counts) << content.substr(0, 200);
  EXPECT_EQ(info(counts.error().code).name, info(code).name) << counts.error().sentence();
  EXPECT_NE(counts.error().detail.find(why), std::string::npos) << counts.error().detail;
  EXPECT_NE(counts.error().detail.find("tracks"), std::string::npos) << "names the file";
}

std::string gpx(std::string_view inside) {
  return "<?xml version=\"1.0\"?>\n<gpx version=\"1.1\" xmlns=\"http://www.topografix.com/GPX/1/1\">\n" + std::string(inside) +
         "\n</gpx>\n";
}
std::string one_segment(std::string_view points) { return gpx("<trk><trkseg>" + std::string(points) + "</trkseg></trk>"); }

TEST(Gpx, TracksSegmentsRoutesTimesAndNames) {
  EXPECT_EQ(told(gpx(R"(<wpt lat="9" lon="9"><time>1999-01-01T00:00:00Z</time></wpt>
<trk><name> A &amp; B </name><trkseg><trkpt lat="1.5" lon="2"><ele>3</ele><time>1970-01-01T00:00:01Z</time></trkpt>
<trkpt lon="-3" lat="+1.25e1"><extensions><time>1980-01-01T00:00:00Z</time><trkpt lat="99" lon="x"/></extensions></trkpt></trkseg>
<trkseg><trkpt lat="5" lon="6"><time>soon</time></trkpt></trkseg></trk>
<rte><name>R</name><rtept lat="7" lon="8"/></rte>)")),
            "T name=A & B S 15000000,20000000@1000 125000000,-30000000 S 50000000,60000000 T S name=R 70000000,80000000 ");
  NoSink sink;
  const auto counts = read(written(one_segment(R"(<trkpt lat="5" lon="6"><time>soon</time></trkpt>)")), sink);
  ASSERT_TRUE(counts);
  EXPECT_EQ(counts->strange_times, 1U);
}

TEST(Gpx, ByteOrderMarksPrefixesAndEncodings) {
  const std::string plain = one_segment(R"(<trkpt lat="5" lon="6"/>)");
  const std::string expected = told(plain);
  EXPECT_EQ(expected, "T S 50000000,60000000 ");
  EXPECT_EQ(told("\xEF\xBB\xBF" + plain), expected);
  EXPECT_EQ(told("\n \t<g:gpx xmlns:g='x'><g:trk><g:trkseg><g:trkpt lat='5' lon='6'/></g:trkseg></g:trk></g:gpx>"), expected);
  std::string wide = "\xFF\xFE";
  for (const char c : std::string("<gpx><trk><trkseg><trkpt lat='5' lon='6'/></trkseg></trk></gpx>")) wide += {c, '\0'};
  EXPECT_EQ(told(wide), expected);
  EXPECT_EQ(told("<?xml version='1.0' encoding='ISO-8859-1'?><gpx><trk><name>\xE9</name><trkseg><trkpt lat='5' lon='6'/>"
                 "</trkseg></trk></gpx>"),
            "T name=é S 50000000,60000000 ");
}

TEST(Gpx, DamageIsToldWithItsLine) {
  const std::string start = "<gpx>\n<trk>\n<trkseg>\n<trkpt lat='1' lon='2'/>\n";
  expect_refused(start, Errc::corrupt_track, "line 5: no element found");
  expect_refused(start + "<trkpt lat='1' lo", Errc::corrupt_track, "line 5");
  expect_refused(start + "</trk>", Errc::corrupt_track, "line 5: mismatched tag");
  expect_refused(start + "<trkpt lat='1'/>", Errc::corrupt_track, "line 5: a latitude or longitude is missing or no number");
  for (const char* value : {"", "x", "1,5", "0x10", "1 2", "--1"}) {
    expect_refused(start + "<trkpt lat='" + value + "' lon='2'/>", Errc::corrupt_track, "line 5: a latitude");
  }
  for (const char* value : {"NaN", "inf", "-inf", "85.1", "-90.1", "1e300"}) {
    expect_refused(start + "<trkpt lat='" + value + "' lon='2'/>", Errc::bad_coordinate, "line 5");
  }
  expect_refused(start + "<trkpt lat='1' lon='180.1'/>", Errc::bad_coordinate, "line 5: latitudes reach 85 degrees");
  expect_refused("<?xml version='1.0' encoding='klingon'?><gpx/>", Errc::not_a_track, "line 1: unknown encoding");
}

TEST(Gpx, NoMessageTellsWhereSomebodyWas) {
  NoSink sink;
  const auto counts = read(written(one_segment("<trkpt lat='48.123456' lon='200.987654'/>")), sink);
  ASSERT_FALSE(counts);
  EXPECT_EQ(counts.error().sentence().find("48.1"), std::string::npos);
  EXPECT_EQ(counts.error().sentence().find("200.9"), std::string::npos);
}

TEST(Gpx, EntitiesAreRefused) {
  std::string bomb = "<?xml version='1.0'?>\n<!DOCTYPE gpx [\n<!ENTITY a 'aaaaaaaaaaaaaaaaaaaa'>\n";
  for (char c = 'b'; c < 'n'; ++c) {
    bomb += std::string("<!ENTITY ") + c + " '";
    for (int i = 0; i < 10; ++i) bomb += std::string("&") + static_cast<char>(c - 1) + ";";
    bomb += "'>\n";
  }
  expect_refused(bomb + "]>\n<gpx><trk><name>&m;</name></trk></gpx>", Errc::not_a_track, "line 3: it declares entities");
  expect_refused("<!DOCTYPE gpx [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><gpx><trk><name>&x;</name></trk></gpx>",
                 Errc::not_a_track, "it declares entities");
  EXPECT_EQ(told("<!DOCTYPE gpx SYSTEM 'http://nowhere.invalid/gpx.dtd'><gpx><trk><trkseg><trkpt lat='5' "
                 "lon='6'/></trkseg></trk></gpx>"),
            "T S 50000000,60000000 ");
}

TEST(Gpx, WhatIsHugeIsRefusedNotHeld) {
  const std::string huge(5'000'000, 'a');
  expect_refused("<gpx><trk><trkseg><trkpt lat='1' lon='2' x='" + huge + "'/>", Errc::corrupt_track, "longer than a megabyte");
  expect_refused("<gpx><!--" + huge + "-->", Errc::corrupt_track, "longer than a megabyte");
  std::string deep = "<gpx>";
  for (int i = 0; i < 5000; ++i) deep += "<a>";
  expect_refused(deep, Errc::corrupt_track, "nested too deep");
  // A long text is no tag: it is read and dropped.
  EXPECT_EQ(told(one_segment("<trkpt lat='5' lon='6'><desc>" + huge + "</desc></trkpt>")), "T S 50000000,60000000 ");
}

TEST(Content, DecidesAndNotTheName) {
  Notebook notes;
  EXPECT_TRUE(read(written(one_segment("<trkpt lat='5' lon='6'/>"), "tracks.geojson"), notes));
  EXPECT_TRUE(read(written(R"({"type":"LineString","coordinates":[[6,5],[6,5]]})", "tracks.gpx"), notes));
  expect_refused("", Errc::empty_file, "");
  expect_refused(" \n\n", Errc::empty_file, "");
  expect_refused("\x1f\x8b zip", Errc::not_a_track, "neither GPX nor GeoJSON");
  expect_refused("lat,lon\n1,2\n", Errc::not_a_track, "neither GPX nor GeoJSON");
  expect_refused("<html><body/></html>", Errc::not_a_track, "line 1: XML, but no GPX");
  expect_refused("<kml/>", Errc::not_a_track, "XML, but no GPX");
  expect_refused(gpx("<wpt lat='1' lon='2'/>"), Errc::nothing_inside, "no track, only points");
  expect_refused(gpx("<trk><trkseg/></trk>"), Errc::nothing_inside, "no track");
  expect_refused(R"({"type":"Point","coordinates":[1,2]})", Errc::nothing_inside, "no track, only points");
  expect_refused(R"({"type":"FeatureCollection","features":[]})", Errc::nothing_inside, "no track");
  NoSink sink;
  EXPECT_EQ(read(testing::scratch(), sink).error().code, Errc::cannot_read);
  EXPECT_EQ(read(testing::scratch() / "missing", sink).error().code, Errc::cannot_read);
  EXPECT_EQ(read("/dev/null", sink).error().code, Errc::cannot_read);
}

TEST(GeoJson, LinesTimesAndNamesInAnyOrder) {
  const std::string expected = "T name=n S 10000000,20000000@1000 30000000,40000000 ";
  const std::string line = R"("geometry":{"type":"LineString","coordinates":[[2,1,77],[4,3]]})";
  const std::string turned = R"("geometry":{"coordinates":[[2,1],[4,3]],"type":"LineString"})";
  const std::string about = R"("properties":{"x":{"times":[1]},"name":"n","coordTimes":["1970-01-01T00:00:01Z",null]})";
  EXPECT_EQ(told("{\"type\":\"Feature\"," + about + "," + line + "}"), expected);
  EXPECT_EQ(told("{" + about + "," + turned + ",\"type\":\"Feature\"}"), expected);
  EXPECT_EQ(told("\xEF\xBB\xBF{\"type\":\"FeatureCollection\",\"features\":[{" + about + ",\"type\":\"Feature\"," + line + "}]}"),
            expected);
  EXPECT_EQ(told("{\"type\":\"Feature\"," + line + "," + about + "}"), "T S 10000000,20000000@1000 30000000,40000000 name=n ");
}

TEST(GeoJson, SeveralLinesAndTheirTimes) {
  EXPECT_EQ(told(R"({"type":"FeatureCollection","bbox":[1,2,3,4],"features":[
{"type":"Feature","properties":{"coordinateProperties":{"times":[["1970-01-01T00:00:01Z","1970-01-01T00:00:02Z"],["1970-01-01T00:00:03Z"]]}},
 "geometry":{"type":"MultiLineString","coordinates":[[[2,1],[4,3]],[[6,5]]]}},
{"type":"Feature","properties":{"times":["1970-01-01T00:00:01Z"]},"geometry":{"type":"LineString","coordinates":[[2,1],[4,3]]}},
{"type":"Feature","properties":null,"geometry":null},
{"type":"Feature","properties":{},"geometry":{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[8,7],[8,7]]},
 {"type":"Polygon","coordinates":[[[1,2],[1,3],[2,2],[1,2]]]},{"type":"MultiPoint","coordinates":[[1,2],[3,4]]}]}}]})"),
            "T S 10000000,20000000@1000 30000000,40000000@2000 S 50000000,60000000@3000 "
            "T S 10000000,20000000 30000000,40000000 T S 70000000,80000000 70000000,80000000 ");
  NoSink sink;
  const auto counts = read(written(R"({"type":"FeatureCollection","features":[
{"type":"Feature","properties":{"times":["x"]},"geometry":{"type":"LineString","coordinates":[[2,1],[4,3]]}},
{"type":"Feature","properties":{"times":["x",7]},"geometry":{"type":"LineString","coordinates":[[2,1],[4,3]]}},
{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[2,1],[4,3],[4,4],[2,1]]]}},
{"type":"Feature","geometry":{"type":"Point","coordinates":[2,1]}}]})"),
                           sink);
  ASSERT_TRUE(counts);
  EXPECT_EQ(*counts, (ReadCounts{4, 1, 1, 2, 1}));
}

TEST(GeoJson, DamageIsToldWithItsLine) {
  const std::string start = "{\"type\":\"LineString\",\n\"coordinates\":[[1,2],\n";
  expect_refused(start, Errc::corrupt_track, "line 3: no JSON from here on, or cut short");
  expect_refused(start + "[NaN,1]]}", Errc::corrupt_track, "line 3");
  expect_refused(start + "[1]]}", Errc::corrupt_track, "line 3: a position of one number");
  expect_refused(start + "[1,\"2\"]]}", Errc::corrupt_track, "line 3: a coordinate is no number");
  expect_refused(start + "[1,null]]}", Errc::corrupt_track, "line 3: a coordinate is no number");
  expect_refused(start + "[[1,2]]]}", Errc::corrupt_track, "line 3: coordinates do not fit any type");
  expect_refused(start + "{\"x\":1}]}", Errc::corrupt_track, "line 3: a coordinate is no number");
  expect_refused(start + "[181,2]]}", Errc::bad_coordinate, "line 3: latitudes reach 85 degrees");
  expect_refused(start + "[1,1e999]]}", Errc::corrupt_track, "line 3");
  expect_refused("{\"type\":\"LineString\",\"coordinates\":[1,2]}", Errc::corrupt_track, "do not fit their type");
  expect_refused("{\"type\":\"Topology\"}", Errc::not_a_track, "JSON, but no GeoJSON");
  expect_refused("{}", Errc::not_a_track, "JSON, but no GeoJSON");
  expect_refused("{\"type\":\"LineString\",\"coordinates\":[[1,2],[1,2]]} x", Errc::corrupt_track, "no JSON from here on");
  expect_refused("{\"type\":\"LineString\",\"x\":\"" + std::string(5'000'000, 'a') + "\"}", Errc::corrupt_track,
                 "a text longer than a megabyte");
  expect_refused("{\"type\":\"LineString\",\"x\":" + std::string(5000, '['), Errc::corrupt_track, "nested too deep");
}

}  // namespace
}  // namespace contrechamp::trips
