// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/geo/grid.hpp>
#include <contrechamp/tiles/geometry.hpp>
#include <cstdint>
#include <span>
#include <vector>

namespace contrechamp::cartography {

/// Many lines or areas, projected once and found by place. Points lie in one flat list, 8 bytes each; with its index, a building
/// of six corners takes about 100 bytes.
class Shapes {
 public:
  /// The next shape: one chain (a line) or several (the rings of an area); `source` is its place in the list that it comes from.
  void add(std::uint32_t source, std::span<const std::vector<geo::LatLon>> chains);
  void add(std::uint32_t source, const std::vector<geo::LatLon>& chain) { add(source, {&chain, 1}); }
  /// The same, projected already.
  void add(std::uint32_t source, std::span<const std::vector<geo::World>> chains);
  /// Sorts what was added by place; after that `touching` may be asked.
  void finish();

  /// Shapes whose box touches the window, ascending.
  [[nodiscard]] std::vector<std::uint32_t> touching(const tiles::Window& window) const;
  [[nodiscard]] std::uint32_t source(std::uint32_t shape) const { return sources_[shape]; }
  [[nodiscard]] std::vector<std::vector<geo::World>> chains(std::uint32_t shape) const;
  [[nodiscard]] std::vector<geo::World> line(std::uint32_t shape) const;  ///< its first chain
  [[nodiscard]] const std::vector<std::uint32_t>& sources() const { return sources_; }
  [[nodiscard]] std::size_t size() const { return sources_.size(); }

 private:
  struct Place {
    std::uint32_t x = 0;
    std::uint32_t y = 0;
  };
  void append(geo::World at);
  void end_shape(std::uint32_t source);
  [[nodiscard]] std::vector<geo::World> chain(std::uint32_t index) const;

  std::vector<std::uint32_t> sources_;
  std::vector<std::uint32_t> first_chain_{0};  // by shape, and the end
  std::vector<std::uint32_t> first_place_{0};  // by chain, and the end
  std::vector<Place> places_;
  geo::GridIndex index_;
};

}  // namespace contrechamp::cartography
