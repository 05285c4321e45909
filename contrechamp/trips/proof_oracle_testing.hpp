// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <algorithm>
#include <contrechamp/streets/network.hpp>
#include <contrechamp/trips/check_proof.hpp>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

/// What is true of proofs about small towns, by brute force: centimetre by centimetre, and with everybody who
/// travels remembering the last moves. Shares no code with what finds proofs or judges them.
namespace contrechamp::trips::proof_oracle {

/// 2 × segment, + 1 backward.
using Move = std::uint32_t;
using Moves = std::vector<Move>;
using Mask = std::uint32_t;  ///< devices

struct Town {
  scene::Snapshot snapshot;
  streets::Network network;
  geo::Frames frames{geo::Box{}};
  std::vector<exposure::Sighting> sightings;
  std::vector<Moves> bans;  ///< for cars, as they are meant
  std::uint64_t checksum = 7;
  [[nodiscard]] ProofGround ground() const { return {snapshot, network, sightings, checksum}; }
};

class Oracle {
 public:
  struct At {
    std::int64_t node = 0;
    Moves last;
    auto operator<=>(const At&) const = default;
  };

  Oracle(const Town& town, const Proof& wish) : town_(town), mode_(wish.mode) {
    for (const exposure::Sighting& s : town.sightings) add(s, wish);
    if (mode_ == scene::Mode::car) bans_ = town.bans;
    add_barriers();
    if (!closed_.empty()) remembered_ = 1;
    for (const Moves& ban : bans_) remembered_ = std::max(remembered_, ban.size() - 1);
    for (std::size_t before = ~std::size_t{0}; before != leaving_.size();) {
      before = leaving_.size();
      for (Move m = 0; m < 2 * town.network.segments.size(); ++m) {
        if (usable(m) && leaves_restricted(m)) leaving_.insert(m);
      }
    }
  }

  [[nodiscard]] bool usable(Move m) const {
    const streets::Segment& segment = town_.network.segments[m / 2];
    const scene::ModeUse& use = town_.snapshot.streets[segment.street].use[static_cast<std::size_t>(mode_)];
    const auto sense = static_cast<unsigned>(m % 2 == 0 ? scene::Senses::forward : scene::Senses::backward);
    return use.left_out == scene::LeftOut::none && (static_cast<unsigned>(use.senses) & sense) != 0;
  }
  [[nodiscard]] std::int64_t tail(Move m) const {
    const streets::Segment& s = town_.network.segments[m / 2];
    return m % 2 == 0 ? s.first_node : s.last_node;
  }
  [[nodiscard]] std::uint32_t length(Move m) const { return town_.network.segments[m / 2].length_cm; }

  /// Who sees any of these centimetres in that direction.
  [[nodiscard]] Mask seen(Move m, std::uint32_t low, std::uint32_t high) const {
    Mask all = 0;
    for (std::uint32_t cm = low; cm < high; ++cm) {
      const auto found = seen_.find({m, cm});
      if (found != seen_.end()) all |= found->second;
    }
    return all;
  }

  /// One move on, or part of one, or none.
  struct On {
    bool end = false;
    At at;
    Move move = 0;
    std::uint32_t low = 0;
    std::uint32_t high = 0;
    bool moves = false;
  };
  [[nodiscard]] std::vector<On> begin(ProofPlace from, ProofPlace to) const {
    std::vector<On> on;
    if (from == to) on.push_back({.end = true, .at = {}});
    const std::uint32_t length_cm = length(2 * from.segment);
    if (from.cm == 0) on.push_back({.at = {tail(2 * from.segment), {}}});
    if (from.cm == length_cm) on.push_back({.at = {tail(2 * from.segment + 1), {}}});
    for (const Move m : {2 * from.segment, 2 * from.segment + 1}) {
      const bool up = m % 2 == 0;
      if (!usable(m)) continue;
      if (from.cm > 0 && from.cm < length_cm)
        on.push_back(
            {.at = {tail(m ^ 1U), {m}}, .move = m, .low = up ? from.cm : 0, .high = up ? length_cm : from.cm, .moves = true});
      if (to.segment == from.segment && (up ? to.cm > from.cm : to.cm < from.cm))
        on.push_back(
            {.end = true, .at = {}, .move = m, .low = std::min(from.cm, to.cm), .high = std::max(from.cm, to.cm), .moves = true});
    }
    return on;
  }
  [[nodiscard]] std::vector<On> next(const At& at, ProofPlace to) const {
    std::vector<On> on;
    const std::uint32_t end_length = length(2 * to.segment);
    const bool inside = to.cm > 0 && to.cm < end_length;
    if ((to.cm == 0 && at.node == tail(2 * to.segment)) || (to.cm == end_length && at.node == tail(2 * to.segment + 1)))
      on.push_back({.end = true, .at = {}});
    for (const Move m : allowed(at)) {
      Moves last = at.last;
      last.push_back(m);
      if (last.size() > remembered_) last.erase(last.begin());
      on.push_back({.at = {tail(m ^ 1U), last}, .move = m, .low = 0, .high = length(m), .moves = true});
      if (inside && m / 2 == to.segment)
        on.push_back({.end = true,
                      .at = {},
                      .move = m,
                      .low = m % 2 == 0 ? 0 : to.cm,
                      .high = m % 2 == 0 ? to.cm : end_length,
                      .moves = true});
    }
    return on;
  }

  /// There is a way that nobody else sees.
  [[nodiscard]] bool joined(ProofPlace from, ProofPlace to, Mask may_see) const {
    std::set<At> known;
    std::vector<At> open;
    const auto take = [&](const std::vector<On>& all) {
      for (const On& on : all) {
        if (on.moves && (seen(on.move, on.low, on.high) & ~may_see) != 0) continue;
        if (on.end) return true;
        if (known.insert(on.at).second) open.push_back(on.at);
      }
      return false;
    };
    if (take(begin(from, to))) return true;
    while (!open.empty()) {
      const At at = open.back();
      open.pop_back();
      if (take(next(at, to))) return true;
    }
    return false;
  }
  [[nodiscard]] bool truth(const Proof& proof) const {
    const bool unseen = joined(proof.from.at, proof.to.at, 0);
    if (proof.claim == Claim::unseen_way) return unseen;
    if (proof.claim == Claim::no_unseen_way) return !unseen;
    return !joined(proof.from.at, proof.to.at, ~Mask{0});
  }
  /// How many devices at least must be left out for a way to be unseen; more than there are: none.
  [[nodiscard]] std::size_t fewest(ProofPlace from, ProofPlace to, std::size_t devices) const {
    std::size_t best = devices + 1;
    for (Mask mask = 0; mask < (Mask{1} << devices); ++mask) {
      const auto size = static_cast<std::size_t>(__builtin_popcount(mask));
      if (size < best && joined(from, to, mask)) best = size;
    }
    return best;
  }

  /// What of some last moves matters: the longest end of them with which a restriction begins; or the last one, if it left a
  /// junction in the middle of one, or went on from there without a choice.
  [[nodiscard]] Moves matters(const Moves& last) const {
    for (std::size_t skip = 0; skip < last.size(); ++skip) {
      const Moves rest(last.begin() + static_cast<std::ptrdiff_t>(skip), last.end());
      for (const auto* list : {&bans_, &closed_}) {
        for (const Moves& ban : *list) {
          if (rest.size() < ban.size() && std::equal(rest.begin(), rest.end(), ban.begin())) return rest;
        }
      }
      if (rest.size() == 1 && leaving_.contains(rest.front())) return rest;
    }
    return {};
  }

 private:
  void add(const exposure::Sighting& s, const Proof& wish) {
    const OsmRef ref = town_.snapshot.devices[s.device].ref;
    if (s.ladder != static_cast<std::uint8_t>(wish.band.ladder) || s.band != wish.band.band) return;
    if (std::find(wish.left_out.begin(), wish.left_out.end(), ref) != wish.left_out.end()) return;
    for (std::uint32_t cm = s.from_cm; cm < s.to_cm; ++cm) {
      if ((s.headings & exposure::forward) != 0) seen_[{2 * s.segment, cm}] |= Mask{1} << s.device;
      if ((s.headings & exposure::backward) != 0) seen_[{2 * s.segment + 1, cm}] |= Mask{1} << s.device;
    }
  }
  /// Two moves over a node that is closed, unless the second takes back the first.
  void add_barriers() {
    const Move end = static_cast<Move>(2 * town_.network.segments.size());
    for (const scene::Barrier& barrier : town_.snapshot.barriers) {
      if (!barrier.closed_to(mode_)) continue;
      for (Move in = 0; in < end; ++in) {
        for (Move out = 0; out < end; ++out) {
          const bool over = usable(in) && usable(out) && tail(in ^ 1U) == barrier.node && tail(out) == barrier.node;
          if (over && (in ^ out) != 1U) closed_.push_back({in, out});
        }
      }
    }
  }
  [[nodiscard]] bool leaves_restricted(Move m) const {
    for (const Moves& ban : bans_) {
      for (std::size_t i = 0; i + 1 < ban.size(); ++i) {
        if (tail(m) == tail(ban[i] ^ 1U)) return true;
      }
    }
    return std::any_of(leaving_.begin(), leaving_.end(), [&](Move before) {
      if (tail(before ^ 1U) != tail(m) || m == (before ^ 1U)) return false;
      int choices = 0;
      for (Move other = 0; other < 2 * town_.network.segments.size(); ++other)
        choices += usable(other) && tail(other) == tail(m) && other != (before ^ 1U) ? 1 : 0;
      return choices == 1;
    });
  }
  [[nodiscard]] bool banned(const Moves& last, Move m) const {
    const auto holds = [&](const Moves& ban) {
      return ban.back() == m && last.size() >= ban.size() - 1 && std::equal(ban.rbegin() + 1, ban.rend(), last.rbegin());
    };
    return std::any_of(bans_.begin(), bans_.end(), holds) || std::any_of(closed_.begin(), closed_.end(), holds);
  }
  [[nodiscard]] Moves allowed(const At& at) const {
    Moves all;
    for (Move m = 0; m < 2 * town_.network.segments.size(); ++m) {
      if (usable(m) && tail(m) == at.node && !banned(at.last, m)) all.push_back(m);
    }
    if (matters(at.last).empty()) return all;
    const Move back = at.last.back() ^ 1U;
    if (std::any_of(all.begin(), all.end(), [&](Move m) { return m != back; })) std::erase(all, back);
    return all;
  }

  const Town& town_;
  scene::Mode mode_;
  std::map<std::pair<Move, std::uint32_t>, Mask> seen_;
  std::vector<Moves> bans_;
  std::vector<Moves> closed_;  ///< over barriers
  std::set<Move> leaving_;
  std::size_t remembered_ = 0;
};

}  // namespace contrechamp::trips::proof_oracle
