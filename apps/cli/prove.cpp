// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/opened.hpp>
#include <apps/cli/route_words.hpp>
#include <apps/cli/terminal.hpp>
#include <contrechamp/answers/proof.hpp>

namespace contrechamp::cli {

Result<void> run_prove(const Settings& settings, LogSink& /*log*/) {
  const auto lang = language(settings);
  if (!lang) return tl::unexpected(lang.error());
  const auto city = opened(settings.atlas, answers::subject);
  if (!city) return tl::unexpected(city.error());
  const answers::Subject& subject = city->inside;
  if (const auto known = answers::check_roads(subject); !known) return fail_within(settings.atlas, known.error());
  const auto wish = answers::route_question(subject, route_words(settings));
  if (!wish) return tl::unexpected(wish.error());
  const auto proof = answers::proved(subject, *wish);
  if (!proof) return tl::unexpected(proof.error());
  return print(settings.json ? answers::proof_json(subject, *proof) : answers::proof_text(subject, *wish, *proof, *lang));
}

}  // namespace contrechamp::cli
