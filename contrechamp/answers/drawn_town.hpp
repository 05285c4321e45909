// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <gtest/gtest.h>
#include <algorithm>
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/exposure/merged.hpp>
#include <cstring>
#include <optional>
#include <string>
#include <vector>

/// Towns drawn by hand for the tests of this folder.
namespace contrechamp::answers::drawn {

inline geo::LatLon at(int east, int north) { return {480'000'000 + north * 1000, 20'000'000 + east * 1000}; }

struct Way {
  std::string name;
  std::vector<std::int64_t> nodes;  ///< east × 100 + north, in steps of 1000 e7 degrees
  scene::LeftOut rule = scene::LeftOut::none;
};

/// Every node of a way is a junction, every segment 100 m.
inline atlas::Contents town(const std::vector<Way>& ways) {
  atlas::Contents c;
  for (const Way& way : ways) {
    scene::Street street;
    street.ref = {OsmType::way, static_cast<std::int64_t>(c.snapshot.streets.size()) + 1};
    street.highway = "residential";
    street.street_name = way.name;
    street.node_ids = way.nodes;
    for (const std::int64_t n : way.nodes) street.points.push_back(at(static_cast<int>(n / 100), static_cast<int>(n % 100)));
    street.use.fill({.left_out = way.rule, .senses = scene::Senses::both, .speed_kmh = 5});
    for (std::size_t i = 0; i + 1 < way.nodes.size(); ++i) {
      streets::Segment segment;
      segment.street = static_cast<std::uint32_t>(c.snapshot.streets.size());
      segment.first_node = way.nodes[i];
      segment.last_node = way.nodes[i + 1];
      segment.points = {street.points[i], street.points[i + 1]};
      segment.length_cm = 10'000;
      segment.cell = geo::cell(street.points[i]);
      c.network.segments.push_back(segment);
    }
    c.snapshot.streets.push_back(street);
  }
  for (const geo::LatLon p : {at(0, 0), at(99, 99)}) c.bounds.add(p);
  c.config = exposure::text_of({}, exposure::Comments::without);
  c.program = "contrechamp test";
  return c;
}

inline void add_device(atlas::Contents& c, std::int64_t id, scene::Kind kind, std::string operator_name, geo::LatLon position) {
  scene::Device d;
  d.ref = {OsmType::node, id};
  d.kind = kind;
  d.operator_name = std::move(operator_name);
  d.position = position;
  c.snapshot.devices.push_back(d);
  c.placed.emplace_back();
  c.doubts.emplace_back();
}

/// One stretch of one segment, p in 65,535ths.
inline exposure::Sighting sees(std::uint32_t device, std::uint32_t segment, std::uint8_t band, std::uint32_t from,
                               std::uint32_t to, std::uint16_t p) {
  const bool sure = p == exposure::full_probability;
  return {.segment = segment,
          .device = device,
          .from_cm = from,
          .to_cm = to,
          .band = band,
          .answers = static_cast<std::uint8_t>(exposure::possible | (sure ? exposure::certain : 0)),
          .p = p};
}

/// An atlas in memory, with everything that asks it.
struct City {
  explicit City(atlas::Contents contents) {
    std::sort(contents.sightings.begin(), contents.sightings.end(), exposure::before);
    const auto encoded = atlas::encoded(contents);
    EXPECT_TRUE(encoded) << encoded.error().sentence();
    bytes.resize((encoded->size() + 7) / 8);
    std::memcpy(bytes.data(), encoded->data(), encoded->size());
    auto opened = answers::subject(std::as_bytes(std::span(bytes)).first(encoded->size()));
    EXPECT_TRUE(opened) << opened.error().sentence();
    subject.emplace(std::move(*opened));
  }

  std::vector<std::uint64_t> bytes;
  std::optional<Subject> subject;
};

}  // namespace contrechamp::answers::drawn
