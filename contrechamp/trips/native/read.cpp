// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/text.hpp>
#include <contrechamp/trips/native/formats.hpp>

namespace contrechamp::trips {
namespace {

enum class Format : std::uint8_t { nothing, xml, json, unknown };

/// By the first byte that is neither a byte order mark nor space. UTF-16 is a matter of XML alone (RFC 8259, 8.1).
Format format_of(Source& source) {
  std::string_view start = source.block();
  if (start.empty()) return Format::nothing;
  if (start.starts_with("\xFF\xFE") || start.starts_with("\xFE\xFF")) return Format::xml;
  if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
  const std::size_t first = start.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return start.size() < 4096 ? Format::nothing : Format::unknown;
  if (start[first] == '<') return Format::xml;
  return start[first] == '{' ? Format::json : Format::unknown;
}

Result<ReadCounts> read_content(const std::filesystem::path& file, Source& source, TrackSink& sink) {
  const Format format = format_of(source);
  source.seek(0);
  switch (format) {
    case Format::nothing: return fail(Errc::empty_file);
    case Format::unknown: return fail(Errc::not_a_track, "neither GPX nor GeoJSON");
    case Format::xml: return read_gpx(source, sink);
    case Format::json: break;
  }
  auto times = Source::open(file);
  if (!times) return fail(Errc::cannot_read);
  return read_geojson(source, *times, sink);
}

}  // namespace

tl::unexpected<Error> refused(Errc code, std::uint64_t line, std::string_view why) {
  return fail(code, "line " + number(static_cast<std::int64_t>(line)) + ": " + std::string(why));
}

Result<geo::LatLon> position(geo::RawLatLon raw, std::uint64_t line) {
  const auto at = geo::checked(raw);
  if (!at) return refused(Errc::bad_coordinate, line, "latitudes reach 85 degrees, longitudes 180");
  return *at;
}

Result<ReadCounts> read(const std::filesystem::path& file, TrackSink& sink) {
  auto source = Source::open(file);
  if (!source) return tl::unexpected(source.error());
  auto counts = read_content(file, *source, sink);
  if (source->failed()) return fail(Errc::cannot_read, file.string());
  if (!counts) return fail_within(file.string(), counts.error());
  if (counts->fixes == 0) {
    return fail(Errc::nothing_inside, file.string() + ": no track" + (counts->points > 0 ? ", only points" : ""));
  }
  return counts;
}

}  // namespace contrechamp::trips
