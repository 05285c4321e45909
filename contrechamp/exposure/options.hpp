// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/core/error.hpp>
#include <contrechamp/core/phrase.hpp>
#include <contrechamp/exposure/observe.hpp>
#include <contrechamp/scene/snapshot.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace contrechamp::exposure {

/// Every choice that changes a figure.
struct Options {
  scene::ReadOptions read;
  ExposureOptions exposure;
};

/// "key = value" lines; '#' begins a comment. Values are decimal numbers with at most two digits after the point, kept exactly.
/// Unknown or repeated keys, values out of range and weights that do not add up to 1000 are errors (bad_config, with the line).
[[nodiscard]] Result<Options> options_from(std::string_view text);

/// All keys in a fixed order: what an atlas stores, so that it can be asked again under the same choices.
/// With comments: unit, default and reason of each, in a language.
enum class Comments : std::uint8_t { without, with };
[[nodiscard]] std::string text_of(const Options& options, Comments comments, Lang lang = Lang::en);

}  // namespace contrechamp::exposure
