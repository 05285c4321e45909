// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/dimacs_testing.hpp>
#include <contrechamp/routing/front.hpp>
#include <contrechamp/routing/native/order.hpp>
#include <contrechamp/routing/referee_front_testing.hpp>
#include <gtest/gtest.h>
#include <tests/support/testing.hpp>

namespace contrechamp::routing {
namespace {

/// New York's roads, travel time against distance: some of the 50 queries that the literature on bi-objective search uses.
TEST(FrontData, NewYorkEqualsPlainSearch) {
  const auto time_file = testing::data("routing/USA-road-t.NY.gr.gz"),
             distance_file = testing::data("routing/USA-road-d.NY.gr.gz");
  const auto query_file = testing::data("routing/NY-50-queries.txt");
  if (!time_file || !distance_file || !query_file) GTEST_SKIP();
  auto c = dimacs::network(*time_file, *distance_file);
  ASSERT_TRUE(c);
  ASSERT_EQ(c->graph.nodes(), 264'346U);
  ASSERT_EQ(c->graph.arcs(), 733'846U);
  EXPECT_TRUE(check_costs(c->graph, c->time));
  const auto index = Index::build(c->graph, nested_dissection(c->graph));
  ASSERT_TRUE(index);
  const auto profile = Profile::customized(*index, c->graph, c->time, c->exposure, default_mixes());
  ASSERT_TRUE(profile) << profile.error().sentence();
  FrontSearch search(c->graph, c->time, c->exposure, *index, *profile);
  FrontSearch on_core(Core::contracted(c->graph, c->time, c->exposure), *index, *profile);
  Query query(*index, *profile);
  referee::PlainBoa plain(c->graph, c->time, c->exposure);
  const auto queries = dimacs::queries(*query_file);
  ASSERT_EQ(queries.size(), 50U);
  std::size_t plain_labels = 0, labels = 0, core_labels = 0;
  for (std::size_t i = 0; i < queries.size(); i += 8) {
    SCOPED_TRACE(i);
    const std::vector<End> from{{queries[i].first, 0, 0}}, to{{queries[i].second, 0, 0}};
    const auto supported = supported_front(c->graph, c->time, c->exposure, *profile, query, from, to);
    search.begin(from, to, supported, {});
    while (!search.step(100'000)) EXPECT_FALSE(search.finished());
    ASSERT_TRUE(search.finished());
    const std::vector<Point> points = search.points();
    EXPECT_EQ(referee::costs_of(points), plain.front(from, to));
    plain_labels += plain.expansions();
    labels += search.expansions();
    on_core.begin(from, to, supported, {});
    while (!on_core.step(100'000)) EXPECT_FALSE(on_core.finished());
    EXPECT_EQ(on_core.points(), points);  // path by path
    core_labels += on_core.expansions();
    EXPECT_EQ(points.front().time, supported.front().time);
    EXPECT_EQ(points.back().exposure, supported.back().exposure);
    for (const Point& point : points) {
      const auto sums = sums_of(c->graph, c->time, c->exposure, from, to, point.path);
      ASSERT_TRUE(sums);
      EXPECT_EQ(*sums, (Sums{point.time, point.exposure}));
    }
  }
  EXPECT_LT(2 * labels, plain_labels);  // bounds in all lanes prune, and contraction saves labels
  EXPECT_LT(20 * core_labels, plain_labels);
}

}  // namespace
}  // namespace contrechamp::routing
