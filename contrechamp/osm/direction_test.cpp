// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/core/random.hpp>
#include <contrechamp/core/text.hpp>
#include <contrechamp/osm/direction.hpp>
#include <gtest/gtest.h>
#include <string>
#include <tests/support/testing.hpp>

namespace contrechamp::osm {
namespace {
using scene::CameraType;
using scene::Kind;

/// "90", "90w" for a wind, "0?" for a suspicious zero, "90/45" for a range 45° wide about 90, "-" for a head without axis.
std::string drawn(const ParsedDirection& parsed) {
  std::string out;
  for (const auto& head : parsed.heads) {
    if (!out.empty()) out += ' ';
    if (head.source == scene::AxisSource::none) {
      out += '-';
      continue;
    }
    std::string axis = fixed(head.axis.angle().count() / 100.0, 2);
    while (axis.back() == '0') axis.pop_back();
    if (axis.back() == '.') axis.pop_back();
    out += axis;
    if (head.source == scene::AxisSource::cardinal) out += 'w';
    if (head.source == scene::AxisSource::suspicious_zero) out += '?';
    if (head.span) out += "/" + fixed(head.span->count() / 100.0, 0);
  }
  if (parsed.all_round) out += " round";
  for (const auto& [reason, value] : parsed.remarks) out += " !" + std::string(scene::info(reason).name) + "(" + value + ")";
  return out;
}
std::string on(CameraType type, std::string_view value, Kind kind = Kind::camera) { return drawn(direction(value, type, kind)); }
std::string fixed_camera(std::string_view value) { return on(CameraType::fixed, value); }
std::string dome(std::string_view value) { return on(CameraType::dome, value); }
std::string plate_reader(std::string_view value) { return on(CameraType::unknown, value, Kind::plate_reader); }

TEST(Direction, NumbersAndDecimals) {
  EXPECT_EQ(fixed_camera("270"), "270");
  EXPECT_EQ(fixed_camera(" 45 "), "45");
  EXPECT_EQ(fixed_camera("45°"), "45");
  EXPECT_EQ(fixed_camera("247.5;112.5"), "247.5 112.5");
  EXPECT_EQ(fixed_camera("62.5"), "62.5");
  EXPECT_EQ(fixed_camera("0.01"), "0.01");
  EXPECT_EQ(fixed_camera("359.999"), "359.99");  // cut, so that it does not become a whole turn
}

TEST(Direction, WindsAreDirectionsAndNorthIsNotZero) {
  EXPECT_EQ(fixed_camera("N"), "0w");
  EXPECT_EQ(fixed_camera("n"), "0w");
  EXPECT_EQ(fixed_camera("nnw"), "337.5w");
  EXPECT_EQ(fixed_camera("WSW"), "247.5w");
  EXPECT_EQ(fixed_camera("northeast"), "45w");
  EXPECT_EQ(fixed_camera("North-East"), "45w");
  EXPECT_EQ(fixed_camera("south"), "180w");
  EXPECT_EQ(fixed_camera("180;nw"), "180 315w");
}

TEST(Direction, ZeroIsADirectionButASuspiciousOne) {
  EXPECT_EQ(fixed_camera("0"), "0? !direction_zero(0)");
  EXPECT_EQ(fixed_camera("0.0"), "0? !direction_zero(0.0)");
  EXPECT_EQ(plate_reader("0;180"), "0? 180 !direction_zero(0)");
  EXPECT_EQ(fixed_camera("0-90"), "45/90");  // an end of a range was not left at its default
}

TEST(Direction, NegativesAndMoreThanATurnAreFlagged) {
  EXPECT_EQ(fixed_camera("-20"), "340 !direction_negative(-20)");
  EXPECT_EQ(fixed_camera("-500"), "220 !direction_negative(-500)");
  EXPECT_EQ(fixed_camera("370"), "10 !direction_over_360(370)");
  EXPECT_EQ(fixed_camera("720"), "0 !direction_over_360(720)");
  EXPECT_EQ(fixed_camera("721"), " !direction_out_of_range(721)");
  EXPECT_EQ(fixed_camera("-721"), " !direction_out_of_range(-721)");
  EXPECT_EQ(fixed_camera("720.01"), " !direction_out_of_range(720.01)");
  EXPECT_EQ(fixed_camera("130;-130"), "130 230 !direction_negative(-130)");
}

TEST(Direction, RangesAreClockwise) {
  EXPECT_EQ(plate_reader("338-23"), "0.5/45");
  EXPECT_EQ(dome("90-45"), "247.5/315");
  EXPECT_EQ(fixed_camera("90-45"), "247.5/315 !sector_wide(90-45)");
  EXPECT_EQ(plate_reader("345;270:360"), "345 315/90");
  EXPECT_EQ(fixed_camera("-45--10"), "332.5/35 !direction_negative(-45--10)");
  EXPECT_EQ(fixed_camera("-45-10"), "342.5/55 !direction_negative(-45-10)");
  EXPECT_EQ(fixed_camera("10--45"), "162.5/305 !direction_negative(10--45) !sector_wide(10--45)");
  EXPECT_EQ(fixed_camera("350-370"), "0/20 !direction_over_360(350-370)");
  EXPECT_EQ(fixed_camera("338 - 23"), "0.5/45");
  EXPECT_EQ(fixed_camera("N-E"), "45w/90");
  EXPECT_EQ(fixed_camera("n:90"), "45w/90");
  EXPECT_EQ(fixed_camera("north-south"), "90w/180 !sector_wide(north-south)");
  EXPECT_EQ(fixed_camera("190-100"), "325/270 !sector_wide(190-100)");
  EXPECT_EQ(fixed_camera("20-20"), " !direction_not_understood(20-20)");
  EXPECT_EQ(fixed_camera("10-20-30"), " !direction_not_understood(10-20-30)");
  EXPECT_EQ(fixed_camera("10-2060"), " !direction_out_of_range(10-2060)");
}

TEST(Direction, EveryHeadOfAListIsKept) {
  EXPECT_EQ(plate_reader("90,125,270"), "90 125 270");
  EXPECT_EQ(plate_reader("65, 180"), "65 180");
  EXPECT_EQ(plate_reader("95, 95"), "95 95");
  EXPECT_EQ(plate_reader("283-328;221-266"), "305.5/45 243.5/45");
  std::string fourteen = "10-55";
  for (int i = 1; i < 14; ++i) fourteen += ";10-55";
  EXPECT_EQ(direction(fourteen, CameraType::fixed, Kind::plate_reader).heads.size(), 14U);
}

TEST(Direction, OneBadHeadRejectsThatHeadOnly) {
  EXPECT_EQ(plate_reader("2060;180"), "180 !direction_out_of_range(2060)");
  EXPECT_EQ(plate_reader("260;;225"), "260 225 !direction_not_understood(260;;225)");
  EXPECT_EQ(plate_reader("0;"), "0? !direction_zero(0) !direction_not_understood(0;)");
  EXPECT_EQ(plate_reader("90100"), " !direction_out_of_range(90100)");
  EXPECT_EQ(plate_reader("null"), " !direction_not_understood(null)");
  EXPECT_EQ(plate_reader("Flock Raven"), " !direction_not_understood(Flock Raven)");
  EXPECT_EQ(plate_reader("280WY39-J963-T96Q-9KE6-9DR9"), " !direction_not_understood(280WY39-J963-T96Q-9KE6-9DR9)");
  EXPECT_EQ(plate_reader("Clockwise 180"), " !direction_not_understood(Clockwise 180)");
  EXPECT_EQ(plate_reader("0090"), " !direction_not_understood(0090)");
  EXPECT_EQ(plate_reader("90."), " !direction_not_understood(90.)");
  EXPECT_EQ(plate_reader("+90"), " !direction_not_understood(+90)");
  EXPECT_EQ(plate_reader("4567544848946"), " !direction_out_of_range(4567544848946)");
}

TEST(Direction, AWholeTurnIsAllRoundUnlessTheCameraIsFixed) {
  for (const auto type : {CameraType::dome, CameraType::panning, CameraType::unknown}) {
    EXPECT_EQ(on(type, "360"), "- round");
    EXPECT_EQ(on(type, "0-360"), "- round");
  }
  EXPECT_EQ(fixed_camera("360"), "0 !direction_360_fixed(360)");
  EXPECT_EQ(plate_reader("360"), "0 !direction_360_fixed(360)");
  EXPECT_EQ(fixed_camera("0-360"), "180/360 !sector_wide(0-360)");
  EXPECT_EQ(plate_reader("0-360"), "180/360 !sector_wide(0-360)");
  EXPECT_EQ(dome("360;90"), "0 90");  // not alone: north
}

TEST(Direction, ARangeIsASpanOnWhatTurnsAndAFieldOfViewOnWhatDoesNot) {
  EXPECT_EQ(on(CameraType::panning, "90-300"), "195/210");
  EXPECT_EQ(dome("90-300"), "195/210");
  EXPECT_EQ(fixed_camera("90-300"), "195/210 !sector_wide(90-300)");
  EXPECT_EQ(on(CameraType::dome, "90-300", Kind::plate_reader), "195/210 !sector_wide(90-300)");
  EXPECT_EQ(fixed_camera("90-269"), "179.5/179");
  EXPECT_EQ(dome("90"), "90");
}

TEST(Direction, LanesAreTextAndNoAxis) {
  EXPECT_EQ(plate_reader("NB"), "- !direction_lane(NB)");
  EXPECT_EQ(plate_reader("forward"), "- !direction_lane(forward)");
  const auto parsed = direction("SB; both;90", CameraType::fixed, Kind::plate_reader);
  EXPECT_EQ(parsed.lane, "SB;both");
  EXPECT_EQ(drawn(parsed), "- - 90 !direction_lane(SB) !direction_lane(both)");
  for (const std::string_view lane : {"nb", "sb", "eb", "wb", "backward"}) {
    EXPECT_EQ(direction(lane, CameraType::fixed, Kind::camera).lane, lane);
  }
}

/// A value made of what real values are made of, so that most strings come close to something that is understood.
std::string random_value(Random& random) {
  constexpr std::array<std::string_view, 28> pieces{"0", "9",  "36",    "720",  "2060", "-",  "-",  ":",  ";",    ",",
                                                    " ", ".",  "°",     "n",    "NW",   "s",  "NB", "x",  "null", "é",
                                                    ";", "45", "north", "both", "+",    "\t", "1",  "180"};
  std::string out;
  for (auto n = random.below(12); n > 0; --n) out += pieces[random.below(pieces.size())];
  return out;
}

TEST(DirectionLaw, EveryPartGivesAHeadOrARemarkAndNoMore) {
  Random random(testing::seed());
  std::size_t heads = 0;
  for (int i = 0; i < 200'000; ++i) {
    const std::string value = random_value(random);
    const auto type = static_cast<CameraType>(random.below(static_cast<std::uint64_t>(CameraType::count)));
    const auto kind = random.chance(300) ? Kind::plate_reader : Kind::camera;
    const auto parsed = direction(value, type, kind);
    const auto parts = split(value, ";,").size();
    const auto rejected =
        static_cast<std::size_t>(std::count_if(parsed.remarks.begin(), parsed.remarks.end(), [](const auto& remark) {
          return remark.first == scene::Reason::direction_not_understood || remark.first == scene::Reason::direction_out_of_range;
        }));
    ASSERT_EQ(parsed.heads.size() + rejected, parts) << value;
    for (const auto& head : parsed.heads) {
      const auto span = head.span.value_or(full_turn);
      ASSERT_TRUE(span > CentiDegrees(0) && span <= full_turn) << value;
      ASSERT_FALSE(head.source == scene::AxisSource::none && head.span) << value;
    }
    heads += parsed.heads.size();
  }
  EXPECT_GT(heads, 30'000U);
}

/// One part alone reads like the same part in a list, but for what only a lone 360 may mean.
TEST(DirectionLaw, AListReadsAsItsParts) {
  Random random(testing::seed());
  for (int i = 0; i < 50'000; ++i) {
    const std::string value = random_value(random);
    std::vector<scene::Head> one_by_one;
    for (const auto part : split(value, ";,")) {
      const auto alone = direction(part, CameraType::fixed, Kind::camera);
      one_by_one.insert(one_by_one.end(), alone.heads.begin(), alone.heads.end());
    }
    ASSERT_EQ(direction(value, CameraType::fixed, Kind::camera).heads, one_by_one) << value;
  }
}
}  // namespace
}  // namespace contrechamp::osm
