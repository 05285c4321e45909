// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/street_index.hpp>
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/exposure/merged.hpp>
#include <contrechamp/exposure/radial.hpp>
#include <optional>

namespace contrechamp::answers {

/// What `coverage`, `exposure` and their like are asked for.
struct Selection {
  std::optional<OsmRef> device;  ///< one device only (coverage)
  optics::Ladder ladder = optics::Ladder::image_2014;
  std::optional<std::uint8_t> band;  ///< nothing: every band of the ladder
  exposure::Drawn drawn = exposure::Drawn::possible;
  std::vector<std::uint8_t> device_counts = {};  ///< streets: which devices count, as in `exposure::Filter`
};

/// Which part of a long list is wanted.
struct Page {
  std::optional<geo::Box> box = {};  ///< only what touches it
  std::uint32_t limit = 1000;        ///< at most so many
  std::uint32_t offset = 0;          ///< from this one on, of those that match
  std::string_view next = {};        ///< URL to which "offset=N" is appended for the link to the next page; empty: no link
};

/// Viewsheds by band as GeoJSON (RFC 7946): one MultiPolygon a device and band. Keys in docs/json.md.
/// Errors: no_such_device.
[[nodiscard]] Result<std::string> coverage_geojson(const Subject& subject, const Selection& selection);

/// Devices where they are mapped, one Point each, in the order of the atlas. `device_counts`: which ones; empty: all.
[[nodiscard]] std::string devices_geojson(const Subject& subject, std::span<const std::uint8_t> device_counts, const Page& page);

/// Segments with what is in view of them: one LineString a segment, its intervals and devices per band as properties.
[[nodiscard]] std::string exposure_geojson(const Subject& subject, const Selection& selection);
/// One page of them.
[[nodiscard]] std::string segments_geojson(const Subject& subject, const StreetIndex& index, const Selection& selection,
                                           const Page& page);
/// One of them in every band of the ladder, and `street`: the street that it belongs to (`StreetIndex::street_of`), who watches
/// it and how much of it; metres of one device at the selected band, else at the widest. Errors: no_such_segment.
[[nodiscard]] Result<std::string> segment_geojson(const Subject& subject, const StreetIndex& index, const Selection& selection,
                                                  std::uint32_t segment);
/// The same as rows: segment, way, name, length and metres in view per band (RFC 4180; first line is the header).
[[nodiscard]] std::string exposure_csv(const Subject& subject, const Selection& selection);

/// "n123", "w45", "r6", also "node/123" and bare "123" (a node). Errors: no_such_device with the text.
[[nodiscard]] Result<OsmRef> parse_ref(std::string_view text);
[[nodiscard]] Result<std::uint32_t> find_device(const Subject& subject, OsmRef ref);

}  // namespace contrechamp::answers
