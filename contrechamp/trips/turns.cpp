// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/core/trig.hpp>
#include <contrechamp/trips/turns.hpp>
#include <cstdlib>
#include <tuple>

namespace contrechamp::trips {
namespace {

constexpr int most_straight = 20;
constexpr int most_slight = 45;
constexpr int most_plain = 120;
constexpr int most_sharp = 160;
constexpr std::uint32_t sight_cm = 1000;  ///< how far along a street its bearing is taken: kinks at the junction tell nothing
constexpr std::int64_t beside_cm = 300;

bool is_backward(const RoutePart& part) { return part.from_cm > part.to_cm; }
int opposite(int bearing) { return (bearing + 180) % 360; }
/// From -180 to 180, to the right.
int deviation(int before, int after) { return (after - before + 540) % 360 - 180; }
bool within(int degrees, int most) { return std::abs(degrees) <= most; }

auto key(const Junctions::Way& way) { return std::tuple(way.junction, way.segment, way.backward); }

/// In whole degrees, from a place on a segment towards another.
int bearing_of(const City& city, std::uint32_t segment, std::uint32_t from_cm, std::uint32_t to_cm) {
  const streets::Segment& line = city.network.segments[segment];
  const geo::LocalFrame frame = city.frames.at(line.points.front());
  const std::uint32_t near_cm =
      from_cm < to_cm ? std::min(to_cm, from_cm + sight_cm) : std::max(to_cm, from_cm - std::min(from_cm, sight_cm));
  const geo::Vec way =
      frame.project(streets::place(line, city.frames, near_cm)) - frame.project(streets::place(line, city.frames, from_cm));
  const auto hundredths = trig::bearing(static_cast<double>(way.x), static_cast<double>(way.y)).angle().count();
  return (hundredths + 50) / 100 % 360;
}

int bearing_of(const City& city, const Junctions::Way& way) {
  const std::uint32_t length_cm = city.network.segments[way.segment].length_cm;
  return way.backward ? bearing_of(city, way.segment, length_cm, 0) : bearing_of(city, way.segment, 0, length_cm);
}

/// One of the streets of a junction.
struct Ray {
  Junctions::Way way;
  int bearing = 0;
  bool open = false;
};

/// What decides how a way on is told. Deviations are degrees to the right.
struct Choice {
  int own = 0;
  bool back = false;        ///< it is the way that one came by
  std::vector<int> others;  ///< that one may take as well
  std::size_t closed = 0;   ///< further ones, which one may not take
  bool same_name = false;   ///< as the step so far has, and it has one
  bool named = false;
};

struct Judged {
  Act act = Act::turn;
  Towards towards = Towards::straight;
};

/// Nothing: nobody goes wrong there, and nothing needs to be said.
std::optional<Judged> judged(const Choice& c) {
  const Towards own = towards(c.own);
  const auto plain = [&](Act act) { return std::optional(Judged{act, own}); };
  const auto going_on = [&] { return c.named && !c.same_name ? plain(Act::new_name) : std::nullopt; };
  const Act leaving = c.same_name ? Act::stay : Act::turn;
  if (c.back) return Judged{leaving, Towards::turn_back};
  if (c.others.empty()) return going_on();
  std::vector<int> ahead;
  std::ranges::copy_if(c.others, std::back_inserter(ahead), [](int other) { return within(other, most_slight); });
  if (within(c.own, most_slight)) {
    const bool straight = within(c.own, most_straight);
    const auto as_straight = [](int other) { return within(other, most_straight); };
    if (ahead.empty() || (straight && std::ranges::none_of(ahead, as_straight))) return going_on();
    const bool alike = ahead.size() == 1 && as_straight(ahead.front()) == straight;
    if (alike) return Judged{Act::fork, c.own < ahead.front() ? Towards::slight_left : Towards::slight_right};
    return plain(Act::turn);
  }
  const bool two_arms = c.others.size() == 1 && c.closed == 0 && ahead.empty() && (c.others.front() < 0) != (c.own < 0);
  return plain(two_arms ? Act::end_of_road : leaving);
}

/// Goes along a leg, junction by junction.
class Walk {
 public:
  Walk(const City& city, const Junctions& junctions, std::span<const RoutePart> parts)
      : city_(city), junctions_(junctions), parts_(parts) {}

  std::vector<Step> steps(geo::LatLon asked) {
    depart();
    for (std::size_t next = 1; next < parts_.size(); ++next) pass(next);
    arrive(asked);
    return std::move(steps_);
  }

 private:
  [[nodiscard]] const streets::Segment& segment(const RoutePart& part) const { return city_.network.segments[part.segment]; }
  [[nodiscard]] const std::string& name(std::uint32_t street) const { return city_.snapshot.streets[street].street_name; }
  [[nodiscard]] geo::LatLon place(const RoutePart& part, std::uint32_t cm) const {
    return streets::place(segment(part), city_.frames, cm);
  }

  /// The node that the roads' graph is at behind a part: copies of junctions know what may not follow.
  [[nodiscard]] std::optional<routing::Node> node_behind(const RoutePart& part) const {
    const streets::Roads& roads = junctions_.roads();
    const std::span<const routing::Arc> arcs = junctions_.ends().arcs_of(part.segment, is_backward(part));
    if (arcs.empty()) return std::nullopt;
    const auto here = std::ranges::find_if(
        arcs, [&](routing::Arc arc) { return node_ && roads.first_out[*node_] <= arc && arc < roads.first_out[*node_ + 1]; });
    return roads.head[here == arcs.end() ? arcs.front() : *here];
  }
  [[nodiscard]] bool may_enter(const Junctions::Way& way) const {
    const streets::Roads& roads = junctions_.roads();
    if (!node_) return way.open;
    const streets::RoadArc wanted{way.segment, way.backward ? 1U : 0U};
    const auto* const end = roads.arcs.data() + roads.first_out[*node_ + 1];
    return std::find(roads.arcs.data() + roads.first_out[*node_], end, wanted) != end;
  }

  void depart() {
    const RoutePart& part = parts_.front();
    // As far as the segment goes: a short first part has its direction, too.
    const std::uint32_t end_cm = is_backward(part) ? 0 : segment(part).length_cm;
    const auto after = static_cast<std::uint16_t>(bearing_of(city_, part.segment, part.from_cm, end_cm));
    Step step{Act::depart, Towards::none, 0, after, place(part, part.from_cm), segment(part).street, 0, parts_.size()};
    step.crossings.push_back({step.at, {after}, {true}, std::nullopt, 0});
    steps_.push_back(std::move(step));
    node_ = node_behind(part);
  }

  /// The streets of the junction before part `next`; the way in and the way out are among them.
  [[nodiscard]] std::vector<Ray> rays(const Junctions::Way& in, const Junctions::Way& out) const {
    std::vector<Ray> all;
    const auto add = [&](const Junctions::Way& way) { all.push_back({way, bearing_of(city_, way), may_enter(way)}); };
    for (const Junctions::Way& way : junctions_.ways_at(out.junction)) add(way);
    for (const Junctions::Way& way : {in, out}) {  // where a segment without length joins two junctions
      if (std::ranges::none_of(all, [&](const Ray& ray) { return is_same(ray.way, way); })) add(way);
    }
    std::ranges::stable_sort(all, {}, &Ray::bearing);
    return all;
  }
  static bool is_same(const Junctions::Way& a, const Junctions::Way& b) {
    return a.segment == b.segment && a.backward == b.backward;
  }

  void pass(std::size_t next) {
    const RoutePart& part = parts_[next];
    const bool backward = is_backward(part);
    const std::int64_t junction = backward ? segment(part).last_node : segment(part).first_node;
    const Junctions::Way in{junction, parts_[next - 1].segment, !is_backward(parts_[next - 1]), false};
    const Junctions::Way out{junction, part.segment, backward, true};
    const std::vector<Ray> all = rays(in, out);
    Crossing crossing{place(part, part.from_cm), {}, {}, {}, {}};
    for (std::size_t i = 0; i < all.size(); ++i) {
      crossing.bearings.push_back(static_cast<std::uint16_t>(all[i].bearing));
      crossing.entry.push_back(is_same(all[i].way, out) || (all[i].open && !is_same(all[i].way, in)));
      if (is_same(all[i].way, in)) crossing.in = i;
      if (is_same(all[i].way, out)) crossing.out = i;
    }
    node_ = node_behind(part);
    const int before = opposite(crossing.bearings[*crossing.in]);
    const int after = crossing.bearings[*crossing.out];
    const Choice c = choice(crossing, before, part);
    const auto act = !c.back && (on_ring(in) || on_ring(out)) ? judged_at_ring(on_ring(in), on_ring(out), c.own) : judged(c);
    if (act)
      begin({act->act, act->towards, static_cast<std::uint16_t>(before), static_cast<std::uint16_t>(after), crossing.at,
             segment(part).street, next, parts_.size()});
    if (on_ring(in) || on_ring(out)) pass_ring(all, crossing, part);
    steps_.back().crossings.push_back(std::move(crossing));
  }

  /// Walkers go round a roundabout as along any street.
  [[nodiscard]] bool on_ring(const Junctions::Way& way) const {
    const std::uint32_t street = city_.network.segments[way.segment].street;
    return junctions_.roads().mode != scene::Mode::foot && city_.snapshot.streets[street].roundabout;
  }
  static std::optional<Judged> judged_at_ring(bool from_ring, bool to_ring, int turned) {
    if (from_ring && to_ring) return std::nullopt;
    return Judged{to_ring ? Act::roundabout : Act::exit_roundabout, towards(turned)};
  }

  /// A junction of a ring, `part` behind it.
  void pass_ring(const std::vector<Ray>& all, const Crossing& crossing, const RoutePart& part) {
    if (!on_ring(all[*crossing.in].way)) {
      entered_ = steps_.size() - 1;
      exits_ = 0;
      if (!name(segment(part).street).empty()) steps_.back().ring = segment(part).street;
    } else {
      exits_ += exits_before(all, crossing);
    }
    if (!entered_) return;  // the way began on it
    Step& entry = steps_[*entered_];
    // A name that is not the ring's throughout, or that a street bears which comes to it, is not its own.
    const auto fits = [&](const Ray& ray) {
      return on_ring(ray.way) == (name(city_.network.segments[ray.way.segment].street) == name(*entry.ring));
    };
    if (entry.ring && !std::ranges::all_of(all, fits)) entry.ring.reset();
    if (on_ring(all[*crossing.out].way)) return;
    entry.exit = exits_ + 1;
    entry.street = segment(part).street;
    entered_.reset();
  }

  /// Exits of a junction of the ring that one has passed when one goes on. Of several where one leaves the ring, these are the
  /// ones that lie further from it as it goes on.
  [[nodiscard]] std::uint32_t exits_before(const std::vector<Ray>& all, const Crossing& crossing) const {
    const auto turned = [&](std::size_t i) { return deviation(opposite(all[*crossing.in].bearing), all[i].bearing); };
    const bool leaving = !on_ring(all[*crossing.out].way);
    std::vector<int> others;
    std::optional<int> ring;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (!crossing.entry[i] || i == *crossing.out) continue;
      if (on_ring(all[i].way))
        ring = turned(i);
      else
        others.push_back(turned(i));
    }
    if (!leaving) return static_cast<std::uint32_t>(others.size());
    if (!ring) return 0;
    const int own = turned(*crossing.out);
    return static_cast<std::uint32_t>(
        std::ranges::count_if(others, [&](int other) { return *ring < own ? other > own : other < own; }));
  }

  [[nodiscard]] Choice choice(const Crossing& crossing, int before, const RoutePart& part) const {
    Choice c;
    c.back = crossing.in == crossing.out;
    for (std::size_t i = 0; i < crossing.bearings.size(); ++i) {
      const int turned = deviation(before, crossing.bearings[i]);
      if (i == *crossing.out) {
        c.own = turned;
      } else if (i != *crossing.in) {
        if (crossing.entry[i])
          c.others.push_back(turned);
        else
          ++c.closed;
      }
    }
    const std::string& now = name(steps_.back().street);
    const std::string& then = name(segment(part).street);
    c.named = !then.empty();
    c.same_name = c.named && now == then;
    return c;
  }

  void begin(Step step) {
    steps_.back().end_part = step.first_part;
    steps_.push_back(std::move(step));
  }

  void arrive(geo::LatLon asked) {
    const RoutePart& part = parts_.back();
    const geo::LocalFrame frame = city_.frames.at(segment(part).points.front());
    const std::uint32_t length_cm = segment(part).length_cm;
    // Looking back, as far as the segment goes: a short last part has its direction, too.
    const int back = bearing_of(city_, part.segment, part.to_cm, is_backward(part) ? length_cm : 0);
    const geo::LatLon at = place(part, part.to_cm);
    const geo::Vec aside = frame.project(asked) - frame.project(at);
    Step step{Act::arrive,   Towards::none, static_cast<std::uint16_t>(opposite(back)), 0, at, segment(part).street,
              parts_.size(), parts_.size()};
    if (geo::squared(aside) >= beside_cm * beside_cm) {
      const auto there = trig::bearing(static_cast<double>(aside.x), static_cast<double>(aside.y)).angle().count() / 100;
      const int turned = deviation(step.before, there);
      step.towards = within(turned, most_slight) ? Towards::straight : turned < 0 ? Towards::left : Towards::right;
    }
    step.crossings.push_back({at, {static_cast<std::uint16_t>(back)}, {true}, 0, std::nullopt});
    steps_.push_back(std::move(step));
  }

  const City& city_;
  const Junctions& junctions_;
  std::span<const RoutePart> parts_;
  std::vector<Step> steps_;
  std::optional<routing::Node> node_;
  std::optional<std::size_t> entered_;  ///< the step that told to enter the ring that one is on
  std::uint32_t exits_ = 0;             ///< of that ring, passed so far
};

}  // namespace

Towards towards(int degrees) {
  if (within(degrees, most_straight)) return Towards::straight;
  const bool right = degrees > 0;
  if (within(degrees, most_slight)) return right ? Towards::slight_right : Towards::slight_left;
  if (within(degrees, most_plain)) return right ? Towards::right : Towards::left;
  if (within(degrees, most_sharp)) return right ? Towards::sharp_right : Towards::sharp_left;
  return Towards::turn_back;
}

Junctions::Junctions(const streets::Roads& roads, const RoadEnds& ends) : roads_(roads), ends_(ends) {
  const std::vector<streets::Segment>& segments = ends.network().segments;
  for (const auto& [number, backward] : roads.arcs) {
    const streets::Segment& segment = segments[number];
    const bool back = backward != 0;
    ways_.push_back({back ? segment.last_node : segment.first_node, number, back, true});
    ways_.push_back({back ? segment.first_node : segment.last_node, number, !back, false});
  }
  std::ranges::sort(ways_, [](const Way& a, const Way& b) {  // the open ones first
    return std::tuple_cat(key(a), std::tuple(!a.open)) < std::tuple_cat(key(b), std::tuple(!b.open));
  });
  ways_.erase(std::ranges::unique(ways_, {}, key).begin(), ways_.end());
}

std::span<const Junctions::Way> Junctions::ways_at(std::int64_t junction) const {
  const auto range = std::ranges::equal_range(ways_, junction, {}, &Way::junction);
  return {range.begin(), range.end()};
}

std::vector<Step> steps(const City& city, const Junctions& junctions, std::span<const RoutePart> parts, geo::LatLon asked) {
  if (parts.empty()) return {};
  return Walk(city, junctions, parts).steps(asked);
}

}  // namespace contrechamp::trips
