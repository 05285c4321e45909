// SPDX-License-Identifier: AGPL-3.0-or-later
// Pieces against their definition, centimetre by centimetre, and against the sums that every figure comes from.
#include <gtest/gtest.h>
#include <algorithm>
#include <contrechamp/cartography/pieces.hpp>
#include <contrechamp/core/random.hpp>
#include <tests/support/testing.hpp>
#include <tuple>

namespace contrechamp::cartography {
namespace {

using exposure::Sighting;
constexpr auto ladder = optics::Ladder::image_2014;
constexpr std::uint32_t length_cm = 400;

std::vector<Sighting> random_sightings(Random& random) {
  std::vector<Sighting> out;
  for (std::uint64_t n = random.below(25); n > 0; --n) {
    Sighting s;
    s.device = static_cast<std::uint32_t>(random.below(6));
    s.from_cm = static_cast<std::uint32_t>(random.below(length_cm - 1));
    s.to_cm = s.from_cm + 1 + static_cast<std::uint32_t>(random.below(length_cm - s.from_cm));
    s.band = static_cast<std::uint8_t>(random.below(6));
    s.ladder = static_cast<std::uint8_t>(random.below(2));
    s.answers = random.below(4) == 0 ? exposure::certain | exposure::possible : exposure::possible;
    s.p = static_cast<std::uint16_t>((s.answers & exposure::certain) != 0 ? 65535 : random.below(65536));
    out.push_back(s);
  }
  std::sort(out.begin(), out.end(), exposure::before);
  return out;
}

/// Certain, likely and possible of one centimetre, from the merged stretches of each band.
std::tuple<int, int, int> answers_at(const std::vector<Sighting>& sightings, std::span<const std::uint8_t> counts,
                                     std::uint32_t cm) {
  int sure = -1, likely = -1, possible = -1;
  for (std::uint8_t band = 0; band < 6; ++band) {
    for (const auto& s : exposure::merged(sightings, {.ladder = ladder, .band = band, .device_counts = counts})) {
      if (cm < s.from_cm || cm >= s.to_cm) continue;
      possible = band;
      if (2 * s.p >= 65535) likely = band;
      if (s.certain) sure = band;
    }
  }
  return {sure, likely, possible};
}

TEST(Pieces, say_of_each_centimetre_what_merging_says) {
  Random random(testing::seed());
  for (int round = 0; round < 60; ++round) {
    const std::vector<Sighting> sightings = random_sightings(random);
    const std::vector<std::uint8_t> some{1, 0, 1, 1, 0, 1};
    const std::span<const std::uint8_t> counts = round % 2 == 0 ? std::span<const std::uint8_t>{} : some;
    const std::vector<Piece> found = pieces(sightings, ladder, counts);
    for (std::uint32_t cm = 0; cm <= length_cm; ++cm) {
      std::tuple<int, int, int> here{-1, -1, -1};
      for (const Piece& p : found) {
        if (cm >= p.from_cm && cm < p.to_cm) here = {p.certain, p.likely, p.possible};
      }
      ASSERT_EQ(here, answers_at(sightings, counts, cm)) << "cm " << cm << " of round " << round;
    }
    for (std::size_t i = 0; i + 1 < found.size(); ++i) {
      const auto answers = [](const Piece& p) { return std::tuple(p.certain, p.likely, p.possible); };
      ASSERT_LE(found[i].to_cm, found[i + 1].from_cm);
      EXPECT_TRUE(found[i].to_cm < found[i + 1].from_cm || answers(found[i]) != answers(found[i + 1])) << "not joined";
    }
  }
}

TEST(Pieces, expected_centimetres_add_up_to_in_view) {
  Random random(testing::seed());
  for (int round = 0; round < 200; ++round) {
    const std::vector<Sighting> sightings = random_sightings(random);
    std::array<std::uint64_t, most_bands> sum{};
    for (const Piece& p : pieces(sightings, ladder, {})) {
      for (std::size_t b = 0; b < most_bands; ++b) sum[b] += p.expected[b];
    }
    for (std::uint8_t band = 0; band < 6; ++band) {
      EXPECT_EQ(sum[band], exposure::in_view(exposure::merged(sightings, {.ladder = ladder, .band = band})).expected);
    }
  }
}

}  // namespace
}  // namespace contrechamp::cartography
