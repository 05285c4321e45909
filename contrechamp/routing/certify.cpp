// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/certify.hpp>

namespace contrechamp::routing {
namespace {

/// A lane rounds each arc down, so what it says is left stays a bound in parts that are not rounded.
void write_bounds(const Graph& graph, const Index& index, const Profile& profile, std::span<const End> to,
                  Certificate& certificate) {
  for (std::size_t lane = 0; lane < profile.lanes(); ++lane) {
    certificate.prices.push_back({profile.mix(lane).time, profile.mix(lane).exposure});
  }
  certificate.left.resize(profile.lanes() * graph.nodes());
  Bounds bounds(index, profile);
  bounds.aim(to);
  for (Node node = 0; node < graph.nodes(); ++node) {
    const Cost* left = bounds(index.rank(node));
    for (std::size_t lane = 0; lane < profile.lanes(); ++lane) {
      certificate.left[lane * graph.nodes() + node] =
          left[lane] == unreachable ? Certificate::never : std::uint64_t{left[lane]} << mix_bits;
    }
  }
}

}  // namespace

Result<CertifiedFront> certified_front(const Graph& graph, std::span<const Cost> time, std::span<const Cost> exposure,
                                       const Index& index, const Profile& profile, std::span<const End> from,
                                       std::span<const End> to, std::uint32_t most_labels) {
  FrontSearch search(graph, time, exposure, index, profile);
  Query query(index, profile);
  FrontSearch::Options options;
  options.most_labels = most_labels;
  options.keep_followed = true;
  search.begin(from, to, supported_front(graph, time, exposure, profile, query, from, to), options);
  while (!search.step(1'000'000)) continue;
  if (!search.finished()) return fail(Errc::too_large, "a certificate of this front", "un certificat de ce front");
  CertifiedFront certified{search.points(), {}};
  certified.certificate.followed = search.followed();
  write_bounds(graph, index, profile, to, certified.certificate);
  return certified;
}

}  // namespace contrechamp::routing
