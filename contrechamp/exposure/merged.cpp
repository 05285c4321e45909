// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/merged.hpp>

namespace contrechamp::exposure {
namespace {

bool counts(const Sighting& s, const Filter& f) {
  if (s.ladder != static_cast<std::uint8_t>(f.ladder) || s.band != f.band || s.ring > f.ring) return false;
  if ((s.headings & f.headings) == 0) return false;
  return f.device_counts.empty() || f.device_counts[s.device] != 0;
}

Stretch combined(std::uint32_t from, std::uint32_t to, std::span<const Sighting* const> active) {
  bool sure = false;
  std::uint64_t unseen = full_probability;
  for (const Sighting* s : active) {
    sure = sure || (s->answers & certain) != 0;
    unseen = unseen * (full_probability - s->p) / full_probability;
  }
  return {from, to, sure, static_cast<std::uint16_t>(full_probability - (sure ? 0 : unseen))};
}

void append(std::vector<Stretch>& out, const Stretch& next) {
  if (!out.empty() && out.back().to_cm == next.from_cm && out.back().certain == next.certain && out.back().p == next.p) {
    out.back().to_cm = next.to_cm;
  } else {
    out.push_back(next);
  }
}

}  // namespace

std::vector<Stretch> merged(std::span<const Sighting> of_one_segment, const Filter& filter) {
  std::vector<const Sighting*> chosen;
  std::vector<std::uint32_t> cuts;
  for (const Sighting& s : of_one_segment) {
    if (!counts(s, filter)) continue;
    chosen.push_back(&s);
    cuts.push_back(s.from_cm);
    cuts.push_back(s.to_cm);
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  std::sort(chosen.begin(), chosen.end(), [](const Sighting* a, const Sighting* b) { return a->from_cm < b->from_cm; });

  std::vector<Stretch> out;
  std::vector<const Sighting*> active;  // in ascending order of devices: the product's order is part of the definition
  std::size_t next = 0;
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    std::erase_if(active, [&](const Sighting* s) { return s->to_cm <= cuts[i]; });
    for (; next < chosen.size() && chosen[next]->from_cm == cuts[i]; ++next) {
      const auto place = std::upper_bound(active.begin(), active.end(), chosen[next],
                                          [](const Sighting* a, const Sighting* b) { return a->device < b->device; });
      active.insert(place, chosen[next]);
    }
    if (!active.empty()) append(out, combined(cuts[i], cuts[i + 1], active));
  }
  return out;
}

InView& InView::operator+=(const InView& other) {
  certain_cm += other.certain_cm;
  expected += other.expected;
  possible_cm += other.possible_cm;
  return *this;
}

InView in_view(std::span<const Stretch> stretches) {
  InView sum;
  for (const Stretch& s : stretches) {
    const std::uint64_t length = s.to_cm - s.from_cm;
    sum += {s.certain ? length : 0, length * s.p, length};
  }
  return sum;
}

}  // namespace contrechamp::exposure
