// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/answers/explain.hpp>
#include <contrechamp/answers/geojson.hpp>
#include <contrechamp/answers/info.hpp>
#include <contrechamp/answers/report.hpp>
#include <contrechamp/answers/street_index.hpp>
#include <contrechamp/answers/street_names.hpp>
#include <contrechamp/answers/trace.hpp>
#include <contrechamp/cartography/cartographer.hpp>
#include <contrechamp/cartography/islands.hpp>
#include <contrechamp/core/text.hpp>
#include <contrechamp/observatory/observatory.hpp>
#include <utility>

namespace contrechamp::observatory {
namespace {

Result<optics::Ladder> ladder_named(std::string_view name) {
  std::string known;
  for (const optics::Ladder ladder : optics::all_ladders) {
    if (optics::name(ladder) == name) return ladder;
    known += (known.empty() ? "" : ", ") + std::string(optics::name(ladder));
  }
  return fail(Errc::bad_argument, "ladder \"" + std::string(name) + "\"; known: " + known);
}

Result<std::uint8_t> band_named(optics::Ladder ladder, std::string_view name) {
  std::string known;
  const auto bands = optics::bands(ladder);
  for (std::size_t b = 0; b < bands.size(); ++b) {
    if (bands[b].name == name) return static_cast<std::uint8_t>(b);
    known += (known.empty() ? "" : ", ") + std::string(bands[b].name);
  }
  return fail(Errc::bad_argument,
              "band \"" + std::string(name) + "\"; known in " + std::string(optics::name(ladder)) + ": " + known);
}

Result<cartography::TileSet> tile_set_named(std::string_view name) {
  if (const auto set = cartography::tile_set(name)) return *set;
  std::string known;
  for (std::uint8_t i = 0; i < static_cast<std::uint8_t>(cartography::TileSet::count); ++i)
    known += (known.empty() ? "" : ", ") + std::string(cartography::name(static_cast<cartography::TileSet>(i)));
  return fail(Errc::bad_argument, "tile set \"" + std::string(name) + "\"; known: " + known);
}

Result<answers::Page> paged(const Question& q) {
  if (q.limit < 1 || q.limit > max_limit)
    return fail(Errc::bad_argument, "limit " + number(q.limit) + "; from 1 to " + number(max_limit));
  if (q.box && (q.box->min.lat_e7 > q.box->max.lat_e7 || q.box->min.lon_e7 > q.box->max.lon_e7))
    return fail(Errc::bad_argument, "box: west is not east of east, south is not north of north");
  return answers::Page{q.box, q.limit, q.offset, q.next};
}

Result<cartography::IslandWish> island_wish(const answers::Subject& s, const Question& q) {
  if (const auto kinds = answers::check(q.filter); !kinds) return tl::unexpected(kinds.error());
  const auto travelled = answers::trace_question(s, q.mode.empty() ? "foot" : q.mode, q.ladder, q.band);
  if (!travelled) return tl::unexpected(travelled.error());
  const optics::Ladder ladder = travelled->wish.ladders.front();
  const std::uint8_t band = travelled->wish.band.value_or(optics::leading_band_of(ladder));
  return cartography::IslandWish{travelled->mode, {ladder, band}, q.filter};
}

Result<answers::Selection> selected(const Question& q, const optics::OpticsOptions& options) {
  answers::Selection selection;
  const auto ladder = q.ladder.empty() ? Result<optics::Ladder>(optics::leading_band(options).ladder) : ladder_named(q.ladder);
  if (!ladder) return tl::unexpected(ladder.error());
  selection.ladder = *ladder;
  if (!q.band.empty()) {
    const auto band = band_named(*ladder, q.band);
    if (!band) return tl::unexpected(band.error());
    selection.band = *band;
  }
  if (!q.device.empty()) {
    const auto ref = answers::parse_ref(q.device);
    if (!ref) return tl::unexpected(ref.error());
    selection.device = *ref;
  }
  selection.drawn = static_cast<exposure::Drawn>(q.answer);
  return selection;
}

}  // namespace

struct Observatory::Impl {
  answers::Subject subject;
  // They point into the subject; there only With::map.
  std::optional<answers::StreetIndex> streets = {};
  std::optional<answers::StreetNames> names = {};
  std::optional<cartography::Cartographer> cartographer = {};

  [[nodiscard]] Result<std::string> of_map(const Question& q, answers::Selection selection) const {
    if (const auto kinds = answers::check(q.filter); !kinds) return tl::unexpected(kinds.error());
    selection.device_counts = answers::device_counts(subject, q.filter);
    if (q.what == What::devices) {
      return paged(q).map(
          [&](const answers::Page& page) { return answers::devices_geojson(subject, selection.device_counts, page); });
    }
    if (!streets || !names || !cartographer) return fail(Errc::bad_argument, "opened without With::map");
    switch (q.what) {
      case What::segments:
        return paged(q).map(
            [&](const answers::Page& page) { return answers::segments_geojson(subject, *streets, selection, page); });
      case What::segment: return answers::segment_geojson(subject, *streets, selection, q.segment);
      case What::streets:
        return paged(q).map(
            [&](const answers::Page& page) { return answers::streets_json(subject, *names, q.typed, page.limit); });
      default: return tile(q);
    }
  }

  [[nodiscard]] Result<std::string> tile(const Question& q) const {
    const auto set = tile_set_named(q.tile_set);
    if (!set) return tl::unexpected(set.error());
    if (*set == cartography::TileSet::islands) {
      if (const auto wish = island_wish(subject, q); !wish) return tl::unexpected(wish.error());
    }
    if (q.what == What::tilejson) return cartographer->tilejson(*set, q.tiles_url);
    if (!tiles::valid(q.tile) || q.tile.z > cartography::max_zoom) {
      return fail(Errc::bad_argument, "tile " + number(q.tile.z) + "/" + number(q.tile.x) + "/" + number(q.tile.y) +
                                          "; zoom 0 to " + number(cartography::max_zoom) + ", x and y below 2^zoom");
    }
    if (*set != cartography::TileSet::islands || q.islands != nullptr)
      return cartographer->tile(*set, q.tile, q.filter, q.islands);
    return islands(q).map([&](const trips::Islands& found) { return cartographer->tile(*set, q.tile, q.filter, &found); });
  }

  [[nodiscard]] Result<trips::Islands> islands(const Question& q) const {
    return island_wish(subject, q).map([&](const cartography::IslandWish& wish) { return cartography::islands(subject, wish); });
  }

  [[nodiscard]] std::string report(const Question& q) const {
    const answers::Report figures = answers::report(subject);
    return q.form == Form::json ? answers::report_json(subject, figures) : answers::report_text(subject, figures, q.lang);
  }

  [[nodiscard]] Result<std::string> explain(const Question& q, const answers::Selection& selection) const {
    if (!selection.device) return fail(Errc::bad_argument, "explain needs a device, such as n123");
    const auto explained = answers::explanation(subject, *selection.device);
    if (!explained) return tl::unexpected(explained.error());
    return q.form == Form::json ? answers::explain_json(subject, *explained) : answers::explain_text(subject, *explained, q.lang);
  }
};

Observatory::Observatory(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Observatory::Observatory(Observatory&&) noexcept = default;
Observatory& Observatory::operator=(Observatory&&) noexcept = default;
Observatory::~Observatory() = default;
const answers::Subject& Observatory::subject() const { return impl_->subject; }
Result<trips::Islands> Observatory::islands(const Question& question) const { return impl_->islands(question); }

Result<Observatory> Observatory::open(std::span<const std::byte> bytes, With with) {
  auto subject = answers::subject(bytes);
  if (!subject) return tl::unexpected(subject.error());
  auto impl = std::make_unique<Impl>(Impl{std::move(*subject)});
  if (with == With::map) {
    impl->streets.emplace(impl->subject);
    impl->names.emplace(impl->subject);
    impl->cartographer.emplace(impl->subject);
  }
  return Observatory(std::move(impl));
}

Result<std::string> Observatory::ask(const Question& q) const {
  const auto selection = selected(q, impl_->subject.options.exposure.optics);
  if (!selection) return tl::unexpected(selection.error());
  const answers::Subject& subject = impl_->subject;
  const bool json = q.form == Form::json;
  switch (q.what) {
    case What::info: return json ? answers::info_json(subject) : answers::info_text(subject, q.lang);
    case What::rejected: return json ? answers::rejected_json(subject) : answers::rejected_text(subject, q.lang);
    case What::report: return impl_->report(q);
    case What::coverage: return answers::coverage_geojson(subject, *selection);
    case What::exposure:
      return q.form == Form::csv ? answers::exposure_csv(subject, *selection) : answers::exposure_geojson(subject, *selection);
    case What::explain: return impl_->explain(q, *selection);
    case What::devices:
    case What::segments:
    case What::segment:
    case What::tile:
    case What::tilejson:
    case What::streets: return impl_->of_map(q, *selection);
  }
  return fail(Errc::internal);
}

}  // namespace contrechamp::observatory
