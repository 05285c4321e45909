// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <algorithm>
#include <contrechamp/exposure/merged.hpp>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace contrechamp::trips {

/// What a sum needs of a sighting.
struct BriefSighting {
  std::uint32_t from_cm = 0;
  std::uint32_t to_cm = 0;
  std::uint32_t device = 0;
  std::uint16_t unseen = 0;  ///< 65535 × (1 − p); 0 where it is certain
  std::uint8_t answers = 0;
  std::uint8_t headings = 0;
};
static_assert(sizeof(BriefSighting) == 16);

/// Walks over what sightings of one segment leave in view, without making stretches of it. Reuse one: it keeps its memory.
/// Law: what it tells is what `exposure::merged` gives, cut more often.
class ViewWalk {
 public:
  /// Where any of them is in view: tell(from_cm, to_cm), ascending, disjoint. `all` ascending by from_cm.
  template <class Tell>
  static void in_any(std::span<const BriefSighting> all, const Tell& tell) {
    std::uint32_t done = 0;
    for (const BriefSighting& s : all) {
      const std::uint32_t from = std::max(s.from_cm, done);
      if (from >= s.to_cm) continue;
      tell(from, s.to_cm);
      done = s.to_cm;
    }
  }

  /// How surely all of them together have it in view: tell(from_cm, to_cm, p × 65535). `all` ascending by from_cm.
  template <class Tell>
  void together(std::span<const BriefSighting> all, const Tell& tell) {
    active_.clear();
    std::uint32_t at = 0;
    for (std::size_t next = 0; next < all.size() || !active_.empty();) {
      if (active_.empty()) at = all[next].from_cm;
      for (; next < all.size() && all[next].from_cm == at; ++next) enter(all[next]);
      std::uint32_t until = next < all.size() ? all[next].from_cm : std::numeric_limits<std::uint32_t>::max();
      std::uint32_t unseen = exposure::full_probability;
      for (const BriefSighting& s : active_) {
        unseen = unseen * s.unseen / exposure::full_probability;  // both are below 2^16
        until = std::min(until, s.to_cm);
      }
      tell(at, until, exposure::full_probability - unseen);
      at = until;
      std::erase_if(active_, [at](const BriefSighting& s) { return s.to_cm == at; });
    }
  }

 private:
  /// In ascending order of devices: the product's order is part of the definition of `merged`.
  void enter(const BriefSighting& s) {
    auto place = active_.end();
    while (place != active_.begin() && std::prev(place)->device > s.device) --place;
    active_.insert(place, s);
  }
  std::vector<BriefSighting> active_;
};

}  // namespace contrechamp::trips
