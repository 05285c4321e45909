// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/exposure/merged.hpp>
#include <contrechamp/trips/watchers.hpp>
#include <string>

namespace contrechamp::trips {

/// Two fixes further apart than this are no track: a lost signal, a flight, a fault. The line between them is not walked.
inline constexpr double leap_cm = 10'000'000;
/// A file may hold millions of tracks; more than these are in the sums only.
inline constexpr std::size_t most_tracks_listed = 1000;
inline constexpr std::size_t most_stretches_listed = 10;

/// Length in view, and time in view in the same shape: certain and possible in ms, expected in 1/65535 ms.
struct Seen {
  exposure::InView length;
  exposure::InView time;
  Seen& operator+=(const Seen& other);
  bool operator==(const Seen&) const = default;
};

/// Length and known time of something travelled.
struct Way {
  std::uint64_t cm = 0;
  std::uint64_t ms = 0;
  Way& operator+=(const Way& other);
  bool operator==(const Way&) const = default;
};

/// All that was travelled at one band at least. Of it, `assumed` lies on sparse lines that nobody recorded.
struct BandSeen {
  optics::BandRef band;
  Seen seen;
  Seen assumed;
};

/// One device in one ladder. Lengths at the band that leads the ladder; a stretch that is travelled twice counts twice.
struct Met {
  std::uint32_t device = 0;
  optics::Ladder ladder = optics::Ladder::image_2014;
  Seen seen;
  std::optional<std::int64_t> first_ms;  ///< when it could first see the track; nothing if that is not timed
  std::uint64_t first_cm = 0;            ///< and where, from the beginning of the file
  std::uint8_t narrowest_possible = 0;   ///< band reached
  std::optional<std::uint8_t> narrowest_certain;
};

/// About 100 m of a track, at the first ladder's leading band.
struct Stretch {
  std::uint64_t track = 0;
  std::uint64_t from_cm = 0;  ///< from the beginning of the track
  Way way;
  std::optional<std::int64_t> begin_ms;
  geo::LatLon middle;
  Seen seen;
  std::size_t devices = 0;
};

struct TrackSummary {
  std::string name;
  std::uint64_t segments = 0;
  std::uint64_t fixes = 0;
  Way way;
  std::optional<std::int64_t> begin_ms;
  Seen seen;  ///< at the first ladder's leading band
};

/// Where and when tracks were in view. Sums over all tracks; nothing is kept of what lies between.
struct Trace {
  std::uint64_t tracks = 0;
  std::uint64_t segments = 0;
  std::uint64_t fixes = 0;
  std::uint64_t lone_fixes = 0;      ///< segments of one fix: no line
  std::uint64_t leaps = 0;           ///< lines longer than leap_cm, not walked
  std::uint64_t without_time = 0;    ///< fixes
  std::uint64_t backward_times = 0;  ///< lines whose time goes back: their time counts nowhere
  std::uint64_t sparse_lines = 0;
  Way way;
  Way sparse;                            ///< of it, on straight lines between fixes far apart
  Way not_mapped;                        ///< of it, in cells that are not surveyed
  std::uint64_t untimed_cm = 0;          ///< of it, on lines without time
  std::optional<std::int64_t> begin_ms;  ///< earliest and latest time of a fix
  std::optional<std::int64_t> end_ms;
  std::size_t near_devices = 0;    ///< known devices of any kind within max_range
  std::vector<BandSeen> bands;     ///< by ladder as asked, bands ascending
  std::vector<Met> met;            ///< possible at the leading band, most expected time, then length, first
  std::vector<Stretch> stretches;  ///< most watched first: by time where most of the way is timed, else by length
  std::vector<TrackSummary> list;  ///< the first most_tracks_listed
};

/// One merged stretch in view, as it is found.
struct Piece {
  std::uint64_t track = 0;
  optics::BandRef band;
  exposure::Stretch stretch;           ///< positions along the run
  std::vector<std::uint32_t> devices;  ///< that possibly see a part of it, ascending
};

/// Takes pieces as they are found, in the order of the track.
class PieceSink {
 public:
  PieceSink() = default;
  virtual ~PieceSink() = default;
  PieceSink(const PieceSink&) = delete;
  PieceSink& operator=(const PieceSink&) = delete;
  virtual void piece(const Run& run, const Piece& piece) = 0;
};

/// What is asked of a trace.
struct Wish {
  std::vector<optics::Ladder> ladders;  ///< at least one
  std::optional<std::uint8_t> band;     ///< only this band of the (only) ladder; else all, led by optics::leading_band_of
};

/// Follows tracks fix by fix. What it holds does not grow with their length.
/// Laws: lengths are those of the straight lines between consecutive fixes, each measured once; reversing a track changes no
/// length in view but by rounding (a centimetre for each end of a stretch) and what sees one direction only; certain <= expected
/// <= possible for length and time.
class Tracer : public TrackSink {
 public:
  /// `pieces` may be null.
  Tracer(const City& city, const Wish& wish, PieceSink* pieces);
  void begin_track() override;
  void name_track(std::string_view name) override;
  void begin_segment() override;
  void fix(const Fix& fix) override;
  /// After the last fix.
  [[nodiscard]] Trace finished();

 private:
  void note_time(const Fix& fix);
  void close_segment();
  void close_run(bool sparse);
  void measure(const Run& run, bool sparse);
  void tell_devices(const Run& run, std::span<const exposure::Sighting> found);
  void tell_pieces(const Run& run, std::span<const exposure::Sighting> found, optics::BandRef band,
                   std::span<const exposure::Stretch> stretches);
  void rank(const Stretch& stretch);
  [[nodiscard]] geo::LocalFrame frame_at(geo::LatLon p) const;
  [[nodiscard]] bool leads(const optics::BandRef& band) const;
  [[nodiscard]] TrackSummary* current();

  City city_;
  Wish wish_;
  PieceSink* pieces_;
  geo::Box home_;  // where the atlas's own frames hold; elsewhere each run has its own
  Watchers watchers_;
  Trace trace_;
  std::vector<Met> met_;          // by ladder as asked × device
  std::vector<Stretch> by_time_;  // best first
  std::vector<Stretch> by_length_;
  std::vector<Fix> fixes_;  // of the run that is being gathered
  std::optional<geo::LocalFrame> frame_;
  geo::Point last_;
  double run_cm_ = 0;
  std::uint64_t in_segment_ = 0;  // fixes
  std::uint64_t track_cm_ = 0;    // from the beginning of the track to the run
};

}  // namespace contrechamp::trips
