// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

/// Vector tiles read back, by code that shares nothing with what writes them: for the tests of whole atlases.
namespace contrechamp::tiles_test {

using Value = std::variant<std::string, double, bool>;

struct Feature {
  std::optional<std::uint64_t> id;
  int type = 0;  ///< 1 point, 2 line, 3 polygon
  std::map<std::string, Value> properties;
  std::vector<std::vector<std::array<std::int64_t, 2>>> parts;  ///< in units of the tile

  [[nodiscard]] std::optional<double> number(const std::string& key) const;
  [[nodiscard]] std::string text(const std::string& key) const;
};

/// Layers by name. Fails the test and gives nothing if the bytes are no tile of version 2 and extent 4096.
[[nodiscard]] std::map<std::string, std::vector<Feature>> read_tile(std::string_view bytes);

}  // namespace contrechamp::tiles_test
