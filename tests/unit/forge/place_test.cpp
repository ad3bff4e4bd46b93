// SPDX-License-Identifier: MIT
#include "forge/place.hpp"

#include <doctest/doctest.h>

#include "forge/forge_fixture.hpp"

namespace relctl::forge {

TEST_CASE("the forge is found from the remote, the configuration and the job's variables") {
  struct Case {
    std::string remote;
    config::Forge config;
    Variables variables;
    Place place;
  };
  const std::vector<Case> cases = {
      {"https://github.com/acme/shop.git",
       {},
       {},
       {Kind::github, "github.com", "https://api.github.com", "acme/shop"}},
      {"git@github.com:acme/shop.git",
       {},
       {},
       {Kind::github, "github.com", "https://api.github.com", "acme/shop"}},
      {"ssh://git@ssh.github.com:443/acme/shop.git",
       {},
       {},
       {Kind::github, "github.com", "https://api.github.com", "acme/shop"}},
      {"https://acme.ghe.com/acme/shop",
       {},
       {},
       {Kind::github, "acme.ghe.com", "https://api.acme.ghe.com", "acme/shop"}},
      {"https://github.acme.com/acme/shop",
       {},
       {},
       {Kind::github, "github.acme.com", "https://github.acme.com/api/v3", "acme/shop"}},
      {"https://gitlab.com/a/b/c.git",
       {},
       {},
       {Kind::gitlab, "gitlab.com", "https://gitlab.com/api/v4", "a/b/c"}},
      {"ssh://git@gitlab.acme.com:2222/a/b.git",
       {},
       {},
       {Kind::gitlab, "gitlab.acme.com", "https://gitlab.acme.com/api/v4", "a/b"}},
      {"https://gitlab.acme.com:8443/a/b.git",
       {},
       {},
       {Kind::gitlab, "gitlab.acme.com", "https://gitlab.acme.com:8443/api/v4", "a/b"}},
      {"http://gitea.local:3000/a/b.git",
       {},
       {},
       {Kind::gitea, "gitea.local", "http://gitea.local:3000/api/v1", "a/b"}},
      {"https://codeberg.org/a/b",
       {},
       {},
       {Kind::gitea, "codeberg.org", "https://codeberg.org/api/v1", "a/b"}},
      {"git@forgejo.acme.com:a/b",
       {},
       {},
       {Kind::gitea, "forgejo.acme.com", "https://forgejo.acme.com/api/v1", "a/b"}},
      {"git@bitbucket.org:a/b.git",
       {},
       {},
       {Kind::bitbucket, "bitbucket.org", "https://api.bitbucket.org/2.0", "a/b"}},
      {"git@code.acme.com:a/b",
       {"forgejo", {}, {}},
       {},
       {Kind::gitea, "code.acme.com", "https://code.acme.com/api/v1", "a/b"}},
      {"git@code.acme.com:a/b",
       {"gitlab", "https://web.acme.com/api/v4/", {}},
       {},
       {Kind::gitlab, "code.acme.com", "https://web.acme.com/api/v4", "a/b"}},
      {"https://acme.com/git/a/b",
       {"gitlab", "https://acme.com/git/api/v4", {}},
       {},
       {Kind::gitlab, "acme.com", "https://acme.com/git/api/v4", "a/b"}},
      {"https://code.acme.com/a/b",
       {},
       {{"CI_API_V4_URL", "https://code.acme.com/api/v4"}},
       {Kind::gitlab, "code.acme.com", "https://code.acme.com/api/v4", "a/b"}},
      {"https://code.acme.com/a/b",
       {},
       {{"GITHUB_API_URL", "https://code.acme.com/api/v3"},
        {"GITHUB_SERVER_URL", "https://code.acme.com"}},
       {Kind::github, "code.acme.com", "https://code.acme.com/api/v3", "a/b"}},
      {"https://code.acme.com/a/b",
       {},
       {{"GITHUB_API_URL", "https://code.acme.com/api/v1"},
        {"GITHUB_SERVER_URL", "https://code.acme.com"},
        {"GITEA_ACTIONS", "true"}},
       {Kind::gitea, "code.acme.com", "https://code.acme.com/api/v1", "a/b"}},
      {"https://code.acme.com/a/b",
       {},
       {{"CI_FORGE_TYPE", "forgejo"}, {"CI_FORGE_URL", "https://code.acme.com"}},
       {Kind::gitea, "code.acme.com", "https://code.acme.com/api/v1", "a/b"}},
      {"https://github.com/a/b",
       {},
       {{"CI_FORGE_TYPE", "forgejo"}, {"CI_FORGE_URL", "https://code.acme.com"}},
       {Kind::github, "github.com", "https://api.github.com", "a/b"}},
      {"https://gitlab.com/a/b",
       {},
       {{"GITHUB_API_URL", "https://api.github.com"}, {"GITHUB_SERVER_URL", "https://github.com"}},
       {Kind::gitlab, "gitlab.com", "https://gitlab.com/api/v4", "a/b"}},
  };
  for (const Case& each : cases) {
    CAPTURE(each.remote);
    const Place place = find_place(each.remote, each.config, lookup(each.variables));
    CHECK(to_string(place.kind) == to_string(each.place.kind));
    CHECK(place.api == each.place.api);
    CHECK(place == each.place);
  }
}

TEST_CASE("a remote without a known forge says what to configure") {
  struct Case {
    std::string remote;
    std::string words;
  };
  const std::vector<Case> cases = {
      {"/srv/git/shop.git", "is no address on a forge"},
      {"https://u:canary@code.acme.com/a/b", "forge: {kind: gitlab}"},
      {"https://bitbucket.acme.com/a/b", "is not known"},
      {"https://github.com/acme", "is not the path of a repository"},
      {"https://github.com/acme/shop/more", "is not the path of a repository"},
      {"https://gitlab.com/a", "is not the path of a repository"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.remote);
    const Error error = error_of([&] { find_place(each.remote, {}, lookup({})); });
    CHECK(error.kind() == ErrorKind::input);
    CHECK(words_of(error).find(each.words) != std::string::npos);
    CHECK(words_of(error).find("canary") == std::string::npos);
  }
}

TEST_CASE("the token is that of the forge, and is shown as the forge wants it") {
  struct Case {
    Place place;
    Variables variables;
    std::string token_env;
    net::Header header;
  };
  const Place github{Kind::github, "github.com", "", "a/b"};
  const Place enterprise{Kind::github, "github.acme.com", "", "a/b"};
  const Place gitlab{Kind::gitlab, "gitlab.com", "", "a/b"};
  const Place gitea{Kind::gitea, "codeberg.org", "", "a/b"};
  const Place bitbucket{Kind::bitbucket, "bitbucket.org", "", "a/b"};
  const std::string job_url = "https://gitlab.com/api/v4";
  const std::vector<Case> cases = {
      {github, {{"GITHUB_TOKEN", " abcd\n"}}, "", {"Authorization", "Bearer abcd"}},
      {github, {{"GITHUB_TOKEN", ""}, {"GH_TOKEN", "efgh"}}, "", {"Authorization", "Bearer efgh"}},
      {enterprise,
       {{"GITHUB_TOKEN", "abcd"}, {"GH_ENTERPRISE_TOKEN", "ente"}},
       "",
       {"Authorization", "Bearer ente"}},
      {gitlab,
       {{"GITLAB_TOKEN", "abcd"}, {"CI_JOB_TOKEN", "job"}, {"CI_API_V4_URL", job_url}},
       "",
       {"PRIVATE-TOKEN", "abcd"}},
      {gitlab, {{"CI_JOB_TOKEN", "jobb"}, {"CI_API_V4_URL", job_url}}, "", {"JOB-TOKEN", "jobb"}},
      {gitea, {{"FORGEJO_TOKEN", "abcd"}}, "", {"Authorization", "token abcd"}},
      {gitea,
       {{"GITHUB_TOKEN", "abcd"}, {"GITHUB_SERVER_URL", "https://codeberg.org"}},
       "",
       {"Authorization", "token abcd"}},
      {bitbucket, {{"BITBUCKET_TOKEN", "abcd"}}, "", {"Authorization", "Bearer abcd"}},
      {bitbucket,
       {{"BITBUCKET_TOKEN", "me@x.y:abcd"}},
       "",
       {"Authorization", "Basic bWVAeC55OmFiY2Q="}},
      {github,
       {{"GITHUB_TOKEN", "abcd"}, {"MINE", "mine"}},
       "MINE",
       {"Authorization", "Bearer mine"}},
  };
  for (const Case& each : cases) {
    CAPTURE(each.header.value);
    config::Forge config;
    if (!each.token_env.empty()) config.token_env = each.token_env;
    const Token token = find_token(each.place, config, lookup(each.variables), net::Trust("MINE"));
    CHECK(token_headers(each.place.kind, token) == std::vector{each.header});
  }
}

TEST_CASE("a token of another server or variable is not taken, and the right variable is named") {
  struct Case {
    Place place;
    Variables variables;
    std::string token_env;
    std::string words;
  };
  const std::vector<Case> cases = {
      {{Kind::github, "github.com", "", "a/b"},
       {{"GITLAB_TOKEN", "x"}},
       "",
       "GITHUB_TOKEN or GH_TOKEN"},
      {{Kind::github, "github.com", "", "a/b"},
       {{"GITHUB_TOKEN", "x"}},
       "MINE",
       "MINE, which forge.token_env names"},
      {{Kind::gitlab, "gitlab.com", "", "a/b"},
       {{"CI_JOB_TOKEN", "x"}, {"CI_API_V4_URL", "https://gitlab.acme.com/api/v4"}},
       "",
       "GITLAB_TOKEN"},
      {{Kind::gitea, "codeberg.org", "", "a/b"},
       {{"GITHUB_TOKEN", "x"}, {"GITHUB_SERVER_URL", "https://github.com"}},
       "",
       "GITEA_TOKEN or FORGEJO_TOKEN"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.words);
    config::Forge config;
    if (!each.token_env.empty()) config.token_env = each.token_env;
    const Error error = error_of(
        [&] { find_token(each.place, config, lookup(each.variables), net::Trust("MINE")); });
    CHECK(error.kind() == ErrorKind::input);
    CHECK(words_of(error).find(each.words) != std::string::npos);
  }
}

TEST_CASE("relctl.yaml sends no token where neither the remote is nor the user allows it") {
  struct Case {
    std::string remote;
    std::optional<std::string> api;
    std::string trusted;
    std::string refusal;  ///< empty: the token is sent
  };
  const std::vector<Case> cases = {
      {"git@code.acme.com:a/b", {}, "code.acme.com", ""},
      {"git@github.com:a/b", {}, "github.com", ""},
      {"git@code.acme.com:a/b", "https://code.acme.com:8443/api/v1", "code.acme.com", ""},
      {"git@code.acme.com:a/b", "https://web.acme.com/api/v1", "code.acme.com web.acme.com", ""},
      {"git@code.acme.com:a/b", "https://web.acme.com:8443", "code.acme.com,web.acme.com:8443", ""},
      {"git@code.acme.com:a/b", "https://web.acme.com", "code.acme.com web.acme.com:8443",
       "others"},
      {"git@code.acme.com:a/b", "https://evil.example/api", "code.acme.com", "others may change"},
      {"git@code.acme.com:a/b", "https://code.acme.com.evil.example", "code.acme.com", "others"},
      {"git@evil.example:a/b", {}, "code.acme.com", "others may change"},
      {"git@evil.example:a/b", "https://evil.example/api/v1", "code.acme.com", "others"},
      {"git@code.acme.com:a/b", "http://code.acme.com/api/v1", "code.acme.com", "plain http"},
      {"http://code.acme.com/a/b", {}, "code.acme.com", "plain http"},
      {"git://127.0.0.1/a/b", "http://127.0.0.1:3000/api/v1", "127.0.0.1", ""},
      {"git@code.acme.com:a/b", "http://127.0.0.1:3000", "code.acme.com", "others may change"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.remote);
    CAPTURE(each.trusted);
    config::Forge config{"github", each.api, {}};
    const Place place = find_place(each.remote, config, lookup({}));
    const Error error = error_of([&] { check_trusted(place, config, net::Trust(each.trusted)); });
    CHECK((error.kind() == ErrorKind::input) == !each.refusal.empty());
    CHECK(words_of(error).find(each.refusal) != std::string::npos);
  }
}

TEST_CASE("relctl.yaml names tokens of the forge alone, and those that the user lists") {
  struct Case {
    std::string variable;
    std::string listed;
    bool is_taken;
  };
  const std::vector<Case> cases = {
      {"GITHUB_TOKEN", "", true},         {"ACME_GITHUB_PAT", "", true},
      {"GH_DEPLOY_TOKEN", "", true},      {"ACME_TOKEN", "", false},
      {"ACME_TOKEN", "ACME_TOKEN", true}, {"ACME_TOKEN", "ACME_TOKEN_2 ACME", false},
      {"GITLAB_TOKEN", "", false},        {"AWS_SECRET_ACCESS_KEY", "", false},
      {"GITHUB_SHA", "", false},          {"MYGITHUB_TOKEN", "", false},
      {"CI_JOB_TOKEN", "", false},
  };
  for (const Case& each : cases) {
    CAPTURE(each.variable);
    config::Forge config;
    config.token_env = each.variable;
    const Place place{Kind::github, "github.com", "", "a/b"};
    const auto variables = lookup({{each.variable, "abcd"}});
    const Error error =
        error_of([&] { find_token(place, config, variables, net::Trust(each.listed)); });
    CHECK((error.kind() == ErrorKind::input) == !each.is_taken);
    CHECK(words_of(error).find("abcd") == std::string::npos);
  }
}

}  // namespace relctl::forge
