// SPDX-License-Identifier: MIT
#include <filesystem>

#include <doctest/doctest.h>

#include "git/counter_planner.hpp"
#include "git/publish/publish.hpp"
#include "git/publish_setting.hpp"

namespace relctl::git {
namespace {

TEST_CASE("a line that dies for good after a push leaves the outcome unknown, with the ids") {
  Setting setting;
  const std::string clone = setting.clone("a");
  const plan::Operation operation = new_operation();
  bool pushed = false;
  const auto progress = [&](std::string_view line) {
    pushed = pushed || line.starts_with("pushing");
    if (pushed && line.starts_with("asking")) setting.server.behave(Manners::mute);
    if (line.starts_with("pushing")) setting.server.behave(Manners::cut_push_answers);
  };
  Repository repository = Repository::open(clone);
  const auto deadline = process::Clock::now() + std::chrono::seconds(2);
  const std::string error = error_of([&] {
    publish(repository, operation, {"origin", "main", deadline, progress}, count_up(operation));
  });
  CHECK(starts_with_kind(error, "unknown"));
  CHECK(error.find("main -> " + setting.server.ref("refs/heads/main")) != std::string::npos);
}

TEST_CASE("a mute server is left at the deadline, with nothing changed") {
  Setting setting;
  const std::string clone = setting.clone("a");
  std::string kind = "timeout";
  SUBCASE("when it was asked") {
    age_refs(clone);
  }
  SUBCASE("when the push was the look: nothing tells what the server did") {
    kind = "unknown";
  }
  setting.server.behave(Manners::mute);
  const auto start = process::Clock::now();
  const std::string error = error_of([&] { publish_counted(clone, new_operation(), 1); });
  CHECK(starts_with_kind(error, kind));
  CHECK(process::Clock::now() - start < std::chrono::seconds(4));
  CHECK(git_in(clone, {"tag"}).empty());
  CHECK(git_in(clone, {"for-each-ref", "refs/relctl"}).empty());
}

TEST_CASE("a server's refusal is final, in its words, and moves nothing") {
  struct Case {
    std::string hook;
    std::string body;
    std::string words;
  };
  const std::vector<Case> cases{
      {"pre-receive", "echo 'GH006: Protected branch update failed' >&2; exit 1", "GH006"},
      {"update", "case $1 in refs/heads/*) echo 'no branch today' >&2; exit 1;; esac",
       "no branch today"},
      {"update", "case $1 in refs/tags/*) echo 'no tag today' >&2; exit 1;; esac", "no tag today"},
  };
  for (const Case& one : cases) {
    CAPTURE(one.words);
    const Setting setting;
    const std::string clone = setting.clone("a");
    const std::string before = setting.server.ref("refs/heads/main");
    setting.server.hook(one.hook, one.body);
    const std::string error = error_of([&] { publish_counted(clone, new_operation()); });
    CHECK(starts_with_kind(error, "system"));
    CHECK(error.find(one.words) != std::string::npos);
    CHECK(error.find("hint: a rule of the server") != std::string::npos);
    CHECK(setting.server.ref("refs/heads/main") == before);
    CHECK(setting.server.ref("refs/tags/v1").empty());
    CHECK(git_in(clone, {"tag"}).empty());
  }
}

TEST_CASE("the clone's own pre-push hook is final, and sees the push") {
  const Setting setting;
  const std::string clone = setting.clone("a");
  const std::string hook = clone + "/.git/hooks/pre-push";
  git_in(clone, {"config", "core.hooksPath", ".git/hooks"});
  std::filesystem::create_directories(clone + "/.git/hooks");
  {
    const std::string script = "#!/bin/sh\ncat > seen\necho 'not on a Friday' >&2\nexit 1\n";
    FILE* file = std::fopen(hook.c_str(), "w");
    std::fputs(script.c_str(), file);
    std::fclose(file);
  }
  std::filesystem::permissions(hook, std::filesystem::perms::owner_all);
  const int before = setting.server.connections();
  const std::string error = error_of([&] { publish_counted(clone, new_operation()); });
  CHECK(starts_with_kind(error, "system"));
  CHECK(error.find("not on a Friday") != std::string::npos);
  CHECK(setting.server.connections() <= before + 2);
  CHECK(setting.server.ref("refs/tags/v1").empty());
  CHECK(std::filesystem::exists(clone + "/seen"));
}

TEST_CASE("a plan that would drop commits is never pushed") {
  const Setting setting;
  const std::string clone = setting.clone("a");
  setting.compete(clone, "second");
  const std::string before = setting.server.ref("refs/heads/main");
  const plan::Operation operation = new_operation();
  const std::string error = error_of([&] {
    publish_with(clone, operation, [&](const plan::Snapshot& snapshot) {
      plan::Result result = count_up(operation)(snapshot);
      result.plans[0].parents = {snapshot.history->commit(*snapshot.tip).parents.at(0)};
      return result;
    });
  });
  CHECK(starts_with_kind(error, "bug"));
  CHECK(setting.server.ref("refs/heads/main") == before);
}

TEST_CASE("a token in URL, header or environment is in no message") {
  const Setting setting;
  const std::string clone = setting.clone("a");
  const std::string canary = "canary-4711";
  git_in(clone, {"remote", "set-url", "origin", "http://user:" + canary + "@127.0.0.1:1/repo.git"});
  git_in(clone, {"config", "http.extraHeader", "Authorization: Bearer " + canary});
  std::string said;
  Repository repository = Repository::open(clone);
  const auto deadline = process::Clock::now() + std::chrono::seconds(5);
  const plan::Operation operation = new_operation();
  const auto listen = [&](std::string_view line) { said += line; };
  std::string remote = "origin";
  SUBCASE("by name") {}
  SUBCASE("by URL") {
    remote = "http://user:" + canary + "@127.0.0.1:1/repo.git";
  }
  said += error_of([&] {
    publish(repository, operation, {remote, "main", deadline, listen}, count_up(operation));
  });
  CHECK(said.find("system: ") != std::string::npos);
  CHECK(said.find(canary) == std::string::npos);
}

}  // namespace
}  // namespace relctl::git
