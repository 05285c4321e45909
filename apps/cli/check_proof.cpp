// SPDX-License-Identifier: AGPL-3.0-or-later
#include <apps/cli/opened.hpp>
#include <apps/cli/settings.hpp>
#include <apps/cli/terminal.hpp>
#include <contrechamp/answers/proof.hpp>
#include <contrechamp/atlas/native/file.hpp>
#include <contrechamp/trips/native/read_proof.hpp>

namespace contrechamp::cli {
namespace {

std::string_view text_of(const atlas::MappedFile& file) {
  return {reinterpret_cast<const char*>(file.bytes().data()), file.bytes().size()};
}

}  // namespace

Result<void> run_check_proof(const Settings& settings, LogSink& /*log*/) {
  const auto lang = language(settings);
  if (!lang) return tl::unexpected(lang.error());
  const auto city = opened(settings.atlas, answers::subject);
  if (!city) return tl::unexpected(city.error());
  const answers::Subject& subject = city->inside;
  const auto text = atlas::MappedFile::open(settings.proof);
  if (!text) {
    const Error& why = text.error();
    return fail(why.code == Errc::not_an_atlas ? Errc::empty_file : why.code, why.detail, why.detail_fr);
  }
  const auto proof = trips::proof_from(text_of(*text));
  if (!proof) return fail_within(settings.proof, proof.error());
  const auto held = answers::check_proof(subject, *proof);
  if (!held) return fail_within(settings.proof, held.error());
  return print(answers::checked_text(subject, *proof, *lang));
}

}  // namespace contrechamp::cli
