// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/optics/scenarios.hpp>

namespace contrechamp::optics {
namespace {

constexpr std::array<Ladder, 2> image{Ladder::image_2014, Ladder::image_2025};
constexpr std::array<Ladder, 1> plate{Ladder::plate};
constexpr std::array<Ladder, 1> sound{Ladder::sound};
constexpr std::array<Ladder, 1> presence{Ladder::presence};
constexpr std::array<Ladder, 1> speed{Ladder::speed};
constexpr std::array<Ladder, 1> model{Ladder::model};
constexpr std::size_t all_bands = most_bands;

struct KindRow {
  Sense sense;
  std::span<const Ladder> ladders;
  std::size_t widest;  ///< how many bands of each ladder it can have
};
constexpr std::array<KindRow, static_cast<std::size_t>(scene::Kind::count)> kinds{{
    {Sense::image, image, all_bands},     // camera
    {Sense::image, image, all_bands},     // webcam
    {Sense::sector, plate, all_bands},    // plate_reader
    {Sense::sector, speed, all_bands},    // speed_camera
    {Sense::section, speed, all_bands},   // section_control
    {Sense::image, image, 2},             // thermal
    {Sense::sound, sound, all_bands},     // microphone
    {Sense::sound, sound, 1},             // gunshot_detector
    {Sense::sight, presence, all_bands},  // guard
    {Sense::sector, speed, all_bands},    // red_light_camera
}};
const KindRow& of(scene::Kind kind) { return kinds[static_cast<std::size_t>(kind)]; }

}  // namespace

Sense sense_of(scene::Kind kind) { return of(kind).sense; }

std::span<const Ladder> ladders_of(scene::Kind kind, const OpticsOptions& options) {
  if (!options.model.in_use()) return of(kind).ladders;
  return scene::is_camera(kind) ? std::span<const Ladder>(model) : std::span<const Ladder>();
}

std::vector<BandRef> bands_of(scene::Kind kind, const OpticsOptions& options) {
  std::vector<BandRef> out;
  const std::size_t widest = options.model.in_use() ? all_bands : of(kind).widest;
  for (const Ladder ladder : ladders_of(kind, options)) {
    const std::size_t count = std::min(widest, bands(ladder).size());
    for (std::size_t b = 0; b < count; ++b) out.push_back({ladder, static_cast<std::uint8_t>(b)});
  }
  return out;
}

BandRef leading_band(const OpticsOptions& options) {
  const Ladder ladder = options.model.in_use() ? Ladder::model : Ladder::image_2014;
  return {ladder, leading_band_of(ladder)};
}

}  // namespace contrechamp::optics
