// SPDX-License-Identifier: AGPL-3.0-or-later
// What one camera sees, in two dimensions, 360°, no bands: the view polygon against CGAL, street metres against CGAL with GEOS
// and against GEOS alone, and two threads against one. Every peer gets the same edges and the same square, and must give the
// same areas and the same centimetres, or its time is not printed.
#include <algorithm>
#include <atomic>
#include <bench/benches.hpp>
#include <bench/clock.hpp>
#include <bench/rival_cgal.hpp>
#include <bench/rival_geos.hpp>
#include <bench/street_view.hpp>
#include <cmath>
#include <cstdio>
#include <map>
#include <thread>

namespace contrechamp::bench {
namespace {
using visibility::Edge;
constexpr std::array radii_m{30, 50, 100};
constexpr int street_radius_m = 50;
constexpr std::size_t eye_count = 5'000;
constexpr std::size_t sampled_eyes = 200;  // for the peers, evenly spaced: all would take them minutes
constexpr int thread_rounds = 15;
constexpr int peer_rounds = 3;
constexpr double tolerance_m2 = 1e-4;
constexpr double tolerance_cm = 1;  // of a segment: the same centimetres
constexpr double us = 1e6;

template <class Work>
double peer_seconds(const Work& work) {
  return median_seconds(peer_rounds, thread_seconds, work);
}

/// Means over the sampled eyes of what CGAL takes, in seconds.
struct CgalCost {
  std::size_t compared = 0;  ///< the other eyes stand on an edge
  double arrangement = 0, triangulation_and_query = 0, query = 0;
  double edges = 0;
  double worst_m2 = 0;

  void add(const Town& town, visibility::Gaze& gaze, const visibility::Look& look) {
    const std::vector<Edge> given = town.without_shared_walls(town.walls.edges_for(look));
    const double start = thread_seconds();
    CgalWindow window(given, look.eye, look.reach_cm);
    const double arranged = thread_seconds() - start;
    if (window.eye_on_edge()) return;
    ++compared;
    arrangement += arranged;
    triangulation_and_query += peer_seconds([&] {
      window.triangulate();
      window.query();
    });
    query += peer_seconds([&] { window.query(); });
    edges += static_cast<double>(given.size());
    worst_m2 = std::max(worst_m2, std::fabs(window.area_m2() - visibility::area(gaze.look(look)).count()));
  }
  void divide() {
    for (double* sum : {&arrangement, &triangulation_and_query, &query, &edges}) *sum /= static_cast<double>(compared);
  }
};

/// The same for street metres, once in CGAL with GEOS, once in GEOS alone. GEOS may cut all lines at once, or one by one with
/// the polygon prepared; the quicker way counts.
struct StreetCost {
  std::size_t compared = 0;
  double cgal = 0, at_once = 0, by_line = 0, geos_alone = 0;
  double worst_cm = 0, worst_cm_alone = 0;

  void add(const Town& town, const StreetIndex& streets, StreetView& view, const visibility::Look& look) {
    const std::vector<Edge> given = town.without_shared_walls(town.walls.edges_for(look));
    CgalWindow window(given, look.eye, look.reach_cm);
    if (window.eye_on_edge()) return;
    ++compared;
    cgal += peer_seconds([&] {
      window.triangulate();
      window.query();
    });
    visibility::Lines lines;
    streets.grid().near(look.eye, look.reach_cm, lines);
    std::sort(lines.id.begin(), lines.id.begin() + static_cast<std::ptrdiff_t>(lines.size));
    std::vector<StreetEdge> near;
    for (std::size_t i = 0; i < lines.size; ++i) near.push_back(streets.edges()[lines.id[i]]);
    GeosWindow geos(near, look.eye, look.reach_cm);
    at_once += peer_seconds([&] {
      geos.take(window.corners());
      used += geos.metres_at_once();
    });
    by_line += peer_seconds([&] {
      geos.take(window.corners());
      used += geos.metres_line_by_line();
    });
    const auto ours = view.look(look.eye, look.reach_cm);
    worst_cm = std::max(worst_cm, difference_cm(ours, geos));
    geos_alone += peer_seconds([&] {
      geos.subtract_shadows(given);
      used += geos.metres_line_by_line();
    });
    worst_cm_alone = std::max(worst_cm_alone, difference_cm(ours, geos));
  }
  void divide() {
    for (double* sum : {&cgal, &at_once, &by_line, &geos_alone}) *sum /= static_cast<double>(compared);
  }
  double used = 0;  ///< so that nothing is optimised away

 private:
  /// Of the segment on which the two differ most.
  static double difference_cm(std::span<const Stretch> ours, const GeosWindow& theirs) {
    std::map<std::uint32_t, double> sums;
    for (const Stretch& stretch : ours) sums[stretch.segment] += stretch.to_cm - stretch.from_cm;
    for (const auto& [segment, metres] : theirs.metres_by_segment()) sums[segment] -= 100 * metres;
    double worst = 0;
    for (const auto& [segment, difference] : sums) worst = std::max(worst, std::fabs(difference));
    return worst;
  }
};

/// Found by name in a profile (where_time_goes.sh), so it must stay a function of its own.
template <class Look>
[[gnu::noinline]] void look_from_all(std::span<const Eye> eyes, const Look& look) {
  for (const Eye& eye : eyes) look(eye.at);
}

/// One city, at one radius after the other.
class Measured {
 public:
  Measured(Results& results, std::string name, const Town& town)
      : results_(results), name_(std::move(name)), town_(town), streets_(town.streets), eyes_(eyes(town, eye_count, 1)) {
    const auto real = std::count_if(eyes_.begin(), eyes_.end(), [](const Eye& eye) { return eye.device != Eye::made_up; });
    std::printf("%s: %zu buildings, %zu street edges, %zu eyes in tile order, of which %td are mapped devices\n", name_.c_str(),
                town_.ground.footprints().size(), town_.streets.size(), eyes_.size(), real);
    const std::size_t step = std::max<std::size_t>(1, eyes_.size() / sampled_eyes);
    for (std::size_t i = step / 2; i < eyes_.size(); i += step) sample_.push_back(eyes_[i].at);
  }

  void view_polygons(int radius_m) {
    visibility::Gaze gaze(town_.walls);
    CgalCost peer;
    std::vector<double> seconds;
    for (const geo::Point eye : sample_) {
      peer.add(town_, gaze, {eye, 100 * radius_m});
      seconds.push_back(view_all(gaze, 100 * radius_m));
    }
    peer.divide();
    const std::string radius = "viewshed_" + std::to_string(radius_m) + "m_vs_cgal_";
    std::printf("%s%s: %zu eyes compared, largest difference %.2g m2; edges in the window: %.1f\n", radius.c_str(), name_.c_str(),
                peer.compared, peer.worst_m2, peer.edges);
    if (peer.compared == 0 || peer.worst_m2 > tolerance_m2) return results_.wrong(radius + name_ + ": other areas than CGAL's");
    const double ours = median(seconds) * us;
    const auto against = [&](const std::string& name, const char* who, double seconds) {
      results_.add({radius + name + name_, ours, "us", Better::less, Peer{who, seconds * us}});
    };
    against("", "CGAL triangular expansion, arrangement prepared", peer.triangulation_and_query);
    against("query_alone_", "CGAL, window triangulated before", peer.query);
    against("from_edges_", "CGAL, arrangement included", peer.arrangement + peer.triangulation_and_query);
  }

  void street_metres() {
    StreetView view(town_.walls, streets_);
    StreetCost peer;
    std::vector<double> seconds;
    for (const geo::Point eye : sample_) {
      peer.add(town_, streets_, view, {eye, 100 * street_radius_m});
      const double start = thread_seconds();
      look_at_streets(1);
      seconds.push_back((thread_seconds() - start) / static_cast<double>(eyes_.size()));
    }
    peer.divide();
    const std::string radius = "street_metres_" + std::to_string(street_radius_m) + "m_vs_";
    std::printf(
        "%s: %zu eyes compared, largest difference of a segment %.2g cm with CGAL, %.2g cm with GEOS alone; of CGAL with "
        "GEOS, CGAL %.1f us, GEOS all lines at once %.1f us, line by line %.1f us\n",
        (radius + name_).c_str(), peer.compared, peer.worst_cm, peer.worst_cm_alone, peer.cgal * us, peer.at_once * us,
        peer.by_line * us);
    if (peer.compared == 0 || std::max(peer.worst_cm, peer.worst_cm_alone) > tolerance_cm)
      return results_.wrong(radius + name_ + ": other street metres than the peers'");
    const double ours = median(seconds) * us;
    const double both = peer.cgal + std::min(peer.at_once, peer.by_line);
    results_.add({radius + "cgal_geos_" + name_, ours, "us", Better::less, Peer{"CGAL with GEOS, prepared", both * us}});
    results_.add({radius + "geos_" + name_, ours, "us", Better::less, Peer{"GEOS", peer.geos_alone * us}});
  }

  /// On the wall's clock: other programs on the machine show in it. In turns, so that they show in both.
  void two_threads() {
    const auto looked = [this](unsigned threads) {
      const double start = wall_seconds();
      for (int again = 0; again < 10; ++again) look_at_streets(threads);
      return wall_seconds() - start;
    };
    std::vector<double> one, two;
    for (int round = 0; round < thread_rounds; ++round) {
      one.push_back(looked(1));
      two.push_back(looked(2));
    }
    results_.add({"threads_2_vs_1_" + name_, median(two), "s", Better::less, Peer{"one thread", median(one)}});
  }

 private:
  /// Seconds a look. In turns with the peer, so that what else the machine does shows in both.
  double view_all(visibility::Gaze& gaze, std::int32_t reach_cm) {
    std::size_t wedges = 0;
    const double start = thread_seconds();
    for (const Eye& eye : eyes_) wedges += gaze.look({eye.at, reach_cm}).wedges.size();
    const double seconds = thread_seconds() - start;
    if (wedges == 0) results_.wrong("nothing is seen in " + name_);
    return seconds / static_cast<double>(eyes_.size());
  }

  /// All eyes, by threads that take the next hundred from a counter.
  void look_at_streets(unsigned threads) {
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
      StreetView view(town_.walls, streets_);
      for (std::size_t i = next.fetch_add(100); i < eyes_.size(); i = next.fetch_add(100)) {
        for (std::size_t k = i; k < std::min(i + 100, eyes_.size()); ++k) view.look(eyes_[k].at, 100 * street_radius_m);
      }
    };
    std::vector<std::thread> others;
    for (unsigned worker = 1; worker < threads; ++worker) others.emplace_back(work);
    work();
    for (std::thread& other : others) other.join();
  }

  Results& results_;
  std::string name_;
  const Town& town_;
  StreetIndex streets_;
  std::vector<Eye> eyes_;
  std::vector<geo::Point> sample_;
};
}  // namespace

void bench_kernel(Results& results) {
  std::printf("instruction set of the kernel: %s\n", std::string(visibility::name(visibility::available_isas().back())).c_str());
  each_measured_town([&](const std::string& name, const Town& town) {
    Measured measured(results, name, town);
    for (const int radius_m : radii_m) measured.view_polygons(radius_m);
    measured.street_metres();
    if (name == "monaco") measured.two_threads();
  });
}

int look_once(const std::filesystem::path& file, std::int32_t reach_cm, bool streets_too) {
  const auto there = town(file);
  if (!there) return 1;
  const std::vector<Eye> all = eyes(*there, eye_count, 1);
  const StreetIndex streets(there->streets);
  StreetView view(there->walls, streets);
  visibility::Gaze gaze(there->walls);
  double edges = 0;
  for (const Eye& eye : all) edges += static_cast<double>(there->walls.edges_for({eye.at, reach_cm}).size());
  std::printf("%zu %.2f\n", all.size(), edges / static_cast<double>(all.size()));
  look_from_all(all, [&](geo::Point eye) {
    if (streets_too) {
      view.look(eye, reach_cm);
    } else {
      gaze.look({eye, reach_cm});
    }
  });
  return 0;
}

}  // namespace contrechamp::bench
