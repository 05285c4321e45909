// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <contrechamp/trips/native/formats.hpp>
#include <contrechamp/trips/native/geojson_bytes.hpp>
#include <nlohmann/json.hpp>

namespace contrechamp::trips {
namespace {

constexpr std::size_t longest_name = 1 << 12;
constexpr std::size_t longest_key = 64;
constexpr std::size_t deepest = 1000;

/// RFC 7946, 1.4. `depth`: in how many arrays a number of its coordinates lies; 0 where it has none.
enum class Type : std::uint8_t { none, line, lines, point, points, shape, container };
struct TypeRule {
  std::string_view name;
  Type type;
  std::uint8_t depth;
};
constexpr std::array<TypeRule, 9> types{{{"LineString", Type::line, 2},
                                         {"MultiLineString", Type::lines, 3},
                                         {"Point", Type::point, 1},
                                         {"MultiPoint", Type::points, 2},
                                         {"Polygon", Type::shape, 3},
                                         {"MultiPolygon", Type::shape, 4},
                                         {"GeometryCollection", Type::container, 0},
                                         {"Feature", Type::container, 0},
                                         {"FeatureCollection", Type::container, 0}}};

/// What an open object or array is for, by the key that it stands under.
enum class Role : std::uint8_t { thing, features, geometries, properties, coordinates, times, other };
struct RoleRule {
  Role parent;
  std::string_view key;
  Role role;
  bool array;
};
constexpr std::array<RoleRule, 8> roles{{{Role::thing, "features", Role::features, true},
                                         {Role::thing, "geometries", Role::geometries, true},
                                         {Role::thing, "geometry", Role::thing, false},
                                         {Role::thing, "properties", Role::properties, false},
                                         {Role::thing, "coordinates", Role::coordinates, true},
                                         {Role::properties, "coordTimes", Role::times, true},
                                         {Role::properties, "times", Role::times, true},
                                         {Role::properties, "coordinateProperties", Role::properties, false}}};

/// What a first reading found that stands in the file behind the place where it is needed.
struct Notes {
  struct Feature {
    std::uint64_t times_at = 0;  ///< byte behind the bracket that opens its times; 0: none
    std::uint32_t times = 0;
    std::uint32_t fixes = 0;
  };
  std::vector<Feature> features;
  std::vector<Type> things;  ///< by the order in which objects that may be a geometry begin
};

/// Follows the events of a document: first to check it and to note, without a sink, then to tell.
class Reader : public nlohmann::json_sax<nlohmann::json> {
 public:
  Reader(Bytes& bytes, Notes& notes, TimesCursor& times, TrackSink* sink)
      : bytes_(bytes), notes_(notes), times_(times), sink_(sink) {}

  /// Why it stopped, if it did.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }
  [[nodiscard]] const ReadCounts& counts() const { return counts_; }
  [[nodiscard]] bool is_geojson() const { return is_geojson_; }

  bool null() override { return no_number(); }
  bool boolean(bool) override { return no_number(); }
  bool number_integer(number_integer_t v) override { return number(static_cast<double>(v)); }
  bool number_unsigned(number_unsigned_t v) override { return number(static_cast<double>(v)); }
  bool number_float(number_float_t v, const string_t&) override { return number(v); }
  bool binary(binary_t&) override { return false; }  // JSON has none
  bool string(string_t& text) override {
    if (role() == Role::thing && key_ == "type") return type(text);
    if (role() == Role::properties && key_ == "name") name(text);
    return no_number();
  }
  bool key(string_t& text) override {
    key_ = text.size() <= longest_key ? text : std::string();
    bytes_.progress();
    return true;
  }

  bool start_object(std::size_t) override {
    if (role() == Role::coordinates) return no_number();
    const bool feature = open_.empty() || role() == Role::features;
    const Role opened = feature || role() == Role::geometries ? Role::thing : child(false);
    if (opened == Role::thing) begin_thing(feature);
    return push(opened);
  }
  bool end_object() override {
    const Role closed = open_.back();
    open_.pop_back();
    return closed != Role::thing || end_thing();
  }
  bool start_array(std::size_t) override {
    if (open_.empty()) return refuse("JSON, but no GeoJSON", Errc::not_a_track);
    if (role() == Role::coordinates) return begin_deeper();
    const Role opened = role() == Role::times ? Role::times : child(true);
    if (opened == Role::coordinates) begin_coordinates();
    if (opened == Role::times && role() != Role::times) begin_times();
    return push(opened);
  }
  bool end_array() override {
    if (role() == Role::coordinates) {
      if (numbers_ > 0 && !end_position()) return false;
      numbers_ = 0;
      if (--depth_ > 0) return true;
    }
    open_.pop_back();
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return refuse(bytes_.too_long() ? "a text longer than a megabyte" : "no JSON from here on, or cut short");
  }

 private:
  struct Thing {
    std::size_t number = 0;
    const TypeRule* type = nullptr;
    std::uint8_t depth = 0;  ///< of its coordinates
  };

  bool refuse(std::string_view why, Errc code = Errc::corrupt_track) {
    if (!error_) error_ = refused(code, bytes_.line(), why).value();
    return false;
  }
  [[nodiscard]] Role role() const { return open_.empty() ? Role::other : open_.back(); }
  [[nodiscard]] Role child(bool array) const {
    const auto rule = std::find_if(roles.begin(), roles.end(),
                                   [&](const RoleRule& r) { return r.parent == role() && r.array == array && r.key == key_; });
    return rule == roles.end() ? Role::other : rule->role;
  }
  bool push(Role opened) {
    bytes_.progress();
    open_.push_back(opened);
    return open_.size() <= deepest || refuse("nested too deep");
  }
  [[nodiscard]] bool telling() const { return sink_ != nullptr; }

  void begin_thing(bool is_feature) {
    things_.push_back({next_thing_++, nullptr, 0});
    if (!telling()) notes_.things.push_back(Type::none);
    if (!is_feature) return;
    feature_ = next_feature_++;
    if (!telling()) notes_.features.emplace_back();
    name_.clear();
    track_begun_ = false;
    times_gone_to_ = false;
  }
  bool end_thing() {
    const Thing thing = things_.back();
    things_.pop_back();
    if (thing.type == nullptr) return true;  // counts as nothing
    if (thing.depth != 0 && thing.type->depth != thing.depth) return refuse("coordinates do not fit their type");
    notes_.things[thing.number] = thing.type->type;
    return true;
  }
  bool type(const std::string& text) {
    const auto rule = std::find_if(types.begin(), types.end(), [&](const TypeRule& r) { return r.name == text; });
    const bool root = things_.size() == 1;
    if (rule == types.end()) return !root || refuse("JSON, but no GeoJSON", Errc::not_a_track);
    things_.back().type = &*rule;
    is_geojson_ = is_geojson_ || root;
    bytes_.progress();
    return true;
  }
  void name(const std::string& text) {
    name_ = text.size() <= longest_name ? text : std::string();
    if (track_begun_) sink_->name_track(name_);
  }

  void begin_times() {
    if (notes_.features[feature_].times_at == 0) notes_.features[feature_].times_at = bytes_.byte();
  }
  void begin_coordinates() {
    depth_ = 1;
    numbers_ = 0;
    type_ = telling() ? notes_.things[things_.back().number] : Type::none;
    counts_.points += type_ == Type::point ? 1 : 0;
    counts_.other_shapes += type_ == Type::shape ? 1 : 0;
    if (type_ != Type::line && type_ != Type::lines) return;
    sink_->begin_track();
    track_begun_ = true;
    if (!name_.empty()) sink_->name_track(name_);
    if (type_ == Type::line) sink_->begin_segment();
    const Notes::Feature& here = notes_.features[feature_];
    timed_ = here.times_at != 0 && here.times == here.fixes;
    if (times_gone_to_) return;  // a second geometry goes on where the first one ended
    times_gone_to_ = true;
    counts_.unfit_times += here.times_at != 0 && !timed_ ? 1 : 0;
    if (timed_) times_.go(here.times_at);
  }
  bool begin_deeper() {
    if (numbers_ > 0 || depth_ == 4) return refuse("coordinates do not fit any type");
    if (++depth_ == 2 && type_ == Type::lines) sink_->begin_segment();
    bytes_.progress();
    return true;
  }
  bool end_position() {
    Thing& thing = things_.back();
    if (numbers_ < 2) return refuse("a position of one number");
    if (thing.depth != 0 && thing.depth != depth_) return refuse("coordinates do not fit any type");
    thing.depth = depth_;
    const auto at = position({position_[1], position_[0]}, bytes_.line());
    if (!at) {
      error_ = at.error();
      return false;
    }
    if (!telling()) ++notes_.features[feature_].fixes;
    if (type_ == Type::points) ++counts_.points;
    if (type_ != Type::line && type_ != Type::lines) return true;
    ++counts_.fixes;
    sink_->fix({*at, timed_ ? times_.next(counts_.strange_times) : std::nullopt});
    return true;
  }
  bool number(double value) {
    if (role() != Role::coordinates) return no_number();
    if (numbers_ < position_.size()) position_[numbers_] = value;
    ++numbers_;
    bytes_.progress();
    return true;
  }
  /// A value that stands for no coordinate.
  bool no_number() {
    bytes_.progress();
    if (role() == Role::times && !telling()) ++notes_.features[feature_].times;
    return role() != Role::coordinates || refuse("a coordinate is no number");
  }

  Bytes& bytes_;
  Notes& notes_;
  TimesCursor& times_;
  TrackSink* sink_;
  std::vector<Role> open_;
  std::vector<Thing> things_;
  std::string key_;
  std::string name_;
  bool is_geojson_ = false;
  bool track_begun_ = false;  // of this feature
  bool times_gone_to_ = false;
  bool timed_ = false;
  std::size_t next_thing_ = 0;
  std::size_t next_feature_ = 0;
  std::size_t feature_ = 0;
  Type type_ = Type::none;
  std::uint8_t depth_ = 0;   // open arrays of coordinates
  std::size_t numbers_ = 0;  // of the open position
  std::array<double, 2> position_{};
  ReadCounts counts_;
  std::optional<Error> error_;
};

Result<ReadCounts> follow(Source& source, Notes& notes, TimesCursor& times, TrackSink* sink) {
  source.seek(0);
  Bytes bytes(source);
  Reader reader(bytes, notes, times, sink);
  const bool whole = nlohmann::json::sax_parse(Bytes::Iterator(bytes), Bytes::Iterator(), &reader);
  if (reader.error()) return tl::unexpected(*reader.error());
  if (!whole || !reader.is_geojson()) return refused(Errc::not_a_track, bytes.line(), "JSON, but no GeoJSON");
  return reader.counts();
}

}  // namespace

std::optional<std::int64_t> TimesCursor::next(std::uint64_t& strange) {
  int c = source_.peek();
  while (c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == ',' || c == '[' || c == ']') {
    source_.take();
    c = source_.peek();
  }
  const bool quoted = c == '"';
  text_.clear();
  if (quoted) source_.take();
  for (c = source_.peek(); c >= 0 && (quoted ? c != '"' : c != ',' && c != ']'); c = source_.peek()) {
    text_ += static_cast<char>(c);
    source_.take();
  }
  if (quoted && c >= 0) source_.take();
  const auto time = quoted ? time_from(text_) : std::nullopt;
  strange += time || text_.starts_with("null") ? 0 : 1;
  return time;
}

Result<ReadCounts> read_geojson(Source& source, Source& times, TrackSink& sink) {
  Notes notes;
  TimesCursor cursor(times);
  if (auto checked = follow(source, notes, cursor, nullptr); !checked) return checked;
  return follow(source, notes, cursor, &sink);
}

}  // namespace contrechamp::trips
