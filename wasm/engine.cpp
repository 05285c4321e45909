// SPDX-License-Identifier: AGPL-3.0-or-later
// The module's exports: plain numbers and addresses, so that any host can call them. One atlas is open at a time.
// A host: allocate, copy the file in, open, ask, read the text at text()/text_size(). Calls that can fail return 0, or the exit
// code that the command line would have (docs/cli.md); text() then holds the sentence.
#include <contrechamp/core/checksum.hpp>
#include <contrechamp/core/trig.hpp>
#include <contrechamp/observatory/observatory.hpp>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

// What a host may call: a C name, kept through the link.
#define CONTRECHAMP_EXPORT(name) extern "C" [[clang::export_name(#name)]]

namespace {
using contrechamp::observatory::Observatory;

std::vector<std::byte> file;  // std::allocator gives 16-byte alignment: an atlas needs 8
std::optional<Observatory> opened;
std::string text;

int refused(const contrechamp::Error& error) {
  text = error.sentence();
  return contrechamp::info(error.code).exit_code;
}

template <class Enum>
std::optional<Enum> checked(std::uint32_t value, Enum last) {
  if (value > static_cast<std::uint32_t>(last)) return std::nullopt;
  return static_cast<Enum>(value);
}
}  // namespace

/// Room for a file of so many bytes; closes what was open. Its address holds until the next call.
CONTRECHAMP_EXPORT(contrechamp_allocate) std::byte* contrechamp_allocate(std::uint32_t bytes) {
  opened.reset();
  file.assign(bytes, std::byte{});
  return file.data();
}

/// Opens the file that was copied to where `allocate` said.
CONTRECHAMP_EXPORT(contrechamp_open) int contrechamp_open() {
  auto result = Observatory::open(file);
  if (!result) return refused(result.error());
  opened.emplace(std::move(*result));
  return 0;
}

/// Asks what observatory::What says, in the form of observatory::Form and the language of contrechamp::Lang.
CONTRECHAMP_EXPORT(contrechamp_ask) int contrechamp_ask(std::uint32_t what, std::uint32_t form, std::uint32_t lang) {
  namespace observatory = contrechamp::observatory;
  const auto subject = checked(what, observatory::What::exposure);
  const auto shape = checked(form, observatory::Form::csv);
  const auto tongue = checked(lang, contrechamp::Lang::fr);
  if (!opened || !subject || !shape || !tongue)
    return refused({contrechamp::Errc::bad_argument, "nothing is open, or no such question"});
  auto answer = opened->ask({.what = *subject, .form = *shape, .lang = *tongue});
  if (!answer) return refused(answer.error());
  text = std::move(*answer);
  return 0;
}

CONTRECHAMP_EXPORT(contrechamp_text) const char* contrechamp_text() { return text.data(); }
CONTRECHAMP_EXPORT(contrechamp_text_size) std::uint32_t contrechamp_text_size() {
  return static_cast<std::uint32_t>(text.size());
}

/// One number that is the same on every compiler: the checksum that trig_test expects of the same values.
CONTRECHAMP_EXPORT(contrechamp_arithmetic) std::uint64_t contrechamp_arithmetic() {
  std::vector<double> values;
  for (std::int32_t hundredths = 0; hundredths < contrechamp::full_turn.count(); ++hundredths) {
    const contrechamp::trig::SinCos s = contrechamp::trig::sin_cos(contrechamp::CentiDegrees(hundredths));
    values.push_back(s.sin);
    values.push_back(s.cos);
  }
  return contrechamp::checksum(std::as_bytes(std::span(values)));
}
