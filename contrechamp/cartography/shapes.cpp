// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/cartography/shapes.hpp>

namespace contrechamp::cartography {
namespace {

constexpr std::int64_t half_world = std::int64_t{1} << (geo::world_bits - 1);
constexpr std::int64_t last = 2 * half_world - 1;
constexpr std::int32_t index_cell = 1 << 16;  // a tile of zoom 16

/// The grid index counts in 32 bits with a sign.
geo::Point shifted(std::int64_t x, std::int64_t y) {
  return {static_cast<std::int32_t>(std::clamp<std::int64_t>(x, 0, last) - half_world),
          static_cast<std::int32_t>(std::clamp<std::int64_t>(y, 0, last) - half_world)};
}

}  // namespace

void Shapes::add(std::uint32_t source, std::span<const std::vector<geo::LatLon>> chains) {
  for (const std::vector<geo::LatLon>& chain : chains) {
    for (const geo::LatLon p : chain) append(geo::world(p));
    first_place_.push_back(static_cast<std::uint32_t>(places_.size()));
  }
  end_shape(source);
}

void Shapes::add(std::uint32_t source, std::span<const std::vector<geo::World>> chains) {
  for (const std::vector<geo::World>& chain : chains) {
    for (const geo::World p : chain) append(p);
    first_place_.push_back(static_cast<std::uint32_t>(places_.size()));
  }
  end_shape(source);
}

void Shapes::append(geo::World at) {
  places_.push_back({static_cast<std::uint32_t>(std::min(at.x, last)), static_cast<std::uint32_t>(std::min(at.y, last))});
}

void Shapes::end_shape(std::uint32_t source) {
  sources_.push_back(source);
  first_chain_.push_back(static_cast<std::uint32_t>(first_place_.size() - 1));
}

void Shapes::finish() {
  places_.shrink_to_fit();
  std::vector<geo::Rect> boxes;
  boxes.reserve(sources_.size());
  for (std::size_t s = 0; s < sources_.size(); ++s) {
    Place min{UINT32_MAX, UINT32_MAX};
    Place max;
    for (std::uint32_t p = first_place_[first_chain_[s]]; p < first_place_[first_chain_[s + 1]]; ++p) {
      min = {std::min(min.x, places_[p].x), std::min(min.y, places_[p].y)};
      max = {std::max(max.x, places_[p].x), std::max(max.y, places_[p].y)};
    }
    boxes.push_back({shifted(min.x, min.y), shifted(max.x, max.y)});
  }
  index_ = geo::GridIndex(boxes, index_cell);
}

std::vector<std::uint32_t> Shapes::touching(const tiles::Window& window) const {
  return index_.query({shifted(window.min.x, window.min.y), shifted(window.max.x, window.max.y)});
}

std::vector<geo::World> Shapes::chain(std::uint32_t index) const {
  std::vector<geo::World> out;
  out.reserve(first_place_[index + 1] - first_place_[index]);
  for (std::uint32_t p = first_place_[index]; p < first_place_[index + 1]; ++p) out.push_back({places_[p].x, places_[p].y});
  return out;
}

std::vector<std::vector<geo::World>> Shapes::chains(std::uint32_t shape) const {
  std::vector<std::vector<geo::World>> out;
  for (std::uint32_t c = first_chain_[shape]; c < first_chain_[shape + 1]; ++c) out.push_back(chain(c));
  return out;
}

std::vector<geo::World> Shapes::line(std::uint32_t shape) const { return chain(first_chain_[shape]); }

}  // namespace contrechamp::cartography
