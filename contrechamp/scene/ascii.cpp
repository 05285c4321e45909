// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/core/text.hpp>
#include <contrechamp/geo/frame.hpp>
#include <contrechamp/scene/ascii.hpp>

namespace contrechamp::scene {
namespace {

/// A corner of squares or a square: columns from the west, rows from the top.
struct Spot {
  int row = 0;
  int column = 0;
  constexpr auto operator<=>(const Spot&) const = default;
};

/// The picture as squares; `line_of` and `column_of` lead back to the text for messages.
struct Squares {
  std::vector<std::string> rows;
  std::size_t width = 0;
  std::size_t first_line = 0;
  std::size_t indent = 0;
  std::size_t spacing = 1;

  [[nodiscard]] char sign(Spot s) const {
    if (s.row < 0 || s.column < 0 || s.row >= static_cast<int>(rows.size())) return '.';
    const std::string& row = rows[static_cast<std::size_t>(s.row)];
    return s.column < static_cast<int>(row.size()) ? row[static_cast<std::size_t>(s.column)] : '.';
  }
  [[nodiscard]] std::string place(std::size_t row, std::size_t column) const {
    return "line " + number(static_cast<std::int64_t>(first_line + row + 1)) + ", column " +
           number(static_cast<std::int64_t>(indent + column * spacing + 1));
  }
};

std::string_view without_trailing_blanks(std::string_view line) {
  const auto last = line.find_last_not_of(" \r");
  return last == std::string_view::npos ? std::string_view{} : line.substr(0, last + 1);
}

bool every_second_is_blank(const std::vector<std::string_view>& lines) {
  for (const std::string_view line : lines) {
    for (std::size_t i = 1; i < line.size(); i += 2) {
      if (line[i] != ' ') return false;
    }
  }
  return true;
}

Result<Squares> squares(std::string_view picture) {
  std::vector<std::string_view> lines;
  for (const std::string_view line : split(picture, "\n")) lines.push_back(without_trailing_blanks(line));
  Squares result;
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  while (!lines.empty() && lines.front().empty()) {
    lines.erase(lines.begin());
    ++result.first_line;
  }
  if (lines.empty()) return fail(Errc::bad_drawing, "line 1, column 1: nothing is drawn");
  result.indent = std::string_view::npos;
  for (const std::string_view line : lines) {
    if (!line.empty()) result.indent = std::min(result.indent, line.find_first_not_of(' '));
  }
  for (std::string_view& line : lines) line.remove_prefix(std::min(result.indent, line.size()));
  result.spacing = every_second_is_blank(lines) ? 2 : 1;
  for (const std::string_view line : lines) {
    std::string row;
    for (std::size_t i = 0; i < line.size(); i += result.spacing) row += line[i];
    result.width = std::max(result.width, row.size());
    result.rows.push_back(std::move(row));
  }
  return result;
}

/// Puts letters and squares where they lie in the frame of `drawn_origin`.
class Layout {
 public:
  Layout(Metres cell, std::size_t rows) : frame_(drawn_origin), cell_cm_(cell.count() * 100), rows_(static_cast<double>(rows)) {}
  [[nodiscard]] geo::LatLon corner(Spot s) const { return at(s.column, s.row); }
  [[nodiscard]] geo::LatLon centre(Spot s) const { return at(s.column + 0.5, s.row + 0.5); }

 private:
  [[nodiscard]] geo::LatLon at(double columns, double rows) const {
    return frame_.unproject(columns * cell_cm_, (rows_ - rows) * cell_cm_);
  }
  geo::LocalFrame frame_;
  double cell_cm_;
  double rows_;
};

bool is_device(char c) { return c >= 'A' && c <= 'Z'; }
bool is_place(char c) { return c >= 'a' && c <= 'z'; }

Result<std::map<char, geo::LatLon>> letters(const Squares& drawing, const Layout& layout) {
  std::map<char, geo::LatLon> found;
  for (std::size_t r = 0; r < drawing.rows.size(); ++r) {
    for (std::size_t c = 0; c < drawing.rows[r].size(); ++c) {
      const char sign = drawing.rows[r][c];
      if (sign == '.' || sign == '#') continue;
      if (sign == ' ') return fail(Errc::bad_drawing, drawing.place(r, c) + ": a blank where a square is");
      if (!is_device(sign) && !is_place(sign)) {
        return fail(Errc::bad_drawing, drawing.place(r, c) + ": unknown sign '" + sign + "'");
      }
      const Spot spot{static_cast<int>(r), static_cast<int>(c)};
      if (!found.emplace(sign, layout.centre(spot)).second) {
        return fail(Errc::bad_drawing, drawing.place(r, c) + ": a second '" + sign + "'");
      }
    }
  }
  return found;
}

// Directions in the order of right turns, as seen on paper: east, south, west, north.
constexpr std::array<Spot, 4> steps{{{0, 1}, {1, 0}, {0, -1}, {-1, 0}}};

Spot moved(Spot s, std::size_t direction) { return {s.row + steps[direction].row, s.column + steps[direction].column}; }

/// Which border edges leave each corner, a bit per direction. Each has its area on the right hand, seen on paper.
using Border = std::map<Spot, unsigned>;

Border border(const std::vector<Spot>& area) {
  Border edges;
  const auto holds = [&](Spot s) { return std::binary_search(area.begin(), area.end(), s); };
  for (const Spot s : area) {
    if (!holds(moved(s, 3))) edges[s] |= 1U << 0U;
    if (!holds(moved(s, 0))) edges[{s.row, s.column + 1}] |= 1U << 1U;
    if (!holds(moved(s, 1))) edges[{s.row + 1, s.column + 1}] |= 1U << 2U;
    if (!holds(moved(s, 2))) edges[{s.row + 1, s.column}] |= 1U << 3U;
  }
  return edges;
}

/// Where the border goes on from a corner that was reached in `direction`. Where two squares touch by a corner both turns are
/// there: the left one keeps outline and hole apart, so each ring is simple.
std::size_t next_direction(const Border& edges, Spot corner, std::size_t direction) {
  const unsigned out = edges.find(corner)->second;
  for (const std::size_t turn : {3U, 0U, 1U}) {
    const std::size_t candidate = (direction + turn) % 4;
    if ((out >> candidate & 1U) != 0) return candidate;
  }
  return direction;
}

std::vector<LatLonRing> outlines(const std::vector<Spot>& area, const Layout& layout) {
  const Border edges = border(area);
  Border left = edges;  // not walked yet
  std::vector<LatLonRing> rings;
  for (auto& [start, out] : left) {
    while (out != 0) {
      // The first corner in reading order of what is left is a true corner of its ring.
      const std::size_t first = (out & 1U) != 0 ? 0 : (out & 2U) != 0 ? 1 : (out & 4U) != 0 ? 2 : 3;
      LatLonRing ring;
      Spot at = start;
      std::size_t direction = first;
      std::size_t before = 4;
      do {
        if (direction != before) ring.push_back(layout.corner(at));
        left[at] &= ~(1U << direction);
        at = moved(at, direction);
        before = direction;
        direction = next_direction(edges, at, direction);
      } while (at != start || direction != first);
      rings.push_back(std::move(ring));
    }
  }
  return rings;
}

/// The 4-connected area of '#' about `seed`, sorted; marks what it takes.
std::vector<Spot> area_about(Spot seed, Squares& drawing) {
  std::vector<Spot> area;
  std::vector<Spot> open{seed};
  while (!open.empty()) {
    const Spot s = open.back();
    open.pop_back();
    if (drawing.sign(s) != '#') continue;
    drawing.rows[static_cast<std::size_t>(s.row)][static_cast<std::size_t>(s.column)] = '.';
    area.push_back(s);
    for (std::size_t d = 0; d < steps.size(); ++d) open.push_back(moved(s, d));
  }
  std::sort(area.begin(), area.end());
  return area;
}

constexpr std::int64_t first_building = 1;
constexpr std::int64_t first_wall = 1001;
constexpr std::int64_t first_street = 2001;

std::vector<Building> buildings(Squares drawing, const Layout& layout) {
  std::vector<Building> found;
  for (int r = 0; r < static_cast<int>(drawing.rows.size()); ++r) {
    for (int c = 0; c < static_cast<int>(drawing.width); ++c) {
      if (drawing.sign({r, c}) != '#') continue;
      Building building;
      building.ref = {OsmType::way, first_building + static_cast<std::int64_t>(found.size())};
      building.rings = outlines(area_about({r, c}, drawing), layout);
      found.push_back(std::move(building));
    }
  }
  return found;
}

Result<std::vector<geo::LatLon>> chain(std::string_view letters_of, const std::map<char, geo::LatLon>& places) {
  if (letters_of.size() < 2) return fail(Errc::bad_drawing, "chain \"" + std::string(letters_of) + "\": needs two letters");
  std::vector<geo::LatLon> points;
  for (const char c : letters_of) {
    const auto found = places.find(c);
    if (found == places.end()) {
      return fail(Errc::bad_drawing, "chain \"" + std::string(letters_of) + "\": no '" + c + "' in the picture");
    }
    points.push_back(found->second);
  }
  return points;
}

Street street(std::string_view letters_of, std::vector<geo::LatLon> points, std::size_t number_of) {
  Street made;
  made.ref = {OsmType::way, first_street + static_cast<std::int64_t>(number_of)};
  for (const char c : letters_of) made.node_ids.push_back(c);
  made.points = std::move(points);
  made.highway = "residential";
  made.street_name = letters_of;
  constexpr std::array<std::uint8_t, 3> speeds{5, 15, 30};
  for (std::size_t mode = 0; mode < speeds.size(); ++mode) made.use[mode].speed_kmh = speeds[mode];
  return made;
}

Result<void> add_chains(const Drawing& drawing, DrawnScene& scene) {
  for (const std::string_view letters_of : drawing.walls) {
    auto points = chain(letters_of, scene.places);
    if (!points) return tl::unexpected(points.error());
    const auto id = first_wall + static_cast<std::int64_t>(scene.snapshot.walls.size());
    scene.snapshot.walls.push_back({{OsmType::way, id}, std::move(*points), Metres(3)});
  }
  auto& streets = scene.snapshot.streets;
  for (const auto* chains : {&drawing.streets, &drawing.passages}) {
    for (const std::string_view letters_of : *chains) {
      auto points = chain(letters_of, scene.places);
      if (!points) return tl::unexpected(points.error());
      streets.push_back(street(letters_of, std::move(*points), streets.size()));
      if (chains == &drawing.streets) continue;
      streets.back().passage = streets.back().covered = true;
      streets.back().passage_width = Metres(3);
    }
  }
  return {};
}

}  // namespace

Result<DrawnScene> drawn(const Drawing& drawing) {
  constexpr Metres largest{1000};
  if (!(drawing.cell > Metres(0) && drawing.cell <= largest)) {
    return fail(Errc::bad_drawing, "a square is " + fixed(drawing.cell.count(), 3) + " m wide (above 0, up to 1000)");
  }
  auto picture = squares(drawing.picture);
  if (!picture) return tl::unexpected(picture.error());
  const Layout layout(drawing.cell, picture->rows.size());
  auto places = letters(*picture, layout);
  if (!places) return tl::unexpected(places.error());
  DrawnScene scene;
  scene.places = std::move(*places);
  for (const auto& [letter, position] : scene.places) {
    if (!is_device(letter)) continue;
    scene.device_of[letter] = scene.snapshot.devices.size();
    Device& device = scene.snapshot.devices.emplace_back();
    device.ref = {OsmType::node, letter};
    device.position = position;
  }
  scene.snapshot.buildings = buildings(std::move(*picture), layout);
  if (const auto added = add_chains(drawing, scene); !added) return tl::unexpected(added.error());
  return scene;
}

}  // namespace contrechamp::scene
