// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/tiles/geometry.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <variant>

/// Mapbox Vector Tile Specification 2.1, written by hand: a few protobuf fields, no library.
namespace contrechamp::tiles {

struct Property {
  std::string_view key;
  std::variant<std::string_view, std::int64_t, bool, double> value;
};

/// One layer of a tile, encoded as its features come. Keys and values are stored once each, in the order of their first use; a
/// feature names a key once. The order of features is the order of drawing.
class Layer {
 public:
  explicit Layer(std::string name) : name_(std::move(name)) {}

  void add_point(TilePoint point, std::span<const Property> properties, std::optional<std::uint64_t> id = {});
  /// One feature with the parts of a line; nothing is added if there are none. Each has two points at least.
  void add_lines(std::span<const TileLine> lines, std::span<const Property> properties, std::optional<std::uint64_t> id = {});
  /// One feature with rings as `tile_rings` gives them, of one polygon after the other; nothing is added if there are none.
  void add_rings(std::span<const TileRing> rings, std::span<const Property> properties, std::optional<std::uint64_t> id = {});

  [[nodiscard]] std::size_t size() const { return size_; }  ///< features
  [[nodiscard]] const std::string& name() const { return name_; }
  void append_to(std::string& tile) const;

 private:
  void add(std::uint32_t type, std::span<const Property> properties, std::optional<std::uint64_t> id);
  [[nodiscard]] std::uint32_t key_index(std::string_view key);
  [[nodiscard]] std::uint32_t value_index(const Property& property);

  std::string name_;
  std::size_t size_ = 0;
  std::string features_;                                   // encoded
  std::vector<std::string> keys_;                          // few: searched one by one
  std::string values_;                                     // encoded
  std::unordered_map<std::string, std::uint32_t> places_;  // of encoded values; never iterated
  std::string geometry_, tags_, value_, feature_;          // of the feature at hand, kept for their memory
};

/// A tile of layers in their order; layers without features are left out. No feature at all: an empty string.
[[nodiscard]] std::string encoded(std::span<const Layer> layers);

}  // namespace contrechamp::tiles
