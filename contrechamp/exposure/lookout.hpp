// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/observe.hpp>
#include <memory>
#include <vector>

namespace contrechamp::exposure {

/// Puts one device after the other in its place and looks about it, from all heights and in all worlds; one a thread, buffers are
/// reused.
class Lookout {
 public:
  /// As the function `stance`. Valid until the next one. What was given to the last call may be gone by now.
  const Stance& stand(const scene::Device& device, const Neighbourhood& around, const ExposureOptions& options);
  /// Gives the last stance away.
  [[nodiscard]] Stance take() { return std::move(stance_); }

 private:
  /// A sight whose walls were looked at, and from where.
  struct Looked {
    std::uint8_t sight = 0;
    std::int32_t height_cm = 0;
    World world = World::tall;
  };
  void look_from_all_heights();
  void look_without_walls();
  [[nodiscard]] std::uint8_t& of(std::size_t row, World world) { return stance_.sight_of[row][static_cast<std::size_t>(world)]; }
  [[nodiscard]] std::uint8_t sight(std::size_t row, World world);
  [[nodiscard]] bool nothing_between(std::int32_t a, std::int32_t b, World world) const;
  [[nodiscard]] bool same_walls(const Looked& a, const Looked& b) const;
  void look(std::size_t row, World world);
  void see_walls(const Looked& now, visibility::Viewshed& walls);
  [[nodiscard]] visibility::Sight& new_sight();
  [[nodiscard]] visibility::Gaze& gaze_at(const visibility::Walls& walls);
  [[nodiscard]] std::int32_t lowest_top(World world) const;
  [[nodiscard]] std::int32_t height(std::size_t row) const;

  Stance stance_;
  const Neighbourhood* around_ = nullptr;
  std::int32_t reach_cm_ = 0;
  std::int32_t usual_cm_ = 0;
  std::int32_t least_cm_ = 0;
  bool tall_only_ = false;  ///< a comparison model does not doubt heights
  std::uint32_t own_ = visibility::no_solid;
  Heights near_;
  std::vector<Looked> looked_;            // the sights whose walls were looked at
  std::vector<visibility::Sight> spare_;  // for their buffers
  struct Eye {
    const visibility::Walls* walls;
    std::unique_ptr<visibility::Gaze> gaze;
  };
  std::vector<Eye> eyes_;
};

}  // namespace contrechamp::exposure
