// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/optics/bands.hpp>

namespace contrechamp::optics {
namespace {
constexpr std::array<Band, 6> image_2014{{{"monitor", PixelsPerMetre(12.5)},
                                          {"detect", PixelsPerMetre(25)},
                                          {"observe", PixelsPerMetre(62.5)},
                                          {"recognise", PixelsPerMetre(125)},
                                          {"identify", PixelsPerMetre(250)},
                                          {"inspect", PixelsPerMetre(1000)}}};
constexpr std::array<Band, 7> image_2025{{{"overview", PixelsPerMetre(20)},
                                          {"outline", PixelsPerMetre(40)},
                                          {"discern", PixelsPerMetre(80)},
                                          {"perceive", PixelsPerMetre(125)},
                                          {"characterise", PixelsPerMetre(250)},
                                          {"validate", PixelsPerMetre(500)},
                                          {"scrutinise", PixelsPerMetre(1500)}}};
constexpr std::array<Band, 1> plate{{{"read", PixelsPerMetre(0)}}};
constexpr std::array<Band, 2> sound{{{"shot", PixelsPerMetre(0)}, {"speech", PixelsPerMetre(0)}}};
constexpr std::array<Band, 1> presence{{{"watch", PixelsPerMetre(0)}}};
constexpr std::array<Band, 1> speed{{{"measure", PixelsPerMetre(0)}}};
constexpr std::array<Band, 1> model{{{"inside", PixelsPerMetre(0)}}};

using ByMode = std::array<bool, scene::all_modes.size()>;  // on foot, by bike, by car
constexpr ByMode everybody{true, true, true};
// A plate and a speed are measured of vehicles; microphones and guards matter to those who are not in one.
constexpr ByMode inside{false, false, true};
constexpr ByMode outside{true, true, false};

struct LadderInfo {
  std::string_view name;
  std::string_view family;
  std::string_view source;
  std::span<const Band> bands;
  std::uint8_t leading;
  ByMode counts_for;
};
constexpr std::array<LadderInfo, static_cast<std::size_t>(Ladder::count)> ladders{{
    {"image-2014", "image", "IEC 62676-4:2014 = EN 62676-4:2015", image_2014, 2, everybody},
    {"image-2025", "image", "IEC 62676-4:2025 (values from vendors' summaries)", image_2025, 2, everybody},
    {"plate", "plate", "read or not, within the range of the configuration", plate, 0, inside},
    {"sound", "sound", "three ranges of the configuration; walls dampen sound and do not end it", sound, 0, outside},
    {"presence", "presence", "three ranges of the configuration", presence, 0, outside},
    {"speed", "speed", "measured or not, within the range of the configuration, or between the ends of a section", speed, 0,
     inside},
    {"model", "model", "comparison model of the configuration: these figures are not Contrechamp's", model, 0, everybody},
}};
const LadderInfo& of(Ladder ladder) { return ladders[static_cast<std::size_t>(ladder)]; }
}  // namespace

std::span<const Band> bands(Ladder ladder) { return of(ladder).bands; }
std::string_view name(Ladder ladder) { return of(ladder).name; }
std::string_view family(Ladder ladder) { return of(ladder).family; }
std::string_view source(Ladder ladder) { return of(ladder).source; }
std::uint8_t leading_band_of(Ladder ladder) { return of(ladder).leading; }
bool counts_for(Ladder ladder, scene::Mode mode) { return of(ladder).counts_for[static_cast<std::size_t>(mode)]; }

std::vector<Ladder> ladders_for(scene::Mode mode) {
  std::vector<Ladder> out;
  for (const Ladder ladder : all_ladders) {
    const bool taken = std::ranges::any_of(out, [&](Ladder other) { return family(other) == family(ladder); });
    if (ladder != Ladder::model && !taken && counts_for(ladder, mode)) out.push_back(ladder);
  }
  return out;
}

}  // namespace contrechamp::optics
