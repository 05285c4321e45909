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
  void thin(Kept& kept);                                                                          \
  void keys(Kept& kept);                                                                          \
  void sort(std::span<const std::int64_t> keys, std::uint64_t* events)

namespace portable {
CONTRECHAMP_FACE_BODIES;
}
#if CONTRECHAMP_X86_BODIES
namespace avx2 {
CONTRECHAMP_FACE_BODIES;
}
namespace avx512 {
CONTRECHAMP_FACE_BODIES;
/// Ascending. Room for a power of two of them, 8 at least.
void sort_events(std::uint64_t* events, std::size_t size);
}  // namespace avx512
#endif

/// As thin, by what a body has for it. `find_widest` fills narrowness and extent and gives the face that spans the widest angle;
/// `drop` removes the faces that one of the hiders hides, and lists in `broad` those among the rest that are broad and narrower
/// than the first hider: it gives their number.
void thin_by(Kept& kept, std::size_t (*find_widest)(Kept&), std::size_t (*drop)(Kept&, std::span<const Hider>));
/// Fills by_face and across.
void note_faces(Kept& kept);
/// One face: the plain forms, for machines without vectors and for faces whose
/// products need 64 bits.
void keep_one(Kept& kept, const Faces& faces, std::uint32_t i, const Stand& stand);
int passed_one(const Edge& edge, geo::Point eye, geo::Point witness, bool& on_edge);
int passed_one(const Faces& faces, std::uint32_t i, const Stand& stand, geo::Point witness, bool& on_edge);

}  // namespace contrechamp::visibility
