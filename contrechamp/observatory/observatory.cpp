// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/answers/explain.hpp>
#include <contrechamp/answers/geojson.hpp>
#include <contrechamp/answers/info.hpp>
#include <contrechamp/answers/report.hpp>
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

Result<answers::Selection> selected(const Question& q) {
  answers::Selection selection;
  const auto ladder = ladder_named(q.ladder);
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

Result<Observatory> Observatory::open(std::span<const std::byte> bytes) {
  auto subject = answers::subject(bytes);
  if (!subject) return tl::unexpected(subject.error());
  return Observatory(std::make_unique<Impl>(Impl{std::move(*subject)}));
}

Result<std::string> Observatory::ask(const Question& q) const {
  const auto selection = selected(q);
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
    default: break;
  }
  return fail(Errc::internal);
}

}  // namespace contrechamp::observatory
