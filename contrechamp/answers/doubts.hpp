// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/subject.hpp>
#include <vector>

namespace contrechamp::answers {

inline constexpr std::size_t most_costly_devices = 20;

/// Devices whose missing tags leave most street in doubt: those for which the direction or the mounting height, whichever says
/// more, would settle most; ties by id. At most most_costly_devices, none of which it would settle nothing.
[[nodiscard]] std::vector<std::uint32_t> costliest(const Subject& subject);

/// "doubt": {…} of one device (docs/json.md).
void write_doubt(Json& json, const exposure::Doubt& doubt);
/// "missing_tags_cost_most": […] of the report.
void write_costliest(Json& json, const Subject& subject);

/// What leaves doubt about one device, the largest first; a section of `explain`.
[[nodiscard]] std::string doubt_part(const exposure::Doubt& doubt, Lang lang);
/// A section of `report`; empty if no tag would settle anything.
[[nodiscard]] std::string costliest_part(const Subject& subject, Lang lang);

}  // namespace contrechamp::answers
