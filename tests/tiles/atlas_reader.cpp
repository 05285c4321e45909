// SPDX-License-Identifier: AGPL-3.0-or-later
#include <gtest/gtest.h>
#include <cstring>
#include <stdexcept>
#include <tests/tiles/atlas_reader.hpp>

namespace contrechamp::tiles_test {
namespace {

/// A protobuf message, field by field.
class Message {
 public:
  explicit Message(std::string_view whole) : rest_(whole) {}
  bool next() {
    if (rest_.empty()) return false;
    const std::uint64_t tag = varint();
    field = static_cast<int>(tag >> 3);
    switch (tag & 7) {
      case 0: number = varint(); break;
      case 1: bytes = taken(8); break;
      case 2: bytes = taken(varint()); break;
      case 5: bytes = taken(4); break;
      default: throw std::runtime_error("wire type");
    }
    return true;
  }
  [[nodiscard]] std::uint64_t varint() {
    std::uint64_t out = 0;
    for (int shift = 0;; shift += 7) {
      const auto byte = static_cast<unsigned char>(taken(1)[0]);
      out |= std::uint64_t{byte & 127U} << shift;
      if (byte < 128) return out;
    }
  }
  [[nodiscard]] bool empty() const { return rest_.empty(); }
  int field = 0;
  std::uint64_t number = 0;
  std::string_view bytes;

 private:
  std::string_view taken(std::size_t n) {
    if (n > rest_.size()) throw std::runtime_error("cut off");
    const std::string_view out = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return out;
  }
  std::string_view rest_;
};

std::vector<std::uint64_t> packed(std::string_view bytes) {
  std::vector<std::uint64_t> out;
  for (Message m(bytes); !m.empty();) out.push_back(m.varint());
  return out;
}

std::int64_t zigzag(std::uint64_t v) { return static_cast<std::int64_t>(v >> 1) ^ -static_cast<std::int64_t>(v & 1); }

Value value(std::string_view bytes) {
  Message m(bytes);
  if (!m.next()) throw std::runtime_error("empty value");
  double number = 0;
  switch (m.field) {
    case 1: return std::string(m.bytes);
    case 3: std::memcpy(&number, m.bytes.data(), 8); return number;
    case 4:
    case 5: return static_cast<double>(m.number);
    case 6: return static_cast<double>(zigzag(m.number));
    case 7: return m.number != 0;
    default: throw std::runtime_error("value type");
  }
}

void read_geometry(Feature& feature, const std::vector<std::uint64_t>& commands) {
  std::array<std::int64_t, 2> at{};
  for (std::size_t i = 0; i < commands.size();) {
    const std::uint64_t command = commands[i] & 7, count = commands[i] >> 3;
    ++i;
    if (command == 7) continue;
    for (std::uint64_t n = 0; n < count; ++n, i += 2) {
      if (i + 1 >= commands.size()) throw std::runtime_error("geometry");
      at = {at[0] + zigzag(commands[i]), at[1] + zigzag(commands[i + 1])};
      if (command == 1) feature.parts.emplace_back();
      feature.parts.back().push_back(at);
    }
  }
}

Feature feature(std::string_view bytes, const std::vector<std::string>& keys, const std::vector<Value>& values) {
  Feature out;
  for (Message m(bytes); m.next();) {
    if (m.field == 1) out.id = m.number;
    if (m.field == 3) out.type = static_cast<int>(m.number);
    if (m.field == 4) read_geometry(out, packed(m.bytes));
    if (m.field != 2) continue;
    const auto tags = packed(m.bytes);
    for (std::size_t i = 0; i + 1 < tags.size(); i += 2) {
      if (tags[i] >= keys.size() || tags[i + 1] >= values.size()) throw std::runtime_error("tag");
      out.properties[keys[tags[i]]] = values[tags[i + 1]];
    }
  }
  return out;
}

void read_layer(std::map<std::string, std::vector<Feature>>& out, std::string_view bytes) {
  std::string name;
  std::vector<std::string> keys;
  std::vector<Value> values;
  std::vector<std::string_view> features;
  std::uint64_t version = 0, extent = 0;
  for (Message m(bytes); m.next();) {
    if (m.field == 15) version = m.number;
    if (m.field == 1) name = std::string(m.bytes);
    if (m.field == 2) features.push_back(m.bytes);
    if (m.field == 3) keys.emplace_back(m.bytes);
    if (m.field == 4) values.push_back(value(m.bytes));
    if (m.field == 5) extent = m.number;
  }
  EXPECT_EQ(version, 2u) << name;
  EXPECT_EQ(extent, 4096u) << name;
  EXPECT_FALSE(out.contains(name)) << "two layers " << name;
  for (const std::string_view f : features) out[name].push_back(feature(f, keys, values));
}

}  // namespace

std::optional<double> Feature::number(const std::string& key) const {
  const auto found = properties.find(key);
  if (found == properties.end() || !std::holds_alternative<double>(found->second)) return {};
  return std::get<double>(found->second);
}

std::string Feature::text(const std::string& key) const {
  const auto found = properties.find(key);
  if (found == properties.end() || !std::holds_alternative<std::string>(found->second)) return {};
  return std::get<std::string>(found->second);
}

std::map<std::string, std::vector<Feature>> read_tile(std::string_view bytes) try {
  std::map<std::string, std::vector<Feature>> out;
  for (Message m(bytes); m.next();) {
    if (m.field == 3) read_layer(out, m.bytes);
  }
  return out;
} catch (const std::runtime_error& e) {
  ADD_FAILURE() << "no vector tile: " << e.what();
  return {};
}

}  // namespace contrechamp::tiles_test
