// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/course.hpp>
#include <contrechamp/exposure/tally.hpp>
#include <span>
#include <vector>

namespace contrechamp::exposure {

/// The scenarios of a device of several heads, one by one: heads are united under each. What a standing lens sees counts first,
/// then what only a turning one does, the one that dwells longest first.
class HeadsSweep {
 public:
  /// Lane l is band l. Weights are counted in units.
  /// For another device; buffers are reused.
  void prepare(const Stance& stance, std::uint64_t unit);
  void tell(const Course& course, World world, Tally& tally);
  /// What one scenario at least sees in the low world; in cm, joined.
  void find_possible(const Course& course);
  [[nodiscard]] const Stretches& possible(std::size_t band) const { return found_[band]; }

 private:
  void tell_scenario(const Course& course, World world, std::size_t v, std::size_t k, Tally& tally);
  void see(const Course& course, World world, const optics::View& view, const optics::Axis& axis);

  const Stance* stance_ = nullptr;
  std::span<const optics::HeadScenarios> heads_;
  std::size_t bands_ = 0;
  std::uint64_t unit_ = 1;
  std::vector<std::uint32_t> shares_;
  std::vector<Stretches> found_;   // by band
  std::vector<Stretches> united_;  // by band
};

}  // namespace contrechamp::exposure
