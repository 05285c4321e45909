// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <cmath>
#include <contrechamp/cartography/draw.hpp>
#include <contrechamp/cartography/pieces.hpp>
#include <contrechamp/core/text.hpp>
#include <iterator>
#include <map>
#include <tuple>

namespace contrechamp::cartography {
namespace {

constexpr std::array<std::string_view, most_bands> mean_keys{"p0", "p1", "p2", "p3", "p4", "p5", "p6"};

/// A segment as drawn, with the position of each of its points in cm, stretched so that the last is exactly its length, as
/// exposure does it.
struct Measured {
  tiles::Line line;
  std::vector<double> at_cm;
};

Measured measured(const Stock& stock, std::uint32_t shape) {
  const streets::Segment& segment = stock.subject.network.segments[stock.segments.source(shape)];
  Measured out{stock.segments.line(shape), streets::positions(segment.points, stock.subject.frames.at(segment.points.front()))};
  const double stretch = out.at_cm.back() > 0 ? segment.length_cm / out.at_cm.back() : 1;
  for (double& at : out.at_cm) at *= stretch;
  return out;
}

/// Where a position is on the line; the same for every piece that begins or ends there.
geo::World place(const Measured& m, double cm) {
  const auto after = std::upper_bound(m.at_cm.begin(), m.at_cm.end(), cm);
  if (after == m.at_cm.end()) return m.line.back();
  const auto i = static_cast<std::size_t>(after - m.at_cm.begin());
  if (i == 0) return m.line.front();
  const double t = (cm - m.at_cm[i - 1]) / (m.at_cm[i] - m.at_cm[i - 1]);
  const auto between = [&](std::int64_t a, std::int64_t b) {
    return a + static_cast<std::int64_t>(std::floor(static_cast<double>(b - a) * t + 0.5));
  };
  return {between(m.line[i - 1].x, m.line[i].x), between(m.line[i - 1].y, m.line[i].y)};
}

tiles::Line cut(const Measured& m, std::uint32_t from_cm, std::uint32_t to_cm) {
  tiles::Line out{place(m, from_cm)};
  for (std::size_t i = 0; i < m.line.size(); ++i) {
    if (m.at_cm[i] > from_cm && m.at_cm[i] < to_cm) out.push_back(m.line[i]);
  }
  out.push_back(place(m, to_cm));
  return out;
}

/// Percent with two figures that count, so that what is rare keeps its weight in sums: 34, 3.4, 0.34, 0.03.
tiles::Property percent(std::string_view key, double value) {
  if (value >= 10) return {key, static_cast<std::int64_t>(value + 0.5)};
  const double steps = value >= 1 ? 10 : 100;
  return {key, std::floor(value * steps + 0.5) / steps};
}

void append_answers(Properties& out, const Piece& piece) {
  if (piece.certain >= 0) out.push_back({"c", std::int64_t{piece.certain}});
  if (piece.likely >= 0) out.push_back({"l", std::int64_t{piece.likely}});
  out.push_back({"x", std::int64_t{piece.possible}});
}

Properties piece_properties(const Piece& piece, std::uint32_t segment, std::string_view name) {
  Properties out{{"segment", std::int64_t{segment}}};
  if (!name.empty()) out.push_back({"name", name});
  append_answers(out, piece);
  const double whole = static_cast<double>(piece.to_cm - piece.from_cm) * exposure::full_probability;
  for (std::size_t b = 0; b < most_bands; ++b) {
    const double mean = 100 * static_cast<double>(piece.expected[b]) / whole;
    if (mean >= 0.005) out.push_back(percent(mean_keys[b], mean));
  }
  return out;
}

/// Stretches with the same answers as one feature: a city at once has too many for one each.
class Groups {
 public:
  void add(const Piece& piece, std::vector<tiles::TileLine> lines) {
    auto& group = groups_[{piece.possible, piece.likely, piece.certain}];
    group.insert(group.end(), std::make_move_iterator(lines.begin()), std::make_move_iterator(lines.end()));
  }
  void add_to(tiles::Layer& layer) const {
    for (const auto& [answers, lines] : groups_) {
      Piece piece;
      std::tie(piece.possible, piece.likely, piece.certain) = answers;
      Properties properties;
      append_answers(properties, piece);
      layer.add_lines(lines, properties);
    }
  }

 private:
  std::map<std::tuple<std::int8_t, std::int8_t, std::int8_t>, std::vector<tiles::TileLine>> groups_;
};

}  // namespace

void draw_exposure(const Stock& stock, const Sheet& sheet, optics::Ladder ladder, std::span<const std::uint8_t> device_counts) {
  const answers::Subject& s = stock.subject;
  Groups groups;
  std::vector<Piece> merged;
  for (const std::uint32_t i : stock.segments.touching(sheet.window)) {
    const std::uint32_t index = stock.segments.source(i);
    const std::span<const Piece> along = stock.pieces.of(i, ladder, device_counts, merged);
    if (along.empty()) continue;
    const std::string_view name = s.snapshot.streets[s.network.segments[index].street].street_name;
    const Measured segment = measured(stock, i);
    for (const Piece& piece : along) {
      const tiles::Line line = cut(segment, piece.from_cm, piece.to_cm);
      if (sheet.detailed) {
        sheet.line(line, piece_properties(piece, index, name));
      } else {
        groups.add(piece, sheet.drawn(line));
      }
    }
  }
  groups.add_to(sheet.layer);
}

void draw_islands(const Stock& stock, const Sheet& sheet, const trips::Islands& islands) {
  std::map<std::uint32_t, std::vector<tiles::TileLine>> by_island;
  for (const std::uint32_t i : stock.segments.touching(sheet.window)) {
    const std::uint32_t index = stock.segments.source(i);
    const auto along = std::ranges::equal_range(islands.pieces, index, {}, &trips::IslandPiece::segment);
    if (along.empty()) continue;
    const Measured segment = measured(stock, i);
    for (const trips::IslandPiece& piece : along) {
      auto& lines = by_island[piece.island];
      for (tiles::TileLine& line : sheet.drawn(cut(segment, piece.from_cm, piece.to_cm))) lines.push_back(std::move(line));
    }
  }
  for (const auto& [island, lines] : by_island) {
    const auto length_m = static_cast<std::int64_t>(islands.length_cm[island] / 100);
    sheet.layer.add_lines(lines, Properties{{"island", std::int64_t{island}}, {"length_m", length_m}});
  }
}

void draw_coverage(const Stock& stock, const Sheet& sheet, optics::Ladder ladder, std::span<const std::uint8_t> device_counts) {
  for (const std::uint32_t i : stock.coverage.touching(sheet.window)) {
    const exposure::Coverage& coverage = stock.subject.coverages[stock.coverage.source(i)];
    if (coverage.ladder != static_cast<std::uint8_t>(ladder) || !counts(device_counts, coverage.device)) continue;
    if (sheet.too_small(stock.coverage_areas[i])) continue;
    const std::string device = osm_name(stock.subject.snapshot.devices[coverage.device].ref);
    sheet.any_area(stock.coverage.chains(i), {{"device", std::string_view(device)},
                                              {"band", std::int64_t{coverage.band}},
                                              {"answer", static_cast<std::int64_t>(coverage.drawn)}});
  }
}

}  // namespace contrechamp::cartography
