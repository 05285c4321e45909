// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/random.hpp>
#include <contrechamp/geo/frame.hpp>
#include <contrechamp/synth/town.hpp>
#include <string_view>

namespace contrechamp::synth {

/// A node that was placed: where it is in the town's frame, and its id.
struct Pin {
  std::int64_t id = 0;
  geo::Point at;
};

/// "highway=steps|name=Mill Lane" as tags; a key that comes again replaces the former value.
[[nodiscard]] Tags tags_of(std::string_view text);

/// A town while it is drawn: hands out ascending ids, versions and dates, and turns centimetres into degrees. Whatever draws a
/// number or makes a node stands alone among the arguments of a call: compilers choose their own order there (not in braces).
class Draft {
 public:
  explicit Draft(const TownOptions& options) : random(options.seed), frame_(options.centre) {}

  Pin node(geo::Point at, std::string_view tags = {});
  /// Index in town.ways.
  std::size_t way(const std::vector<Pin>& pins, std::string_view tags);
  /// As `way`, with the first pin repeated at the end.
  std::size_t ring(std::vector<Pin> pins, std::string_view tags);
  void relation(std::vector<Member> members, std::string_view tags);
  [[nodiscard]] std::vector<Pin> pins(const geo::Ring& points);
  [[nodiscard]] Node& at(std::int64_t node_id);
  [[nodiscard]] OsmRef way_ref(std::size_t index) const { return {OsmType::way, town.ways[index].id}; }
  /// One of a table's entries.
  template <class Table>
  [[nodiscard]] const auto& one_of(const Table& table) {
    return table[random.below(std::size(table))];
  }

  Random random;
  Town town;

 private:
  [[nodiscard]] Edit edit();
  geo::LocalFrame frame_;
};

}  // namespace contrechamp::synth
