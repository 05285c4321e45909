// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/subject.hpp>
#include <string>
#include <vector>

namespace contrechamp::answers {

/// Which devices count. Each list that is not empty must hold the device's value; an empty word stands for "not tagged".
struct DeviceFilter {
  std::vector<std::string> kinds = {};  ///< names as in JSON
  std::vector<std::string> operators = {};
  std::vector<std::string> manufacturers = {};
  std::vector<std::string> zones = {};  ///< surveillance:zone as mapped
  [[nodiscard]] bool empty() const { return kinds.empty() && operators.empty() && manufacturers.empty() && zones.empty(); }
  bool operator==(const DeviceFilter&) const = default;
};

/// Errors: bad_argument if a kind is none, with those that are known.
[[nodiscard]] Result<void> check(const DeviceFilter& filter);
/// The value of some list: what is left out by it, where `device_counts` keeps what has a value of each.
[[nodiscard]] bool matches_any(const scene::Device& device, const DeviceFilter& filter);

/// For each device 1 if it counts, else 0, as `exposure::Filter::device_counts` takes it; empty if all count.
[[nodiscard]] std::vector<std::uint8_t> device_counts(const Subject& subject, const DeviceFilter& filter);

}  // namespace contrechamp::answers
