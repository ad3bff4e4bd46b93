// SPDX-License-Identifier: MIT
#include "forge/refusal.hpp"

#include <doctest/doctest.h>

#include "forge/forge_fixture.hpp"

namespace relctl::forge {

TEST_CASE("what a forge refuses is said in plain words, with what to do, and without the token") {
  struct Case {
    std::string what;
    int status;
    std::vector<net::Header> headers;
    std::string body;
    ErrorKind kind;
    std::vector<std::string> words;
  };
  const std::string echo = R"({"message": "Bad credentials: canary-token"})";
  const std::vector<Case> cases = {
      {"a bad token",
       401,
       {},
       echo,
       ErrorKind::system,
       {"does not accept the token of GITHUB_TOKEN", "\"Bad credentials: ***\"", "expired, revoked",
        "pull-requests: write"}},
      {"a missing right",
       403,
       {},
       R"({"message": "GitHub Actions is not permitted to create or approve pull requests"})",
       ErrorKind::system,
       {"does not let the token of GITHUB_TOKEN work on pull requests of acme/shop",
        "settings of the repository"}},
      {"a hidden repository",
       404,
       {},
       R"({"message": "Not Found"})",
       ErrorKind::system,
       {"knows no repository acme/shop", "forge.api"}},
      {"a rate limit with its end",
       403,
       {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "1767225599"}},
       R"({"message": "API rate limit exceeded"})",
       ErrorKind::timeout,
       {"takes no more requests", "until 23:59:59 UTC", "run the same command again"}},
      {"a rate limit with a bad end",
       403,
       {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "99999999999999"}},
       "{}",
       ErrorKind::timeout,
       {"takes no more requests of the token of GITHUB_TOKEN"}},
      {"too many requests, for ever",
       429,
       {{"Retry-After", "86400"}},
       "",
       ErrorKind::timeout,
       {"takes no more requests"}},
      {"out of order",
       500,
       {},
       "<html>canary-token</html>",
       ErrorKind::system,
       {"is out of order: HTTP 500"}},
      {"not taken",
       422,
       {},
       R"({"message": "Validation Failed", "errors": [{"message": "No commits between main and x"}]})",
       ErrorKind::system,
       {"does not take the request: HTTP 422 (\"Validation Failed: No commits between main and "
        "x\")"}},
      {"words that steer a terminal",
       400,
       {},
       "{\"message\": \"a\\u001b[2Jb\\nc\"}",
       ErrorKind::system,
       {"(\"a\\x1b[2Jb\\nc\")"}},
      {"a list of words",
       400,
       {},
       R"({"message": {"base": ["is odd", "is long"]}})",
       ErrorKind::system,
       {"\"is odd: is long\""}},
      {"nested words",
       400,
       {},
       R"({"type": "error", "error": {"message": "source: missing"}})",
       ErrorKind::system,
       {"source: missing"}},
  };
  for (const Case& each : cases) {
    CAPTURE(each.what);
    ForgeFixture fixture("github", "https://github.com/acme/shop",
                         {{"GITHUB_TOKEN", "canary-token"}});
    fixture.server.answer_json(each.status, each.body, each.headers);
    const Error error = error_of([&] { fixture.forge->create({"h", "main", "T", "B"}); });
    CHECK(error.kind() == each.kind);
    for (const std::string& words : each.words) {
      CAPTURE(words);
      CAPTURE(words_of(error));
      CHECK(words_of(error).find(words) != std::string::npos);
    }
    CHECK(words_of(error).find("canary") == std::string::npos);
  }
}

TEST_CASE("an answer that is not what the API promises is an error, never a crash") {
  const std::vector<std::string> answers = {
      "",
      "<html>login</html>",
      "[",
      "{}",
      "[{}]x",
      "[[[[",
      "null",
      "\"text\"",
      R"([{"number": "7", "head": {"ref": "h", "repo": {"full_name": "a"}}, "base": {"repo": {"full_name": "a"}}}])",
      R"([{"number": -7, "head": {"ref": "h", "repo": {"full_name": "a"}}, "base": {"repo": {"full_name": "a"}}}])",
  };
  for (const std::string& answer : answers) {
    CAPTURE(answer);
    ForgeFixture fixture("github", "https://github.com/acme/shop",
                         {{"GITHUB_TOKEN", "canary-token"}});
    fixture.server.answer_json(200, answer);
    CHECK(error_of([&] { fixture.forge->find_open("h", "main"); }).kind() == ErrorKind::system);
  }
}

TEST_CASE("items of a list that have another shape are passed over") {
  ForgeFixture fixture("github", "https://github.com/acme/shop",
                       {{"GITHUB_TOKEN", "canary-token"}});
  fixture.server.answer_json(
      200, R"([1, null, "x", [], {}, {"number": 3, "head": {"ref": "h", "repo": null}}])");
  CHECK_FALSE(fixture.forge->find_open("h", "main"));
}

TEST_CASE("a redirect to another server does not get the token, for any forge") {
  struct Case {
    std::string kind;
    std::string remote;
    std::string variable;
  };
  const std::vector<Case> forges = {
      {"github", "https://github.com/acme/shop", "GITHUB_TOKEN"},
      {"gitlab", "https://gitlab.com/acme/shop", "GITLAB_TOKEN"},
      {"gitea", "https://codeberg.org/acme/shop", "GITEA_TOKEN"},
      {"bitbucket", "https://bitbucket.org/acme/shop", "BITBUCKET_TOKEN"},
  };
  for (const Case& each : forges) {
    CAPTURE(each.kind);
    net::HttpServer other;
    ForgeFixture fixture(each.kind, each.remote, {{each.variable, "canary-token"}});
    fixture.server.answer({301, {{"Location", other.url() + "/"}}, ""});
    const Error error = error_of([&] { fixture.forge->find_open("h", "main"); });
    CHECK(error.kind() == ErrorKind::system);
    CHECK(words_of(error).find("canary") == std::string::npos);
    CHECK(other.asked().empty());
  }
}

}  // namespace relctl::forge
