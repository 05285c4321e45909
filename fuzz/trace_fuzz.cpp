// SPDX-License-Identifier: AGPL-3.0-or-later
// Bytes are a file of tracks as a stranger may hand one in: read twice, told to a sink that checks the order of events, and
// followed through a city of which nothing is known.
#include <sys/mman.h>
#include <unistd.h>
#include <contrechamp/trips/native/read.hpp>
#include <contrechamp/trips/trace.hpp>
#include <cstdio>
#include <cstdlib>
#include <string>

namespace {
using namespace contrechamp;
using namespace contrechamp::trips;

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "broken: %s\n", what);
  std::abort();
}

class Checker : public TrackSink {
 public:
  void begin_track() override { in_segment_ = !(in_track_ = true); }
  void name_track(std::string_view name) override { require(in_track_ && name.size() <= 8192, "a name belongs to a track"); }
  void begin_segment() override { require(in_segment_ = in_track_, "a segment belongs to a track"); }
  void fix(const Fix& fix) override {
    require(in_segment_, "a fix belongs to a segment");
    require(geo::checked_e7(fix.at.lat_e7, fix.at.lon_e7).has_value(), "a position is in range");
    ++fixes;
  }
  std::uint64_t fixes = 0;

 private:
  bool in_track_ = false;
  bool in_segment_ = false;
};

void follow(const std::string& path) {
  const scene::Snapshot nothing;
  const streets::Network no_streets;
  const std::vector<placement::Placed> placed;
  const std::vector<geo::Cell> surveyed;
  const geo::Frames frames{geo::Box{}};
  const exposure::ExposureOptions options;
  Tracer tracer({nothing, no_streets, placed, surveyed, frames, options}, {{optics::Ladder::image_2014}, {}}, nullptr);
  const auto counts = read(path, tracer);
  if (!counts) return;
  const Trace trace = tracer.finished();
  require(trace.fixes == counts->fixes, "every fix is counted");
  require(trace.not_mapped == trace.way, "where no device is known nothing is mapped");
  require(trace.sparse.cm <= trace.way.cm && trace.untimed_cm <= trace.way.cm + trace.fixes, "parts are parts");
  require(trace.bands.front().seen == Seen{} && trace.met.empty(), "nobody sees it");
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int file = ::memfd_create("tracks", 0);
  require(file >= 0 && ::write(file, data, size) == static_cast<ssize_t>(size), "memory for the input");
  const std::string path = "/proc/self/fd/" + std::to_string(file);
  Checker first;
  Checker second;
  const auto counts = read(path, first);
  const auto again = read(path, second);
  require(counts.has_value() == again.has_value() && first.fixes == second.fixes, "the same file reads the same");
  if (counts) require(*counts == *again && counts->fixes == first.fixes && first.fixes > 0, "what is counted was told");
  if (!counts) require(info(counts.error().code).exit_code == 3, "an input that is refused is the input's fault");
  follow(path);
  ::close(file);
  return 0;
}
