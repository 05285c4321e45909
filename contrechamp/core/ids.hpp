// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>

namespace contrechamp {

/// The position of a thing in one list; ids of different lists do not mix.
template <class Tag>
struct Index {
  std::uint32_t value = 0;
  constexpr Index() = default;
  constexpr explicit Index(std::size_t v) : value(static_cast<std::uint32_t>(v)) {}
  constexpr auto operator<=>(const Index&) const = default;
};

using DeviceIndex = Index<struct DeviceTag>;
using SegmentIndex = Index<struct SegmentTag>;

/// Which OpenStreetMap object a thing comes from.
enum class OsmType : std::uint8_t { node, way, relation };
struct OsmRef {
  OsmType type = OsmType::node;
  std::int64_t id = 0;
  constexpr auto operator<=>(const OsmRef&) const = default;
};

}  // namespace contrechamp
