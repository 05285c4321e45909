// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/answers/ground.hpp>
#include <contrechamp/exposure/raster.hpp>
#include <map>
#include <set>
#include <tuple>

namespace contrechamp::answers {
namespace {

constexpr double squares_per_m2 = 100.0 * 100.0 / (exposure::Raster::square_cm * exposure::Raster::square_cm);
static_assert(squares_per_m2 == 1);

/// One raster for each ladder, band and answer: of all that reaches into one frame's cell.
struct CellGround {
  geo::LocalFrame frame;
  geo::Box cell;
  std::map<std::tuple<std::uint8_t, std::uint8_t, exposure::Drawn>, exposure::Raster> rasters;
};

/// The corners of the box of an outline: a cell is far wider, so each cell that the outline touches holds one of them.
std::array<geo::LatLon, 4> corners(std::span<const geo::LatLon> outline, const geo::LocalFrame& frame) {
  const geo::Rect box = geo::bounding(geo::projected(outline, frame));
  return {frame.unproject(box.min.x, box.min.y), frame.unproject(box.max.x, box.min.y), frame.unproject(box.max.x, box.max.y),
          frame.unproject(box.min.x, box.max.y)};
}

std::string area(std::uint64_t m2, Lang lang) {
  if (m2 < 100'000) return count(m2, lang) + " m²";
  return decimal(static_cast<double>(m2) / 1e6, 2, lang) + " km²";
}

}  // namespace

std::vector<GroundInView> ground_in_view(const Subject& s) {
  std::map<std::uint32_t, CellGround> cells;
  for (const exposure::Coverage& coverage : s.coverages) {
    const geo::LocalFrame home = s.frames.at(s.snapshot.devices[coverage.device].position);
    for (const auto& outline : coverage.outlines) {
      std::set<std::uint32_t> reached;
      for (const geo::LatLon corner : corners(outline, home)) {
        const std::uint32_t key = s.frames.key(corner);
        if (!reached.insert(key).second) continue;
        CellGround& cell = cells.try_emplace(key, CellGround{s.frames.at(corner), s.frames.cell(corner), {}}).first->second;
        cell.rasters[{coverage.ladder, coverage.band, coverage.drawn}].add(geo::projected(outline, cell.frame));
      }
    }
  }
  std::map<std::pair<std::uint8_t, std::uint8_t>, GroundInView> found;
  for (auto& [cell_key, cell] : cells) {
    const geo::Rect within{cell.frame.project(cell.cell.min), cell.frame.project(cell.cell.max)};
    for (auto& [key, raster] : cell.rasters) {
      const auto [ladder, band, drawn] = key;
      GroundInView& ground = found[{ladder, band}];
      ground.ladder = static_cast<optics::Ladder>(ladder);
      ground.band = band;
      ground.m2[static_cast<std::size_t>(drawn)] += s.frames.single() ? raster.squares() : raster.squares(within);
    }
  }
  std::vector<GroundInView> out;
  out.reserve(found.size());
  for (const auto& [key, ground] : found) out.push_back(ground);
  return out;
}

void write_ground(Json& json, const std::vector<GroundInView>& all) {
  json.key("ground_in_view").array();
  for (const GroundInView& ground : all) {
    json.line().object().key("ladder").string(optics::name(ground.ladder));
    json.key("band").string(optics::bands(ground.ladder)[ground.band].name);
    json.key("resolution_m").decimal(exposure::Raster::square_cm / 100.0, 2);
    json.key("certain_m2").integer(static_cast<std::int64_t>(ground.m2[0]));
    json.key("likely_m2").integer(static_cast<std::int64_t>(ground.m2[1]));
    json.key("possible_m2").integer(static_cast<std::int64_t>(ground.m2[2])).end();
  }
  json.end();
}

std::string ground_part(const std::vector<GroundInView>& all, optics::Ladder ladder, Lang lang) {
  const auto say = [&](Phrase phrase) { return std::string(phrase.in(lang)); };
  Table table;
  table.row(
      {say({"at least", "au moins"}), say({"certain", "certain"}), say({"likely", "probable"}), say({"possible", "possible"})});
  bool any = false;
  for (const GroundInView& ground : all) {
    if (ground.ladder != ladder) continue;
    any = true;
    table.row({std::string(words(optics::bands(ladder)[ground.band].name, lang)), area(ground.m2[0], lang),
               area(ground.m2[1], lang), area(ground.m2[2], lang)});
  }
  if (!any) return {};
  return say({"GROUND IN VIEW, streets or not, each square metre once (raster of 1 m)",
              "SOL EN VUE, rues ou non, chaque mètre carré une fois (grille de 1 m)"}) +
         "\n" + table.text() + "\n";
}

}  // namespace contrechamp::answers
