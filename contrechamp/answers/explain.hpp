// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/exposure/merged.hpp>
#include <contrechamp/exposure/section.hpp>
#include <string>
#include <vector>

namespace contrechamp::answers {

/// How far one band reaches over the admissible lenses and heights, along the axis and before walls.
struct BandReach {
  optics::BandRef band;
  optics::Reach least;    ///< of the scenario in which the band ends first
  optics::Reach typical;  ///< middle lens, middle height
  optics::Reach most;
};

/// One street that the device sees.
struct SeenStreet {
  std::string name;          ///< or class and id of the way where it has none: "service w123"
  std::uint32_t street = 0;  ///< one of that name, in the snapshot
  exposure::InView seen;     ///< at the device's leading band
};

/// Everything that is known, read, assumed and computed about one device.
struct Explanation {
  std::uint32_t device = 0;
  exposure::Stance stance;
  std::vector<scene::Remark> remarks;
  std::vector<BandReach> reaches;
  std::vector<SeenStreet> streets;                 ///< by expected metres
  optics::BandRef leading;                         ///< the band of `streets`
  std::vector<exposure::WatchedSection> sections;  ///< of a section control: what each relation makes it watch
  double walls_leave = 1;                          ///< share of the square of max_range that walls leave in view
};

/// Errors: no_such_device.
[[nodiscard]] Result<Explanation> explanation(const Subject& subject, OsmRef ref);
[[nodiscard]] std::string explain_json(const Subject& subject, const Explanation& explanation);
[[nodiscard]] std::string explain_text(const Subject& subject, const Explanation& explanation, Lang lang);

}  // namespace contrechamp::answers
