// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace contrechamp::bench {

enum class Better : std::uint8_t { less, more };

/// What a figure is held against, measured in the same run.
struct Peer {
  std::string name;  ///< "osmium cat -f opl"
  double value = 0;  ///< in the row's unit
};

/// One figure. Its name is unique and ends in the city or data set; server and page are measured on one city and name none.
struct Row {
  std::string name;
  double value = 0;
  std::string unit;
  Better better = Better::less;
  std::optional<Peer> peer = {};

  /// How many times better than the peer: peer / value if less is better, value / peer otherwise. Nothing without a peer.
  [[nodiscard]] std::optional<double> ratio() const;
};

/// Collects the rows of a run. It never minds slowness; `wrong` is for results that are not what they must be.
class Results {
 public:
  /// Also prints the row. A name that is there already is wrong.
  void add(Row row);
  void wrong(std::string_view what);
  [[nodiscard]] bool all_right() const { return right_; }
  /// results.json: a list of {name, value, unit, better, peer, peer_value, ratio}, null where there is no peer.
  /// machine.json: what it was measured on. Errors: false, with a sentence on stderr.
  [[nodiscard]] bool write(const std::filesystem::path& folder) const;

 private:
  std::vector<Row> rows_;
  bool right_ = true;
};

}  // namespace contrechamp::bench
