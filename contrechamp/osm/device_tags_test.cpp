// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/core/text.hpp>
#include <contrechamp/osm/device_tags_testing.hpp>
#include <contrechamp/osm/device_tags_values.hpp>
#include <contrechamp/osm/makers.hpp>
#include <gtest/gtest.h>

namespace contrechamp::osm {
namespace {
using scene::AxisSource;
using scene::CameraType;
using scene::Deck;
using scene::Kind;
using scene::Mount;

TEST(MapsADevice, ByTheseTagsOnly) {
  EXPECT_TRUE(maps_a_device({surveillance}));
  EXPECT_TRUE(maps_a_device({{"man_made", "monitoring_station;surveillance"}}));
  EXPECT_TRUE(maps_a_device({{"highway", "speed_camera"}}));
  EXPECT_TRUE(maps_a_device({{"enforcement", "maxspeed"}}));
  EXPECT_TRUE(maps_a_device({{"man_made", "monitoring_station"}, {"contact:webcam", "https://example.org"}}));
  EXPECT_TRUE(maps_a_device({{"website:webcam", "https://example.org"}}));
  EXPECT_TRUE(maps_a_device({{"surveillance:type", "ALPR"}}));
  EXPECT_FALSE(maps_a_device({{"highway", "street_lamp"}, {"contact:webcam", "no"}}));
  EXPECT_FALSE(maps_a_device({{"amenity", "bank"}, {"surveillance", "indoor"}}));
  EXPECT_FALSE(maps_a_device({{"disused:man_made", "surveillance"}, {"camera:type", "dome"}}));
  EXPECT_TRUE(maps_surveillance({surveillance}));
  EXPECT_FALSE(maps_surveillance({{"highway", "speed_camera"}}));
}

TEST(Kind, FromTheSensor) {
  EXPECT_EQ(kind({surveillance}), "camera");  // missing on 15 % of Swiss nodes
  EXPECT_EQ(kind({surveillance, {"surveillance:type", "camera"}}), "camera");
  EXPECT_EQ(kind({surveillance, {"surveillance:type", "guard"}}), "guard");
  EXPECT_EQ(kind({surveillance, {"surveillance:type", "gunshot_detector"}}), "gunshot_detector");
  EXPECT_EQ(kind({surveillance, {"surveillance:type", "webcam"}}), "webcam");
  EXPECT_EQ(kind({surveillance, {"surveillance:type", "microphone"}}), "microphone");
  EXPECT_EQ(kind({surveillance, {"surveillance:type", "thermal"}}), "thermal");
  for (const auto* reader : {"ALPR", "alpr", "ANPR", "LPR", "camera;ALPR", "ALPR;camera"}) {
    EXPECT_EQ(kind({surveillance, {"surveillance:type", reader}}), "plate_reader") << reader;
  }
  EXPECT_EQ(kind({surveillance, {"surveillance:type", "alarm"}}), "unknown_type surveillance:type=alarm");
  EXPECT_EQ(remarks(read({surveillance, {"surveillance:type", "camera;alarm"}})), "value_not_understood surveillance:type=alarm");
}

TEST(Kind, SpeedLightsAndWebcams) {
  EXPECT_EQ(kind({{"highway", "speed_camera"}}), "speed_camera");
  EXPECT_EQ(kind({{"highway", "speed_camera"}, surveillance, {"surveillance:type", "camera"}}), "speed_camera");
  EXPECT_EQ(kind({{"type", "enforcement"}, {"enforcement", "maxspeed"}}), "speed_camera");
  EXPECT_EQ(kind({{"type", "enforcement"}, {"enforcement", "average_speed"}}), "section_control");
  EXPECT_EQ(kind({{"highway", "speed_camera"}, {"enforcement", "traffic_signals"}}), "red_light_camera");
  EXPECT_EQ(kind({{"enforcement", "dragons"}}), "unknown_type enforcement=dragons");
  EXPECT_EQ(kind({{"enforcement", "dragons"}, {"surveillance:type", "no"}}), "unknown_type surveillance:type=no");
  EXPECT_EQ(kind({{"enforcement", "dragons"}, surveillance}), "camera");
  EXPECT_EQ(kind({{"enforcement", "dragons"}, {"highway", "speed_camera"}}), "speed_camera");
  EXPECT_EQ(remarks(camera({{"enforcement", "dragons"}})), "value_not_understood enforcement=dragons");
  EXPECT_EQ(kind({{"man_made", "monitoring_station"}, {"contact:webcam", "https://example.org"}}), "webcam");
  EXPECT_EQ(kind({surveillance, {"surveillance:type", "camera"}, {"contact:webcam", "https://example.org"}}), "webcam");
  EXPECT_EQ(kind({surveillance, {"surveillance", "webcam"}}), "webcam");
  EXPECT_EQ(kind({surveillance, {"camera:type", "webcam"}}), "webcam");
  EXPECT_EQ(kind({surveillance, {"surveillance:type", "ALPR"}, {"contact:webcam", "x"}}), "plate_reader");
  EXPECT_EQ(enforcement_kind("average_speed;maxspeed"), Kind::section_control);
  EXPECT_EQ(enforcement_kind("dragons"), std::nullopt);
}

TEST(NotStanding, TagsThatSayThatItIsGone) {
  EXPECT_EQ(kind({{"surveillance:type", "camera"}, {"disused:man_made", "surveillance"}}),
            "not_standing disused:man_made=surveillance");
  for (const auto* prefix : {"disused:", "removed:", "was:", "razed:", "demolished:", "abandoned:"}) {
    EXPECT_FALSE(camera({{std::string(prefix) + "man_made", "surveillance"}}).device.has_value()) << prefix;
    EXPECT_FALSE(read({{"highway", "speed_camera"}, {std::string(prefix) + "highway", "speed_camera"}}).device.has_value())
        << prefix;
  }
  EXPECT_EQ(remarks(camera({{"disused", "yes"}})), "not_standing disused=yes");
  EXPECT_EQ(remarks(camera({{"end_date", "2022"}})), "not_standing end_date=2022");
  EXPECT_EQ(remarks(camera({{"end_date", "2023-11-13"}})), "not_standing end_date=2023-11-13");
}

TEST(NotStanding, AStartThatIsStillToCome) {
  EXPECT_EQ(remarks(camera({{"start_date", "2023-11-15"}})), "not_standing start_date=2023-11-15");
  for (const auto* start : {"2023-11-14", "2023-12", "2024", "2023-13-01", "soon"}) {
    EXPECT_TRUE(camera({{"start_date", start}}).device.has_value()) << start;
  }
  EXPECT_TRUE(device({surveillance, {"start_date", "2099-01-01"}}, {}, here, 1, 0, 0).device.has_value());
}

TEST(Lists, TheFirstKnownValueCountsAndOthersAreFlagged) {
  const std::pair<const char*, const char*> flagged[] = {{"camera:type", "dome;fixed"},
                                                         {"surveillance:type", "camera;guard"},
                                                         {"surveillance:type", "ALPR;guard"},
                                                         {"camera:mount", "wall;pole;roof"},
                                                         {"enforcement", "traffic_signals;maxspeed"}};
  for (const auto& [key, value] : flagged) {
    EXPECT_EQ(remarks(camera({{key, value}})), std::string("list_first_taken ") + key + "=" + value);
  }
  const std::pair<const char*, const char*> agree[] = {{"camera:type", "webcam;dome"},
                                                       {"surveillance:type", "camera;ALPR"},
                                                       {"camera:mount", "pole;post"},
                                                       {"enforcement", "maxheight;maxweight"},
                                                       {"surveillance", "indoor;outdoor"}};
  for (const auto& [key, value] : agree) EXPECT_EQ(remarks(camera({{key, value}})), "") << value;
}

TEST(NotStanding, TagsThatDoNotSaySo) {
  EXPECT_TRUE(camera({{"end_date", "2023"}}).device.has_value());  // later in that year, perhaps
  EXPECT_TRUE(camera({{"end_date", "2023-11"}}).device.has_value());
  EXPECT_TRUE(camera({{"end_date", "2023-11-14"}}).device.has_value());
  EXPECT_TRUE(camera({{"disused", "no"}}).device.has_value());
  EXPECT_TRUE(camera({{"was:amenity", "bank"}}).device.has_value());
  EXPECT_TRUE(camera({{"removed:highway", "speed_camera"}}).device.has_value());
  EXPECT_EQ(remarks(camera({{"end_date", "soon"}})), "value_not_understood end_date=soon");
  EXPECT_TRUE(device({surveillance, {"end_date", "1999"}}, {}, here, 1, 0, 0).device.has_value());  // date of the data unknown
}

CameraType type(Tags tags) { return camera(std::move(tags)).device->type; }

TEST(CameraTypes, OfTheTable) {
  EXPECT_EQ(type({}), CameraType::unknown);
  EXPECT_EQ(type({{"camera:type", "fixed"}}), CameraType::fixed);
  EXPECT_EQ(type({{"camera:type", "Dome"}}), CameraType::dome);
  EXPECT_EQ(type({{"camera:type", "panning"}}), CameraType::panning);
  EXPECT_EQ(type({{"camera:type", "dome;fixed"}}), CameraType::dome);
  for (const auto* round : {"360", "fisheye", "panorama"}) EXPECT_EQ(type({{"camera:type", round}}), CameraType::all_round);
  EXPECT_EQ(type({{"revolving", "yes"}}), CameraType::panning);
  EXPECT_EQ(type({{"revolving", "yes"}, {"camera:type", "fixed"}}), CameraType::panning);
  EXPECT_EQ(type({{"revolving", "no"}, {"camera:type", "fixed"}}), CameraType::fixed);
  EXPECT_EQ(remarks(camera({{"camera:type", "public"}})), "camera_type_unknown camera:type=public");
  EXPECT_EQ(remarks(camera({{"revolving", "maybe"}})), "value_not_understood revolving=maybe");
}

TEST(CameraTypes, AWholeTurnOfDirectionOrAngle) {
  EXPECT_EQ(type({{"camera:type", "dome"}, {"camera:direction", "360"}}), CameraType::all_round);
  EXPECT_EQ(type({{"camera:type", "dome"}, {"camera:direction", "0-360"}}), CameraType::all_round);
  EXPECT_EQ(type({{"camera:type", "dome"}, {"camera:angle", "360"}}), CameraType::all_round);
  EXPECT_EQ(type({{"camera:type", "fixed"}, {"camera:direction", "360"}}), CameraType::fixed);
  EXPECT_EQ(type({{"camera:type", "dome"}, {"camera:direction", "90"}}), CameraType::dome);
}

TEST(Mounts, OfTheTable) {
  const auto mount = [](Tags tags) { return camera(std::move(tags)).device->mount; };
  EXPECT_EQ(mount({{"camera:mount", "wall"}}), Mount::wall);
  EXPECT_EQ(mount({{"camera:mount", "wall/ceiling"}}), Mount::wall);
  EXPECT_EQ(mount({{"camera:mount", "streetlight"}}), Mount::street_lamp);
  EXPECT_EQ(mount({{"support", "pole"}}), Mount::pole);
  EXPECT_EQ(mount({{"camera:mount", "Sparrow"}, {"support", "pole"}}), Mount::pole);
  EXPECT_EQ(mount({{"camera:mount", "gantry"}}), Mount::other);
  const auto unknown = camera({{"camera:mount", "Conder PTZ"}});
  EXPECT_EQ(unknown.device->mount, Mount::unknown);
  EXPECT_EQ(remarks(unknown), "mount_unknown camera:mount=Conder PTZ");
}

TEST(Indoor, ByAnyOfFourTags) {
  const auto indoor = [](Tags tags) { return camera(std::move(tags)).device->indoor; };
  EXPECT_TRUE(indoor({{"surveillance", "indoor"}}));
  EXPECT_TRUE(indoor({{"indoor", "yes"}, {"surveillance", "public"}}));
  EXPECT_TRUE(indoor({{"location", "indoor"}}));
  EXPECT_TRUE(indoor({{"location", "underground"}}));
  EXPECT_TRUE(indoor({{"level", "-1"}, {"surveillance", "public"}}));
  EXPECT_TRUE(indoor({{"level", "-2;-1"}}));
  EXPECT_FALSE(indoor({{"level", "-1;0"}}));
  EXPECT_FALSE(indoor({{"surveillance", "indoor/outdoor"}}));
  EXPECT_FALSE(indoor({{"indoor", "no"}, {"location", "overhead"}}));
  for (const auto* view : {"outdoor", "public", "traffic", "camera", "cctv", "guard", "privat", "yes", "webcam"}) {
    const auto parsed = camera({{"surveillance", view}});
    EXPECT_FALSE(parsed.device->indoor) << view;
    EXPECT_EQ(remarks(parsed), "") << view;
  }
  const auto unknown = camera({{"surveillance", "outdoor_meteo"}});
  EXPECT_FALSE(unknown.device->indoor);
  EXPECT_EQ(remarks(unknown), "surveillance_unknown surveillance=outdoor_meteo");
  EXPECT_FALSE(indoor({{"surveillance", "indoor;somewhere"}}));
}

TEST(Places, ValuesInNoTableAreRemarked) {
  for (const auto* key : {"indoor", "location", "tunnel", "covered"}) {
    EXPECT_EQ(remarks(camera({{key, "cellar"}})), std::string("value_not_understood ") + key + "=cellar");
    EXPECT_EQ(remarks(camera({{key, "https://example.org/a"}})),
              std::string("value_not_understood ") + key + "=; key_not_stored =");
  }
  EXPECT_EQ(remarks(camera({{"indoor", "Yes"}, {"location", "roof;street"}, {"tunnel", "no"}, {"covered", "arcade"}})), "");
  EXPECT_EQ(camera({{"tunnel", "cellar"}}).device->decks, (std::vector<Deck>{{true, 0}}));  // MEASURES, "Decks"
}

TEST(Decks, LevelsAndTunnels) {
  const auto decks = [](Tags tags) { return camera(std::move(tags)).device->decks; };
  EXPECT_EQ(decks({}), (std::vector<Deck>{{false, 0}}));
  EXPECT_EQ(decks({{"level", "-1"}}), (std::vector<Deck>{{false, -10}}));
  EXPECT_EQ(decks({{"level", "0;-1"}}), (std::vector<Deck>{{false, -10}, {false, 0}}));
  EXPECT_EQ(decks({{"level", "0-2"}}), (std::vector<Deck>{{false, 0}, {false, 10}, {false, 20}}));
  EXPECT_EQ(decks({{"level", "-2--1"}}), (std::vector<Deck>{{false, -20}, {false, -10}}));
  EXPECT_EQ(decks({{"level", "0.5;1;1"}}), (std::vector<Deck>{{false, 5}, {false, 10}}));
  EXPECT_EQ(decks({{"tunnel", "yes"}}), (std::vector<Deck>{{true, 0}}));
  EXPECT_EQ(decks({{"tunnel", "building_passage"}}), (std::vector<Deck>{{false, 0}}));
  EXPECT_EQ(decks({{"tunnel", "no"}}), (std::vector<Deck>{{false, 0}}));
  EXPECT_EQ(decks({{"covered", "yes"}, {"layer", "-1"}, {"level", "-1"}}), (std::vector<Deck>{{true, -10}}));
  EXPECT_EQ(decks({{"covered", "yes"}, {"layer", "1"}}), (std::vector<Deck>{{false, 0}}));
  EXPECT_EQ(decks({{"covered", "yes"}}), (std::vector<Deck>{{false, 0}}));
  const auto partly = camera({{"level", "B1;-1"}});
  EXPECT_EQ(partly.device->decks, (std::vector<Deck>{{false, -10}}));
  EXPECT_EQ(remarks(partly), "level_not_understood level=B1");
  EXPECT_EQ(remarks(camera({{"level", "0-9000"}})), "level_not_understood level=0-9000");
  EXPECT_EQ(remarks(camera({{"layer", "deep"}})), "value_not_understood layer=deep");
}

TEST(Height, Grammar) {
  const std::pair<const char*, std::int64_t> understood[] = {
      {"3", 300},     {"3.0", 300},    {"6 m", 600},   {"4 m", 400},       {"11m", 1100},       {"3,5", 350}, {"12'", 366},
      {"6'6\"", 198}, {"6' 6\"", 198}, {"10 ft", 305}, {"5 ft 6 in", 168}, {"2.5 metres", 250}, {"30\"", 76}, {"-3", -300}};
  for (const auto& [text, cm] : understood) EXPECT_EQ(height_cm(text), cm) << text;
  for (const auto* text : {"", "high", "~4", "3-5", "4 m 20", "3 floors", "m", "5;6", "6'6'", "4.", "1e3"}) {
    EXPECT_EQ(height_cm(text), std::nullopt) << text;
  }
}

TEST(Height, KeysAndNonsense) {
  const auto height = [](Tags tags) {
    const auto parsed = camera(std::move(tags));
    return (parsed.device->height ? fixed(parsed.device->height->count(), 2) : std::string("unknown")) + " " + remarks(parsed);
  };
  EXPECT_EQ(height({{"height", "6 m"}}), "6.00 ");
  EXPECT_EQ(height({{"height", "90"}}), "90.00 ");  // a tower
  EXPECT_EQ(height({{"camera:height", "3.5"}}), "3.50 ");
  EXPECT_EQ(height({{"height", "0.5"}}), "unknown height_nonsense height=0.5");
  EXPECT_EQ(height({{"height", "0.6"}}), "0.60 ");
  EXPECT_EQ(height({{"height", "201"}}), "unknown height_nonsense height=201");
  EXPECT_EQ(height({{"height", "-3"}}), "unknown height_nonsense height=-3");
  EXPECT_EQ(height({{"height", "tall"}, {"camera:height", "4"}}), "4.00 height_not_understood height=tall");
  EXPECT_EQ(height({{"ele", "5"}}), "5.00 height_from_ele ele=5");
  EXPECT_EQ(height({{"ele", "29.9"}}), "29.90 height_from_ele ele=29.9");
  EXPECT_EQ(height({{"ele", "30"}}), "unknown ");
  EXPECT_EQ(height({{"ele", "2317"}}), "unknown ");
  EXPECT_EQ(height({{"ele", "0.2"}}), "unknown height_nonsense ele=0.2");
  EXPECT_EQ(height({{"height", "4"}, {"ele", "5"}}), "4.00 ");
}

TEST(Angle, TiltUpToNinetyWidthBeyond) {
  const auto angle_of = [](Tags tags) {
    const auto parsed = camera(std::move(tags));
    const auto& d = *parsed.device;
    return (d.tilt ? "tilt " + number(d.tilt->count()) : std::string()) +
           (d.width ? "width " + number(d.width->count()) : std::string()) + " " + remarks(parsed);
  };
  EXPECT_EQ(angle_of({{"camera:angle", "15"}}), "tilt 1500 ");
  EXPECT_EQ(angle_of({{"camera:angle", "15°"}}), "tilt 1500 ");
  EXPECT_EQ(angle_of({{"camera:angle", "0"}}), "tilt 0 ");
  EXPECT_EQ(angle_of({{"camera:angle", "90"}}), "tilt 9000 ");
  EXPECT_EQ(angle_of({{"camera:angle", "120"}}), "width 12000 angle_is_width camera:angle=120");
  EXPECT_EQ(angle_of({{"camera:angle", "180"}, {"camera:type", "fixed"}}),
            "width 18000 angle_is_width camera:angle=180; sector_wide camera:angle=180");
  EXPECT_EQ(angle_of({{"camera:angle", "180"}, {"camera:type", "dome"}}), "width 18000 angle_is_width camera:angle=180");
  EXPECT_EQ(angle_of({{"camera:angle", "360"}, {"camera:type", "dome"}}), " angle_is_width camera:angle=360");
  for (const auto* text : {"-10", "361", "down", "15;20"}) {
    EXPECT_EQ(angle_of({{"camera:angle", text}}), std::string(" angle_not_understood camera:angle=") + text);
  }
}

std::string heads(Tags tags) {
  const auto parsed = camera(std::move(tags));
  std::string out;
  for (const auto& head : parsed.device->heads)
    out += head.source == AxisSource::none ? "- " : number(head.axis.angle().count()) + " ";
  return out + "of " + number(parsed.device->cameras) + " " + remarks(parsed);
}
const std::pair<std::string, std::string> plates{"surveillance:type", "ALPR"};

TEST(WhichDirection, DependsOnTheKind) {
  EXPECT_EQ(heads({{"direction", "90"}, {"camera:direction", "95"}}), "9500 of 1 ");
  EXPECT_EQ(heads({plates, {"direction", "90"}, {"camera:direction", "95"}}), "9000 of 1 ");
  EXPECT_EQ(heads({{"direction", "90"}}), "9000 of 1 ");
  EXPECT_EQ(heads({plates, {"camera:direction", "95"}}), "9500 of 1 ");
  EXPECT_EQ(heads({plates, {"direction", "160"}, {"camera:direction", "WB"}}), "16000 of 1 direction_lane camera:direction=WB");
  EXPECT_EQ(heads({plates, {"direction", "NB"}, {"camera:direction", "10"}}), "1000 of 1 direction_lane direction=NB");
  EXPECT_EQ(heads({plates, {"direction", "NB"}}), "- of 1 direction_lane direction=NB");
  EXPECT_EQ(heads({{"camera:direction", "null"}, {"direction", "20"}}),
            "2000 of 1 direction_not_understood camera:direction=null");
}

TEST(WhichDirection, DisagreementIsCounted) {
  EXPECT_EQ(heads({plates, {"direction", "250"}, {"camera:direction", "W"}}),
            "25000 of 1 direction_disagrees camera:direction=W");
  EXPECT_EQ(heads({{"camera:direction", "355"}, {"direction", "5"}}), "35500 of 1 ");
  EXPECT_EQ(heads({{"camera:direction", "355"}, {"direction", "6"}}), "35500 of 1 direction_disagrees direction=6");
  EXPECT_EQ(heads({{"camera:direction", "10"}, {"direction", "-5;7"}}), "1000 of 1 direction_disagrees direction=-5;7");
}

TEST(Count, CamerasBeyondTheHeadsLookAnywhere) {
  EXPECT_EQ(heads({}), "- of 1 ");
  EXPECT_EQ(heads({{"camera:count", "3"}}), "- of 3 ");
  EXPECT_EQ(heads({{"camera:count", "3"}, {"camera:direction", "90;180"}}), "9000 18000 - of 3 ");
  EXPECT_EQ(heads({{"camera:count", "2"}, {"camera:direction", "90;180;270"}}), "9000 18000 27000 of 3 ");
  EXPECT_EQ(heads({{"camera:count", "3"}, {"camera:direction", "90;NB"}}), "9000 - of 3 direction_lane camera:direction=NB");
  for (const auto* text : {"0", "-2", "several", "2;3", "100", "1.5", "99999999999999999999"}) {
    EXPECT_EQ(heads({{"camera:count", text}}), std::string("- of 1 count_not_understood camera:count=") + text);
  }
}

TEST(Makers, OneNameForManySpellings) {
  for (const auto* text : {"Flock Safety", "Flock Group Inc.", "Flock Safety Inc", "FLOCKSAFETY", "flock-safety", "Flock"}) {
    EXPECT_EQ(maker(text, NamedIn::maker_key), "Flock Safety") << text;
  }
  EXPECT_EQ(maker("Motorola Solutions(Vigilant)", NamedIn::maker_key), "Motorola Solutions");
  EXPECT_EQ(maker("hikvision", NamedIn::maker_key), "Hikvision");
  EXPECT_EQ(maker("AXIS", NamedIn::maker_key), "Axis Communications");
  EXPECT_EQ(maker("Zahnarztpraxis", NamedIn::maker_key), "");  // whole words only
  EXPECT_EQ(maker("Hotel Leonardo", NamedIn::any_key), "");    // another business
}

TEST(Makers, FoundUnderAnyKey) {
  const auto made_by = [](Tags tags) { return camera(std::move(tags)).device->manufacturer; };
  EXPECT_EQ(made_by({{"manufacturer", "Flock Group Inc."}}), "Flock Safety");
  EXPECT_EQ(made_by({{"brand", "Flock Safety"}}), "Flock Safety");
  EXPECT_EQ(made_by({{"surveillance:brand", "Flock"}}), "Flock Safety");
  EXPECT_EQ(made_by({{"surveillance:manufacturer", "Dahua"}}), "Dahua Technology");
  EXPECT_EQ(made_by({{"operator", "Flock Safety"}}), "Flock Safety");
  EXPECT_EQ(made_by({{"name", "Genetec AU-S-XGA-W16850 AutoVu Sharp Camera XGA"}}), "Genetec");
  EXPECT_EQ(made_by({{"manufacturer", "unknown"}, {"name", "Flock Falcon"}}), "Flock Safety");
  EXPECT_EQ(made_by({{"manufacturer", "Some Small Workshop"}}), "Some Small Workshop");
  EXPECT_EQ(made_by({{"brand", "Raiffeisen"}, {"amenity", "atm"}}), "");
  EXPECT_EQ(made_by({{"manufacturer", "https://www.dallmeier.com/en/panomera"}}), "Dallmeier");
}

TEST(Operators, OneNameForManySpellings) {
  EXPECT_EQ(operator_name("California Highway Patrol (CHP)"), "California Highway Patrol");
  EXPECT_EQ(operator_name("California  Highway Patrol"), "California Highway Patrol");
  EXPECT_EQ(operator_name("Flock Safety Inc."), "Flock Safety");
  EXPECT_EQ(operator_name("Meteoschweiz"), "MeteoSchweiz");
  EXPECT_EQ(operator_name("Eduskunta"), "Eduskunta");
  EXPECT_EQ(operator_name("Unknown"), "");
  EXPECT_EQ(camera({{"surveillance:operator", "City"}}).device->operator_name, "City");
}

TEST(Device, CarriesWhatItWasGiven) {
  const auto d = *camera({{"check_date", "2023-03-05"}}).device;
  EXPECT_EQ(d.ref, (OsmRef{OsmType::node, 7}));
  EXPECT_EQ(d.version, 3);
  EXPECT_EQ(d.last_edit, 1'600'000'000);
  EXPECT_EQ(d.position, here);
  EXPECT_EQ(d.check_date, "2023-03-05");
  EXPECT_EQ(camera({{"disused", "yes"}}).remarks.at(0).ref, d.ref);
}
}  // namespace
}  // namespace contrechamp::osm
