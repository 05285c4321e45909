// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/routing/certify.hpp>
#include <contrechamp/routing/front_cases_testing.hpp>
#include <contrechamp/routing/referee_front_testing.hpp>
#include <gtest/gtest.h>
#include <tests/support/testing.hpp>

namespace contrechamp::routing {
namespace {

struct Certified {
  Certified(const Question& asked, Random& random)
      : c(asked),
        index(Index::build(c.graph, random_order(random, c.graph.nodes())).value()),
        profile(Profile::customized(index, c.graph, c.time, c.exposure, default_mixes()).value()) {
    auto certified = certified_front(c.graph, c.time, c.exposure, index, profile, c.from, c.to, 1'000'000).value();
    points = std::move(certified.points);
    certificate = std::move(certified.certificate);
  }
  [[nodiscard]] Result<void> judged() const {
    return check_whole(c.graph, c.time, c.exposure, c.from, c.to, points, certificate);
  }

  const Question& c;
  Index index;
  Profile profile;
  std::vector<Point> points;
  Certificate certificate;
};

TEST(Certificate, OfEveryFrontIsAccepted) {
  Random random(testing::seed());
  for (int round = 0; round < 1000; ++round) {
    SCOPED_TRACE(round);
    const Question c = with_ends(round % 3 == 0 ? random_tangle(random, 40) : random_grid(random, 12), random);
    const Certified certified(c, random);
    ASSERT_EQ(referee::costs_of(certified.points), referee::PlainBoa(c.graph, c.time, c.exposure).front(c.from, c.to));
    const auto verdict = certified.judged();
    ASSERT_TRUE(verdict) << verdict.error().sentence();
  }
}

/// One thing is changed; what is then accepted must be true: the front is whole all the same.
void mutate(Certified& certified, Random& random) {
  auto& [prices, left, followed] = certified.certificate;
  const auto any = [&](auto& list) -> auto& { return list[random.below(list.size())]; };
  const auto one_less = [&](auto& list) {
    if (!list.empty()) list.erase(list.begin() + static_cast<std::ptrdiff_t>(random.below(list.size())));
  };
  const auto cheaper = [&](Cost Point::*cost) {
    if (!certified.points.empty()) any(certified.points).*cost -= 1;
  };
  switch (random.below(8)) {
    case 0: return one_less(certified.points);
    case 1: return cheaper(&Point::time);
    case 2: return cheaper(&Point::exposure);
    case 3: return one_less(followed);
    case 4: any(left) += 1 + random.below(100'000); return;
    case 5: any(left) = Certificate::never; return;
    case 6: any(prices).time += 1; return;
    default:
      if (!followed.empty()) any(followed).time += 1 + static_cast<Cost>(random.below(5));
  }
}

TEST(Certificate, NoMutationMakesAnIncompleteFrontWhole) {
  Random random(testing::seed() + 1);
  std::size_t refused = 0, false_ones = 0;
  for (int round = 0; round < 3000; ++round) {
    SCOPED_TRACE(round);
    const Question c = with_ends(round % 2 == 0 ? random_tangle(random, 20) : random_grid(random, 9), random);
    Certified certified(c, random);
    const std::vector<Point> whole = certified.points;
    for (std::uint64_t times = random.between(1, 3); times > 0; --times) mutate(certified, random);
    const bool accepted = certified.judged().has_value();
    refused += accepted ? 0 : 1;
    false_ones += certified.points == whole ? 0 : 1;
    ASSERT_TRUE(!accepted || certified.points == whole);
  }
  EXPECT_GT(refused, 1000U);
  EXPECT_GT(false_ones, 500U);
}

TEST(Certificate, SaysWhatDoesNotHold) {
  Random random(testing::seed() + 2);
  referee::Draft draft(3);
  draft.arc(0, 1, 10, 0);
  draft.arc(1, 2, 10, 0);
  draft.arc(0, 2, 5, 20);
  Question c{draft.made(), {{0, 0, 0}}, {{2, 0, 0}}};
  const Certified right(c, random);
  ASSERT_EQ(right.points.size(), 2U);
  const auto why = [&](const auto& change) {
    Certified wrong = right;
    change(wrong);
    const auto verdict = wrong.judged();
    return verdict ? std::string("accepted") : verdict.error().sentence();
  };
  EXPECT_NE(why([](Certified& w) { w.points.pop_back(); }).find("missing"), std::string::npos);
  EXPECT_NE(why([](Certified& w) { w.points[0].path.arcs = {0}; }).find("ends elsewhere"), std::string::npos);
  EXPECT_NE(why([](Certified& w) { w.points[0].path.arcs = {2}; }).find("breaks"), std::string::npos);
  EXPECT_NE(why([](Certified& w) { w.certificate.left[1] += 1; }).find("more is said to be left"), std::string::npos);
  EXPECT_NE(why([](Certified& w) { w.certificate.followed.clear(); }).find("beginning"), std::string::npos);
  EXPECT_NE(why([](Certified& w) { w.certificate.left.pop_back(); }).find("not one bound"), std::string::npos);
  EXPECT_NE(why([](Certified& w) { w.certificate.followed[0].node = 3; }).find("no node"), std::string::npos);
  EXPECT_EQ(why([](Certified&) {}), "accepted");
}

TEST(Certificate, IsNotWrittenBeyondItsSize) {
  Random random(1);
  const Question c = with_ends(random_grid(random, 12), random);
  const Certified made(c, random);
  const auto none = certified_front(c.graph, c.time, c.exposure, made.index, made.profile, std::array{End{0, 0, 0}},
                                    std::array{End{c.graph.nodes() - 1, 0, 0}}, 0);
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, Errc::too_large);
}

}  // namespace
}  // namespace contrechamp::routing
