// SPDX-License-Identifier: MIT
#include "registry/challenge.hpp"

#include <doctest/doctest.h>

using namespace relctl;
using registry::Challenge;
using registry::parse_challenges;

TEST_CASE("a bearer challenge is read with all its parameters") {
  const auto challenges = parse_challenges(
      R"(Bearer realm="https://auth.example.com/token",service="reg",scope="repository:a/b:pull,push")");
  REQUIRE(challenges.size() == 1);
  CHECK(challenges[0].scheme == "bearer");
  CHECK(challenges[0].parameter("realm") == "https://auth.example.com/token");
  CHECK(challenges[0].parameter("scope") == "repository:a/b:pull,push");
  CHECK(challenges[0].parameter("error").empty());
}

TEST_CASE("quoted strings may hold quotes, commas and equals signs") {
  const auto challenges = parse_challenges(R"(Basic realm="a, \"b\" = c", charset=UTF-8)");
  REQUIRE(challenges.size() == 1);
  CHECK(challenges[0].parameter("realm") == R"(a, "b" = c)");
  CHECK(challenges[0].parameter("charset") == "UTF-8");
}

TEST_CASE("several challenges in one header are told apart, in any case and spacing") {
  const auto challenges =
      parse_challenges(R"(Negotiate, BEARER Realm = "https://x/t" , service=s,Basic realm=r)");
  REQUIRE(challenges.size() == 3);
  CHECK(challenges[0].scheme == "negotiate");
  CHECK(challenges[1].scheme == "bearer");
  CHECK(challenges[1].parameter("realm") == "https://x/t");
  CHECK(challenges[1].parameter("service") == "s");
  CHECK(challenges[2].scheme == "basic");
}

TEST_CASE("odd headers give what can be read, and end") {
  for (const char* text : {"", ",", ", ,", "\"", "=", "Bearer realm=\"never ends",
                           "Bearer realm=\"x\\", "Bearer =x", "realm=before-a-scheme", "\x01"}) {
    CAPTURE(text);
    CHECK(parse_challenges(text).size() <= 1);
  }
}

TEST_CASE("the first of Bearer and Basic is answered, in whichever header it stands") {
  net::Response response;
  response.headers = {{"WWW-Authenticate", "Negotiate"},
                      {"www-authenticate", "Basic realm=r"},
                      {"WWW-Authenticate", "Bearer realm=x"}};
  const auto challenge = registry::challenge_of(response);
  REQUIRE(challenge);
  CHECK(challenge->scheme == "basic");
  response.headers = {{"WWW-Authenticate", "Negotiate"}};
  CHECK_FALSE(registry::challenge_of(response));
}
