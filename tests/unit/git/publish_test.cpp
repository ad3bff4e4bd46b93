// SPDX-License-Identifier: MIT
#include "git/publish/publish.hpp"

#include <filesystem>

#include <doctest/doctest.h>

#include "git/counter_planner.hpp"
#include "git/publish_setting.hpp"

namespace relctl::git {
namespace {

TEST_CASE("a release lands with branch and tag, and the clone follows") {
  const Setting setting;
  const std::string clone = setting.clone("a");
  int connections = 1;
  SUBCASE("in one connection from a fresh clone") {}
  SUBCASE("in two from one that heard of the remote long ago") {
    age_refs(clone);
    connections = 2;
  }
  const int before = setting.server.connections();
  const Published published = publish_counted(clone, new_operation());
  CHECK(setting.server.connections() == before + connections);
  CHECK(published.pushed);
  CHECK(published.attempts == 1);
  CHECK(published.notes.empty());
  const std::string commit = published.objects.commits.at(0).hex();
  CHECK(setting.server.ref("refs/heads/main") == commit);
  CHECK(setting.server.ref("refs/tags/v1") == published.objects.tags.at(0).second.hex());
  CHECK(git_in(clone, {"rev-parse", "main", "v1^{commit}", "origin/main"}) ==
        commit + "\n" + commit + "\n" + commit);
  CHECK(git_in(clone, {"status", "--porcelain"}).empty());
  CHECK(git_in(clone, {"for-each-ref", "refs/relctl"}).empty());
  CHECK(std::filesystem::is_empty(clone + "/.git/relctl"));
}

TEST_CASE("a fresh clone that others overtook is refused by the lease, looks, and lands") {
  const Setting setting;
  const std::string clone = setting.clone("a");
  const Published theirs = publish_counted(setting.clone("b"), new_operation());
  const Published published = publish_counted(clone, new_operation());
  CHECK(published.attempts == 2);
  CHECK(setting.log() == "release v2\nrelease v1\nchange");
  CHECK(setting.server.ref("refs/tags/v1") == theirs.objects.tags.at(0).second.hex());
}

TEST_CASE("a server without atomic push gets the branch first, then the tag") {
  const Setting setting;
  setting.server.git({"config", "receive.advertiseAtomic", "false"});
  const std::string clone = setting.clone("a");
  SUBCASE("and takes both") {
    const Published published = publish_counted(clone, new_operation());
    CHECK(setting.log() == "release v1\nchange");
    CHECK(setting.server.ref("refs/tags/v1") == published.objects.tags.at(0).second.hex());
    REQUIRE(published.notes.size() == 1);
    CHECK(published.notes[0].find("no atomic push") != std::string::npos);
    CHECK(git_in(clone, {"log", "-1", "--format=%s"}) == "release v1");
  }
  SUBCASE("and a refused tag is said, kept, and published by the next run") {
    setting.server.hook("update", "case $1 in refs/tags/*) exit 1;; esac");
    const std::string error = error_of([&] { publish_counted(clone, new_operation()); });
    CHECK(starts_with_kind(error, "system"));
    CHECK(error.find("moved all the same: main -> " + setting.server.ref("refs/heads/main")) !=
          std::string::npos);
    setting.server.hook("update", "exit 0");
    const plan::Operation operation = new_operation();
    const Published published =
        publish_with(clone, operation, [](const plan::Snapshot&) { return plan::Result{}; });
    CHECK(published.pushed);
    CHECK(setting.server.ref("refs/tags/v1") == git_in(clone, {"rev-parse", "v1"}));
  }
}

TEST_CASE("a tag alone is published without moving a branch") {
  const Setting setting;
  const std::string clone = setting.clone("a");
  const std::string before = setting.server.ref("refs/heads/main");
  const plan::Operation operation = new_operation();
  const Published published = publish_with(clone, operation, tag_only(operation));
  CHECK(setting.server.ref("refs/heads/main") == before);
  CHECK(setting.server.git({"rev-parse", "v1^{commit}"}) == before);
  CHECK(git_in(clone, {"rev-parse", "v1"}) == published.objects.tags.at(0).second.hex());
}

TEST_CASE("a release of many tags says that forges may not notice") {
  const Setting setting;
  const std::string clone = setting.clone("a");
  const plan::Operation operation = new_operation();
  const Published published = publish_with(clone, operation, [&](const plan::Snapshot& snapshot) {
    plan::Result result = count_up(operation)(snapshot);
    for (const char* name : {"a1", "a2", "a3"}) {
      result.plans[0].tags.push_back({name, plan::Created{0}, "more"});
    }
    return result;
  });
  REQUIRE(published.notes.size() == 1);
  CHECK(published.notes[0].starts_with("4 tags"));
}

}  // namespace
}  // namespace relctl::git
