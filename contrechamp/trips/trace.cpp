// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/trips/trace.hpp>

namespace contrechamp::trips {
namespace {

using optics::Ladder;

constexpr double run_length_cm = 10'000;
constexpr std::size_t most_fixes_in_run = 2000;
constexpr std::int32_t home_margin_e7 = 200'000;  // 0.02°: beyond it an atlas's frame need not hold

/// Where devices are known: the frames of an atlas are about them.
geo::Box around_devices(const City& city) {
  geo::Box box;
  for (const scene::Device& device : city.snapshot.devices) box.add(device.position);
  if (box.empty()) return box;
  const auto wider = [](std::int32_t e7, std::int32_t by, std::int32_t limit) { return std::clamp(e7 + by, -limit, limit); };
  const auto corner = [&](geo::LatLon p, std::int32_t by) {
    return geo::LatLon{wider(p.lat_e7, by, geo::max_latitude_e7), wider(p.lon_e7, by, 1'800'000'000)};
  };
  geo::Box grown;
  grown.add(corner(box.min, -home_margin_e7));
  grown.add(corner(box.max, home_margin_e7));
  return grown;
}

bool holds(const geo::Box& box, geo::LatLon p) {
  return p.lat_e7 >= box.min.lat_e7 && p.lat_e7 <= box.max.lat_e7 && p.lon_e7 >= box.min.lon_e7 && p.lon_e7 <= box.max.lon_e7;
}

/// Length and time of a stretch that is seen with probability p. A probe has no length.
Seen seen_on(const Run& run, std::uint32_t from, std::uint32_t to, bool certain, std::uint16_t p) {
  const std::uint64_t cm = run.probe() ? 0 : to - from;
  const auto ms = static_cast<std::uint64_t>(run.milliseconds(from, to));
  return {{certain ? cm : 0, cm * p, cm}, {certain ? ms : 0, ms * p, ms}};
}

bool counts(const exposure::Sighting& s, Ladder ladder) {
  return s.ladder == static_cast<std::uint8_t>(ladder) && (s.headings & exposure::forward) != 0;
}

std::uint64_t untimed(const Run& run) {
  double sum = 0;
  for (std::size_t i = 0; i + 1 < run.fixes().size(); ++i) {
    if (!time_between(run.fixes()[i], run.fixes()[i + 1])) sum += run.at_cm(i + 1) - run.at_cm(i);
  }
  return static_cast<std::uint64_t>(std::floor(sum + 0.5));
}

template <class Value>
void insert_best(std::vector<Stretch>& list, const Stretch& stretch, const Value& value) {
  const auto place = std::find_if(list.begin(), list.end(), [&](const Stretch& s) { return value(s) < value(stretch); });
  list.insert(place, stretch);
  if (list.size() > most_stretches_listed) list.pop_back();
}

}  // namespace

Seen& Seen::operator+=(const Seen& other) {
  length += other.length;
  time += other.time;
  return *this;
}

Way& Way::operator+=(const Way& other) {
  cm += other.cm;
  ms += other.ms;
  return *this;
}

Tracer::Tracer(const City& city, const Wish& wish, PieceSink* pieces)
    : city_(city), wish_(wish), pieces_(pieces), home_(around_devices(city)), watchers_(city, wish.ladders) {
  for (const Ladder ladder : wish.ladders) {
    for (std::uint8_t band = 0; band < optics::bands(ladder).size(); ++band) {
      if (!wish.band || *wish.band == band) trace_.bands.push_back({{ladder, band}, {}, {}});
    }
    for (std::uint32_t device = 0; device < city.snapshot.devices.size(); ++device) {
      Met met;
      met.device = device;
      met.ladder = ladder;
      met_.push_back(met);
    }
  }
}

bool Tracer::leads(const optics::BandRef& band) const {
  return band.band == wish_.band.value_or(optics::leading_band_of(band.ladder));
}

TrackSummary* Tracer::current() {
  return trace_.tracks == trace_.list.size() && !trace_.list.empty() ? &trace_.list.back() : nullptr;
}

geo::LocalFrame Tracer::frame_at(geo::LatLon p) const { return holds(home_, p) ? city_.frames.at(p) : geo::LocalFrame(p); }

void Tracer::begin_track() {
  close_segment();
  ++trace_.tracks;
  track_cm_ = 0;
  if (trace_.list.size() < most_tracks_listed) trace_.list.emplace_back();
}

void Tracer::name_track(std::string_view name) {
  if (TrackSummary* track = current()) track->name = name;
}

void Tracer::begin_segment() {
  close_segment();
  ++trace_.segments;
  if (TrackSummary* track = current()) ++track->segments;
}

void Tracer::note_time(const Fix& fix) {
  if (!fix.time_ms) {
    ++trace_.without_time;
    return;
  }
  trace_.begin_ms = std::min(trace_.begin_ms.value_or(*fix.time_ms), *fix.time_ms);
  trace_.end_ms = std::max(trace_.end_ms.value_or(*fix.time_ms), *fix.time_ms);
  TrackSummary* track = current();
  if (track != nullptr && !track->begin_ms) track->begin_ms = fix.time_ms;
}

void Tracer::fix(const Fix& fix) {
  ++trace_.fixes;
  ++in_segment_;
  if (TrackSummary* track = current()) ++track->fixes;
  note_time(fix);
  if (fixes_.empty()) {
    frame_ = frame_at(fix.at);
    last_ = frame_->project(fix.at);
    fixes_.push_back(fix);
    return;
  }
  const Fix before = fixes_.back();
  const geo::Point here = frame_->project(fix.at);
  const double step = std::sqrt(static_cast<double>(geo::squared(here - last_)));
  const bool leap = step > leap_cm;
  const bool backward = before.time_ms && fix.time_ms && *fix.time_ms < *before.time_ms;
  const bool sparse = step > sparse_cm || time_between(before, fix).value_or(0) > sparse_ms;
  trace_.leaps += leap ? 1 : 0;
  trace_.backward_times += backward ? 1 : 0;
  trace_.sparse_lines += sparse && !leap ? 1 : 0;
  if (leap || sparse) {
    close_run(false);  // the sparse line is a run of its own
    frame_ = frame_at(before.at);
    fixes_ = {before, fix};
    if (!leap) close_run(true);
    fixes_ = {fix};
    frame_ = frame_at(fix.at);
    last_ = frame_->project(fix.at);
    return;
  }
  fixes_.push_back(fix);
  last_ = here;
  run_cm_ += step;
  if (run_cm_ < run_length_cm && fixes_.size() < most_fixes_in_run) return;
  close_run(false);
  frame_ = frame_at(fix.at);
  fixes_ = {fix};
  last_ = frame_->project(fix.at);
}

void Tracer::close_segment() {
  trace_.lone_fixes += in_segment_ == 1 ? 1 : 0;
  in_segment_ = 0;
  close_run(false);
}

void Tracer::close_run(bool sparse) {
  if (fixes_.size() > 1) measure(Run(fixes_, *frame_), sparse);
  fixes_.clear();
  run_cm_ = 0;
}

void Tracer::measure(const Run& run, bool sparse) {
  const Way way{run.length_cm(), static_cast<std::uint64_t>(run.milliseconds())};
  trace_.way += way;
  if (sparse) trace_.sparse += way;
  trace_.untimed_cm += untimed(run);
  for (const Part& part : not_mapped(run, city_.surveyed)) {
    trace_.not_mapped +=
        {run.probe() ? 0U : part.to_cm - part.from_cm, static_cast<std::uint64_t>(run.milliseconds(part.from_cm, part.to_cm))};
  }
  const std::vector<exposure::Sighting> found = watchers_.sightings(run);
  tell_devices(run, found);
  Stretch stretch{trace_.tracks, track_cm_, way, run.time_at(0), run.position_at(run.end_cm() / 2), {}, 0};
  for (BandSeen& band : trace_.bands) {
    exposure::Filter filter;
    filter.ladder = band.band.ladder;
    filter.band = band.band.band;
    filter.headings = exposure::forward;  // a track is travelled from its first fix to its last
    const std::vector<exposure::Stretch> stretches = exposure::merged(found, filter);
    Seen seen;
    for (const exposure::Stretch& s : stretches) seen += seen_on(run, s.from_cm, s.to_cm, s.certain, s.p);
    band.seen += seen;
    if (sparse) band.assumed += seen;
    if (!leads(band.band)) continue;
    if (band.band.ladder == wish_.ladders.front()) stretch.seen = seen;
    if (pieces_ != nullptr) tell_pieces(run, found, band.band, stretches);
  }
  if (TrackSummary* track = current()) {
    track->way += way;
    track->seen += stretch.seen;
  }
  if (stretch.seen != Seen{}) {
    std::vector<std::uint32_t> devices;
    for (const exposure::Sighting& s : found) {
      if (counts(s, wish_.ladders.front()) && leads({wish_.ladders.front(), s.band})) devices.push_back(s.device);
    }
    std::sort(devices.begin(), devices.end());
    stretch.devices = static_cast<std::size_t>(std::unique(devices.begin(), devices.end()) - devices.begin());
    rank(stretch);
  }
  track_cm_ += run.length_cm();
}

void Tracer::rank(const Stretch& stretch) {
  insert_best(by_time_, stretch, [](const Stretch& s) { return std::pair(s.seen.time.expected, s.seen.length.expected); });
  insert_best(by_length_, stretch, [](const Stretch& s) { return std::pair(s.seen.length.expected, s.devices); });
}

/// trace_.way already holds the run.
void Tracer::tell_devices(const Run& run, std::span<const exposure::Sighting> found) {
  const std::uint64_t start = trace_.way.cm - run.length_cm();
  for (std::size_t l = 0; l < wish_.ladders.size(); ++l) {
    const Ladder ladder = wish_.ladders[l];
    for (const exposure::Sighting& s : found) {
      if (!counts(s, ladder)) continue;
      Met& met = met_[l * city_.snapshot.devices.size() + s.device];
      const bool sure = (s.answers & exposure::certain) != 0;
      met.narrowest_possible = std::max(met.narrowest_possible, s.band);
      if (sure) met.narrowest_certain = std::max(met.narrowest_certain.value_or(0), s.band);
      if (!leads({ladder, s.band})) continue;
      // Pieces of one run come in the order of the run, runs in that of the track: the first is the first.
      const bool unmet = met.seen == Seen{};
      met.seen += seen_on(run, s.from_cm, s.to_cm, sure, s.p);
      if (!unmet || met.seen == Seen{}) continue;
      met.first_ms = run.time_at(s.from_cm);
      met.first_cm = start + (run.probe() ? 0 : s.from_cm);
    }
  }
}

void Tracer::tell_pieces(const Run& run, std::span<const exposure::Sighting> found, optics::BandRef band,
                         std::span<const exposure::Stretch> stretches) {
  for (const exposure::Stretch& stretch : stretches) {
    Piece piece{trace_.tracks, band, stretch, {}};
    for (const exposure::Sighting& s : found) {
      if (counts(s, band.ladder) && s.band == band.band && s.from_cm < stretch.to_cm && stretch.from_cm < s.to_cm)
        piece.devices.push_back(s.device);
    }
    std::sort(piece.devices.begin(), piece.devices.end());
    piece.devices.erase(std::unique(piece.devices.begin(), piece.devices.end()), piece.devices.end());
    pieces_->piece(run, piece);
  }
}

Trace Tracer::finished() {
  close_segment();
  trace_.near_devices = watchers_.near_count();
  for (const Met& met : met_) {
    if (met.seen != Seen{}) trace_.met.push_back(met);
  }
  const auto key = [](const Met& m) {
    return std::tuple(m.seen.time.expected, m.seen.length.expected, m.seen.length.possible_cm);
  };
  std::stable_sort(trace_.met.begin(), trace_.met.end(), [&](const Met& a, const Met& b) { return key(a) > key(b); });
  trace_.stretches = 2 * trace_.untimed_cm < trace_.way.cm ? by_time_ : by_length_;
  return std::move(trace_);
}

}  // namespace contrechamp::trips
