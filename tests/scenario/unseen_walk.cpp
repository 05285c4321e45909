// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <deque>
#include <map>
#include <tests/scenario/stage.hpp>
#include <tests/scenario/unseen_walk.hpp>

namespace contrechamp::scenario {
namespace {
constexpr int columns = 5;
constexpr int rows = 4;
}  // namespace

CentimetreWalk::CentimetreWalk(const RouteTown& town, const trips::RouteWish& wish) : town_(town), mode_(wish.mode) {
  for (const streets::Segment& segment : town.network.segments) {
    for (int direction = 0; direction < 2; ++direction) seen_.emplace_back(segment.length_cm, false);
  }
  for (const exposure::Sighting& s : town.sightings) {
    if (s.ladder != static_cast<std::uint8_t>(wish.band.ladder) || s.band != wish.band.band) continue;
    if (!wish.device_counts.empty() && wish.device_counts[s.device] == 0) continue;
    for (std::uint32_t cm = s.from_cm; cm < s.to_cm; ++cm) {
      if ((s.headings & exposure::forward) != 0) seen_[2 * s.segment][cm] = true;
      if ((s.headings & exposure::backward) != 0) seen_[2 * s.segment + 1][cm] = true;
    }
  }
}

bool CentimetreWalk::open(std::uint32_t segment, bool backward) const {
  const streets::Segment& s = town_.network.segments[segment];
  const scene::ModeUse& use = town_.snapshot.streets[s.street].use[static_cast<std::size_t>(mode_)];
  if (use.left_out != scene::LeftOut::none || s.inside_building) return false;
  return use.senses == scene::Senses::both || use.senses == (backward ? scene::Senses::backward : scene::Senses::forward);
}

bool CentimetreWalk::seen(std::uint32_t segment, bool backward, std::uint32_t cm) const {
  return seen_[2 * segment + (backward ? 1 : 0)][cm];
}

std::vector<std::vector<bool>> CentimetreWalk::reached(const streets::Spot& from, std::uint64_t most, bool hidden) const {
  const auto& segments = town_.network.segments;
  std::vector<std::vector<bool>> marks;
  for (const streets::Segment& segment : segments) marks.emplace_back(segment.length_cm, false);
  std::map<std::int64_t, std::uint64_t> known;
  std::deque<std::int64_t> changed;
  const auto arrive = [&](std::int64_t node, std::uint64_t at) {
    const auto [it, is_new] = known.try_emplace(node, at);
    if (!is_new && it->second <= at) return;
    it->second = at;
    changed.push_back(node);
  };
  // `begin`: how far along the direction of travel one starts.
  const auto walk = [&](std::uint32_t i, bool backward, std::uint32_t begin, std::uint64_t at) {
    const std::uint32_t length = segments[i].length_cm;
    const std::uint64_t speed = town_.snapshot.streets[segments[i].street].use[static_cast<std::size_t>(mode_)].speed_kmh;
    const auto clock = [&](std::uint64_t cm) { return cm * 36 / speed; };
    for (std::uint32_t cm = begin; cm < length; ++cm) {
      const std::uint32_t place = backward ? length - 1 - cm : cm;
      if (at + clock(cm + 1) - clock(begin) > most || (hidden && seen(i, backward, place))) return;
      marks[i][place] = true;
    }
    arrive(backward ? segments[i].first_node : segments[i].last_node, at + clock(length) - clock(begin));
  };
  const streets::Segment& first = segments[from.segment];
  if (from.cm == 0) arrive(first.first_node, 0);
  if (from.cm == first.length_cm) arrive(first.last_node, 0);
  if (known.empty()) {
    if (open(from.segment, false)) walk(from.segment, false, from.cm, 0);
    if (open(from.segment, true)) walk(from.segment, true, first.length_cm - from.cm, 0);
  }
  while (!changed.empty()) {
    const std::int64_t node = changed.front();
    changed.pop_front();
    const std::uint64_t at = known[node];
    for (std::uint32_t i = 0; i < segments.size(); ++i) {
      if (segments[i].first_node == node && open(i, false)) walk(i, false, 0, at);
      if (segments[i].last_node == node && open(i, true)) walk(i, true, 0, at);
    }
  }
  return marks;
}

namespace {

char place(int row, int column) { return static_cast<char>('a' + row * columns + column); }

struct Picture {
  std::string text;
  std::vector<std::string> chains;
};

Picture picture_by_lot(Random& random) {
  Picture made;
  int devices = 0;
  for (int row = 0; row < 3 * rows - 2; ++row) {
    for (int column = 0; column < 3 * columns - 2; ++column) {
      const bool junction = row % 3 == 0 && column % 3 == 0;
      if (junction) {
        made.text += place(row / 3, column / 3);
      } else if (devices < 5 && random.chance(60)) {
        made.text += static_cast<char>('A' + devices++);
      } else {
        made.text += row % 3 != 0 && column % 3 != 0 && random.chance(850) ? '#' : '.';
      }
    }
    made.text += '\n';
  }
  const auto join = [&](char a, char b) {
    if (!random.chance(120)) made.chains.push_back({a, b});
  };
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < columns; ++column) {
      if (column + 1 < columns) join(place(row, column), place(row, column + 1));
      if (row + 1 < rows) join(place(row, column), place(row + 1, column));
    }
  }
  return made;
}

}  // namespace

std::unique_ptr<RouteTown> town_by_lot(Random& random, scene::Mode mode) {
  const Picture picture = picture_by_lot(random);
  Drawing drawing{.picture = picture.text, .cell = Metres(20)};
  for (const std::string& chain : picture.chains) drawing.streets.push_back(chain);
  DrawnScene scene = stage(drawing);
  for (scene::Device& device : scene.snapshot.devices) {
    if (random.chance(500)) make_all_round(device);
  }
  for (scene::Street& street : scene.snapshot.streets) {
    for (scene::ModeUse& use : street.use) use.speed_kmh = static_cast<std::uint8_t>(3 + random.below(12));
    if (random.chance(800)) continue;
    const auto sense = random.chance(500) ? scene::Senses::forward : scene::Senses::backward;
    for (scene::ModeUse& use : street.use) use.senses = sense;
  }
  auto town = std::make_unique<RouteTown>(std::move(scene.snapshot), mode);
  for (const streets::Segment& segment : town->network.segments) town->surveyed.push_back(segment.cell);
  std::ranges::sort(town->surveyed);
  town->surveyed.erase(std::ranges::unique(town->surveyed).begin(), town->surveyed.end());
  return town;
}

streets::Spot spot_by_lot(Random& random, const RouteTown& town) {
  const auto segment = static_cast<std::uint32_t>(random.below(town.network.segments.size()));
  const std::uint32_t length = town.network.segments[segment].length_cm;
  const auto cm = static_cast<std::uint32_t>(random.chance(200) ? length * random.below(2) : random.below(length + 1));
  return {segment, cm, streets::place(town.network.segments[segment], town.frames, cm), 0};
}

trips::RouteWish wish_by_lot(Random& random, const RouteTown& town) {
  trips::RouteWish wish;
  wish.mode = town.roads.mode;
  wish.avoid = static_cast<trips::Avoid>(random.below(3));
  wish.unit = static_cast<trips::Unit>(random.below(2));
  wish.band.band = static_cast<std::uint8_t>(random.below(optics::bands(wish.band.ladder).size()));
  if (random.chance(300)) {
    for (std::size_t i = 0; i < town.snapshot.devices.size(); ++i) wish.device_counts.push_back(random.chance(700) ? 1 : 0);
  }
  return wish;
}

}  // namespace contrechamp::scenario
