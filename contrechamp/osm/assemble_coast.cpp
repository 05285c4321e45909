// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <contrechamp/osm/assemble_coast.hpp>
#include <map>
#include <optional>
#include <set>

namespace contrechamp::osm {
namespace {
using geo::LatLon;
using Line = std::vector<LatLon>;
// A box's shorter side is at least so many times as long as the way from an end of coast to the nearest edge.
constexpr std::int64_t deepest_cut = 20;
constexpr std::int64_t deepest_end = 8;

bool closed(const Coast& coast) { return coast.points.size() > 3 && coast.points.front() == coast.points.back(); }

bool inside(const geo::Box& box, LatLon p) {
  return p.lat_e7 > box.min.lat_e7 && p.lat_e7 < box.max.lat_e7 && p.lon_e7 > box.min.lon_e7 && p.lon_e7 < box.max.lon_e7;
}

/// Places on the edge of a box, as a length clockwise from its north-western corner.
class Rim {
 public:
  explicit Rim(const geo::Box& box)
      : box_(box),
        width_(std::int64_t{box.max.lon_e7} - box.min.lon_e7),
        height_(std::int64_t{box.max.lat_e7} - box.min.lat_e7) {}
  [[nodiscard]] std::int64_t length() const { return 2 * (width_ + height_); }
  [[nodiscard]] std::int64_t shorter_side() const { return std::min(width_, height_); }
  /// `p` on the edge.
  [[nodiscard]] std::int64_t place(LatLon p) const {
    if (p.lat_e7 == box_.max.lat_e7) return std::int64_t{p.lon_e7} - box_.min.lon_e7;
    if (p.lon_e7 == box_.max.lon_e7) return width_ + box_.max.lat_e7 - p.lat_e7;
    if (p.lat_e7 == box_.min.lat_e7) return width_ + height_ + box_.max.lon_e7 - p.lon_e7;
    return 2 * width_ + height_ + p.lat_e7 - box_.min.lat_e7;
  }
  /// The corners that are passed on the way clockwise from one place to another; all four if both are the same.
  void add_corners(std::int64_t from, std::int64_t to, scene::LatLonRing& out) const {
    const std::array<std::pair<std::int64_t, LatLon>, 4> corners{{{0, {box_.max.lat_e7, box_.min.lon_e7}},
                                                                  {width_, box_.max},
                                                                  {width_ + height_, {box_.min.lat_e7, box_.max.lon_e7}},
                                                                  {2 * width_ + height_, box_.min}}};
    if (to <= from) to += length();
    for (std::int64_t turn = 0; turn <= length(); turn += length()) {
      for (const auto& [at, corner] : corners) {
        if (at + turn > from && at + turn < to) out.push_back(corner);
      }
    }
  }
  /// The nearest point of the edge from a point inside, and how far it is.
  [[nodiscard]] std::pair<LatLon, std::int64_t> nearest(LatLon p) const {
    const std::array<std::pair<std::int64_t, LatLon>, 4> feet{
        {{std::int64_t{box_.max.lat_e7} - p.lat_e7, {box_.max.lat_e7, p.lon_e7}},
         {std::int64_t{box_.max.lon_e7} - p.lon_e7, {p.lat_e7, box_.max.lon_e7}},
         {std::int64_t{p.lat_e7} - box_.min.lat_e7, {box_.min.lat_e7, p.lon_e7}},
         {std::int64_t{p.lon_e7} - box_.min.lon_e7, {p.lat_e7, box_.min.lon_e7}}}};
    const auto& [distance, foot] = *std::ranges::min_element(feet, {}, [](const auto& f) { return f.first; });
    return {foot, distance};
  }

 private:
  const geo::Box& box_;
  std::int64_t width_;
  std::int64_t height_;
};

struct Clipped {
  LatLon from, to;
};

/// The part of an edge inside the box; its ends lie exactly on the box's edge where it was cut.
std::optional<Clipped> clipped(LatLon a, LatLon b, const geo::Box& box) {
  struct Side {
    double towards;  // how fast the edge comes nearer to the side
    double room;     // how far its start is inside
  };
  const double north = double(b.lat_e7) - a.lat_e7;
  const double east = double(b.lon_e7) - a.lon_e7;
  const std::array<Side, 4> sides{{{north, double(box.max.lat_e7) - a.lat_e7},
                                   {east, double(box.max.lon_e7) - a.lon_e7},
                                   {-north, double(a.lat_e7) - box.min.lat_e7},
                                   {-east, double(a.lon_e7) - box.min.lon_e7}}};
  double enter = 0;
  double leave = 1;
  int enter_side = -1;
  int leave_side = -1;
  for (int i = 0; i < 4; ++i) {
    const auto [towards, room] = sides[static_cast<std::size_t>(i)];
    if (towards == 0 && room <= 0) return std::nullopt;
    if (towards == 0) continue;
    const double at = room / towards;
    if (towards < 0 && at >= enter) {
      enter = at;
      enter_side = i;
    }
    if (towards > 0 && at <= leave) {
      leave = at;
      leave_side = i;
    }
  }
  if (enter >= leave) return std::nullopt;
  const auto point = [&](double share, int side) {
    LatLon p{static_cast<std::int32_t>(std::floor(a.lat_e7 + share * north + 0.5)),
             static_cast<std::int32_t>(std::floor(a.lon_e7 + share * east + 0.5))};
    p = {std::clamp(p.lat_e7, box.min.lat_e7, box.max.lat_e7), std::clamp(p.lon_e7, box.min.lon_e7, box.max.lon_e7)};
    if (side == 0) p.lat_e7 = box.max.lat_e7;
    if (side == 1) p.lon_e7 = box.max.lon_e7;
    if (side == 2) p.lat_e7 = box.min.lat_e7;
    if (side == 3) p.lon_e7 = box.min.lon_e7;
    return p;
  };
  return Clipped{enter_side < 0 ? a : point(enter, enter_side), leave_side < 0 ? b : point(leave, leave_side)};
}

void append(Line& line, LatLon p) {
  if (line.empty() || line.back() != p) line.push_back(p);
}

/// The pieces of a coast inside the box, each from edge to edge except where the coast itself begins or ends.
std::vector<Line> pieces(const Line& coast, const geo::Box& box) {
  std::vector<Line> result;
  Line piece;
  const auto finish = [&] {
    if (piece.size() > 1) result.push_back(std::move(piece));
    piece.clear();
  };
  for (std::size_t i = 1; i < coast.size(); ++i) {
    const auto part = clipped(coast[i - 1], coast[i], box);
    if (!part) {
      finish();
      continue;
    }
    if (!piece.empty() && piece.back() != part->from) finish();
    append(piece, part->from);
    append(piece, part->to);
    if (!inside(box, part->to)) finish();
  }
  finish();
  return result;
}

/// Twice the area, positive if the ring runs counter-clockwise. In doubles: 1e-7 degrees squared pass 64 bits.
double doubled_area(const scene::LatLonRing& ring) {
  double sum = 0;
  const LatLon origin = ring.front();
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const LatLon a = ring[i];
    const LatLon b = ring[(i + 1) % ring.size()];
    sum += (double(a.lon_e7) - origin.lon_e7) * (double(b.lat_e7) - origin.lat_e7) -
           (double(b.lon_e7) - origin.lon_e7) * (double(a.lat_e7) - origin.lat_e7);
  }
  return sum;
}

class SeaMaker {
 public:
  explicit SeaMaker(const geo::Box& box) : box_(box), rim_(box) {}
  void add(const Coast& coast);
  Sea made();

 private:
  void add_open(Line piece);
  bool close_along_rim();
  void add_closed_rings();

  const geo::Box& box_;
  Rim rim_;
  std::vector<Line> open_;
  std::vector<scene::LatLonRing> closed_;
  Sea sea_;
  std::uint64_t ends_inside_ = 0;
};

void SeaMaker::add(const Coast& coast) {
  if (!closed(coast)) {
    for (Line& piece : pieces(coast.points, box_)) add_open(std::move(piece));
    return;
  }
  const Line& points = coast.points;
  const auto outside = std::ranges::find_if(points, [&](LatLon p) { return !inside(box_, p); });
  if (outside == points.end()) {
    closed_.emplace_back(points.begin(), points.end() - 1);
    return;
  }
  Line turned(outside, points.end());  // begun outside, so that no piece is cut in two
  turned.insert(turned.end(), points.begin() + 1, outside + 1);
  for (Line& piece : pieces(turned, box_)) add_open(std::move(piece));
}

void SeaMaker::add_open(Line piece) {
  const auto lead = [&](LatLon end) -> std::optional<LatLon> {
    if (!inside(box_, end)) return end;
    const auto [foot, distance] = rim_.nearest(end);
    return distance * deepest_cut <= rim_.shorter_side() ? std::optional(foot) : std::nullopt;
  };
  const auto from = lead(piece.front());
  const auto to = lead(piece.back());
  if (!from || !to) {
    ++ends_inside_;
    return;
  }
  if (*from != piece.front()) piece.insert(piece.begin(), *from);
  append(piece, *to);
  open_.push_back(std::move(piece));
}

/// From where a coast leaves the box, along its edge clockwise to where the next one enters: the sea lies between. False if they
/// do not alternate.
bool SeaMaker::close_along_rim() {
  struct Event {
    std::int64_t place;
    bool enters;
    std::size_t piece;
  };
  std::vector<Event> events;
  for (std::size_t i = 0; i < open_.size(); ++i) {
    events.push_back({rim_.place(open_[i].front()), true, i});
    events.push_back({rim_.place(open_[i].back()), false, i});
  }
  std::ranges::sort(events, {}, [](const Event& e) { return std::pair(e.place, e.piece); });
  std::vector<std::pair<std::size_t, std::int64_t>> next(open_.size());  // by the piece that leaves: which enters, and where
  for (std::size_t i = 0; i < events.size(); ++i) {
    const Event& after = events[(i + 1) % events.size()];
    if (events[i].enters == after.enters) return false;
    if (!events[i].enters) next[events[i].piece] = {after.piece, after.place};
  }
  std::vector<bool> used(open_.size(), false);
  for (std::size_t first = 0; first < open_.size(); ++first) {
    if (used[first]) continue;
    scene::LatLonRing ring;
    for (std::size_t piece = first; !used[piece]; piece = next[piece].first) {
      used[piece] = true;
      for (const LatLon p : open_[piece]) append(ring, p);
      rim_.add_corners(rim_.place(open_[piece].back()), next[piece].second, ring);
    }
    while (ring.size() > 1 && ring.back() == ring.front()) ring.pop_back();
    if (ring.size() >= 3) sea_.rings.push_back(std::move(ring));
  }
  return true;
}

/// Rings as edges in bands of latitude, to ask what lies around a point.
class Bands {
 public:
  explicit Bands(const geo::Box& box)
      : low_(box.min.lat_e7), step_((std::int64_t{box.max.lat_e7} - low_) / std::int64_t{count} + 1) {}
  void add(const scene::LatLonRing& ring, std::size_t name) {
    for (std::size_t i = 0; i < ring.size(); ++i) {
      const Edge edge{ring[i], ring[(i + 1) % ring.size()], name};
      const auto [least, most] = std::minmax(edge.a.lat_e7, edge.b.lat_e7);
      for (std::size_t band = of(least); band <= of(most); ++band) edges_[band].push_back(edge);
    }
  }
  /// Even–odd over all rings but one.
  [[nodiscard]] bool covers(LatLon p, std::size_t but) const {
    bool odd = false;
    for (const Edge& e : edges_[of(p.lat_e7)]) {
      if (e.ring == but || (e.a.lat_e7 < p.lat_e7) == (e.b.lat_e7 < p.lat_e7)) continue;
      const double share = (double(p.lat_e7) - e.a.lat_e7) / (double(e.b.lat_e7) - e.a.lat_e7);
      if (e.a.lon_e7 + share * (double(e.b.lon_e7) - e.a.lon_e7) < p.lon_e7) odd = !odd;
    }
    return odd;
  }

 private:
  static constexpr std::size_t count = 1024;
  struct Edge {
    LatLon a, b;
    std::size_t ring;
  };
  [[nodiscard]] std::size_t of(std::int32_t lat_e7) const { return static_cast<std::size_t>((lat_e7 - low_) / step_); }
  std::int64_t low_;
  std::int64_t step_;
  std::array<std::vector<Edge>, count> edges_;
};

/// Without a coast across the box, all around the closed ones is sea if the southernmost of them is an island.
void SeaMaker::add_closed_rings() {
  if (closed_.empty()) return;
  const auto southern = [](const scene::LatLonRing& ring) { return *std::ranges::min_element(ring); };
  if (open_.empty() && doubled_area(*std::ranges::min_element(closed_, {}, southern)) > 0) {
    scene::LatLonRing all;
    rim_.add_corners(0, 0, all);
    all.push_back({box_.max.lat_e7, box_.min.lon_e7});
    sea_.rings.push_back(std::move(all));
  }
  Bands bands(box_);
  constexpr auto of_the_rim = static_cast<std::size_t>(-1);
  for (const auto& ring : sea_.rings) bands.add(ring, of_the_rim);
  for (std::size_t i = 0; i < closed_.size(); ++i) bands.add(closed_[i], i);
  for (std::size_t i = 0; i < closed_.size(); ++i) {
    const bool island = doubled_area(closed_[i]) > 0;
    if (bands.covers(southern(closed_[i]), i) == island) {
      sea_.rings.push_back(std::move(closed_[i]));
    } else {
      ++sea_.broken;
    }
  }
}

/// The stretches of a chain between nodes without a position. A closed chain is first turned to begin at such a node.
void add_runs(Chain chain, const Places& places, std::vector<Coast>& out) {
  const auto unknown = [&](std::int64_t id) { return !places.at(id); };
  const auto gap = std::ranges::find_if(chain, unknown);
  const bool turned = chain.front() == chain.back() && gap != chain.end();
  if (turned) {
    chain.pop_back();
    std::rotate(chain.begin(), gap, chain.end());
  }
  Coast coast;
  for (const std::int64_t id : chain) {
    if (const auto at = places.at(id)) {
      append(coast.points, *at);
      continue;
    }
    coast.cut_after = true;
    if (coast.points.size() > 1) out.push_back(std::move(coast));
    coast = {{}, true, false};
  }
  coast.cut_after = turned;
  if (coast.points.size() > 1) out.push_back(std::move(coast));
}

/// The box made smaller by the sides that whole coasts do not reach. An end that lies too deep stays inside.
geo::Box without_ends(std::span<const Coast> coasts, const geo::Box& box) {
  const Rim rim(box);
  geo::Box result = box;
  const auto leave_out = [&](LatLon end) {
    if (!inside(box, end)) return;
    const auto [foot, distance] = rim.nearest(end);
    if (distance * deepest_end > rim.shorter_side()) return;
    if (foot.lat_e7 == box.max.lat_e7) result.max.lat_e7 = std::min(result.max.lat_e7, end.lat_e7);
    if (foot.lon_e7 == box.max.lon_e7) result.max.lon_e7 = std::min(result.max.lon_e7, end.lon_e7);
    if (foot.lat_e7 == box.min.lat_e7) result.min.lat_e7 = std::max(result.min.lat_e7, end.lat_e7);
    if (foot.lon_e7 == box.min.lon_e7) result.min.lon_e7 = std::max(result.min.lon_e7, end.lon_e7);
  };
  for (const Coast& coast : coasts) {
    if (closed(coast)) continue;
    if (!coast.cut_before) leave_out(coast.points.front());
    if (!coast.cut_after) leave_out(coast.points.back());
  }
  return result;
}

Sea SeaMaker::made() {
  if (ends_inside_ > 0) return {{}, ends_inside_};
  if (!close_along_rim()) return {{}, open_.size()};
  add_closed_rings();
  return std::move(sea_);
}
}  // namespace

std::vector<Coast> coasts(std::span<const NodeIds> ways, const Places& places) {
  std::multimap<std::int64_t, std::size_t> starts;
  std::set<std::int64_t> ends;
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (ways[i].size() < 2) continue;
    starts.emplace(ways[i].front(), i);
    ends.insert(ways[i].back());
  }
  std::vector<Coast> result;
  std::vector<bool> used(ways.size(), false);
  const auto follow = [&](std::size_t way) {
    Chain chain{ways[way].front()};
    for (;;) {
      used[way] = true;
      chain.insert(chain.end(), ways[way].begin() + 1, ways[way].end());
      if (chain.back() == chain.front()) break;
      auto [next, last] = starts.equal_range(chain.back());
      while (next != last && used[next->second]) ++next;
      if (next == last) break;
      way = next->second;
    }
    add_runs(std::move(chain), places, result);
  };
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (ways[i].size() >= 2 && !ends.contains(ways[i].front())) follow(i);
  }
  for (std::size_t i = 0; i < ways.size(); ++i) {
    if (ways[i].size() >= 2 && !used[i]) follow(i);  // what is left runs in circles
  }
  return result;
}

Sea sea(std::span<const Coast> coasts, const geo::Box& box) {
  const geo::Box known = without_ends(coasts, box);
  SeaMaker maker(known);
  for (const Coast& coast : coasts) maker.add(coast);
  return maker.made();
}

}  // namespace contrechamp::osm
