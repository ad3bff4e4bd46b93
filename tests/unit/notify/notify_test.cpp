// SPDX-License-Identifier: MIT
#include "notify/notify.hpp"

#include <map>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "net/http_server.hpp"
#include "tree/digest.hpp"

namespace relctl::notify {
namespace {

Push sample() {
  Push push;
  push.remote = "https://user:canary@github.com/acme/shop.git";
  push.branch = "main";
  push.default_branch = "main";
  push.before = ObjectId::parse("1111111111111111111111111111111111111111");
  push.after = *ObjectId::parse("2222222222222222222222222222222222222222");
  push.added = {"kubernetes/deploy/dev/new.yaml"};
  push.modified = {"kubernetes/deploy/dev/kustomization.yaml", "VERSION"};
  push.removed = {"old.yaml"};
  return push;
}

net::Http client() {
  net::HttpOptions options;
  options.deadline = net::Clock::now() + std::chrono::minutes(1);
  options.try_timeout = std::chrono::milliseconds(200);
  options.tries = 1;
  options.sleep = [](std::chrono::milliseconds) {};
  return net::Http(options);
}

std::vector<std::string> tell(const std::vector<config::Notify>& targets,
                              const std::map<std::string, std::string>& variables = {},
                              const std::string& trusted = "127.0.0.1") {
  net::Http http = client();
  return notify(
      targets, sample(), http,
      [&](const std::string& name) -> std::optional<std::string> {
        const auto at = variables.find(name);
        if (at == variables.end()) return {};
        return at->second;
      },
      net::Trust(trusted));
}

}  // namespace

TEST_CASE("Argo CD gets GitHub's push event, with the changed files") {
  net::HttpServer server;
  server.answer({});
  CHECK(tell({{"argocd", server.url(), {}}}).empty());
  REQUIRE(server.asked().size() == 1);
  const net::Asked asked = server.asked().front();
  CHECK(asked.method == "POST");
  CHECK(asked.target == "/api/webhook");
  CHECK(asked.header("Content-Type") == "application/json");
  CHECK(asked.header("X-GitHub-Event") == "push");
  CHECK(asked.header("X-Hub-Signature-256").empty());
  const auto event = nlohmann::json::parse(asked.body);
  CHECK(event["ref"] == "refs/heads/main");
  CHECK(event["before"] == "1111111111111111111111111111111111111111");
  CHECK(event["after"] == "2222222222222222222222222222222222222222");
  CHECK(event["repository"]["html_url"] == "https://github.com/acme/shop");
  CHECK(event["repository"]["default_branch"] == "main");
  REQUIRE(event["commits"].size() == 1);
  CHECK(event["commits"][0]["added"] == nlohmann::json{"kubernetes/deploy/dev/new.yaml"});
  CHECK(event["commits"][0]["modified"].size() == 2);
  CHECK(event["commits"][0]["removed"] == nlohmann::json{"old.yaml"});
}

TEST_CASE("the webhook's path is added to Argo CD's address unless it is there") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "/api/webhook"},
      {"/", "/api/webhook"},
      {"/argocd", "/argocd/api/webhook"},
      {"/argocd/", "/argocd/api/webhook"},
      {"/api/webhook", "/api/webhook"},
  };
  for (const auto& each : cases) {
    CAPTURE(each.first);
    net::HttpServer server;
    server.answer({});
    CHECK(tell({{"argocd", server.url() + each.first, {}}}).empty());
    CHECK(server.asked().front().target == each.second);
  }
}

TEST_CASE("with a secret the exact body is signed") {
  net::HttpServer server;
  server.answer({});
  CHECK(tell({{"argocd", server.url(), "HOOK_SECRET"}}, {{"HOOK_SECRET", "canary-secret\n"}})
            .empty());
  const net::Asked asked = server.asked().front();
  CHECK(asked.header("X-Hub-Signature-256") ==
        "sha256=" + hmac_sha256("canary-secret", asked.body));
}

TEST_CASE("a Flux Receiver gets its signature and the path it was given") {
  net::HttpServer server;
  server.answer({});
  CHECK(
      tell({{"flux", server.url() + "/hook/0123abcd", "HOOK_SECRET"}}, {{"HOOK_SECRET", "s3cret"}})
          .empty());
  const net::Asked asked = server.asked().front();
  CHECK(asked.target == "/hook/0123abcd");
  CHECK(asked.header("X-Signature") == "sha256=" + hmac_sha256("s3cret", asked.body));
}

TEST_CASE("whatever goes wrong is a warning, and the next is told all the same") {
  struct Case {
    std::string what;
    net::Answer answer;
    std::string warning;
  };
  const std::vector<Case> cases = {
      {"no hook there", {404, {}, ""}, "there is no Argo CD at this address"},
      {"a signature is wanted", {400, {}, ""}, "set notify.argocd.secret_env"},
      {"a broken server", {500, {}, ""}, "HTTP 500"},
      {"a mute server", {200, {}, "", net::Answer::Manners::mute}, "poll"},
      {"a redirect elsewhere", {302, {{"Location", "https://other.invalid/"}}, ""}, "not followed"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.what);
    net::HttpServer server;
    net::HttpServer good;
    server.answer(each.answer);
    good.answer({});
    const auto warnings =
        tell({{"argocd", server.url(), {}}, {"flux", good.url() + "/hook/x", {}}});
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].starts_with("Argo CD was not told of the push"));
    CHECK(warnings[0].find(each.warning) != std::string::npos);
    CHECK(good.asked().size() == 1);
  }
}

TEST_CASE("a secret that is not there is said, and nothing is sent unsigned") {
  net::HttpServer server;
  const auto warnings = tell({{"argocd", server.url(), "HOOK_SECRET"}}, {{"HOOK_SECRET", " \n"}});
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].find("HOOK_SECRET") != std::string::npos);
  CHECK(server.asked().empty());
}

TEST_CASE("relctl.yaml has nothing signed for an address or by a variable of its own choice") {
  struct Case {
    std::string variable;
    std::string trusted;
    std::string warning;
  };
  const std::vector<Case> cases = {
      {"HOOK_SECRET", "", "nothing signed is sent"},
      {"HOOK_SECRET", "argocd.example.com", "nothing signed is sent"},
      {"ACME_PASSWORD", "127.0.0.1", "does not look like a webhook's secret"},
      {"GITHUB_TOKEN", "127.0.0.1", "does not look like a webhook's secret"},
  };
  for (const Case& each : cases) {
    CAPTURE(each.variable);
    net::HttpServer server;
    const auto warnings =
        tell({{"argocd", server.url(), each.variable}}, {{each.variable, "canary"}}, each.trusted);
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].find(each.warning) != std::string::npos);
    CHECK(server.asked().empty());
  }
  const auto warnings = tell({{"argocd", "http://argocd.example.com", "HOOK_SECRET"}},
                             {{"HOOK_SECRET", "canary"}}, "argocd.example.com");
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].find("plain http") != std::string::npos);
}

TEST_CASE("files are listed once, by what became of them") {
  Push push;
  add_edits(push, {{"new", Mode::file, {}, "x"},
                   {"changed", Mode::file, "x", "y"},
                   {"gone", Mode::file, "x", {}}});
  add_edits(push, {{"new", Mode::file, "x", "y"}, {"other", Mode::file, "x", "y"}});
  CHECK(push.added == std::vector<std::string>{"new"});
  CHECK(push.modified == std::vector<std::string>{"changed", "other"});
  CHECK(push.removed == std::vector<std::string>{"gone"});
}

TEST_CASE("an event of a new branch, of odd paths and of a local remote is JSON all the same") {
  Push push = sample();
  push.remote = "/srv/git/shop.git";
  push.before.reset();
  push.default_branch.reset();
  push.modified = {"caf\xe9", "line\nend", "\"quoted\""};
  const auto event = nlohmann::json::parse(push_event(push));
  CHECK(event["before"] == "0000000000000000000000000000000000000000");
  CHECK(event["created"] == true);
  CHECK(event["repository"]["html_url"] == "/srv/git/shop.git");
  CHECK_FALSE(event["repository"].contains("default_branch"));
  CHECK(event["commits"][0]["modified"][1] == "line\nend");
}

}  // namespace relctl::notify
