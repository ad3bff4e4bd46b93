// SPDX-License-Identifier: MIT
#include "net/url.hpp"

#include <vector>

#include <doctest/doctest.h>

#include "base/encodings.hpp"

namespace relctl::net {

TEST_CASE("an http or https address is taken apart") {
  struct Case {
    std::string text;
    Url url;
    std::string site;
  };
  const std::vector<Case> cases = {
      {"https://example.com", {"https", "example.com", 443, ""}, "https://example.com"},
      {"HTTPS://Example.COM/A?b=C#d",
       {"https", "example.com", 443, "/A?b=C"},
       "https://example.com"},
      {"http://localhost:3000/x", {"http", "localhost", 3000, "/x"}, "http://localhost:3000"},
      {"https://[::1]/x", {"https", "[::1]", 443, "/x"}, "https://[::1]"},
      {"http://[::1]:8080?x", {"http", "[::1]", 8080, "?x"}, "http://[::1]:8080"},
      {"https://example.com:443/", {"https", "example.com", 443, "/"}, "https://example.com"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.text);
    REQUIRE(parse_url(each.text));
    CHECK(*parse_url(each.text) == each.url);
    CHECK(parse_url(each.text)->site() == each.site);
  }
}

TEST_CASE("anything else is no address") {
  const std::vector<std::string> texts = {
      "",
      "example.com",
      "ftp://example.com/",
      "file:///etc/passwd",
      "https://",
      "https:///path",
      "https://user@example.com/",
      "https://user:secret@example.com/",
      "https://example.com:0/",
      "https://example.com:65536/",
      "https://example.com:/",
      "https://example.com:80x/",
      "https://example.com\\@evil.example/",
      "https://exa mple.com/",
      "https://example.com/a\nb",
      "https://[::1/",
      "https://exämple.com/",
  };
  for (const std::string& text : texts) {
    CAPTURE(text);
    CHECK_FALSE(parse_url(text));
  }
}

TEST_CASE("a site is the same server, over a connection that is no less safe") {
  struct Case {
    std::string from;
    std::string to;
    bool same;
  };
  const std::vector<Case> cases = {
      {"https://a.example/x", "https://a.example/y?z", true},
      {"http://a.example/x", "https://a.example/x", true},
      {"https://a.example/x", "http://a.example/x", false},
      {"https://a.example/x", "https://b.example/x", false},
      {"https://a.example/x", "https://a.example.evil.example/x", false},
      {"https://a.example/x", "https://a.example:8443/x", false},
      {"http://a.example:3000/x", "https://a.example/x", false},
      {"http://a.example/x", "https://a.example:8443/x", false},
  };
  for (const Case& each : cases) {
    CAPTURE(each.from);
    CAPTURE(each.to);
    CHECK(same_site(*parse_url(each.from), *parse_url(each.to)) == each.same);
  }
}

TEST_CASE("all but unreserved characters are encoded") {
  CHECK(relctl::percent_encoded("group/sub group/a.b-c_d~e") == "group%2Fsub%20group%2Fa.b-c_d~e");
  CHECK(relctl::percent_encoded("\"ä&=+") == "%22%C3%A4%26%3D%2B");
}

}  // namespace relctl::net
