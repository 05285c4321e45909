// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/optics/kinds.hpp>
#include <contrechamp/optics/lenses.hpp>
#include <contrechamp/scene/device.hpp>
#include <optional>
#include <vector>

namespace contrechamp::optics {

/// The assumptions of a published study instead of ours: every camera sees a disc, or a sector about its tagged axis, and nothing
/// is in doubt. A camera without a tagged axis sees the disc.
struct ComparisonModel {
  Metres radius{0};                                 ///< 0: not in use
  CentiDegrees width = CentiDegrees::degrees(360);  ///< of the sector; 360°: a disc
  bool walls = true;                                ///< whether walls end the view
  [[nodiscard]] bool in_use() const { return radius.count() > 0; }
};

/// Choices where tags and standards are silent. Every one is printed by `report`.
struct OpticsOptions {
  Metres max_range{200};     ///< nothing is computed beyond; literature: 10 to 200 m
  Metres face_height{1.6};   ///< target of the image family
  Metres plate_height{0.8};  ///< target of the plate and speed families: a front plate
  CentiDegrees plate_width = CentiDegrees::degrees(45);
  Metres plate_range{60};
  CentiDegrees speed_width = CentiDegrees::degrees(45);  ///< speed and red-light cameras
  Metres speed_range{50};
  /// To where speech is understood: a voice of 60, 66 and 72 dB(A) at 1 m (normal, raised, loud: ISO 9921) falls by 6 dB with
  /// each doubling of the distance to a street's noise of 50, 50 and 45 dB(A).
  std::array<Metres, 3> speech_ranges{Metres(3), Metres(6), Metres(22)};
  /// To where a shot is told from other noise, as makers and cities that tested them say.
  std::array<Metres, 3> shot_ranges{Metres(400), Metres(800), Metres(1600)};
  /// Share of a range that is left behind walls: 6 dB of screening halve the distance of a spherical wave.
  double behind_walls = 0.5;
  /// To where a person tells a face's expression, who it is, and that somebody moves (J. Gehl, Cities for People, 2010).
  std::array<Metres, 3> presence_ranges{Metres(25), Metres(50), Metres(100)};
  Metres presence_eye{1.7};                                   ///< height of a guard's eyes
  std::array<std::uint32_t, 3> range_weights{300, 400, 300};  ///< per mille, of the three ranges of each kind
  ComparisonModel model;
  std::array<Metres, 3> heights{Metres(3), Metres(5), Metres(8)};
  std::array<std::uint32_t, 3> height_weights{300, 500, 200};  ///< per mille
  CentiDegrees axis_step = CentiDegrees::degrees(5);           ///< largest step between listed axis directions
  CentiDegrees numeric_spread = CentiDegrees::degrees(5);      ///< ± of a numeric direction
  CentiDegrees cardinal_spread = CentiDegrees::degrees(15);    ///< ± of N, NNE…
  CentiDegrees zero_spread = CentiDegrees::degrees(45);        ///< ± of a suspicious 0
};

inline constexpr std::size_t most_bands = 13;

/// What ended the view on the ground: printed by `explain`.
/// blind_spot: the band ends before the view begins.
enum class Limit : std::uint8_t { band, far_limit, max_range, blind_spot };
[[nodiscard]] std::string_view name(Limit limit);

/// How a property was read or what was assumed of it: printed by `explain`.
enum class Reading : std::uint8_t {
  any_direction,  ///< no direction: any, all round
  degrees,
  compass,
  zero,  ///< 0, often an editor's default
  all_round,
  turns_through_range,
  turns_all_round,
  facade_side,  ///< no direction: any on the outer side of its façade
  tagged_width,
  configured_width,  ///< a plate reader's or a speed camera's
  tagged_width_typical_pixels,
  typical_lenses,
  tagged,
  typical_heights,  ///< the three heights of the configuration
  top_on_horizon,   ///< no tilt: the top of the frame on the horizon
  all_round_kind,   ///< the kind works all round, whatever is tagged
  typical_ranges,   ///< three ranges of the configuration
  one_height,       ///< one height of the configuration: it hardly matters
  not_needed,
  comparison_model,
  count
};
[[nodiscard]] std::string_view name(Reading reading);

/// One lens row at one height, its axis still free.
struct View {
  Footing footing;
  std::array<double, most_bands> edge{};  ///< per band: forward distance (or radius, if radial) in metres where it ends
  std::uint32_t weight = 0;               ///< lens ‰ × height ‰
  std::uint32_t share = full_share;       ///< of the moment that a turning lens spends on any one direction; of full_share
  double height_m = 0;
  std::uint8_t height_row = 0;  ///< index into Scenarios::heights
  bool through_walls = false;   ///< walls do not end it: sound, and comparison models that ignore them
  double width_deg = 0;         ///< horizontal angle of view, for people
  static constexpr std::uint32_t full_share = 65536;
};

/// One admissible direction of an axis.
struct Axis {
  double east = 0;
  double north = 1;
  std::uint32_t weight = 1;  ///< trapezoid rule: 1 at the two ends of the interval, 2 between
};

/// One lens of a device: views[v] with axes[k] is what it sees in scenario (v, k). Fields of 180° and more are cut into
/// several of these, each narrower, that turn together.
struct HeadScenarios {
  std::vector<View> views;
  std::vector<Axis> axes;
};

/// The admissible set of a device: a finite list of scenarios (v, k) with weights views[v].weight × axes[k].weight. All heads
/// have the same number of views and of axes, so that they are united under each scenario.
struct Scenarios {
  std::vector<BandRef> bands;  ///< of the device's families; at most most_bands. Empty: it has no view here
  std::vector<HeadScenarios> heads;
  std::vector<Metres> heights;     ///< mounting heights that the views have, each once
  Metres target_height{1.6};       ///< of what the device's bands look at
  std::uint64_t total_weight = 0;  ///< Σ over scenarios, times View::full_share
  bool can_be_certain = true;      ///< false for private persons' devices, and plate or speed without numeric axes
  std::vector<Bearing> lines;      ///< plate and speed: certain needs travel within 60° of every head's axis, in either sense
  Reading axis = Reading::any_direction;  ///< of the first head
  Reading lens = Reading::typical_lenses;
  Reading height = Reading::typical_heights;
  Reading tilt = Reading::top_on_horizon;
};

/// VISIBILITY.md, "Admissible scenarios where tags are silent". `facade` is the outward normal if the device hangs on one.
[[nodiscard]] Scenarios scenarios(const scene::Device& device, std::optional<Bearing> facade, const OpticsOptions& options);

/// Where band b of a view ends, and why.
struct Reach {
  Metres near{0};
  Metres far{0};
  Limit limit = Limit::blind_spot;
};
[[nodiscard]] Reach reach(const View& view, std::size_t band, Metres max_range);

}  // namespace contrechamp::optics
