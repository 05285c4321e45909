// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/answers/distribution.hpp>
#include <contrechamp/answers/ground.hpp>
#include <contrechamp/answers/report_trips.hpp>
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/exposure/merged.hpp>
#include <map>
#include <string>
#include <vector>

namespace contrechamp::answers {

inline constexpr std::size_t mode_count = 3;
inline constexpr std::size_t ring_count = 4;

/// What is in view of the streets of each mode, in one band of one ladder, within one sweep radius.
struct Share {
  optics::Ladder ladder = optics::Ladder::image_2014;
  std::uint8_t band = 0;
  std::uint8_t ring = 0;
  std::array<exposure::InView, mode_count> all{};       ///< over all street metres of the mode
  std::array<exposure::InView, mode_count> surveyed{};  ///< over those in surveyed cells
};

/// A street by name, on foot, at the report's leading band.
struct NamedStreet {
  std::string name;  ///< empty: one way without a name
  std::uint64_t length_cm = 0;
  exposure::InView seen;
  std::uint64_t surveyed_cm = 0;
  exposure::InView seen_surveyed;  ///< of the segments in surveyed cells
};

using Tallied = std::map<std::string, std::uint64_t>;             ///< word to number; "" is "not tagged"
inline constexpr std::string_view withheld = "(private person)";  ///< operator of a private person's device

/// The city in figures (docs/concepts.md, docs/json.md).
struct Report {
  std::array<std::uint64_t, mode_count> street_cm{};  ///< denominators
  std::array<std::uint64_t, mode_count> surveyed_cm{};
  std::array<std::array<std::uint64_t, static_cast<std::size_t>(scene::LeftOut::count)>, mode_count> left_out_cm{};
  std::vector<Share> shares;              ///< by ladder, band, ring
  std::vector<NamedStreet> most_watched;  ///< by expected metres in view, at most 15
  Distribution distribution;              ///< of streets (by name, else by way), on foot, at the leading band
  std::vector<GroundInView> ground;
  std::vector<TripShare> trips;  ///< at the leading band, by mode
  Tallied kinds, cameras, zones, operators, operator_types, manufacturers, places, types;
  std::array<std::uint64_t, optics::all_ladders.size()> with_view{};  ///< by ladder: devices that are measured in it
  std::uint64_t fixed_with_view = 0;                                  ///< fixed cameras of all kinds
  std::uint64_t indoor = 0;
  std::uint64_t private_persons = 0;
  std::uint64_t without_stretch = 0;  ///< section controls whose ends are not known here, not indoor
  std::uint64_t outside_model = 0;    ///< kinds that a comparison model leaves out, not indoor
  std::uint64_t fixed_without_direction = 0;
  std::uint64_t without_height = 0;
  std::uint64_t without_operator = 0;
  std::uint64_t moved_far = 0;         ///< placed over 5 m from where it is mapped: deep inside a building, perhaps indoors
  std::uint64_t cut_by_max_range = 0;  ///< devices of which a view reaches max_range in some scenario
};

/// The band that people are told first.
[[nodiscard]] inline optics::BandRef leading_of(const Subject& subject) {
  return optics::leading_band(subject.options.exposure.optics);
}

[[nodiscard]] Report report(const Subject& subject);
[[nodiscard]] std::string report_json(const Subject& subject, const Report& report);
[[nodiscard]] std::string report_text(const Subject& subject, const Report& report, Lang lang);

}  // namespace contrechamp::answers
