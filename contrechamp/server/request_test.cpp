// SPDX-License-Identifier: AGPL-3.0-or-later
#include <contrechamp/server/request.hpp>
#include <gtest/gtest.h>
#include <string>

namespace contrechamp::server {
namespace {

TEST(AcceptEncoding, AllowsGzipByName) {
  for (const auto* value : {"gzip", "GZIP", "x-gzip", "br, gzip", "gzip;q=0.001", "gzip ; Q=1", "*", "br;q=1, *;q=0.1"}) {
    EXPECT_TRUE(accepts_gzip(value)) << value;
  }
  for (const auto* value : {"", "br", "identity", "gzip;q=0", "gzip;q=0.000", "*;q=0", "gzip;q=0, *", "*, gzip;q=0", "gzipped"}) {
    EXPECT_FALSE(accepts_gzip(value)) << value;
  }
}

TEST(Request, IsIncompleteUntilItsEmptyLine) {
  const std::string whole = "\r\nGET /a?b HTTP/1.1\r\nHost: h\r\nIf-None-Match: \"e\"\r\nConnection: close\r\n\r\n";
  for (std::size_t length = 0; length < whole.size(); ++length) {
    EXPECT_EQ(parse_request(whole.substr(0, length)).state, Parsed::State::incomplete) << length;
  }
  const std::string more = whole + "GET /next";
  const Parsed parsed = parse_request(more);
  ASSERT_EQ(parsed.state, Parsed::State::complete);
  EXPECT_EQ(parsed.used, whole.size());
  EXPECT_EQ(parsed.request.method, Method::get);
  EXPECT_EQ(parsed.request.target, "/a?b");
  EXPECT_EQ(parsed.request.host, "h");
  EXPECT_EQ(parsed.request.if_none_match, "\"e\"");
  EXPECT_FALSE(parsed.request.keep_alive);
}

TEST(Request, PrefersTheLanguageThatWeighsMore) {
  for (const std::string_view french : {"fr", "fr-FR,fr;q=0.8,en-US;q=0.5,en;q=0.3", "en;q=0.5, fr-CA", "de, FR;q=0.1", "fr, en"})
    EXPECT_EQ(preferred_language(french), Lang::fr) << french;
  for (const std::string_view english :
       {"", "en", "*", "de", "fr;q=0", "en-GB,en;q=0.9,fr;q=0.8", "fro", "fr;q=0.899,en;q=0.9", ";;,=", "fr;q="})
    EXPECT_EQ(preferred_language(english), Lang::en) << english;
}

TEST(Request, HasAHeadOf8192BytesAtMost) {
  const std::string start = "GET / HTTP/1.1\r\nHost: h\r\nX: ";
  const std::string end = "\r\n\r\n";
  const auto of_size = [&](std::size_t size) { return start + std::string(size - start.size() - end.size(), 'x') + end; };
  EXPECT_EQ(parse_request(of_size(max_head_bytes)).state, Parsed::State::complete);
  const Parsed beyond = parse_request(of_size(max_head_bytes + 1));
  EXPECT_EQ(beyond.state, Parsed::State::refused);
  EXPECT_EQ(beyond.status, Status::head_too_large);
}

}  // namespace
}  // namespace contrechamp::server
