// SPDX-License-Identifier: AGPL-3.0-or-later
// Draws a square of an atlas as SVG: buildings, streets by how surely they are in view, devices, the viewshed of one of them.
//   contrechamp_figure CITY.atlas LAT LON HALF_SIDE_M > figure.svg       (`make figure` draws the README's)
#include <contrechamp/answers/subject.hpp>
#include <contrechamp/answers/report.hpp>
#include <contrechamp/atlas/native/file.hpp>
#include <contrechamp/core/text.hpp>
#include <contrechamp/exposure/radial.hpp>
#include <cstdio>
#include <cstdlib>
#include <limits>

namespace contrechamp {
namespace {

constexpr double picture = 760;  // pixels a side

struct View {
  geo::LocalFrame frame;
  geo::Point centre;
  double half_cm = 0;
  [[nodiscard]] std::string at(double x_cm, double y_cm) const {
    const double scale = picture / (2 * half_cm);
    return fixed((x_cm - centre.x + half_cm) * scale, 1) + "," + fixed((half_cm - (y_cm - centre.y)) * scale, 1);
  }
  [[nodiscard]] geo::Rect box() const { return geo::around(centre, static_cast<std::int32_t>(half_cm)); }
};

std::string buildings(const answers::Subject& s, const View& view) {
  std::string out = "<g fill=\"#E4DFD5\" fill-rule=\"evenodd\">";
  const placement::Ground ground(s.snapshot, view.frame, view.box(), 0);
  for (const placement::Footprint& footprint : ground.footprints()) {
    out += "<path d=\"";
    for (const geo::Ring& ring : footprint.rings) {
      for (std::size_t i = 0; i < ring.size(); ++i) out += (i == 0 ? "M" : "L") + view.at(ring[i].x, ring[i].y);
      out += "Z";
    }
    out += "\"/>";
  }
  return out + "</g>\n";
}

/// The part of a segment between two positions, as an SVG path.
std::string path_between(const streets::Segment& segment, const View& view, double from_cm, double to_cm) {
  const std::vector<double> at = streets::positions(segment.points, view.frame);
  std::string d;
  for (std::size_t i = 0; i + 1 < at.size(); ++i) {
    if (at[i + 1] <= from_cm || at[i] >= to_cm || at[i] == at[i + 1]) continue;
    const geo::Point a = view.frame.project(segment.points[i]);
    const geo::Point b = view.frame.project(segment.points[i + 1]);
    const auto point = [&](double cm) {
      const double t = (cm - at[i]) / (at[i + 1] - at[i]);
      return view.at(a.x + t * (b.x - a.x), a.y + t * (b.y - a.y));
    };
    d += "M" + point(std::max(from_cm, at[i])) + "L" + point(std::min(to_cm, at[i + 1]));
  }
  return d;
}

std::string streets_drawn(const answers::Subject& s, const View& view) {
  std::string all;
  std::string possible;
  std::string likely;
  std::string certain;
  exposure::Filter filter;
  filter.ladder = answers::leading_of(s).ladder;
  filter.band = answers::leading_of(s).band;
  for (std::size_t i = 0; i < s.network.segments.size(); ++i) {
    const streets::Segment& segment = s.network.segments[i];
    std::vector<geo::Point> points;
    for (const geo::LatLon p : segment.points) points.push_back(view.frame.project(p));
    if (segment.length_cm == 0 || !geo::bounding(points).touches(view.box())) continue;
    all += path_between(segment, view, 0, segment.length_cm);
    for (const exposure::Stretch& stretch : exposure::merged(s.atlas.sightings_of(SegmentIndex(i)), filter)) {
      std::string& layer = stretch.certain ? certain : stretch.p >= exposure::full_probability / 2 ? likely : possible;
      layer += path_between(segment, view, stretch.from_cm, stretch.to_cm);
    }
  }
  const auto layer = [](const std::string& d, const char* style) {
    return "<path fill=\"none\" " + std::string(style) + " d=\"" + d + "\"/>\n";
  };
  return layer(all, "stroke=\"#2C7A82\" stroke-width=\"1.4\"") +
         layer(possible, "stroke=\"#E8853B\" stroke-width=\"2.2\" stroke-dasharray=\"4 3\"") +
         layer(likely, "stroke=\"#C8402F\" stroke-width=\"3.4\"") + layer(certain, "stroke=\"#7A1240\" stroke-width=\"5\"");
}

/// What a device possibly covers at the leading band.
std::string viewshed(const answers::Subject& s, const View& view, std::uint32_t device) {
  std::string out = "<g fill=\"#E8853B\" fill-opacity=\"0.22\">";
  const optics::BandRef lead = answers::leading_of(s);
  for (const exposure::Coverage& covered : s.coverages) {
    if (covered.device != device || static_cast<optics::Ladder>(covered.ladder) != lead.ladder) continue;
    if (covered.band != lead.band || covered.drawn != exposure::Drawn::possible) continue;
    for (const auto& outline : covered.outlines) {
      for (std::size_t i = 0; i < outline.size(); ++i) {
        const geo::Point p = view.frame.project(outline[i]);
        out += (i == 0 ? "<path d=\"M" : "L") + view.at(p.x, p.y);
      }
      out += "Z\"/>";
    }
  }
  return out + "</g>\n";
}

/// Has the leading band.
bool leads(const answers::Subject& s, const scene::Device& device) {
  const auto bands = optics::bands_of(device.kind, s.options.exposure.optics);
  return std::find(bands.begin(), bands.end(), answers::leading_of(s)) != bands.end();
}

std::string devices(const answers::Subject& s, const View& view) {
  std::string out;
  std::uint32_t nearest = 0;
  std::int64_t least = std::numeric_limits<std::int64_t>::max();
  for (std::uint32_t i = 0; i < s.snapshot.devices.size(); ++i) {
    const geo::Point at = view.frame.project(s.snapshot.devices[i].position);
    if (s.snapshot.devices[i].indoor) continue;
    const std::string p = view.at(at.x, at.y);
    out += "<circle cx=\"" + p.substr(0, p.find(',')) + "\" cy=\"" + p.substr(p.find(',') + 1) +
           "\" r=\"3.5\" fill=\"#16181D\" stroke=\"#FAF8F4\"/>";
    const std::int64_t away = geo::squared(at - view.centre);
    if (away < least && leads(s, s.snapshot.devices[i])) {
      least = away;
      nearest = i;
    }
  }
  return viewshed(s, view, nearest) + out + "\n";
}

Result<std::string> figure(const char* file, geo::RawLatLon raw, double half_m) {
  const auto centre = geo::checked(raw);
  if (!centre) return tl::unexpected(centre.error());
  const auto mapped = atlas::MappedFile::open(file);
  if (!mapped) return tl::unexpected(mapped.error());
  const auto subject = answers::subject(mapped->bytes());
  if (!subject) return tl::unexpected(subject.error());
  if (subject->snapshot.devices.empty()) return fail(Errc::nothing_inside, "no device to draw");
  const geo::LocalFrame frame = subject->frames.at(*centre);
  const View view{frame, frame.project(*centre), half_m * 100};
  const std::string size = fixed(picture, 0);
  return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size +
         "\" font-family=\"Noto Sans, sans-serif\" font-size=\"13\">\n"
         "<rect width=\"100%\" height=\"100%\" fill=\"#FAF8F4\"/>\n" +
         buildings(*subject, view) + streets_drawn(*subject, view) + devices(*subject, view) + "<rect y=\"" +
         fixed(picture - 26, 0) + "\" width=\"100%\" height=\"26\" fill=\"#FAF8F4\" fill-opacity=\"0.9\"/><text x=\"10\" y=\"" +
         fixed(picture - 8, 0) + "\" fill=\"#5A5D66\">" + answers::words(answers::as_of(*subject), Lang::en) +
         " · thick: certainly in view, red: likely, dashed: possible · " + std::string(answers::attribution(*subject)) +
         ", ODbL</text>\n</svg>\n";
}

}  // namespace
}  // namespace contrechamp

int main(int argc, char** argv) {
  if (argc != 5) {
    std::fputs("usage: contrechamp_figure CITY.atlas LAT LON HALF_SIDE_M\n", stderr);
    return 2;
  }
  const auto svg =
      contrechamp::figure(argv[1], {std::strtod(argv[2], nullptr), std::strtod(argv[3], nullptr)}, std::strtod(argv[4], nullptr));
  if (!svg) {
    std::fprintf(stderr, "contrechamp_figure: %s.\n", svg.error().sentence().c_str());
    return contrechamp::info(svg.error().code).exit_code;
  }
  std::fputs(svg->c_str(), stdout);
  return 0;
}
