// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/random.hpp>
#include <contrechamp/tiles/mvt.hpp>
#include <bit>
#include <gtest/gtest.h>
#include <map>
#include <tests/support/testing.hpp>

namespace contrechamp::tiles {
namespace {

// A reader of protobuf and of the specification's commands that shares nothing with the writer.
struct Field {
  int number = 0;
  std::uint64_t value = 0;  // varint or fixed64
  std::string_view bytes;
};

std::uint64_t varint(std::string_view& in) {
  std::uint64_t v = 0;
  for (int shift = 0;; shift += 7) {
    if (in.empty() || shift > 63) {
      ADD_FAILURE() << "a varint that does not end";
      return v;
    }
    const auto byte = static_cast<unsigned char>(in[0]);
    in.remove_prefix(1);
    v |= std::uint64_t{byte & 0x7fU} << shift;
    if (byte < 0x80) return v;
  }
}

std::vector<Field> fields(std::string_view in) {
  std::vector<Field> out;
  while (!in.empty()) {
    const std::uint64_t key = varint(in);
    Field f{static_cast<int>(key >> 3), 0, {}};
    if ((key & 7) == 0) f.value = varint(in);
    if ((key & 7) == 1) {
      for (std::size_t i = 0; i < 8; ++i) f.value |= std::uint64_t{static_cast<unsigned char>(in[i])} << (8 * i);
      in.remove_prefix(8);
    }
    if ((key & 7) == 2) {
      const auto size = static_cast<std::size_t>(varint(in));
      f.bytes = in.substr(0, size);
      in.remove_prefix(std::min(size, in.size()));
    }
    out.push_back(f);
  }
  return out;
}

std::vector<std::uint64_t> numbers(std::string_view packed) {
  std::vector<std::uint64_t> out;
  while (!packed.empty()) out.push_back(varint(packed));
  return out;
}

std::int64_t unzigzag(std::uint64_t v) { return static_cast<std::int64_t>(v >> 1) ^ -static_cast<std::int64_t>(v & 1); }

using Value = std::variant<std::string, std::int64_t, bool, double>;
struct Feature {
  std::optional<std::uint64_t> id;
  std::uint64_t type = 0;
  std::map<std::string, Value> properties;
  std::vector<std::vector<TilePoint>> paths;
  std::size_t closed = 0;
  bool operator==(const Feature&) const = default;
};
struct Decoded {
  std::string name;
  std::uint64_t version = 0, extent = 0;
  std::vector<Feature> features;
  std::vector<std::string> keys;
  std::vector<Value> values;
};

Value value_of(std::string_view bytes) {
  const Field f = fields(bytes)[0];
  switch (f.number) {
    case 1: return std::string(f.bytes);
    case 3: return std::bit_cast<double>(f.value);
    case 5: return static_cast<std::int64_t>(f.value);
    case 6: return unzigzag(f.value);
    case 7: return f.value != 0;
    default: ADD_FAILURE() << "a value of kind " << f.number; return false;
  }
}

void read_geometry(std::string_view packed, Feature& feature) {
  const std::vector<std::uint64_t> in = numbers(packed);
  TilePoint at;
  for (std::size_t i = 0; i < in.size();) {
    const std::uint64_t command = in[i] & 7, count = in[i] >> 3;
    ++i;
    if (command == 7) {
      EXPECT_EQ(count, 1U);
      ++feature.closed;
      continue;
    }
    for (std::uint64_t k = 0; k < count; ++k, i += 2) {
      at.x += static_cast<std::int32_t>(unzigzag(in[i]));
      at.y += static_cast<std::int32_t>(unzigzag(in[i + 1]));
      if (command == 1) feature.paths.emplace_back();
      feature.paths.back().push_back(at);
    }
  }
}

Decoded decoded_layer(std::string_view bytes) {
  Decoded out;
  std::vector<std::string_view> raw;
  for (const Field& f : fields(bytes)) {
    if (f.number == 15) out.version = f.value;
    if (f.number == 1) out.name = f.bytes;
    if (f.number == 2) raw.push_back(f.bytes);
    if (f.number == 3) out.keys.emplace_back(f.bytes);
    if (f.number == 4) out.values.push_back(value_of(f.bytes));
    if (f.number == 5) out.extent = f.value;
  }
  for (const std::string_view feature : raw) {
    Feature f;
    for (const Field& part : fields(feature)) {
      if (part.number == 1) f.id = part.value;
      if (part.number == 3) f.type = part.value;
      if (part.number == 4) read_geometry(part.bytes, f);
      if (part.number != 2) continue;
      const std::vector<std::uint64_t> tags = numbers(part.bytes);
      for (std::size_t i = 0; i + 1 < tags.size(); i += 2) f.properties[out.keys[tags[i]]] = out.values[tags[i + 1]];
    }
    out.features.push_back(f);
  }
  return out;
}

std::vector<Decoded> decoded(std::string_view tile) {
  std::vector<Decoded> out;
  for (const Field& f : fields(tile)) {
    EXPECT_EQ(f.number, 3);
    out.push_back(decoded_layer(f.bytes));
  }
  return out;
}

// The packed geometry of the only feature of a layer.
std::vector<std::uint64_t> commands(const Layer& layer) {
  const std::string tile = encoded({&layer, 1});
  for (const Field& part : fields(fields(tile)[0].bytes)) {
    if (part.number != 2) continue;
    for (const Field& f : fields(part.bytes)) {
      if (f.number == 4) return numbers(f.bytes);
    }
  }
  return {};
}

TEST(Mvt, writes_the_examples_of_the_specification) {  // §4.3.5
  Layer point("a");
  point.add_point({25, 17}, {});
  EXPECT_EQ(commands(point), (std::vector<std::uint64_t>{9, 50, 34}));
  Layer line("a");
  line.add_lines(std::vector<TileLine>{{{2, 2}, {2, 10}, {10, 10}}}, {});
  EXPECT_EQ(commands(line), (std::vector<std::uint64_t>{9, 4, 4, 18, 0, 16, 16, 0}));
  Layer lines("a");
  lines.add_lines(std::vector<TileLine>{{{2, 2}, {2, 10}, {10, 10}}, {{1, 1}, {3, 5}}}, {});
  EXPECT_EQ(commands(lines), (std::vector<std::uint64_t>{9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8}));
  Layer ring("a");
  ring.add_rings(std::vector<TileRing>{{{3, 6}, {8, 12}, {20, 34}}}, {});
  EXPECT_EQ(commands(ring), (std::vector<std::uint64_t>{9, 6, 12, 18, 10, 12, 24, 44, 15}));
  Layer rings("a");
  rings.add_rings(std::vector<TileRing>{{{0, 0}, {10, 0}, {10, 10}, {0, 10}},
                                        {{11, 11}, {20, 11}, {20, 20}, {11, 20}},
                                        {{13, 13}, {13, 17}, {17, 17}, {17, 13}}},
                  {});
  EXPECT_EQ(commands(rings), (std::vector<std::uint64_t>{9, 0,  0,  26, 20, 0, 0, 20, 19, 0, 15, 9, 22, 2, 26, 18, 0,
                                                         0, 18, 17, 0,  15, 9, 4, 13, 26, 0, 8,  8, 0,  0, 7,  15}));
}

TEST(Mvt, keys_and_values_are_stored_once_in_the_order_of_their_first_use) {
  Layer layer("streets");
  const std::vector<Property> first = {{"name", "Rue Haute"}, {"lanes", 2}, {"surveyed", true}};
  const std::vector<Property> second = {{"surveyed", true}, {"name", "Rue Haute"}, {"width", 2.0}, {"level", -1}, {"up", false}};
  layer.add_point({1, 1}, first, 7);
  layer.add_point({2, 2}, second);
  const Decoded read = decoded(encoded({&layer, 1}))[0];
  EXPECT_EQ(read.name, "streets");
  EXPECT_EQ(read.version, 2U);
  EXPECT_EQ(read.extent, 4096U);
  EXPECT_EQ(read.keys, (std::vector<std::string>{"name", "lanes", "surveyed", "width", "level", "up"}));
  // The whole number 2 and the real number 2.0 are two values.
  EXPECT_EQ(read.values, (std::vector<Value>{"Rue Haute", std::int64_t{2}, true, 2.0, std::int64_t{-1}, false}));
  ASSERT_EQ(read.features.size(), 2U);
  EXPECT_EQ(read.features[0].id, 7U);
  EXPECT_FALSE(read.features[1].id);
  EXPECT_EQ(read.features[1].properties.size(), 5U);
}

TEST(Mvt, empty_layers_and_empty_shapes_are_left_out) {
  std::vector<Layer> layers;
  layers.emplace_back("none");
  layers.emplace_back("some");
  layers[0].add_lines({}, {});
  layers[0].add_rings({}, {});
  EXPECT_EQ(encoded(layers), "");
  layers[1].add_point({}, {});
  ASSERT_EQ(decoded(encoded(layers)).size(), 1U);
  EXPECT_EQ(decoded(encoded(layers))[0].name, "some");
}

Value random_value(Random& random) {
  switch (random.below(5)) {
    case 0: return "word " + std::to_string(random.below(9));
    case 1: return random.between(-5, 5);
    case 2: return random.chance(500);
    case 3: return static_cast<std::int64_t>(random.next());
    default: return static_cast<double>(random.between(-1000, 1000)) / 7;
  }
}

Feature random_feature(Random& random) {
  Feature f;
  if (random.chance(500)) f.id = random.next();
  f.type = 1 + random.below(3);
  for (std::uint64_t i = random.below(5); i > 0; --i) f.properties["k" + std::to_string(random.below(12))] = random_value(random);
  f.paths.resize(f.type == 1 ? 1 : 1 + random.below(4));
  for (auto& path : f.paths) {
    for (std::size_t i = f.type == 1 ? 1 : f.type + random.below(6); i > 0; --i) {
      path.push_back(
          {static_cast<std::int32_t>(random.between(-64, 4160)), static_cast<std::int32_t>(random.between(-64, 4160))});
    }
  }
  f.closed = f.type == 3 ? f.paths.size() : 0;
  return f;
}

TEST(Mvt, random_tiles_are_read_back_as_they_were) {
  Random random(testing::seed());
  for (int i = 0; i < 200; ++i) {
    std::vector<Layer> layers;
    std::vector<std::vector<Feature>> wanted(1 + random.below(3));
    for (std::vector<Feature>& features : wanted) {
      layers.emplace_back("layer " + std::to_string(layers.size()));
      for (std::uint64_t k = 1 + random.below(20); k > 0; --k) {
        const Feature& f = features.emplace_back(random_feature(random));
        std::vector<Property> properties;
        for (const auto& [key, value] : f.properties) {
          std::visit([&, name = std::string_view(key)](const auto& v) { properties.push_back({name, v}); }, value);
        }
        if (f.type == 1) layers.back().add_point(f.paths[0][0], properties, f.id);
        if (f.type == 2) layers.back().add_lines(f.paths, properties, f.id);
        if (f.type == 3) layers.back().add_rings(f.paths, properties, f.id);
      }
    }
    const std::vector<Decoded> read = decoded(encoded(layers));
    ASSERT_EQ(read.size(), wanted.size());
    for (std::size_t k = 0; k < read.size(); ++k) EXPECT_EQ(read[k].features, wanted[k]);
  }
}

}  // namespace
}  // namespace contrechamp::tiles
