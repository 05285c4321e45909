// SPDX-License-Identifier: AGPL-3.0-or-later
// Sightings against an oracle that shares no code with them, centimetre by centimetre, in synthetic and real cities.
#include <gtest/gtest.h>
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/core/random.hpp>
#include <contrechamp/core/text.hpp>
#include <contrechamp/exposure/observe.hpp>
#include <contrechamp/osm/reader.hpp>
#include <contrechamp/synth/town.hpp>
#include <cstdio>
#include <functional>
#include <tests/differential/exposure_oracle.hpp>
#include <tests/support/testing.hpp>

namespace contrechamp::testing {
namespace {

using Answer = ExposureOracle::Answer;
using exposure::LocalSegment;
using exposure::Sighting;

constexpr std::int32_t margin_cm = 25'000;
constexpr double p_slack = 0.05 + 0.002;  // a piece's mean, and the fixed point of a turning lens's share

std::optional<scene::Snapshot> read(const std::filesystem::path& file) {
  LogSink silent;
  const std::vector inputs{file};
  auto snapshot = osm::read(inputs, scene::ReadOptions{}, silent);
  if (!snapshot) {
    ADD_FAILURE() << snapshot.error().sentence();
    return std::nullopt;
  }
  // Passages are carved by visibility, which has its own tests: here every building stands whole, for both sides.
  for (scene::Street& street : snapshot->streets) street.passage = false;
  return std::move(*snapshot);
}

geo::Box bounds(const scene::Snapshot& snapshot) {
  geo::Box box;
  for (const scene::Device& d : snapshot.devices) box.add(d.position);
  return box;
}

/// Everything of a place that both sides need, in the frame that it is computed in.
struct Place {
  explicit Place(const scene::Snapshot& s)
      : frames(bounds(s)),
        frame(frames.at(bounds(s).centre())),
        network(streets::network(s, frames)),
        around(s, network, frame, geo::bounding(std::array{frame.project(bounds(s).min), frame.project(bounds(s).max)}),
               margin_cm, {}) {}
  geo::Frames frames;
  geo::LocalFrame frame;
  streets::Network network;
  exposure::Neighbourhood around;
};

/// A segment as the oracle measures it: points in the frame, and where they stand along it.
struct Course {
  std::vector<geo::Point> points;
  std::vector<double> at;

  Course(const streets::Segment& segment, const geo::LocalFrame& frame) {
    for (const geo::LatLon p : segment.points) points.push_back(frame.project(p));
    at.push_back(0);
    for (std::size_t i = 1; i < points.size(); ++i) {
      at.push_back(at.back() + std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y));
    }
    const double measured = at.back();
    for (double& a : at) a *= segment.length_cm / measured;
  }
  struct Spot {
    double x, y, dx, dy;
  };
  [[nodiscard]] Spot spot(double cm) const {
    std::size_t i = 0;
    while (i + 2 < points.size() && at[i + 1] <= cm) ++i;
    const double t = (cm - at[i]) / (at[i + 1] - at[i]);
    const double dx = points[i + 1].x - points[i].x, dy = points[i + 1].y - points[i].y;
    return {points[i].x + t * dx, points[i].y + t * dy, dx, dy};
  }
};

struct Total {
  std::uint64_t centimetres = 0;
  std::uint64_t compared = 0;  ///< centimetres × bands
  std::uint64_t seen = 0;
  std::uint64_t sure = 0;
  std::uint64_t blocked = 0;    ///< in the frame of a scenario, hidden by a wall
  std::uint64_t tolerated = 0;  ///< of seen ones: within 1 cm of a boundary
  std::uint64_t skipped = 0;    ///< centimetres at a wall
  std::uint64_t wrong = 0;
  double bias = 0;  ///< Σ of p minus the oracle's, where seen
  std::string first;
};

/// What is recorded of one centimetre at one band.
Answer recorded(const std::vector<Sighting>& all, std::uint32_t segment, const ExposureOracle::Band& band, std::uint32_t cm) {
  for (const Sighting& s : all) {
    if (s.segment != segment || s.ladder != band.ladder || s.band != band.band || cm < s.from_cm || cm >= s.to_cm) continue;
    return {(s.answers & exposure::certain) != 0, (s.answers & exposure::possible) != 0, s.p / 65535.0};
  }
  return {false, false, 0};
}

/// The oracle's answers at a place along a street; none where sight cannot be told.
std::vector<Answer> truth(const ExposureOracle& oracle, const Course::Spot& at, bool* hidden = nullptr) {
  return oracle.answers(at.x, at.y, at.dx, at.dy, hidden);
}

bool agrees(const Answer& got, std::span<const Answer> allowed) {
  double low = 1, high = 0;
  bool sure = false, any = false;
  for (const Answer& a : allowed) {
    low = std::min(low, a.p);
    high = std::max(high, a.p);
    sure = sure || a.in_all == got.in_all;
    any = any || a.in_any == got.in_any;
  }
  return sure && any && got.p >= low - p_slack && got.p <= high + p_slack;
}

/// One centimetre, all bands. A difference is forgiven only if the oracle's own answer changes that way within 1 cm.
void compare(Total& total, const ExposureOracle& oracle, const std::vector<Sighting>& all, const Course& course,
             std::uint32_t segment, std::uint32_t cm, std::string_view who) {
  ++total.centimetres;
  bool hidden = false;
  const std::vector<Answer> here = truth(oracle, course.spot(cm + 0.5), &hidden);
  if (here.empty()) {
    ++total.skipped;
    return;
  }
  total.blocked += hidden ? 1 : 0;
  std::vector<std::vector<Answer>> beside;
  for (std::size_t b = 0; b < here.size(); ++b) {
    const Answer got = recorded(all, segment, oracle.bands()[b], cm);
    ++total.compared;
    total.seen += here[b].in_any ? 1 : 0;
    total.sure += here[b].in_all ? 1 : 0;
    if (agrees(got, std::array{here[b]})) {
      if (here[b].in_any) total.bias += got.p - here[b].p;
      continue;
    }
    for (int k = -50; k <= 50 && beside.size() < 101; ++k) beside.push_back(truth(oracle, course.spot(cm + 0.5 + 0.02 * k)));
    std::vector<Answer> allowed;
    for (const auto& list : beside) {
      if (!list.empty()) allowed.push_back(list[b]);
    }
    if (agrees(got, allowed)) {
      ++total.tolerated;
      continue;
    }
    if (total.wrong++ > 0) continue;
    char text[300];
    std::snprintf(text, sizeof text, "%s, segment %u at %u cm, ladder %d band %d: recorded %d %d %.4f, expected %d %d %.4f",
                  std::string(who).c_str(), segment, cm, oracle.bands()[b].ladder, oracle.bands()[b].band, got.in_all, got.in_any,
                  got.p, here[b].in_all, here[b].in_any, here[b].p);
    total.first = text;
  }
}

/// In order, within the street, pieces of a band disjoint; certain ones with p = 1; each in the smallest radius that holds it.
void expect_sound(const std::vector<Sighting>& all, const LocalSegment& segment, const Course& course, geo::Point eye,
                  const exposure::ExposureOptions& options) {
  ASSERT_TRUE(std::is_sorted(all.begin(), all.end(), exposure::before));
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Sighting& s = all[i];
    if (s.segment != segment.index) continue;
    ASSERT_TRUE(s.from_cm < s.to_cm && s.to_cm <= segment.length_cm);
    ASSERT_TRUE((s.answers & exposure::possible) != 0);
    ASSERT_TRUE((s.answers & exposure::certain) == 0 || s.p == 65535);
    const bool same_band = i > 0 && all[i - 1].segment == s.segment && all[i - 1].ladder == s.ladder && all[i - 1].band == s.band;
    if (same_band) {
      ASSERT_LE(all[i - 1].to_cm, s.from_cm);
    }
    const auto at = course.spot((s.from_cm + s.to_cm) / 2.0);
    const double metres = std::hypot(at.x - eye.x, at.y - eye.y) / 100;
    ASSERT_LE(metres, options.sweep[s.ring].count() + 0.02);
    if (s.ring > 0) {
      ASSERT_GE(metres, options.sweep[s.ring - 1U].count() - 0.02);
    }
  }
}

/// The nearest segments, and others at random.
std::vector<const LocalSegment*> chosen(std::vector<const LocalSegment*> all, geo::Point eye, Random& random) {
  constexpr std::size_t nearest = 5, others = 5;
  const auto distance = [&](const LocalSegment* s) {
    double least = 1e18;
    for (std::size_t i = 0; i + 1 < s->points.size(); ++i) {
      least = std::min(least, geo::nearest_on_segment(s->points[i], s->points[i + 1], eye).squared_distance);
    }
    return least;
  };
  std::stable_sort(all.begin(), all.end(), [&](auto* a, auto* b) { return distance(a) < distance(b); });
  for (std::size_t i = nearest; i < all.size(); ++i) std::swap(all[i], all[i + random.below(all.size() - i)]);
  if (all.size() > nearest + others) all.resize(nearest + others);
  return all;
}

/// A centimetre of the segment at random, or one within 20 m of the eye if thirty draws find one.
std::uint32_t drawn(const Course& course, std::uint32_t length_cm, geo::Point eye, bool near, Random& random) {
  auto cm = static_cast<std::uint32_t>(random.below(length_cm));
  for (int tries = 0; near && tries < 30; ++tries) {
    const Course::Spot at = course.spot(cm + 0.5);
    if (std::hypot(at.x - eye.x, at.y - eye.y) < 2000) break;
    cm = static_cast<std::uint32_t>(random.below(length_cm));
  }
  return cm;
}

using Tamper = std::function<void(scene::Device&)>;

/// `tamper` changes the device that the oracle is told of, to see whether it notices.
Total compared(const scene::Snapshot& snapshot, std::size_t most_devices, const Tamper& tamper = {}) {
  constexpr int samples = 8;
  const Place place(snapshot);
  const exposure::ExposureOptions options;
  Random random(seed());
  Total total;
  std::size_t used = 0;
  for (std::uint32_t i = 0; i < snapshot.devices.size() && used < most_devices; ++i) {
    const scene::Device& device = snapshot.devices[i];
    const exposure::Stance stance = exposure::stance(device, place.around, options);
    if (stance.scenarios.bands.empty()) continue;
    const auto segments =
        chosen(exposure::segments_in_range(stance, device.decks, place.around, options), stance.placed.eye, random);
    const std::vector<Sighting> found = exposure::sightings(i, stance, segments, options);
    scene::Device told = device;
    if (tamper) tamper(told);
    const ExposureOracle oracle(told, stance.placed, place.around.ground());
    ++used;
    for (const LocalSegment* segment : segments) {
      const Course course(place.network.segments[segment->index], place.frame);
      expect_sound(found, *segment, course, stance.placed.eye, options);
      for (int k = 0; k < samples; ++k) {
        const std::uint32_t cm = drawn(course, segment->length_cm, stance.placed.eye, k % 2 == 1, random);
        compare(total, oracle, found, course, segment->index, cm, osm_name(device.ref));
      }
    }
  }
  return total;
}

void expect_agreement(const Total& t, std::string_view name) {
  std::printf(
      "%.*s: %llu compared, %llu seen, %llu certain, %llu centimetres hidden by walls; %llu tolerated, %llu at walls, bias "
      "%.5f\n",
      static_cast<int>(name.size()), name.data(), static_cast<unsigned long long>(t.compared),
      static_cast<unsigned long long>(t.seen), static_cast<unsigned long long>(t.sure),
      static_cast<unsigned long long>(t.blocked), static_cast<unsigned long long>(t.tolerated),
      static_cast<unsigned long long>(t.skipped), t.bias / static_cast<double>(std::max<std::uint64_t>(1, t.seen)));
  EXPECT_EQ(t.wrong, 0U) << name << ": " << t.first;
  EXPECT_GE(t.compared, 20'000U);
  EXPECT_GE(t.seen, 2'000U);
  EXPECT_GE(t.blocked, 500U);
  EXPECT_LT(t.tolerated * 50, t.seen) << "more than 2 % within 1 cm of a boundary";
  EXPECT_LT(t.skipped * 10, t.centimetres) << "more than a tenth at a wall: outlines that are streets too";
  EXPECT_LT(std::fabs(t.bias), 0.002 * static_cast<double>(t.seen)) << "the recorded p leans to one side";
}

std::optional<scene::Snapshot> town(std::uint64_t number) {
  const auto file = scratch() / ("town-" + std::to_string(number) + ".osm.pbf");
  synth::TownOptions options;
  options.seed = number;
  if (auto written = synth::write_pbf(synth::town(options), file); !written) {
    ADD_FAILURE() << written.error().sentence();
    return std::nullopt;
  }
  return read(file);
}

class SyntheticTown : public ::testing::TestWithParam<int> {};
TEST_P(SyntheticTown, SightingsAreThoseOfTheOracle) {
  const auto snapshot = town(static_cast<std::uint64_t>(GetParam()));
  ASSERT_TRUE(snapshot);
  const Total total = compared(*snapshot, 200);
  expect_agreement(total, "town " + std::to_string(GetParam()));
  EXPECT_GE(total.sure, 20U);
}
INSTANTIATE_TEST_SUITE_P(Seeds, SyntheticTown, ::testing::Range(1, 6));

class RealCity : public ::testing::TestWithParam<const char*> {};
TEST_P(RealCity, SightingsAreThoseOfTheOracle) {
  const auto file = data(GetParam());
  if (!file) GTEST_SKIP() << GetParam() << " is not here";
  const auto snapshot = read(*file);
  ASSERT_TRUE(snapshot);
  expect_agreement(compared(*snapshot, 200), GetParam());
}
INSTANTIATE_TEST_SUITE_P(Extracts, RealCity,
                         ::testing::Values("osm/helsinki-centre-2019-04.osm.pbf", "osm/munich-centre-2020-07.osm.pbf"));

scene::Head random_head(Random& random) {
  scene::Head head;
  head.source = static_cast<scene::AxisSource>(random.below(static_cast<std::uint64_t>(scene::AxisSource::count)));
  if (head.source == scene::AxisSource::none) return head;
  head.axis = Bearing(CentiDegrees(static_cast<std::int32_t>(random.below(36000))));
  if (random.chance(350)) head.span = CentiDegrees::degrees(static_cast<std::int32_t>(random.between(2, 360)));
  return head;
}

/// The town's devices where they are, but with every reading of tags that the model knows, oftener than real ones have them.
scene::Snapshot with_random_devices(scene::Snapshot snapshot, std::uint64_t number) {
  Random random(number);
  constexpr std::array types{scene::CameraType::unknown, scene::CameraType::fixed, scene::CameraType::dome,
                             scene::CameraType::panning, scene::CameraType::all_round};
  for (scene::Device& d : snapshot.devices) {
    d.kind = random.chance(300) ? scene::Kind::plate_reader : scene::Kind::camera;
    d.type = types[random.below(types.size())];
    d.indoor = false;
    d.private_person = random.chance(100);
    d.height.reset();
    d.tilt.reset();
    d.width.reset();
    if (random.chance(600)) d.height = Metres(static_cast<double>(random.between(60, 1200)) / 100);
    if (random.chance(500))
      d.tilt = random.chance(150) ? CentiDegrees::degrees(90) : CentiDegrees(static_cast<std::int32_t>(random.below(9000)));
    if (random.chance(300)) d.width = CentiDegrees::degrees(static_cast<std::int32_t>(random.between(91, 360)));
    d.heads.clear();
    do d.heads.push_back(random_head(random));
    while (random.chance(300));
  }
  return snapshot;
}

TEST(Oracle, AgreesOnEveryReadingOfTags) {
  const auto snapshot = town(6);
  ASSERT_TRUE(snapshot);
  for (const std::uint64_t number : {1U, 2U, 3U}) {
    const Total total = compared(with_random_devices(*snapshot, seed() + number), 200);
    expect_agreement(total, "random devices " + std::to_string(number));
    EXPECT_GE(total.sure, 200U);
  }
}

TEST(Oracle, NoticesWhatItIsNotTold) {
  const auto real = town(6);
  ASSERT_TRUE(real);
  const scene::Snapshot snapshot = with_random_devices(*real, seed());
  const struct {
    std::string_view what;
    Tamper tamper;
  } faults[] = {
      {"axis off by 2°", [](scene::Device& d) { d.heads.front().axis = d.heads.front().axis + CentiDegrees::degrees(2); }},
      {"one head forgotten", [](scene::Device& d) { d.heads.resize(1); }},
      {"height ignored", [](scene::Device& d) { d.height.reset(); }},
      {"tilt ignored", [](scene::Device& d) { d.tilt.reset(); }},
      {"width ignored", [](scene::Device& d) { d.width.reset(); }},
      {"dome taken for fixed",
       [](scene::Device& d) {
         if (d.type == scene::CameraType::dome) d.type = scene::CameraType::fixed;
       }},
      {"private persons certain", [](scene::Device& d) { d.private_person = false; }},
  };
  for (const auto& fault : faults) EXPECT_GT(compared(snapshot, 200, fault.tamper).wrong, 0U) << fault.what;
}

}  // namespace
}  // namespace contrechamp::testing
