// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/scene/street.hpp>

namespace contrechamp::scene {
namespace {
constexpr std::array<std::string_view, static_cast<std::size_t>(Mode::count)> mode_names{"foot", "bike", "car"};
constexpr std::array<std::string_view, static_cast<std::size_t>(LeftOut::count)> rule_names{
    "none",      "class_not_for_mode", "access_private", "area",           "indoor",
    "not_built", "separate_sidewalk",  "not_a_street",   "inside_building"};
constexpr std::array<std::string_view, static_cast<std::size_t>(Surface::count)> surface_names{"unknown", "paved", "cobbles",
                                                                                               "unpaved"};
}  // namespace

std::string_view name(Mode mode) { return mode_names[static_cast<std::size_t>(mode)]; }
std::string_view name(LeftOut rule) { return rule_names[static_cast<std::size_t>(rule)]; }
std::string_view name(Surface surface) { return surface_names[static_cast<std::size_t>(surface)]; }

}  // namespace contrechamp::scene
