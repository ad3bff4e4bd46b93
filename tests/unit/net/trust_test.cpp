// SPDX-License-Identifier: MIT
#include "net/trust.hpp"

#include <doctest/doctest.h>

namespace relctl::net {

TEST_CASE("only https and servers of this machine are private") {
  for (const char* text : {"https://a.example", "http://localhost:1", "http://127.0.0.1:1",
                           "http://127.8.0.1", "http://[::1]:8080"}) {
    CAPTURE(text);
    CHECK(is_private(*parse_url(text)));
  }
  for (const char* text : {"http://a.example", "http://localhost.a.example", "http://127.0.0.1.a",
                           "http://10.0.0.1", "http://127.1", "http://2130706433"}) {
    CAPTURE(text);
    CHECK_FALSE(is_private(*parse_url(text)));
  }
}

TEST_CASE("a trusted host is trusted as a whole, one with a port there alone") {
  const Trust trust("a.example, B.example:8443\n[::1] TOKEN_OF_MINE");
  CHECK(trust.allows(*parse_url("https://a.example/x")));
  CHECK(trust.allows(*parse_url("https://A.example:9000")));
  CHECK(trust.allows(*parse_url("https://b.example:8443")));
  CHECK(trust.allows(*parse_url("https://[::1]:1")));
  CHECK_FALSE(trust.allows(*parse_url("https://b.example")));
  CHECK_FALSE(trust.allows(*parse_url("https://x.a.example")));
  CHECK_FALSE(trust.allows(*parse_url("https://a.example.org")));
  CHECK(trust.lists("TOKEN_OF_MINE"));
  CHECK_FALSE(trust.lists("TOKEN_OF"));
  CHECK_FALSE(Trust().allows(*parse_url("https://a.example")));
}

}  // namespace relctl::net
