// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/lanes.hpp>
#include <cstdint>

// What a tally does at every place, in vectors of 32 bytes; compiled with its callers for each instruction set.
namespace contrechamp::exposure {

using Ints = std::int32_t __attribute__((vector_size(32), may_alias));
using Longs = std::int64_t __attribute__((vector_size(32), may_alias));
using Doubles = double __attribute__((vector_size(32), may_alias));

/// A vector of such numbers, and one of flags (0 or -1) for them.
template <class Number>
struct VectorOf;
template <>
struct VectorOf<std::int32_t> {
  using Part = Ints;
  using Flag = std::int32_t;
  using Flags = Ints;
};
template <>
struct VectorOf<std::int64_t> {
  using Part = Longs;
  using Flag = std::int64_t;
  using Flags = Longs;
};
template <>
struct VectorOf<double> {
  using Part = Doubles;
  using Flag = std::int64_t;
  using Flags = Longs;
};

/// A number for each lane, in vectors that stay in registers.
template <class Number>
struct Vectors : VectorOf<Number> {
  using Part = typename VectorOf<Number>::Part;
  using Flag = typename VectorOf<Number>::Flag;
  using Flags = typename VectorOf<Number>::Flags;
  static constexpr std::size_t size = 32 / sizeof(Number);
  static constexpr std::size_t count = most_lanes / size;

  CONTRECHAMP_WITH_CALLER static Part load(const LanesOf<Number>& lanes, std::size_t i) {
    return reinterpret_cast<const Part*>(lanes.of.data())[i];
  }
  CONTRECHAMP_WITH_CALLER static void store(Part part, LanesOf<Number>& lanes, std::size_t i) {
    reinterpret_cast<Part*>(lanes.of.data())[i] = part;
  }
  CONTRECHAMP_WITH_CALLER static Flags all(bool yes) { return Flags{} - static_cast<Flag>(yes); }
  CONTRECHAMP_WITH_CALLER static bool any(Flags flags) {
    const auto words = reinterpret_cast<Longs>(flags);
    return ((words[0] | words[1]) | (words[2] | words[3])) != 0;
  }
};
#define CONTRECHAMP_EACH_PART(Number, i) CONTRECHAMP_UNROLLED for (std::size_t i = 0; i < Vectors<Number>::count; ++i)

/// Flags, a number a lane: in it from a lane on.
template <class Number>
[[nodiscard]] constexpr std::array<LanesOf<typename Vectors<Number>::Flag>, most_lanes + 1> flags_from() {
  std::array<LanesOf<typename Vectors<Number>::Flag>, most_lanes + 1> table{};
  for (std::size_t first = 0; first < most_lanes; ++first) {
    for (std::size_t l = first; l < most_lanes; ++l) table[first].of[l] = -1;
  }
  return table;
}
template <class Number>
inline constexpr auto from_lane = flags_from<Number>();

/// And in it: one bit, that of the lane.
template <class Number>
[[nodiscard]] constexpr LanesOf<typename Vectors<Number>::Flag> bits_of_lanes() {
  LanesOf<typename Vectors<Number>::Flag> table;
  for (std::size_t l = 0; l < most_lanes; ++l) table.of[l] = 1 << l;
  return table;
}
template <class Number>
inline constexpr auto bit_of_lane = bits_of_lanes<Number>();

/// Adds to the lanes [first, last).
template <class Number>
CONTRECHAMP_WITH_CALLER void add(Number change, std::size_t first, std::size_t last, LanesOf<Number>& sum) {
  using V = Vectors<Number>;
  using F = Vectors<typename V::Flag>;
  CONTRECHAMP_EACH_PART(Number, i) {
    const auto in = F::load(from_lane<Number>[first], i) & ~F::load(from_lane<Number>[last], i);
    const typename V::Part zero{};
    V::store(V::load(sum, i) + (in ? zero + change : zero), sum, i);
  }
}
template <class Number>
CONTRECHAMP_WITH_CALLER void add(const LanesOf<Number>& more, LanesOf<Number>& sum) {
  using V = Vectors<Number>;
  CONTRECHAMP_EACH_PART(Number, i)
  V::store(V::load(sum, i) + V::load(more, i), sum, i);
}

/// The runs of all lanes that go on at a place, in registers.
template <class Weight, class Sum>
class Running {
 public:
  Running(std::uint32_t cm, Weight step) : step_(step), reached_(cm) {}

  /// The weights stayed as they are from where we were to here.
  CONTRECHAMP_WITH_CALLER void advance(std::uint32_t cm) {
    const auto length = static_cast<Sum>(cm - reached_);
    CONTRECHAMP_EACH_PART(Sum, i) sum_[i] += now<S::count / V::count>(i) * length;
    reached_ = cm;
  }
  /// The weights change here, and are shown or count as 0. Whether the bounds of a run would be further apart than allowed, or
  /// the weight 0 at one end only.
  CONTRECHAMP_WITH_CALLER bool change(const LanesOf<Weight>& change, bool shown) {
    const Part zero{};
    Flags any{};
    CONTRECHAMP_EACH_PART(Weight, i) {
      weight_[i] += V::load(change, i);
      now_[i] = V::all(shown) ? weight_[i] : zero;
      less_[i] = now_[i] < least_[i] ? now_[i] : least_[i];
      more_[i] = now_[i] > most_[i] ? now_[i] : most_[i];
      too_far_[i] = more_[i] > (less_[i] > zero ? less_[i] + step_ : zero);
      any |= too_far_[i];
    }
    return V::any(any);
  }
  /// Lanes, a bit each.
  CONTRECHAMP_WITH_CALLER std::uint32_t too_far() const {
    LanesOf<typename V::Flag> flags;
    CONTRECHAMP_EACH_PART(Weight, i) Vectors<typename V::Flag>::store(too_far_[i], flags, i);
    std::uint32_t lanes = 0;
    for (std::size_t l = 0; l < most_lanes; ++l) lanes |= static_cast<std::uint32_t>(flags.of[l] != 0) << l;
    return lanes;
  }
  /// The runs take in the present weights.
  CONTRECHAMP_WITH_CALLER void go_on() {
    CONTRECHAMP_EACH_PART(Weight, i) {
      least_[i] = less_[i];
      most_[i] = more_[i];
    }
  }
  /// Those of the given lanes begin with them.
  CONTRECHAMP_WITH_CALLER void go_on_or_restart(std::uint32_t lanes) {
    CONTRECHAMP_EACH_PART(Weight, i) {
      const auto in = flags<Weight>(lanes, i);
      least_[i] = in ? now_[i] : less_[i];
      most_[i] = in ? now_[i] : more_[i];
    }
    CONTRECHAMP_EACH_PART(Sum, i) sum_[i] = flags<Sum>(lanes, i) ? typename S::Part{} : sum_[i];
  }
  /// The bounds of the runs up to here, and their sums over their centimetres.
  CONTRECHAMP_WITH_CALLER void tell(Lanes& least, Lanes& most, Lanes& sum) const {
    LanesOf<Weight> leasts, mosts;
    LanesOf<Sum> sums;
    CONTRECHAMP_EACH_PART(Weight, i) {
      V::store(least_[i], leasts, i);
      V::store(most_[i], mosts, i);
    }
    CONTRECHAMP_EACH_PART(Sum, i) S::store(sum_[i], sums, i);
    for (std::size_t l = 0; l < most_lanes; ++l) {
      least.of[l] = static_cast<double>(leasts.of[l]);
      most.of[l] = static_cast<double>(mosts.of[l]);
      sum.of[l] = static_cast<double>(sums.of[l]);
    }
  }

 private:
  using V = Vectors<Weight>;
  using S = Vectors<Sum>;
  using Part = typename V::Part;
  using Flags = typename V::Flags;
  /// The present weights as the i-th part of sums: there are as many or twice as many parts of those.
  template <std::size_t parts>
  CONTRECHAMP_WITH_CALLER typename S::Part now(std::size_t i) const {
    if constexpr (parts == 1) {
      return now_[i];
    } else {
      const Part both = now_[i / 2];
      const auto half =
          i % 2 == 0 ? __builtin_shufflevector(both, both, 0, 1, 2, 3) : __builtin_shufflevector(both, both, 4, 5, 6, 7);
      return __builtin_convertvector(half, typename S::Part);
    }
  }
  template <class Number>
  CONTRECHAMP_WITH_CALLER static typename Vectors<Number>::Flags flags(std::uint32_t lanes, std::size_t i) {
    using Flag = typename Vectors<Number>::Flag;
    return (Vectors<Flag>::load(bit_of_lane<Number>, i) & static_cast<Flag>(lanes)) != 0;
  }

  Weight step_;
  std::uint32_t reached_;
  Part weight_[V::count]{}, now_[V::count]{};  ///< of all that is told, and of what is shown
  Part least_[V::count]{}, most_[V::count]{};  ///< of the runs
  Part less_[V::count]{}, more_[V::count]{};   ///< and with the present weight
  Flags too_far_[V::count]{};
  typename S::Part sum_[S::count]{};  ///< of the runs, up to reached_
};

}  // namespace contrechamp::exposure
