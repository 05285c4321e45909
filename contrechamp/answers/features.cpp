// SPDX-License-Identifier: AGPL-3.0-or-later
#include <algorithm>
#include <contrechamp/answers/features.hpp>
#include <contrechamp/core/text.hpp>

namespace contrechamp::answers {
namespace {

constexpr std::array<std::string_view, static_cast<std::size_t>(scene::AxisSource::count)> source_names{
    "none", "numeric", "cardinal", "suspicious_zero"};

}  // namespace

void write_position(Json& json, geo::LatLon at) { json.array().decimal(at.lon_e7 * 1e-7, 7).decimal(at.lat_e7 * 1e-7, 7).end(); }

std::span<const std::uint32_t> write_page(Json& json, std::span<const std::uint32_t> matched, const Page& page) {
  const std::size_t from = std::min<std::size_t>(page.offset, matched.size());
  const auto part = matched.subspan(from, std::min<std::size_t>(page.limit, matched.size() - from));
  const std::size_t to = from + part.size();
  json.key("numberMatched").integer(static_cast<std::int64_t>(matched.size()));
  json.key("numberReturned").integer(static_cast<std::int64_t>(part.size())).key("links").array();
  if (to < matched.size() && !part.empty() && !page.next.empty()) {
    json.object().key("rel").string("next").key("type").string("application/geo+json");
    json.key("href").string(std::string(page.next) + "offset=" + number(static_cast<std::int64_t>(to))).end();
  }
  json.end();
  return part;
}

void write_in_view(Json& json, const exposure::InView& seen) {
  json.key("certain_m").decimal(static_cast<double>(seen.certain_cm) / 100, 2);
  json.key("expected_m").decimal(static_cast<double>(seen.expected) / exposure::full_probability / 100, 2);
  json.key("possible_m").decimal(static_cast<double>(seen.possible_cm) / 100, 2);
}

void write_ladders(Json& json, const exposure::Options& options) {
  json.key("ladders").array();
  for (const optics::Ladder ladder : ladders_in_use(options)) {
    json.object().key("name").string(optics::name(ladder)).key("family").string(optics::family(ladder));
    json.key("source").string(optics::source(ladder)).key("bands").array();
    for (const optics::Band& band : optics::bands(ladder)) {
      json.object().key("name").string(band.name).key("pixels_per_metre");
      band.density.count() > 0 ? json.decimal(band.density.count(), 1) : json.null();
      json.end();
    }
    json.end().end();
  }
  json.end();
}

std::string_view name(scene::AxisSource source) { return source_names[static_cast<std::size_t>(source)]; }

bool direction_known(const scene::Device& device) {
  return device.type == scene::CameraType::all_round ||
         std::none_of(device.heads.begin(), device.heads.end(),
                      [](const scene::Head& head) { return head.source == scene::AxisSource::none; });
}

}  // namespace contrechamp::answers
