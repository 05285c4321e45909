// SPDX-License-Identifier: AGPL-3.0-or-later
#pragma once
#include <contrechamp/routing/front.hpp>

namespace contrechamp::routing {

struct CertifiedFront {
  std::vector<Point> points;
  Certificate certificate;
};

/// The whole front and why it is whole: searched on the graph itself, for whoever judges knows no core. About 130 bytes a node
/// with sixteen lanes, and 12 a label. As FrontSearch; errors: too_large, when more than `most_labels` wait or are settled.
[[nodiscard]] Result<CertifiedFront> certified_front(const Graph& graph, std::span<const Cost> time,
                                                     std::span<const Cost> exposure, const Index& index, const Profile& profile,
                                                     std::span<const End> from, std::span<const End> to,
                                                     std::uint32_t most_labels);

}  // namespace contrechamp::routing
