// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/clip.hpp>
#include <contrechamp/trips/watchers.hpp>
#include <map>

namespace contrechamp::trips {
namespace {

constexpr std::size_t most_held = 500;        // stances: some hundred kilobytes each
constexpr std::int32_t eye_cell_cm = 20'000;  // a range wide

bool sees_ground(const scene::Device& device, std::span<const optics::Ladder> ladders, const optics::OpticsOptions& options) {
  const auto own = optics::ladders_of(device.kind, options);
  const bool measured = std::any_of(ladders.begin(), ladders.end(),
                                    [&](optics::Ladder l) { return std::find(own.begin(), own.end(), l) != own.end(); });
  return measured && !device.indoor && std::find(device.decks.begin(), device.decks.end(), scene::Deck{}) != device.decks.end();
}

std::int32_t range_cm(const exposure::ExposureOptions& options) {
  return static_cast<std::int32_t>(options.optics.max_range.count() * 100 + 0.5);
}

geo::Rect widened(const geo::Rect& box, std::int32_t by) {
  return {{box.min.x - by, box.min.y - by}, {box.max.x + by, box.max.y + by}};
}

/// What section controls watch, if anybody asks for speeds. A comparison model's cameras see what is around them.
std::vector<exposure::WatchedSection> watched_sections(const City& city, std::span<const optics::Ladder> ladders) {
  if (city.options.optics.model.in_use() || std::ranges::find(ladders, optics::Ladder::speed) == ladders.end()) return {};
  return exposure::watched_sections(city.snapshot, city.network, city.frames);
}

}  // namespace

Watchers::Watchers(const City& city, std::span<const optics::Ladder> ladders)
    : city_(city),
      near_(city.snapshot.devices.size(), 0),
      sections_(watched_sections(city, ladders), city.network, city.frames),
      stances_(city.snapshot.devices.size()) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> by_frame;
  for (std::uint32_t i = 0; i < city.snapshot.devices.size(); ++i) {
    seeing_.push_back(sees_ground(city.snapshot.devices[i], ladders, city.options.optics) ? 1 : 0);
    by_frame[city.frames.key(city.snapshot.devices[i].position)].push_back(i);
  }
  for (auto& [key, devices] : by_frame) add_place(std::move(devices));
}

void Watchers::add_place(std::vector<std::uint32_t> devices) {
  const geo::LocalFrame frame = city_.frames.at(city_.snapshot.devices[devices.front()].position);
  Place place{frame, std::move(devices), {}, {}};
  std::vector<geo::Rect> eyes;
  for (const std::uint32_t device : place.devices) {
    const geo::Point eye = city_.placed[device].eye;
    eyes.push_back({eye, eye});
    const double far = range_cm(city_.options) + 100.0;  // and a metre for rounding
    place.reach.add(place.frame.unproject(eye.x - far, eye.y - far));
    place.reach.add(place.frame.unproject(eye.x + far, eye.y + far));
  }
  place.eyes = geo::GridIndex(eyes, eye_cell_cm);
  places_.push_back(std::move(place));
}

bool Watchers::is_near(std::uint32_t device, const exposure::LocalSegment& segment) const {
  const geo::Point eye = city_.placed[device].eye;
  for (std::size_t i = 0; i + 1 < segment.points.size(); ++i) {
    const exposure::Line line = exposure::line_from(eye, segment.points[i], segment.points[i + 1]);
    if (!exposure::empty(exposure::within(line, city_.options.optics.max_range.count()))) return true;
  }
  return false;
}

const exposure::Stance& Watchers::stance_of(std::uint32_t device, const Place& place) {
  if (around_of_ != &place) {  // one frame's buildings at a time; stances of another are of no use here
    for (const std::uint32_t held : held_) stances_[held].reset();
    held_.clear();
    around_ = std::make_unique<exposure::Neighbourhood>(
        city_.snapshot, no_streets_, place.frame, placement::area_of_eyes(place.devices, city_.snapshot, place.frame),
        range_cm(city_.options) + placement::margin_beyond_range_cm, city_.options);
    around_of_ = &place;
  }
  if (!stances_[device]) {
    if (held_.size() == most_held) {
      stances_[held_.front()].reset();
      held_.pop_front();
    }
    stances_[device] =
        std::make_unique<exposure::Stance>(exposure::stance(city_.snapshot.devices[device], *around_, city_.options));
    held_.push_back(device);
  }
  return *stances_[device];
}

void Watchers::look(Place& place, const Run& run, std::vector<exposure::Sighting>& out) {
  const exposure::LocalSegment segment = run.local(place.frame);
  const exposure::LocalSegment* const only = &segment;
  const geo::Rect window = widened(geo::bounding(segment.points), range_cm(city_.options));
  for (const std::uint32_t found : place.eyes.query(window)) {
    const std::uint32_t device = place.devices[found];
    if ((near_[device] != 0 && seeing_[device] == 0) || !is_near(device, segment)) continue;
    note_near(device);
    if (seeing_[device] == 0) continue;
    const auto seen = exposure::sightings(device, stance_of(device, place), {&only, 1}, city_.options);
    out.insert(out.end(), seen.begin(), seen.end());
  }
}

void Watchers::note_near(std::uint32_t device) {
  near_count_ += near_[device] == 0 ? 1 : 0;
  near_[device] = 1;
}

std::vector<exposure::Sighting> Watchers::sightings(const Run& run) {
  std::vector<exposure::Sighting> out = sections_.sightings(run);
  for (const exposure::Sighting& seen : out) note_near(seen.device);
  const geo::Box box = run.box();
  for (Place& place : places_) {
    if (may_touch(place.reach, box)) look(place, run, out);
  }
  return out;
}

}  // namespace contrechamp::trips
