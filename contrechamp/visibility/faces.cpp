// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/visibility/face_bodies.hpp>
#include <contrechamp/visibility/near.hpp>

namespace contrechamp::visibility {
namespace {
struct Body {
  Isa isa;
  std::string_view name;
  FaceLoops loops;
  bool (*supported)();
};

const std::array bodies {
  Body{Isa::portable,
       "portable",
       {portable::passed, portable::keep, portable::thin, portable::keys, portable::sort, nullptr},
       [] { return true; }},
#if CONTRECHAMP_X86_BODIES
      Body{Isa::avx2,
           "AVX2",
           {avx2::passed, avx2::keep, avx2::thin, avx2::keys, avx2::sort, nullptr},
           [] { return __builtin_cpu_supports("avx2") != 0; }},
      Body{Isa::avx512,
           "AVX-512",
           {avx512::passed, avx512::keep, avx512::thin, avx512::keys, avx512::sort, &avx512::near_loops},
           [] {
             return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
                    __builtin_cpu_supports("avx512dq") != 0 && __builtin_cpu_supports("avx512vl") != 0;
           }},
#endif
};

const Body& body(Isa isa) {
  const auto found = std::find_if(bodies.begin(), bodies.end(), [isa](const Body& b) { return b.isa == isa; });
  return found == bodies.end() ? bodies.front() : *found;
}
}  // namespace

void Kept::reserve_more(std::size_t n) {
  if (ax.size() >= size + n + 16) return;
  const std::size_t room = 2 * (size + n + 16);
  for (auto* column : {&ax, &ay, &bx, &by}) column->resize(room);
  narrowness.resize(room);
  broad.resize(room);
  left.resize(room / 16 + 1);
  by_face.resize(room);
  across.resize(room);
  for (auto* column : {&begin, &end}) column->resize(room);
}

std::string_view name(Isa isa) { return body(isa).name; }
const FaceLoops& face_loops(Isa isa) { return body(isa).loops; }

std::span<const Isa> available_isas() {
  struct Found {
    std::array<Isa, bodies.size()> isas{};
    std::size_t size = 0;
  };
  static const Found found = [] {
    Found f;
    for (const Body& b : bodies) {
      if (b.supported()) f.isas[f.size++] = b.isa;
    }
    return f;
  }();
  return std::span(found.isas).first(found.size);
}

}  // namespace contrechamp::visibility
