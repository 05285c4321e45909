// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/server/response.hpp>
#include <gtest/gtest.h>

namespace contrechamp::server {
namespace {

ResponsePtr of(std::string body, bool gzip = false) {
  Draft draft;
  draft.keep = Keep::checked;
  draft.body = std::move(body);
  draft.gzip = gzip;
  return made(std::move(draft));
}

TEST(Response, IsTheSameForTheSameContent) {
  const std::string text(1000, 'a');
  EXPECT_EQ(of(text)->bytes, of(text)->bytes);
  EXPECT_EQ(of(text, true)->bytes, of(text, true)->bytes);
  EXPECT_NE(of(text)->etag, of(text, true)->etag);
  EXPECT_NE(of(text)->etag, of(text + "b")->etag);
  EXPECT_LT(of(text, true)->body().size(), 100U);
  EXPECT_EQ(of("short", true)->body(), "short");
}

TEST(Response, IsNotSentToWhoHasIt) {
  const std::string etag = of("x")->etag;
  EXPECT_TRUE(matches(etag, etag) && matches("W/" + etag, etag) && matches("\"a\" , " + etag, etag) && matches("*", etag));
  EXPECT_FALSE(matches("", etag) || matches("\"a\"", etag) || matches(etag.substr(1, 16), etag) || matches("*", ""));
  EXPECT_NE(not_modified(*of("x"))->bytes.find("ETag: " + etag), std::string::npos);
  EXPECT_EQ(not_modified(*of("x"))->body(), "");
}

TEST(Response, OfAnErrorQuotesSafely) {
  EXPECT_EQ(error_response(Status::not_found, "no \"\xFF\"\n")->body(),
            "{\"error\":{\"code\":\"not_found\",\"sentence\":\"no \\\"\xEF\xBF\xBD\\\"\\u000a\"}}\n");
}

}  // namespace
}  // namespace contrechamp::server
