// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/core/error.hpp>

namespace contrechamp {
namespace {
// Exit codes: 2 the call is wrong, 3 the input is wrong, 4 the atlas is wrong, 5 the machine refuses, 6 a proof does not hold,
// 70 our fault.
constexpr std::array<ErrorInfo, static_cast<std::size_t>(Errc::count)> error_table{{
    {"bad_argument", 2, "the command was called wrongly"},
    {"bad_config", 2, "the configuration cannot be used"},
    {"bad_coordinate", 3, "a coordinate is out of range"},
    {"cannot_read", 5, "cannot read"},
    {"cannot_write", 5, "cannot write"},
    {"disk_full", 5, "the disk is full"},
    {"empty_file", 3, "the file is empty"},
    {"not_osm", 3, "not an OpenStreetMap file"},
    {"corrupt_osm", 3, "the OpenStreetMap file is damaged or cut short"},
    {"nothing_inside", 3, "the input holds nothing to build from"},
    {"not_an_atlas", 4, "not a Contrechamp atlas"},
    {"atlas_version", 4, "the atlas has another version"},
    {"corrupt_atlas", 4, "the atlas is damaged"},
    {"no_such_device", 3, "no such device in this atlas"},
    {"too_large", 3, "larger than this format can hold"},
    {"bad_drawing", 3, "the drawing cannot be read as a scene"},
    {"internal", 70, "a fault of this program"},
    {"no_such_segment", 3, "no such street segment in this atlas"},
    {"cannot_listen", 5, "cannot listen"},
    {"not_a_track", 3, "not a file of tracks"},
    {"corrupt_track", 3, "the file of tracks is damaged or cut short"},
    {"no_way", 3, "no way"},
    {"not_a_proof", 3, "not a proof that can be read"},
    {"bad_proof", 6, "the proof does not hold"},
}};
}  // namespace

const ErrorInfo& info(Errc code) { return error_table[static_cast<std::size_t>(code)]; }

std::string Error::sentence() const {
  std::string text(info(code).sentence);
  if (!detail.empty()) text += ": " + detail;
  return text;
}

}  // namespace contrechamp
