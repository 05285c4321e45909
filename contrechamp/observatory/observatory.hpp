// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/answers/filter.hpp>
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/core/error.hpp>
#include <contrechamp/core/phrase.hpp>
#include <contrechamp/tiles/id.hpp>
#include <contrechamp/trips/unseen_parts.hpp>
#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The one door to an atlas for the command line, the server and the browser: open it, ask it.
namespace contrechamp::observatory {

enum class What : std::uint8_t {
  info,
  rejected,
  report,
  coverage,
  exposure,
  explain,
  devices,
  segments,
  segment,
  tile,
  tilejson,
  streets
};
enum class Form : std::uint8_t { text, json, csv };  ///< coverage and exposure: json is GeoJSON
enum class Answer : std::uint8_t { certain, likely, possible };

/// What an observatory is made ready for. A map's questions want indexes, which cost time and memory; figures do not.
enum class With : std::uint8_t { figures, map };
/// Of devices, segments and streets that one answer may hold.
inline constexpr std::uint32_t max_limit = 10'000;

/// Words are a stranger's: unknown ones give bad_argument with what is allowed.
struct Question {
  What what = What::info;
  Form form = Form::text;
  Lang lang = Lang::en;
  std::string_view device = {};      ///< "n123": needed by explain; coverage of one device only
  std::string_view ladder = {};      ///< empty: the one that this atlas leads with, image-2014 unless a comparison model is used
  std::string_view band = {};        ///< empty: all of the ladder; segment: see answers/geojson.hpp
  Answer answer = Answer::possible;  ///< coverage
  // Of the questions that a map asks:
  answers::DeviceFilter filter = {};  ///< devices, segments, segment, tile: which devices count
  std::optional<geo::Box> box = {};   ///< devices, segments: only what touches it
  std::uint32_t limit = 1000;         ///< devices, segments (from `offset` on), streets: at most so many, 1 to max_limit
  std::uint32_t offset = 0;
  std::string_view next = {};      ///< devices, segments: URL to which "offset=N" is appended for the link to the next page
  std::uint32_t segment = 0;       ///< its number in the atlas
  std::string_view tile_set = {};  ///< tile, tilejson
  tiles::TileId tile = {};
  std::string_view tiles_url = {};          ///< tilejson: with {z}, {x} and {y}
  std::string_view mode = {};               ///< tile, tilejson of the set "islands": foot (default), bike, car
  const trips::Islands* islands = nullptr;  ///< tile of that set: what `Observatory::islands` gave; else found for each tile
  std::string_view typed = {};              ///< streets: the beginning of a name or of a word in it
};

/// An atlas that answers. It keeps pointing into the bytes that it was opened with, which must outlive it.
class Observatory {
 public:
  /// Errors: those of Atlas::open; corrupt_atlas if the stored configuration cannot be read.
  [[nodiscard]] static Result<Observatory> open(std::span<const std::byte> bytes, With with = With::figures);
  /// The whole answer as text (a tile: as bytes, empty if nothing is in it). Several threads may ask at the same time.
  /// Errors: bad_argument (also for segments, segment, streets, tile and tilejson of one that was not opened With::map),
  /// no_such_device, no_such_segment.
  [[nodiscard]] Result<std::string> ask(const Question& question) const;
  /// The unseen islands of the question's mode, ladder, band and filter, for all tiles that show them. Finding them takes longer
  /// than drawing a tile. Without a ladder: the one that is told first to those who travel so; without a band: its leading one.
  /// Errors: bad_argument.
  [[nodiscard]] Result<trips::Islands> islands(const Question& question) const;
  /// What it answers about, for who asks at length (router.hpp).
  [[nodiscard]] const answers::Subject& subject() const;

  Observatory(Observatory&&) noexcept;
  Observatory& operator=(Observatory&&) noexcept;
  Observatory(const Observatory&) = delete;
  Observatory& operator=(const Observatory&) = delete;
  ~Observatory();

 private:
  struct Impl;
  explicit Observatory(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace contrechamp::observatory
