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
  Pieces(std::vector<Sighting>& out, const Sighting& like, double total) : out_(out), piece_(like), total_(total) {
    piece_.answers = 0;
  }
  void add(CmSpan part, bool sure, std::uint8_t ring, const Tally::Run& run) {
    const auto answers = static_cast<std::uint8_t>(sure ? certain | possible : possible);
    const double least = std::min(least_, run.least);
    const double most = std::max(most_, run.most);
    const bool goes_on =
        piece_.answers == answers && piece_.ring == ring && piece_.to_cm == part.from && most - least <= total_ * widest_share;
    if (!goes_on) {
      close();
      piece_.from_cm = part.from;
      piece_.answers = answers;
      piece_.ring = ring;
      sum_ = 0;
    }
    least_ = goes_on ? least : run.least;
    most_ = goes_on ? most : run.most;
    piece_.to_cm = part.to;
    // A run crosses an end of what is possible only where rounding noise moved one of them: then its mean stands for the part.
    const bool whole = part.from == run.from && part.to == run.to;
    sum_ += whole ? run.sum : run.sum / (run.to - run.from) * (part.to - part.from);
  }
  void close() {
    if (piece_.answers == 0) return;
    const double all = total_ * (piece_.to_cm - piece_.from_cm);
    piece_.p = static_cast<std::uint16_t>(sum_ >= all ? full_p : sum_ * full_p / all);
    out_.push_back(piece_);
    piece_.answers = 0;
  }

 private:
  std::vector<Sighting>& out_;
  Sighting piece_;
  double total_;
  double least_ = 0;
  double most_ = 0;
  double sum_ = 0;
};

}  // namespace

void append_pieces(std::vector<Sighting>& out, const Sighting& like, const Counted& counted) {
  const double total = counted.total_weight;
  Pieces pieces(out, like, total);
  Beside<CmSpan> sure(counted.certain);
  Beside<Tally::Run> runs(counted.runs);
  std::size_t ring = 0;
  for (const CmSpan& span : counted.possible) {
    for (std::uint32_t cm = span.from; cm < span.to;) {
      std::uint32_t until = span.to;
      while (ring + 1 < counted.rings.size() && counted.rings[ring + 1].from_cm <= cm) ++ring;
      if (ring + 1 < counted.rings.size()) until = std::min(until, counted.rings[ring + 1].from_cm);
      const bool certainly = sure.holding(cm, until) != nullptr;
      const Tally::Run* run = runs.holding(cm, until);
      const double length = until - cm;
      const Tally::Run always{cm, until, total, total, total * length};
      const Tally::Run never{cm, until, 0, 0, 0};
      pieces.add({cm, until}, certainly, counted.rings[ring].ring, certainly ? always : run != nullptr ? *run : never);
      cm = until;
    }
  }
  pieces.close();
}

}  // namespace contrechamp::exposure
