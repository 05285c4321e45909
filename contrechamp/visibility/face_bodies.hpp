// SPDX-License-Identifier: AGPL-3.0-or-later
// Private to this module: the bodies of the tight loops.
#pragma once
#include <contrechamp/visibility/faces.hpp>

#if defined(__x86_64__)
#define CONTRECHAMP_X86_BODIES 1
#else
#define CONTRECHAMP_X86_BODIES 0
#endif

namespace contrechamp::visibility {

/// As the members of FaceLoops.
#define CONTRECHAMP_FACE_BODIES                                                                   \
  int passed(const Faces& faces, Run run, const Stand& stand, geo::Point witness, bool& on_edge); \
  void keep(Kept& kept, const Faces& faces, std::span<const Run> runs, const Stand& stand);       \
  std::size_t widest(Kept& kept);                                                                 \
  void keys(Kept& kept);                                                                          \
  void drop(Kept& kept, std::span<const Hider> hiders);                                           \
  void sort(const Kept& kept, std::uint64_t* events)

namespace portable {
CONTRECHAMP_FACE_BODIES;
}
#if CONTRECHAMP_X86_BODIES
namespace avx2 {
CONTRECHAMP_FACE_BODIES;
}
namespace avx512 {
CONTRECHAMP_FACE_BODIES;
}
#endif

/// One face: the plain forms, for machines without vectors and for faces whose
/// products need 64 bits.
void keep_one(Kept& kept, const Faces& faces, std::uint32_t i, const Stand& stand);
int passed_one(const Edge& edge, geo::Point eye, geo::Point witness, bool& on_edge);
int passed_one(const Faces& faces, std::uint32_t i, const Stand& stand, geo::Point witness, bool& on_edge);

}  // namespace contrechamp::visibility
