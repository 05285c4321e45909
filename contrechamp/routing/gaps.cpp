// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/gaps.hpp>
#include <algorithm>
#include <array>

namespace contrechamp::routing {
namespace {

/// A label, and the gaps that it may reach.
struct Reach {
  const Cost* part_of_time;
  const Cost* part_of_exposure;
  Cost time;
  Cost exposure;
  const Cost* left;
  const Cost* gap;
  const Cost* end;
};

template <std::size_t Width>
CONTRECHAMP_ROUTING_WITH_CALLER bool reaches(const Reach& reach) {
  // Rounded down where the mix of the sums is, so never more than the mix of what comes of it.
  alignas(64) std::array<Cost, Width> least;
  CONTRECHAMP_ROUTING_EACH_LANE(l, Width) {
    const std::uint64_t so_far =
        std::uint64_t{reach.part_of_time[l]} * reach.time + std::uint64_t{reach.part_of_exposure[l]} * reach.exposure;
    least[l] = reach.left[l] + static_cast<Cost>(so_far >> mix_bits);
  }
  for (const Cost* gap = reach.gap; gap != reach.end && least[1] <= gap[1]; gap += Width) {
    Cost dearer = 0;
    CONTRECHAMP_ROUTING_EACH_LANE(l, Width) dearer |= static_cast<Cost>(least[l] > gap[l]);
    if (dearer == 0) return true;
  }
  return false;
}

CONTRECHAMP_ROUTING_EVERY_ISA bool reaches_any(const Reach& reach, std::size_t width) {
  switch (width) {
    case 2: return reaches<2>(reach);
    case 4: return reaches<4>(reach);
    case 8: return reaches<8>(reach);
    default: return reaches<16>(reach);
  }
}

}  // namespace

Gaps::Gaps(const Profile& profile)
    : lanes_(profile.lanes()), width_(profile.width()), part_of_time_(width_, 0), part_of_exposure_(width_, 0) {
  for (std::size_t lane = 0; lane < lanes_; ++lane) {
    part_of_time_[lane] = profile.mix(lane).time;
    part_of_exposure_[lane] = profile.mix(lane).exposure;
  }
}

void Gaps::begin(std::span<const Point> known, Cost most_time, Cost most_exposure, Less less) {
  time_.clear();
  exposure_.clear();
  for (const Point& point : known) {
    time_.push_back(point.time);
    exposure_.push_back(point.exposure);
  }
  most_time_ = most_time;
  less_ = less;
  most_.assign((known.size() + 1) * width_, ~Cost{0});
  limit(0, 0, most_exposure);
  for (std::size_t gap = 1; gap <= known.size(); ++gap) limit(gap, time_[gap - 1], exposure_[gap - 1]);
}

/// The gap lies behind a known point; none before the first.
void Gaps::limit(std::size_t gap, Cost known_time, Cost known_exposure) {
  const bool last = gap == time_.size();
  const Cost corner_time = last ? most_time_ : time_[gap];
  Cost* most = most_.data() + gap * width_;
  for (std::size_t lane = 0; lane < lanes_; ++lane) {
    const Mix mix{part_of_time_[lane], part_of_exposure_[lane]};
    if (!less_.any()) {
      // Inside a gap points are quicker than the next known one and see less than the one before. The one before may come
      // again; the next has its turn in the next gap.
      const bool free_time = last, free_exposure = gap == 0;
      most[lane] = mixed(mix, corner_time - (free_time || corner_time == 0 ? 0 : 1),
                         known_exposure - (free_exposure || known_exposure == 0 ? 0 : 1));
      if (gap > 0) most[lane] = std::max(most[lane], mixed(mix, known_time, known_exposure));
    } else if (corner_time >= less_.time && known_exposure >= less_.exposure) {
      most[lane] = mixed(mix, corner_time - less_.time, known_exposure - less_.exposure);
    } else {
      most[lane] = 0;
    }
  }
  most[1] = std::max(most[1], known_exposure);
}

std::size_t Gaps::gap_at(Cost time) const {
  return static_cast<std::size_t>(std::lower_bound(time_.begin(), time_.end(), time) - time_.begin());
}

void Gaps::found(Cost time, Cost exposure) {
  if (!less_.any()) limit(gap_at(time + 1), time, exposure);
}

bool Gaps::promising(Cost time, Cost exposure, const Cost* left) const {
  const Cost* gap = most_.data() + gap_at(time + left[0]) * width_;
  return reaches_any({part_of_time_.data(), part_of_exposure_.data(), time, exposure, left, gap, most_.data() + most_.size()},
                     width_);
}

}  // namespace contrechamp::routing
