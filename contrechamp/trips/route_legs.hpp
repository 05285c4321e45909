// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/lane_query.hpp>
#include <contrechamp/trips/route_ends.hpp>
#include <contrechamp/trips/route_profiles.hpp>

namespace contrechamp::trips {

/// From one stop to the next: its ends, and the front between them.
struct Leg {
  std::vector<LegEnd> from;
  std::vector<LegEnd> to;
  std::optional<RoutePart> direct;  ///< both stops on one segment, and nothing between
  std::vector<routing::Point> points;
  bool whole = false;  ///< the front is the whole one
  [[nodiscard]] routing::Cost least_time() const { return points.front().time; }
  [[nodiscard]] routing::Cost least_exposure() const { return points.back().exposure; }
};
/// `Path::from` of the point that stands for Leg::direct: not a path of the graph.
inline constexpr std::uint32_t by_direct_way = ~std::uint32_t{0};

/// No leg may take, or see, more than these.
struct LegLimits {
  routing::Cost most_time = routing::unreachable - 1;
  routing::Cost most_exposure = routing::unreachable - 1;
};

/// Beyond that no front is certified: 12 bytes each, and the search's own.
inline constexpr std::uint32_t most_certified_labels = 10'000'000;

/// Finds what lies between two stops, with the weights of one wish.
class LegFinder {
 public:
  /// Everything must outlive it.
  LegFinder(const ModeRoads& mode, const RoadEnds& ends, const PartCosts& costs, const Weighted& weighted);
  /// The supported front. No points: the stops are not joined.
  [[nodiscard]] Leg supported(const streets::Spot& from, const streets::Spot& to);
  /// The same by all lanes of the profile, made ready: for who asks for many legs.
  [[nodiscard]] Leg supported(const streets::Spot& from, const streets::Spot& to, std::span<routing::LaneQuery> lanes) const;
  /// Makes the leg's front whole, within limits, as far as so many expansions allow. `search`: with the same weights; it may have
  /// been used before. Returns how many it took.
  std::size_t complete(Leg& leg, const LegLimits& limits, std::size_t most_expansions, routing::FrontSearch& search) const;
  /// Searches the leg's whole front with a certificate, and has that judged. Errors: too_large; bad_argument (it does not hold,
  /// which would be a fault of the search).
  [[nodiscard]] Result<void> certify(Leg& leg) const;
  /// What a point of the leg's front travels, in order; parts may be empty.
  [[nodiscard]] std::vector<RoutePart> parts(const Leg& leg, const routing::Point& point) const;

 private:
  void add_direct(Leg& leg) const;

  const ModeRoads& mode_;
  const RoadEnds& ends_;
  const PartCosts& costs_;
  const Weighted& weighted_;
  const streets::Network& network_;
  routing::Query query_;
};

}  // namespace contrechamp::trips
