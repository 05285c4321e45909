// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <array>
#include <contrechamp/core/phrase.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace contrechamp {

/// What a stranger's input or the machine can cause. One table (error.cpp) gives each its name, exit code and sentence.
enum class Errc : std::uint8_t {
  bad_argument,
  bad_config,
  bad_coordinate,
  cannot_read,
  cannot_write,
  disk_full,
  empty_file,
  not_osm,
  corrupt_osm,
  nothing_inside,
  not_an_atlas,
  atlas_version,
  corrupt_atlas,
  no_such_device,
  too_large,
  bad_drawing,
  internal,
  no_such_segment,
  cannot_listen,
  not_a_track,
  corrupt_track,
  no_way,
  not_a_proof,
  bad_proof,
  no_street_near,
  count
};

struct ErrorInfo {
  std::string_view name;  ///< stable word, as in JSON
  int exit_code;          ///< of the command line, documented in docs/cli.md
  Phrase sentence;        ///< what happened, without the detail
};

[[nodiscard]] const ErrorInfo& info(Errc code);

/// An error and where it happened: "cannot read: city.osm.pbf: no such file".
struct Error {
  Errc code = Errc::internal;
  std::string detail;          ///< names the file, the place or the value; may be empty
  std::string detail_fr = {};  ///< the same in French, where words stand beside the names; empty: `detail` serves

  [[nodiscard]] const std::string& detail_in(Lang lang) const {
    return lang == Lang::fr && !detail_fr.empty() ? detail_fr : detail;
  }
  /// One sentence for a person, without a full stop at the end.
  [[nodiscard]] std::string sentence(Lang lang = Lang::en) const;
};

template <class T>
using Result = tl::expected<T, Error>;

[[nodiscard]] inline tl::unexpected<Error> fail(Errc code, std::string detail = {}, std::string detail_fr = {}) {
  return tl::unexpected<Error>(Error{code, std::move(detail), std::move(detail_fr)});
}
/// The same error within a file or at a place: "CITY.atlas: " before the detail, or `where` alone if it has none.
[[nodiscard]] tl::unexpected<Error> fail_within(std::string_view where, const Error& error, std::string_view where_fr = {});

}  // namespace contrechamp
