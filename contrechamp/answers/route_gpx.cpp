// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/answers/families.hpp>
#include <contrechamp/answers/phrases.hpp>
#include <contrechamp/answers/turns.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

constexpr std::string_view head =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<gpx version=\"1.1\" creator=\"contrechamp\" xmlns=\"http://www.topografix.com/GPX/1/1\""
    " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
    " xsi:schemaLocation=\"http://www.topografix.com/GPX/1/1 http://www.topografix.com/GPX/1/1/gpx.xsd\">\n";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

void element(std::string& out, std::string_view name, std::string_view text) {
  out.append("<").append(name).append(">").append(escaped(text)).append("</").append(name).append(">");
}

std::string say(Phrase phrase, Lang lang) { return std::string(phrase.in(lang)); }

/// Time, length and what is in view, as of when.
std::string description(const Subject& s, const Routed& r, const trips::Route& route, Lang lang) {
  const auto metres = [&](double cm) { return distance(cm / 100, lang); };
  return duration(static_cast<double>(route.time_ms)) + ", " + metres(static_cast<double>(route.length_cm)) + ". " +
         say({"In view, at least ", "En vue, au moins "}, lang) + band_words(r.wish.band, lang) +
         say({": certain ", "\u202F: certain "}, lang) + metres(static_cast<double>(route.seen.certain_cm)) +
         say({", expected ", ", attendu "}, lang) +
         metres(static_cast<double>(route.seen.expected) / exposure::full_probability) +
         say({", possible ", ", possible "}, lang) + metres(static_cast<double>(route.seen.possible_cm)) +
         say({"; mapped devices: ", "\u202F; dispositifs cartographiés\u202F: "}, lang) + count(route.met.size(), lang) +
         say({"; not mapped: ", "\u202F; non relevé\u202F: "}, lang) + metres(static_cast<double>(route.not_mapped_cm)) + "; " +
         words(as_of(s), lang) + ".";
}

void open_point(std::string& out, std::string_view name, geo::LatLon p) {
  out.append("<").append(name).append(" lat=\"");
  geo::append_degrees(out, p.lat_e7);
  out += "\" lon=\"";
  geo::append_degrees(out, p.lon_e7);
  out += "\"";
}

/// Elements stand in the order of the schema: of metadata name, desc, copyright; of rte and trk name, desc, src, number, type,
/// then the points.
void add_head(std::string& out, const Subject& s, const Routed& r, std::size_t i, Lang lang) {
  const std::string place = number(static_cast<std::int64_t>(i + 1));
  element(out, "name", say({"Route ", "Trajet "}, lang) + place + say({": ", "\u202F: "}, lang) + route_sentence(r, i, lang));
  element(out, "desc", description(s, r, r.routes.routes[i], lang));
  element(out, "src", attribution(s));
  element(out, "number", place);
  element(out, "type", scene::name(r.wish.mode));
}

/// Where to turn, and how far it is to the next turn.
void add_turns(std::string& out, const Subject& s, const Routed& r, std::size_t i, Lang lang) {
  out += "<rte>";
  add_head(out, s, r, i, lang);
  out += "\n";
  for (const ToldStep& told : r.steps[i]) {
    open_point(out, "rtept", told.step.at);
    out += ">";
    element(out, "name", instruction(s, told.step, lang));
    if (told.step.act != trips::Act::arrive) element(out, "desc", distance(static_cast<double>(told.sum.way.cm) / 100, lang));
    out += "</rtept>\n";
  }
  out += "</rte>\n";
}

void add_track(std::string& out, const Subject& s, const Routed& r, std::size_t i, Lang lang) {
  out += "<trk>";
  add_head(out, s, r, i, lang);
  out += "<trkseg>\n";
  for (const geo::LatLon p : r.routes.routes[i].line) {
    open_point(out, "trkpt", p);
    out += "/>\n";
  }
  out += "</trkseg></trk>\n";
}

}  // namespace

std::string route_gpx(const Subject& s, const Routed& r, Lang lang) {
  std::string out(head);
  out += "<metadata>";
  element(out, "name", say({"Routes, from the fastest to ", "Trajets, du plus rapide au "}, lang) + far_end(r.wish, lang));
  element(out, "desc", limits(s.options, lang));
  out += "<copyright author=\"" + escaped(attribution(s)) + "\">";
  element(out, "license", licence_url);
  out += "</copyright></metadata>\n";
  for (std::size_t i = 0; i < r.steps.size(); ++i) add_turns(out, s, r, i, lang);
  for (std::size_t i = 0; i < r.routes.routes.size(); ++i) add_track(out, s, r, i, lang);
  return out + "</gpx>\n";
}

}  // namespace contrechamp::answers
