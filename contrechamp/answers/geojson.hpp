// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/exposure/merged.hpp>
#include <contrechamp/exposure/radial.hpp>
#include <optional>

namespace contrechamp::answers {

/// What `coverage` and `exposure` are asked for.
struct Selection {
  std::optional<OsmRef> device;  ///< one device only (coverage)
  optics::Ladder ladder = optics::Ladder::image_2014;
  std::optional<std::uint8_t> band;  ///< nothing: every band of the ladder
  exposure::Drawn drawn = exposure::Drawn::possible;
};

/// Viewsheds by band as GeoJSON (RFC 7946): one MultiPolygon a device and band. Keys in docs/json.md.
/// Errors: no_such_device.
[[nodiscard]] Result<std::string> coverage_geojson(const Subject& subject, const Selection& selection);

/// Segments with what is in view of them: one LineString a segment, its intervals and devices per band as properties.
[[nodiscard]] std::string exposure_geojson(const Subject& subject, const Selection& selection);
/// The same as rows: segment, way, name, length and metres in view per band (RFC 4180; first line is the header).
[[nodiscard]] std::string exposure_csv(const Subject& subject, const Selection& selection);

/// "n123", "w45", "r6", also "node/123" and bare "123" (a node). Errors: no_such_device with the text.
[[nodiscard]] Result<OsmRef> parse_ref(std::string_view text);
[[nodiscard]] Result<std::uint32_t> find_device(const Subject& subject, OsmRef ref);

}  // namespace contrechamp::answers
