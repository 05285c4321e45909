// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/cartography/pieces.hpp>
#include <tuple>

namespace contrechamp::cartography {
namespace {

using exposure::Sighting;
using exposure::Stretch;

std::span<const Sighting> of_band(std::span<const Sighting> sightings, optics::Ladder ladder, std::uint8_t band) {
  const auto key = [](const Sighting& s) { return std::pair(s.ladder, s.band); };
  const std::pair wanted(static_cast<std::uint8_t>(ladder), band);
  const auto from = std::partition_point(sightings.begin(), sightings.end(), [&](const Sighting& s) { return key(s) < wanted; });
  const auto to = std::partition_point(from, sightings.end(), [&](const Sighting& s) { return key(s) == wanted; });
  return {from, to};
}

std::span<const Sighting> of_ladder(std::span<const Sighting> sightings, optics::Ladder ladder) {
  const auto wanted = static_cast<std::uint8_t>(ladder);
  const auto from =
      std::partition_point(sightings.begin(), sightings.end(), [&](const Sighting& s) { return s.ladder < wanted; });
  const auto to = std::partition_point(from, sightings.end(), [&](const Sighting& s) { return s.ladder == wanted; });
  return {from, to};
}

bool same_answers(const Piece& a, const Piece& b) {
  return std::tie(a.certain, a.likely, a.possible) == std::tie(b.certain, b.likely, b.possible);
}

void append(std::vector<Piece>& out, const Piece& next) {
  if (out.empty() || out.back().to_cm != next.from_cm || !same_answers(out.back(), next)) {
    out.push_back(next);
    return;
  }
  out.back().to_cm = next.to_cm;
  for (std::size_t b = 0; b < most_bands; ++b) out.back().expected[b] += next.expected[b];
}

}  // namespace

std::vector<Piece> pieces(std::span<const Sighting> of_one_segment, optics::Ladder ladder,
                          std::span<const std::uint8_t> device_counts) {
  static_assert(exposure::full_probability == 65535);
  constexpr std::uint16_t half = 32768;
  const std::size_t bands = optics::bands(ladder).size();
  std::array<std::vector<Stretch>, most_bands> by_band;
  std::vector<std::uint32_t> cuts;
  for (std::uint8_t b = 0; b < bands; ++b) {
    const auto seen = of_band(of_one_segment, ladder, b);
    if (seen.empty()) continue;
    by_band[b] = exposure::merged(seen, {.ladder = ladder, .band = b, .device_counts = device_counts});
    for (const Stretch& s : by_band[b]) cuts.insert(cuts.end(), {s.from_cm, s.to_cm});
  }
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());

  std::vector<Piece> out;
  std::array<std::size_t, most_bands> at{};
  for (std::size_t i = 0; i + 1 < cuts.size(); ++i) {
    Piece piece{cuts[i], cuts[i + 1]};
    for (std::uint8_t b = 0; b < bands; ++b) {
      while (at[b] < by_band[b].size() && by_band[b][at[b]].to_cm <= cuts[i]) ++at[b];
      if (at[b] == by_band[b].size() || by_band[b][at[b]].from_cm > cuts[i]) continue;
      const Stretch& here = by_band[b][at[b]];
      piece.possible = static_cast<std::int8_t>(b);
      if (here.p >= half) piece.likely = static_cast<std::int8_t>(b);
      if (here.certain) piece.certain = static_cast<std::int8_t>(b);
      piece.expected[b] = std::uint64_t{piece.to_cm - piece.from_cm} * here.p;
    }
    if (piece.possible >= 0) append(out, piece);
  }
  return out;
}

PieceTable::PieceTable(const atlas::Atlas& atlas, std::vector<std::uint32_t> segments)
    : atlas_(&atlas), segments_(std::move(segments)) {
  first_.reserve(segments_.size() * optics::all_ladders.size() + 1);
  for (const std::uint32_t segment : segments_) {
    const auto sightings = atlas.sightings_of(SegmentIndex(segment));
    for (const optics::Ladder ladder : optics::all_ladders) {
      if (!sightings.empty()) {
        const std::vector<Piece> here = pieces(sightings, ladder, {});
        pieces_.insert(pieces_.end(), here.begin(), here.end());
      }
      first_.push_back(pieces_.size());
    }
  }
  pieces_.shrink_to_fit();
}

std::span<const Piece> PieceTable::kept(std::size_t entry, optics::Ladder ladder) const {
  const std::size_t at = entry * optics::all_ladders.size() + static_cast<std::size_t>(ladder);
  return std::span(pieces_).subspan(first_[at], first_[at + 1] - first_[at]);
}

std::span<const Piece> PieceTable::of(std::size_t entry, optics::Ladder ladder, std::span<const std::uint8_t> device_counts,
                                      std::vector<Piece>& room) const {
  const std::span<const Piece> all = kept(entry, ladder);
  if (all.empty() || device_counts.empty()) return all;
  const auto seen = of_ladder(atlas_->sightings_of(SegmentIndex(segments_[entry])), ladder);
  const auto counts = [&](const Sighting& s) { return device_counts[s.device] != 0; };
  const bool first = counts(seen.front());
  if (std::all_of(seen.begin(), seen.end(), [&](const Sighting& s) { return counts(s) == first; })) {
    return first ? all : std::span<const Piece>{};
  }
  room = pieces(seen, ladder, device_counts);
  return room;
}

}  // namespace contrechamp::cartography
