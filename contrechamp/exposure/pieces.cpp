// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/exposure/pieces.hpp>

namespace contrechamp::exposure {
namespace {

constexpr double full_p = 65535;
constexpr double widest_share = 0.05;

/// Walks spans or runs beside a place that only moves on: what holds it, and where that changes.
template <class Item>
class Beside {
 public:
  explicit Beside(std::span<const Item> items) : items_(items) {}
  /// The item that holds the centimetre, or none; `until` is lowered to where this changes.
  const Item* holding(std::uint32_t cm, std::uint32_t& until) {
    while (next_ < items_.size() && items_[next_].to <= cm) ++next_;
    if (next_ == items_.size()) return nullptr;
    const Item& item = items_[next_];
    until = std::min(until, item.from <= cm ? item.to : item.from);
    return item.from <= cm ? &item : nullptr;
  }

 private:
  std::span<const Item> items_;
  std::size_t next_ = 0;
};

/// Collects elementary parts into pieces.
class Pieces {
 public:
  Pieces(std::vector<Sighting>& out, const Sighting& like, double total) : out_(out), like_(like), total_(total) {}
  /// The weight over the part: its bounds and its sum.
  void add(CmSpan part, std::uint8_t answers, std::uint8_t ring, double least, double most, double sum) {
    const double all_least = std::min(least_, least);
    const double all_most = std::max(most_, most);
    const bool goes_on =
        answers_ == answers && ring_ == ring && span_.to == part.from && all_most - all_least <= total_ * widest_share;
    if (goes_on) {
      least_ = all_least;
      most_ = all_most;
      sum_ += sum;
    } else {
      close();
      span_.from = part.from;
      answers_ = answers;
      ring_ = ring;
      least_ = least;
      most_ = most;
      sum_ = sum;
    }
    span_.to = part.to;
  }
  void close() {
    if (answers_ == 0) return;
    const double all = total_ * (span_.to - span_.from);
    const auto p = static_cast<std::uint16_t>(sum_ >= all ? full_p : sum_ * full_p / all);
    out_.push_back(
        {like_.segment, like_.device, span_.from, span_.to, like_.band, like_.ladder, answers_, like_.headings, p, ring_});
    answers_ = 0;
  }

 private:
  std::vector<Sighting>& out_;
  const Sighting& like_;
  double total_;
  CmSpan span_;
  std::uint8_t answers_ = 0;  ///< 0: no piece is in hand
  std::uint8_t ring_ = 0;
  double least_ = 0;
  double most_ = 0;
  double sum_ = 0;
};

/// What a run counts in a part of it. A run crosses an end of what is possible only where rounding noise moved one of them: then
/// its mean stands for the part.
double sum_in(const TallyRun& run, CmSpan part) {
  const bool whole = part.from == run.from && part.to == run.to;
  return whole ? run.sum : run.sum / (run.to - run.from) * (part.to - part.from);
}

}  // namespace

void append_pieces(std::vector<Sighting>& out, const Sighting& like, const Counted& counted) {
  const double total = counted.total_weight;
  Pieces pieces(out, like, total);
  Beside<CmSpan> sure(counted.certain);
  Beside<TallyRun> runs(counted.runs);
  std::size_t ring = 0;
  for (const CmSpan& span : counted.possible) {
    for (std::uint32_t cm = span.from; cm < span.to;) {
      std::uint32_t until = span.to;
      while (ring + 1 < counted.rings.size() && counted.rings[ring + 1].from_cm <= cm) ++ring;
      if (ring + 1 < counted.rings.size()) until = std::min(until, counted.rings[ring + 1].from_cm);
      const bool certainly = sure.holding(cm, until) != nullptr;
      const TallyRun* run = runs.holding(cm, until);
      const CmSpan part{cm, until};
      if (certainly) {
        pieces.add(part, certain | possible, counted.rings[ring].ring, total, total, total * (until - cm));
      } else if (run != nullptr) {
        pieces.add(part, possible, counted.rings[ring].ring, run->least, run->most, sum_in(*run, part));
      } else {
        pieces.add(part, possible, counted.rings[ring].ring, 0, 0, 0);
      }
      cm = until;
    }
  }
  pieces.close();
}

}  // namespace contrechamp::exposure
