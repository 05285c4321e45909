// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/trips/check_moves.hpp>
#include <contrechamp/trips/check_proof.hpp>
#include <optional>

/// Where one can go on from where, and who sees it: for the checker of proofs alone.
namespace contrechamp::trips::check {

/// A move, whole or between two places of its segment (from its first point, low <= high).
struct Stretch {
  Move move = 0;
  std::uint32_t low = 0;
  std::uint32_t high = 0;
};

/// Seen from the start one goes with the traffic, from the end against it.
enum class Side : std::uint8_t { start, end };
/// Towards higher positions.
[[nodiscard]] constexpr bool ascends(Move move, Side side) { return is_backward(move) == (side == Side::end); }

/// Sightings that count, by segment.
class Sight {
 public:
  /// `counts`: by device.
  Sight(const ProofGround& ground, optics::BandRef band, const std::vector<char>& counts);
  /// Who possibly sees a centimetre of it in its direction; ascending.
  [[nodiscard]] std::vector<std::uint32_t> devices(const Stretch& stretch) const;
  /// Where the first centimetre begins that nobody sees, for who goes along it from that side.
  [[nodiscard]] std::optional<std::uint32_t> first_unseen(const Stretch& stretch, Side side) const;
  /// There is just this sighting of it.
  [[nodiscard]] bool has(Move move, std::uint32_t device, std::uint32_t from_cm, std::uint32_t to_cm) const;

 private:
  [[nodiscard]] std::span<const exposure::Sighting> of(Move move) const;
  std::vector<exposure::Sighting> sorted_;
};

struct State {
  std::int64_t node = 0;
  Turns::Memory memory;
  auto operator<=>(const State&) const = default;
};

/// One step on.
struct Onward {
  std::optional<State> to;         ///< nothing: the end is reached
  std::optional<Stretch> stretch;  ///< nothing: one is there already
};

/// From one place to another: a place at the end of a segment is its junction, whatever street one takes from or to it.
class Ways {
 public:
  Ways(const streets::Network& network, const Moves& moves, const Turns& turns, ProofPlace from, ProofPlace to)
      : network_(network), moves_(moves), turns_(turns), from_(from), to_(to) {}
  [[nodiscard]] std::vector<Onward> first() const;
  [[nodiscard]] std::vector<Onward> next(const State& state) const;
  /// The centimetres that lead away from the start, and those that lead to the end; nothing of segments without length.
  [[nodiscard]] std::vector<Stretch> away() const;
  [[nodiscard]] std::vector<Stretch> towards() const;

 private:
  /// The junctions that a place is; none in the middle of a segment.
  [[nodiscard]] std::vector<std::int64_t> junctions(ProofPlace place) const;
  [[nodiscard]] std::uint32_t length_cm(std::uint32_t segment) const { return network_.segments[segment].length_cm; }
  /// The moves of a segment that may be made, both at most.
  [[nodiscard]] std::vector<Move> along(std::uint32_t segment) const;

  const streets::Network& network_;
  const Moves& moves_;
  const Turns& turns_;
  ProofPlace from_;
  ProofPlace to_;
};

}  // namespace contrechamp::trips::check
