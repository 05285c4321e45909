// SPDX-License-Identifier: AGPL-3.0-or-later
#include <expat.h>
#include <algorithm>
#include <array>
#include <charconv>
#include <contrechamp/core/text.hpp>
#include <contrechamp/trips/native/formats.hpp>
#include <memory>
#include <type_traits>

namespace contrechamp::trips {
namespace {

constexpr std::size_t longest_token = 1 << 20;  // a tag or a comment; expat holds it whole
constexpr std::size_t longest_text = 1 << 12;   // a name or a time
constexpr std::uint32_t deepest = 1000;

/// Elements that matter, each only inside of its parent. GPX 1.0 and 1.1 (topografix.com/GPX/1/1).
enum class Place : std::uint8_t { outside, gpx, track, route, segment, point, waypoint, time, name, other };
struct Rule {
  Place parent;
  std::string_view name;
  Place place;
};
constexpr std::array<Rule, 10> rules{{{Place::outside, "gpx", Place::gpx},
                                      {Place::gpx, "trk", Place::track},
                                      {Place::gpx, "rte", Place::route},
                                      {Place::gpx, "wpt", Place::waypoint},
                                      {Place::track, "trkseg", Place::segment},
                                      {Place::track, "name", Place::name},
                                      {Place::route, "name", Place::name},
                                      {Place::segment, "trkpt", Place::point},
                                      {Place::route, "rtept", Place::point},
                                      {Place::point, "time", Place::time}}};

Place place_of(Place parent, std::string_view name) {
  name.remove_prefix(name.rfind(':') + 1);  // a namespace's prefix
  const auto rule = std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.parent == parent && r.name == name; });
  return rule == rules.end() ? Place::other : rule->place;
}

std::optional<double> degrees(std::string_view text) {
  text = trimmed(text);
  double value = 0;
  if (text.starts_with('+')) text.remove_prefix(1);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

class Gpx {
 public:
  explicit Gpx(TrackSink& sink) : parser_(XML_ParserCreate(nullptr)), sink_(sink) {
    if (!parser_) return;
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), &Gpx::start, &Gpx::end);
    XML_SetCharacterDataHandler(parser_.get(), &Gpx::text);
    XML_SetEntityDeclHandler(parser_.get(), &Gpx::entity);
  }

  Result<ReadCounts> read(Source& source) {
    if (!parser_) return fail(Errc::internal, "no XML parser");
    std::uint64_t fed = 0;
    for (bool last = false; !last;) {
      const std::string_view block = source.block();
      last = block.empty();
      const XML_Status status = XML_Parse(parser_.get(), block.data(), static_cast<int>(block.size()), last ? 1 : 0);
      if (error_) return tl::unexpected(*error_);
      if (status != XML_STATUS_OK) return damage(XML_ErrorString(XML_GetErrorCode(parser_.get())));
      fed += block.size();
      if (fed > static_cast<std::uint64_t>(XML_GetCurrentByteIndex(parser_.get())) + longest_token) {
        return damage("a tag or comment longer than a megabyte");
      }
    }
    return counts_;
  }

 private:
  static Gpx& self(void* data) { return *static_cast<Gpx*>(data); }
  static void start(void* data, const XML_Char* name, const XML_Char** attributes) { self(data).open(name, attributes); }
  static void end(void* data, const XML_Char*) { self(data).close(); }
  static void text(void* data, const XML_Char* piece, int length) {
    Gpx& gpx = self(data);
    const bool wanted = gpx.depth_of_other_ == 0 && (gpx.place() == Place::time || gpx.place() == Place::name);
    if (wanted && gpx.text_.size() < longest_text) gpx.text_.append(piece, static_cast<std::size_t>(length));
  }
  /// A few bytes of declared entities can stand for gigabytes of text; no writer of tracks needs any.
  static void entity(void* data, const XML_Char*, int, const XML_Char*, int, const XML_Char*, const XML_Char*, const XML_Char*,
                     const XML_Char*) {
    Gpx& gpx = self(data);
    gpx.stop(gpx.damage("it declares entities, which are not read").value());
  }

  tl::unexpected<Error> damage(std::string_view why) const {
    return refused(root_seen_ ? Errc::corrupt_track : Errc::not_a_track, XML_GetCurrentLineNumber(parser_.get()), why);
  }
  void stop(Error error) {
    if (!error_) error_ = std::move(error);
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  [[nodiscard]] Place place() const { return places_.empty() ? Place::outside : places_.back(); }

  void open(std::string_view name, const XML_Char** attributes) {
    if (error_) return;
    if (depth_of_other_ > 0) {
      if (++depth_of_other_ > deepest) stop(damage("elements nested too deep").value());
      return;
    }
    const Place here = place_of(place(), name);
    if (places_.empty() && here != Place::gpx) return stop(damage("XML, but no GPX").value());
    root_seen_ = true;
    if (here == Place::other) {
      depth_of_other_ = 1;
      return;
    }
    places_.push_back(here);
    text_.clear();
    enter(here, attributes);
  }

  void enter(Place here, const XML_Char** attributes) {
    switch (here) {
      case Place::track: sink_.begin_track(); break;
      case Place::route:
        sink_.begin_track();
        sink_.begin_segment();
        break;
      case Place::segment: sink_.begin_segment(); break;
      case Place::point: point(attributes); break;
      case Place::waypoint: ++counts_.points; break;
      default: break;
    }
  }

  void point(const XML_Char** attributes) {
    std::optional<double> lat;
    std::optional<double> lon;
    for (; *attributes != nullptr; attributes += 2) {
      if (std::string_view(attributes[0]) == "lat") lat = degrees(attributes[1]);
      if (std::string_view(attributes[0]) == "lon") lon = degrees(attributes[1]);
    }
    if (!lat || !lon) return stop(damage("a latitude or longitude is missing or no number").value());
    const auto at = position({*lat, *lon}, XML_GetCurrentLineNumber(parser_.get()));
    if (!at) return stop(at.error());
    fix_ = {*at, std::nullopt};
  }

  void close() {
    if (error_) return;
    if (depth_of_other_ > 0) {
      --depth_of_other_;
      return;
    }
    const Place left = place();
    places_.pop_back();
    if (left == Place::name) sink_.name_track(trimmed(text_));
    if (left == Place::time) {
      fix_.time_ms = time_from(text_);
      counts_.strange_times += fix_.time_ms ? 0 : 1;
    }
    if (left == Place::point) {
      ++counts_.fixes;
      sink_.fix(fix_);
    }
  }

  struct Free {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> parser_;
  TrackSink& sink_;
  std::vector<Place> places_;         // that matter, from the outside in
  std::uint32_t depth_of_other_ = 0;  // how deep inside of an element that does not
  bool root_seen_ = false;
  std::string text_;
  Fix fix_;
  ReadCounts counts_;
  std::optional<Error> error_;
};

}  // namespace

Result<ReadCounts> read_gpx(Source& source, TrackSink& sink) { return Gpx(sink).read(source); }

}  // namespace contrechamp::trips
