// SPDX-License-Identifier: AGPL-3.0-or-later
// Expected against a draw of scenarios by their weights: each draw looks at one point with one lens from one height.
#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/core/random.hpp>
#include <contrechamp/exposure/observe.hpp>
#include <contrechamp/osm/reader.hpp>
#include <contrechamp/synth/town.hpp>
#include <cstdio>
#include <tests/support/testing.hpp>

namespace contrechamp::testing {
namespace {

using exposure::LocalSegment;
using exposure::Sighting;

std::optional<scene::Snapshot> town() {
  const auto file = scratch() / "town.osm.pbf";
  synth::TownOptions options;
  options.seed = 21;
  if (!synth::write_pbf(synth::town(options), file)) return std::nullopt;
  LogSink silent;
  const std::vector inputs{file};
  auto snapshot = osm::read(inputs, scene::ReadOptions{}, silent);
  if (!snapshot) return std::nullopt;
  return std::move(*snapshot);
}

/// An index drawn by weight.
template <class Items, class WeightOf>
std::size_t drawn(const Items& items, const WeightOf& weight_of, Random& random) {
  std::uint64_t sum = 0;
  for (const auto& item : items) sum += weight_of(item);
  std::uint64_t left = random.below(sum);
  std::size_t i = 0;
  for (; left >= weight_of(items[i]); ++i) left -= weight_of(items[i]);
  return i;
}

/// Whether a view with this axis has a point in its frame at a band; metres from the eye.
bool in_frame(const optics::View& view, std::size_t band, const optics::Axis& axis, double east, double north) {
  const optics::Footing& f = view.footing;
  const double forward = east * axis.east + north * axis.north;
  const double aside = std::fabs(east * axis.north - north * axis.east);
  if (!f.all_round && aside > f.tan_half * (f.z_slope * forward + f.z_offset)) return false;
  const double depth = f.radial ? std::hypot(east, north) : forward;
  return depth >= f.near && depth <= f.far && depth <= view.edge[band];
}

/// Draws a scenario and a moment of it; true if some head has the point in view then.
bool in_view(const exposure::Stance& stance, std::size_t band, geo::Point at, const exposure::ExposureOptions& options,
             Random& random) {
  const auto& heads = stance.scenarios.heads;
  const std::size_t v = drawn(
      heads.front().views, [](const optics::View& view) { return view.weight; }, random);
  const std::size_t k = drawn(
      heads.front().axes, [](const optics::Axis& axis) { return axis.weight; }, random);
  const double east = (at.x - stance.placed.eye.x) / 100.0, north = (at.y - stance.placed.eye.y) / 100.0;
  if (std::hypot(east, north) > options.optics.max_range.count()) return false;
  const std::uint64_t moment = random.below(optics::View::full_share);
  for (const optics::HeadScenarios& head : heads) {
    const optics::View& view = head.views[v];
    if (moment >= view.share || !in_frame(view, band, head.axes[k], east, north)) continue;
    if (view.through_walls) return true;
    const auto& sight = stance.sight(view.height_row, exposure::World::usual);
    if (!visibility::visible(sight, at, at).empty()) return true;
  }
  return false;
}

/// The middle of a centimetre of a segment, to the nearest centimetre of the frame.
geo::Point spot(const LocalSegment& segment, std::uint32_t cm) {
  std::size_t i = 0;
  while (i + 2 < segment.points.size() && segment.at_cm[i + 1] <= cm + 0.5) ++i;
  const double t = (cm + 0.5 - segment.at_cm[i]) / (segment.at_cm[i + 1] - segment.at_cm[i]);
  const geo::Point a = segment.points[i], b = segment.points[i + 1];
  return {static_cast<std::int32_t>(std::lround(a.x + t * (b.x - a.x))),
          static_cast<std::int32_t>(std::lround(a.y + t * (b.y - a.y)))};
}

TEST(MonteCarlo, ExpectedIsTheShareOfDrawnScenarios) {
  constexpr int draws = 1500, pieces_per_device = 6;
  const auto snapshot = town();
  ASSERT_TRUE(snapshot);
  geo::Box box;
  for (const scene::Device& d : snapshot->devices) box.add(d.position);
  const geo::Frames frames(box);
  const geo::LocalFrame frame = frames.at(box.centre());
  const streets::Network network = streets::network(*snapshot, frames);
  const exposure::ExposureOptions options;
  const exposure::Neighbourhood around(
      *snapshot, network, frame, geo::bounding(std::array{frame.project(box.min), frame.project(box.max)}), 25'000, options);
  Random random(seed());
  double squares = 0, lean = 0;
  int pieces = 0, far_off = 0;
  for (std::uint32_t i = 0; i < snapshot->devices.size(); ++i) {
    const scene::Device& device = snapshot->devices[i];
    const exposure::Stance stance = exposure::stance(device, around, options);
    if (stance.scenarios.bands.empty() || stance.placed.where == placement::Where::unplaced) continue;
    const auto near = exposure::segments_in_range(stance, device.decks, around, options);
    const std::vector<Sighting> found = exposure::sightings(i, stance, near, options);
    for (int n = 0; n < pieces_per_device && !found.empty(); ++n) {
      const Sighting& piece = found[random.below(found.size())];
      if (piece.to_cm - piece.from_cm < 100) continue;  // rounding to a centimetre at its ends would count
      const auto segment =
          std::find_if(near.begin(), near.end(), [&](const LocalSegment* s) { return s->index == piece.segment; });
      std::size_t band = 0;
      while (static_cast<std::uint8_t>(stance.scenarios.bands[band].ladder) != piece.ladder ||
             stance.scenarios.bands[band].band != piece.band)
        ++band;
      int seen = 0;
      for (int d = 0; d < draws; ++d) {
        const auto cm = static_cast<std::uint32_t>(piece.from_cm + random.below(piece.to_cm - piece.from_cm));
        seen += in_view(stance, band, spot(**segment, cm), options, random) ? 1 : 0;
      }
      const double p = piece.p / 65535.0;
      const double deviation = std::sqrt(std::max(p * (1 - p), 1.0 / draws) / draws);
      const double off = (static_cast<double>(seen) / draws - p) / deviation;
      squares += off * off;
      lean += off;
      ++pieces;
      far_off += std::fabs(off) > 5 ? 1 : 0;
    }
  }
  std::printf("%d pieces, mean square %.2f, lean %.2f deviations of the mean\n", pieces, squares / pieces,
              lean / std::sqrt(pieces));
  EXPECT_GT(pieces, 150);
  EXPECT_EQ(far_off, 0);
  EXPECT_LT(squares / pieces, 1.5);  // 1, or less where nothing is in doubt
  EXPECT_LT(std::fabs(lean) / std::sqrt(pieces), 5);
}

}  // namespace
}  // namespace contrechamp::testing
