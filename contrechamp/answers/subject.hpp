// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/json.hpp>
#include <contrechamp/answers/phrases.hpp>
#include <contrechamp/atlas/atlas.hpp>
#include <contrechamp/exposure/options.hpp>
#include <optional>
#include <string>
#include <vector>

namespace contrechamp::answers {

/// An atlas unpacked for questions, with the choices that it was built under. Keeps pointing into the atlas's bytes.
struct Subject {
  atlas::Atlas atlas;
  scene::Snapshot snapshot;
  streets::Network network;
  std::vector<placement::Placed> placed;
  std::vector<geo::Cell> surveyed;
  std::vector<exposure::Coverage> coverages;
  exposure::Options options;
  geo::Frames frames;
};
/// Errors: those of Atlas::open; corrupt_atlas if the stored configuration cannot be read.
[[nodiscard]] Result<Subject> subject(std::span<const std::byte> bytes);

/// Whose data it is: "© OpenStreetMap contributors", unless all of it is a made-up town's.
[[nodiscard]] std::string_view attribution(std::span<const scene::Input> inputs);
[[nodiscard]] std::string_view attribution(const Subject& subject);
inline constexpr std::string_view licence = "ODbL-1.0";
inline constexpr std::string_view licence_url = "https://www.openstreetmap.org/copyright";

/// "As of" (docs/concepts.md): replication time of the header, else the newest edit, else unknown.
enum class DateSource : std::uint8_t { replication, newest_edit, unknown };
struct AsOf {
  DateSource source = DateSource::unknown;
  std::int64_t time = 0;
};
[[nodiscard]] AsOf as_of(const scene::Input& input);
/// Of several extracts the oldest, unknown if one is unknown; of change files the newest, if that is later.
[[nodiscard]] AsOf as_of(const Subject& subject);
/// "as of 2025-02-07", "newest edit 2019-04-20", "date unknown".
[[nodiscard]] std::string words(const AsOf& date, Lang lang);

[[nodiscard]] std::string_view words(scene::Kind kind, Lang lang);  ///< "cameras"
[[nodiscard]] std::string_view word(scene::Kind kind, Lang lang);   ///< "camera"
[[nodiscard]] std::string_view words(scene::Mode mode, Lang lang);
[[nodiscard]] std::string_view words(scene::LeftOut rule, Lang lang);
[[nodiscard]] std::string_view words(std::string_view band, Lang lang);

/// Keys of every JSON answer: attribution, licence, as_of (ISO 8601, or null if the date is unknown).
void write_source(Json& json, const Subject& subject);
/// "key": {read, kept, rejected: {reason: n}}.
void write_tally(Json& json, std::string_view key, const scene::Tally& tally);
/// File names, date, devices known, attribution: the first lines of everything for people.
[[nodiscard]] std::string heading(const Subject& subject, Lang lang);
/// What the model leaves out, under these options: on every report.
[[nodiscard]] std::string limits(const exposure::Options& options, Lang lang);

[[nodiscard]] bool is_surveyed(const Subject& subject, geo::Cell cell);

}  // namespace contrechamp::answers
