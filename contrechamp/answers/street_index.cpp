// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/street_index.hpp>

namespace contrechamp::answers {
namespace {

bool touch(const geo::Box& a, const geo::Box& b) {
  return a.min.lat_e7 <= b.max.lat_e7 && b.min.lat_e7 <= a.max.lat_e7 && a.min.lon_e7 <= b.max.lon_e7 &&
         b.min.lon_e7 <= a.max.lon_e7;
}

}  // namespace

StreetIndex::StreetIndex(const Subject& subject) : subject_(&subject) {
  const std::vector<streets::Segment>& segments = subject.network.segments;
  boxes_.reserve(segments.size());
  ends_.reserve(2 * segments.size());
  for (std::uint32_t i = 0; i < segments.size(); ++i) {
    geo::Box box;
    for (const geo::LatLon p : segments[i].points) box.add(p);
    boxes_.push_back(box);
    ends_.emplace_back(segments[i].first_node, i);
    ends_.emplace_back(segments[i].last_node, i);
  }
  std::sort(ends_.begin(), ends_.end());
}

std::vector<std::uint32_t> StreetIndex::touching(const geo::Box& box) const {
  std::vector<std::uint32_t> found;
  for (std::uint32_t i = 0; i < boxes_.size(); ++i) {
    if (touch(boxes_[i], box)) found.push_back(i);
  }
  return found;
}

bool StreetIndex::same_street(std::uint32_t a, std::uint32_t b) const {
  const std::uint32_t way_a = subject_->network.segments[a].street;
  const std::uint32_t way_b = subject_->network.segments[b].street;
  if (way_a == way_b) return true;
  const std::string& name = subject_->snapshot.streets[way_a].street_name;
  return !name.empty() && name == subject_->snapshot.streets[way_b].street_name;
}

bool StreetIndex::counts(std::uint32_t segment) const {
  const streets::Segment& s = subject_->network.segments[segment];
  const scene::Street& street = subject_->snapshot.streets[s.street];
  return std::any_of(scene::all_modes.begin(), scene::all_modes.end(),
                     [&](scene::Mode mode) { return streets::left_out(s, street, mode) == scene::LeftOut::none; });
}

std::vector<std::uint32_t> StreetIndex::street_of(std::uint32_t segment) const {
  std::vector<bool> met(boxes_.size());
  std::vector<std::uint32_t> found{segment};
  met[segment] = true;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const streets::Segment& at = subject_->network.segments[found[i]];
    for (const std::int64_t node : {at.first_node, at.last_node}) {
      auto end = std::lower_bound(ends_.begin(), ends_.end(), std::pair{node, std::uint32_t{0}});
      for (; end != ends_.end() && end->first == node; ++end) {
        if (met[end->second] || !same_street(segment, end->second) || !counts(end->second)) continue;
        met[end->second] = true;
        found.push_back(end->second);
      }
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace contrechamp::answers
