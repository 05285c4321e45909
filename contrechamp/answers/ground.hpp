// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/subject.hpp>
#include <vector>

namespace contrechamp::answers {

/// How much ground all devices together have in view at one band, streets or not: squares of 1 m, each counted once.
struct GroundInView {
  optics::Ladder ladder = optics::Ladder::image_2014;
  std::uint8_t band = 0;
  std::array<std::uint64_t, exposure::all_drawn.size()> m2{};  ///< by exposure::Drawn
};

/// By ladder and band, those with nothing in view left out. From the outlines that the atlas stores, which are simplified to 5
/// cm. In an extract of several frames each counts the squares of its own cell.
[[nodiscard]] std::vector<GroundInView> ground_in_view(const Subject& subject);

/// "ground_in_view": […] of the report.
void write_ground(Json& json, const std::vector<GroundInView>& ground);
/// A section of `report`: the ladder that people are told first; empty if nothing of it is in view.
[[nodiscard]] std::string ground_part(const std::vector<GroundInView>& ground, optics::Ladder ladder, Lang lang);

}  // namespace contrechamp::answers
