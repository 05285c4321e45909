// SPDX-License-Identifier: AGPL-3.0-or-later
// The atlas reader. Any bytes: refused, or every accessor works. The checksums of the input are made right first, as no fuzzer
// would guess them; corpus/atlas is written by atlas_fault_test (CONTRECHAMP_UPDATE_GOLDEN=1).
#include <contrechamp/atlas/format.hpp>
#include <cstdlib>
#include <fuzz/atlas_visit.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // A vector's memory is aligned as an atlas must be; the fuzzer's need not be, and may not be written to.
  const auto input = std::as_bytes(std::span(data, size));
  std::vector<std::byte> file(input.begin(), input.end());
  contrechamp::atlas::format::seal(file);
  const auto atlas = contrechamp::atlas::Atlas::open(file);
  if (atlas && contrechamp::atlas::visit(*atlas) != atlas->sightings().size()) std::abort();
  return 0;
}
