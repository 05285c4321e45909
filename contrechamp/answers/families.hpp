// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/subject.hpp>
#include <array>
#include <span>

/// Which families of bands an atlas has figures in (docs/concepts.md, 4).
namespace contrechamp::answers {

/// Every ladder but the comparison model's; under a comparison model that one alone. In the order of their numbers.
[[nodiscard]] std::span<const optics::Ladder> ladders_in_use(const exposure::Options& options);

/// "images", "plates", "sound"…; the image ladders with their year.
[[nodiscard]] std::string_view words(optics::Ladder ladder, Lang lang);

/// "observe", "plate read": at least this band; of the 2025 ladder with its year.
[[nodiscard]] std::string band_words(const optics::BandRef& band, Lang lang);

/// Watches a stretch of road and not what is around it.
[[nodiscard]] bool is_section(const scene::Device& device, const exposure::Options& options);
/// Is a device of its kind measured at all under these options: outdoors, and not left out by a comparison model.
[[nodiscard]] bool has_view(const scene::Device& device, const exposure::Options& options);

/// By ladder: devices that are measured in it, of those that count (all if `device_counts` is empty). A section control counts
/// where its stretch is known.
[[nodiscard]] std::array<std::uint64_t, optics::all_ladders.size()> devices_with_view(
    const Subject& subject, std::span<const std::uint8_t> device_counts = {});
/// "devices_with_view": those numbers, of the ladders in use.
void write_devices_with_view(Json& json, const Subject& subject);

/// The comparison model in one sentence that says whose figures these are not; empty if none is in use.
[[nodiscard]] std::string model_notice(const exposure::Options& options, Lang lang);
/// "comparison_model": null, or its radius_m, width_deg and walls.
void write_comparison_model(Json& json, const exposure::Options& options);

}  // namespace contrechamp::answers
