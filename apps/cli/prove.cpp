// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/route_words.hpp>
#include <apps/cli/terminal.hpp>
#include <contrechamp/answers/proof.hpp>
#include <contrechamp/atlas/native/file.hpp>

namespace contrechamp::cli {

Result<void> run_prove(const Settings& settings, LogSink& /*log*/) {
  const auto lang = language(settings);
  if (!lang) return tl::unexpected(lang.error());
  const auto file = atlas::MappedFile::open(settings.atlas);
  if (!file) return tl::unexpected(file.error());
  const auto subject = answers::subject(file->bytes());
  if (!subject) {
    const auto& [code, detail] = subject.error();
    return fail(code, detail.empty() ? settings.atlas : settings.atlas + ": " + detail);
  }
  const auto wish = answers::route_question(*subject, route_words(settings));
  if (!wish) return tl::unexpected(wish.error());
  const auto proof = answers::proved(*subject, *wish);
  if (!proof) return tl::unexpected(proof.error());
  return print(settings.json ? answers::proof_json(*subject, *proof) : answers::proof_text(*subject, *wish, *proof, *lang));
}

}  // namespace contrechamp::cli
