// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/tiles/mvt.hpp>
#include <contrechamp/tiles/wire.hpp>
#include <algorithm>
#include <bit>

namespace contrechamp::tiles {
namespace {

// Protobuf: a field's number and how it is written, in one byte.
enum class Wire : std::uint8_t { varint = 0, fixed64 = 1, bytes = 2 };
constexpr char tag(int field, Wire wire) { return static_cast<char>(field << 3 | static_cast<int>(wire)); }

void append_number(std::string& out, int field, std::uint64_t v) {
  out += tag(field, Wire::varint);
  append_varint(out, v);
}
void append_bytes(std::string& out, int field, std::string_view bytes) {
  out += tag(field, Wire::bytes);
  append_varint(out, bytes.size());
  out += bytes;
}

// vector_tile.proto of the specification, §4: the numbers of the fields.
constexpr int tile_layer = 3;
constexpr int layer_name = 1, layer_feature = 2, layer_key = 3, layer_value = 4, layer_extent = 5, layer_version = 15;
constexpr int feature_id = 1, feature_tags = 2, feature_type = 3, feature_geometry = 4;
constexpr int value_string = 1, value_double = 3, value_unsigned = 5, value_signed = 6, value_bool = 7;
constexpr std::uint32_t type_point = 1, type_line = 2, type_polygon = 3;

// §4.3: commands with their count, then steps from the point before.
constexpr std::uint64_t move_to = 1, line_to = 2, close_path = 7;

class Pen {
 public:
  explicit Pen(std::string& out) : out_(out) { out_.clear(); }
  void path(std::span<const TilePoint> points) {
    command(move_to, 1);
    step(points.front());
    if (points.size() > 1) command(line_to, points.size() - 1);
    for (const TilePoint p : points.subspan(1)) step(p);
  }
  void close() { command(close_path, 1); }

 private:
  void command(std::uint64_t name, std::uint64_t count) { append_varint(out_, name | count << 3); }
  void step(TilePoint p) {
    append_varint(out_, zigzag(p.x - at_.x));
    append_varint(out_, zigzag(p.y - at_.y));
    at_ = p;
  }
  std::string& out_;
  TilePoint at_;
};

struct ValueWriter {
  std::string& out;
  void operator()(std::string_view v) const { append_bytes(out, value_string, v); }
  void operator()(std::int64_t v) const {
    v < 0 ? append_number(out, value_signed, zigzag(v)) : append_number(out, value_unsigned, static_cast<std::uint64_t>(v));
  }
  void operator()(bool v) const { append_number(out, value_bool, v ? 1 : 0); }
  void operator()(double v) const {
    out += tag(value_double, Wire::fixed64);
    append_fixed(out, std::bit_cast<std::uint64_t>(v), 8);
  }
};

}  // namespace

std::uint32_t Layer::key_index(std::string_view key) {
  const auto found = std::find(keys_.begin(), keys_.end(), key);
  const auto index = static_cast<std::uint32_t>(found - keys_.begin());
  if (found == keys_.end()) keys_.emplace_back(key);
  return index;
}

std::uint32_t Layer::value_index(const Property& property) {
  value_.clear();
  std::visit(ValueWriter{value_}, property.value);
  const auto [place, is_new] = places_.try_emplace(value_, static_cast<std::uint32_t>(places_.size()));
  if (is_new) append_bytes(values_, layer_value, value_);
  return place->second;
}

void Layer::add(std::uint32_t type, std::span<const Property> properties, std::optional<std::uint64_t> id) {
  tags_.clear();
  for (const Property& property : properties) {
    append_varint(tags_, key_index(property.key));
    append_varint(tags_, value_index(property));
  }
  feature_.clear();
  if (id) append_number(feature_, feature_id, *id);
  if (!tags_.empty()) append_bytes(feature_, feature_tags, tags_);
  append_number(feature_, feature_type, type);
  append_bytes(feature_, feature_geometry, geometry_);
  append_bytes(features_, layer_feature, feature_);
  ++size_;
}

void Layer::add_point(TilePoint point, std::span<const Property> properties, std::optional<std::uint64_t> id) {
  Pen(geometry_).path({&point, 1});
  add(type_point, properties, id);
}

void Layer::add_lines(std::span<const TileLine> lines, std::span<const Property> properties, std::optional<std::uint64_t> id) {
  if (lines.empty()) return;
  Pen pen(geometry_);
  for (const TileLine& line : lines) pen.path(line);
  add(type_line, properties, id);
}

void Layer::add_rings(std::span<const TileRing> rings, std::span<const Property> properties, std::optional<std::uint64_t> id) {
  if (rings.empty()) return;
  Pen pen(geometry_);
  for (const TileRing& ring : rings) {
    pen.path(ring);
    pen.close();
  }
  add(type_polygon, properties, id);
}

void Layer::append_to(std::string& tile) const {
  std::string layer;
  append_number(layer, layer_version, 2);
  append_bytes(layer, layer_name, name_);
  layer += features_;
  for (const std::string& key : keys_) append_bytes(layer, layer_key, key);
  layer += values_;
  append_number(layer, layer_extent, extent);
  append_bytes(tile, tile_layer, layer);
}

std::string encoded(std::span<const Layer> layers) {
  std::string tile;
  for (const Layer& layer : layers) {
    if (layer.size() > 0) layer.append_to(tile);
  }
  return tile;
}

}  // namespace contrechamp::tiles
