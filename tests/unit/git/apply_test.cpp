// SPDX-License-Identifier: MIT
#include "git/apply/apply.hpp"

#include <algorithm>
#include <filesystem>

#include <doctest/doctest.h>

#include "git/apply_setting.hpp"

namespace relctl::git {
namespace {

TEST_CASE("a plan becomes a commit, a tag, and the files checked out") {
  const TemporaryRepository checkout;
  const ObjectId parent =
      checkout.commit({{"VERSION", "1.0.0\n"}, {"deep/er/file", "old\n"}, {"gone/one", "x\n"}});
  plan::Plan plan = commit_plan("main", parent,
                                {edit("VERSION", "1.0.0\n", "1.0.1\n"), addition("new/file", "n\n"),
                                 deletion("gone/one", "x\n")});
  plan.edits.push_back({"run.sh", Mode::executable, std::nullopt, "#!/bin/sh\n"});
  plan.tags = {{"v1.0.1", plan::Created{0}, "release 1.0.1\n"}};
  const Objects objects = apply_in(checkout, {plan});

  REQUIRE(objects.commits.size() == 1);
  CHECK(checkout.id("HEAD") == objects.commits[0]);
  CHECK(checkout.id("HEAD^") == parent);
  CHECK(checkout.id("v1.0.1^{commit}") == objects.commits[0]);
  REQUIRE(objects.tags.size() == 1);
  CHECK(checkout.id("v1.0.1") == objects.tags[0].second);
  CHECK(checkout.status().empty());
  CHECK(checkout.read("VERSION") == "1.0.1\n");
  CHECK_FALSE(checkout.exists("gone"));
  CHECK((std::filesystem::status(checkout.path("run.sh")).permissions() &
         std::filesystem::perms::owner_exec) != std::filesystem::perms::none);
  CHECK(checkout.git({"log", "-1", "--format=%an %ae %cn %at %ai"}) ==
        "Robot robot@example.org Robot 1700000000 2023-11-15 00:13:20 +0200");
  CHECK(checkout.git({"for-each-ref", "--format=%(taggername) %(taggerdate:raw) %(contents)",
                      "refs/tags/v1.0.1"}) == "Robot 1700000000 +0200 release 1.0.1\n");
  CHECK(checkout.git({"reflog", "-1", "--format=%gs"}) == "relctl: release");
  CHECK(checkout.git({"fsck", "--strict"}).empty());
  check_tidy(checkout);
}

TEST_CASE("the first commit of a repository, a detached HEAD, a bare repository") {
  SUBCASE("first commit") {
    const TemporaryRepository checkout;
    checkout.write("mine", "untracked\n");
    plan::Plan plan = commit_plan("main", ObjectId{}, {addition("VERSION", "0.1.0\n")});
    plan.parents.clear();
    plan.base.reset();
    plan.refs[0].expected.reset();
    apply_in(checkout, {plan});
    CHECK(checkout.read("VERSION") == "0.1.0\n");
    CHECK(checkout.status() == "?? mine");
  }
  SUBCASE("detached") {
    const TemporaryRepository checkout;
    const ObjectId parent = checkout.commit({{"a", "1\n"}});
    checkout.git({"checkout", "-q", "--detach"});
    plan::Plan plan = commit_plan("main", parent, {edit("a", "1\n", "2\n")});
    plan.refs[0].name = "HEAD";
    const Objects objects = apply_in(checkout, {plan});
    CHECK(checkout.id("HEAD") == objects.commits[0]);
    CHECK(checkout.id("main") == parent);
    CHECK(checkout.git({"rev-parse", "--abbrev-ref", "HEAD"}) == "HEAD");
    CHECK(checkout.status().empty());
  }
  SUBCASE("bare") {
    const TemporaryRepository source;
    const ObjectId parent = source.commit({{"a", "1\n"}});
    const TestFolder folder;
    git_in(folder.path(), {"clone", "-q", "--bare", source.path(), "bare"});
    Repository repository = Repository::open(folder.path() + "/bare");
    const Objects objects = apply(
        repository, {commit_plan("main", parent, {edit("a", "1\n", "2\n")})}, test_operation());
    CHECK(repository.head() == objects.commits[0]);
  }
  SUBCASE("another branch than the one checked out") {
    const TemporaryRepository checkout;
    const ObjectId parent = checkout.commit({{"a", "1\n"}});
    checkout.git({"branch", "other"});
    checkout.write("a", "dirty\n");
    apply_in(checkout, {commit_plan("other", parent, {edit("a", "1\n", "2\n")})});
    CHECK(checkout.id("HEAD") == parent);
    CHECK(checkout.git({"show", "other:a"}) == "2");
    CHECK(checkout.read("a") == "dirty\n");
  }
}

TEST_CASE("every kind of checkout is clean afterwards") {
  const std::vector<std::vector<std::vector<std::string>>> kinds{
      {{"config", "core.splitIndex", "true"}, {"update-index", "--split-index"}},
      {{"sparse-checkout", "set", "in"}},
      {{"sparse-checkout", "set", "--sparse-index", "in"}},
      {{"sparse-checkout", "set", "out"}},
      {{"update-index", "--index-version", "4"}},
      {{"config", "core.untrackedCache", "true"}, {"update-index", "--untracked-cache"}},
      {{"config", "index.skipHash", "true"}, {"config", "feature.manyFiles", "true"}},
      {{"config", "core.fileMode", "false"}},
      {{"config", "core.fsync", "all"}},
      {{"config", "submodule.recurse", "true"}},
      {{"pack-refs", "--all"}, {"gc", "-q"}},
  };
  for (const auto& commands : kinds) {
    CAPTURE(commands.front().at(1));
    const TemporaryRepository checkout;
    const ObjectId parent = checkout.commit(
        {{"a", "1\n"}, {"in/one", "1\n"}, {"out/two", "1\n"}, {"out/three", "1\n"}});
    for (const auto& command : commands)
      checkout.git(command);
    const bool had_two = checkout.exists("out/two");
    const Objects objects =
        apply_in(checkout, {commit_plan("main", parent,
                                        {edit("a", "1\n", "2\n"), edit("in/one", "1\n", "2\n"),
                                         addition("in/new", "1\n"), deletion("out/three", "1\n"),
                                         edit("out/two", "1\n", "2\n")})});
    CHECK(checkout.status().empty());
    CHECK(checkout.id("HEAD") == objects.commits[0]);
    CHECK(checkout.read("a") == "2\n");
    CHECK(checkout.exists("out/two") == had_two);
    CHECK(checkout.git({"show", "HEAD:out/two"}) == "2");
    CHECK(checkout.git({"fsck"}).empty());
    check_tidy(checkout);
  }
}

TEST_CASE("a linked work tree moves by itself, and a branch checked out elsewhere stays") {
  const TemporaryRepository checkout;
  const ObjectId parent = checkout.commit({{"a", "1\n"}});
  const TestFolder folder;
  const std::string linked = folder.path() + "/linked";
  checkout.git({"worktree", "add", "-q", "-b", "side", linked});
  Repository repository = Repository::open(linked);
  const plan::Plan side = commit_plan("side", parent, {edit("a", "1\n", "2\n")});
  const Objects objects = apply(repository, {side}, test_operation());
  CHECK(checkout.id("side") == objects.commits[0]);
  CHECK(git_in(linked, {"status", "--porcelain"}).empty());
  CHECK(checkout.status().empty());
  const plan::Plan main = commit_plan("main", parent, {edit("a", "1\n", "2\n")});
  const Failure failure = failure_of([&] { apply(repository, {main}, test_operation()); });
  CHECK(failure.kind == ErrorKind::conflict);
  CHECK(mentions(failure.words, "another work tree"));
  CHECK(checkout.id("main") == parent);
}

TEST_CASE("line ends and filters of .gitattributes are honoured") {
  const TemporaryRepository checkout;
  checkout.git({"config", "filter.shout.clean", "tr A-Z a-z"});
  checkout.git({"config", "filter.shout.smudge", "tr a-z A-Z"});
  const ObjectId parent =
      checkout.commit({{".gitattributes", "*.crlf text eol=crlf\n*.loud filter=shout\n"},
                       {"x.crlf", "one\r\n"},
                       {"y.loud", "QUIET\n"}});
  checkout.git({"checkout", "-q", "-f", "HEAD"});
  CHECK(checkout.git({"show", "HEAD:y.loud"}) == "quiet");
  apply_in(
      checkout,
      {commit_plan("main", parent,
                   {edit("x.crlf", "one\n", "two\n"), edit("y.loud", "quiet\n", "silent\n")})});
  CHECK(checkout.read("x.crlf") == "two\r\n");
  CHECK(checkout.read("y.loud") == "SILENT\n");
  CHECK(checkout.status().empty());
}

TEST_CASE("names with blanks, quotes, wildcards and other scripts are just names") {
  const TemporaryRepository checkout;
  const ObjectId parent = checkout.commit({{"*.txt", "1\n"}, {"b.txt", "1\n"}});
  apply_in(checkout,
           {commit_plan("main", parent,
                        {edit("*.txt", "1\n", "2\n"), addition(":(top)x y", "1\n"),
                         addition("-dash", "1\n"), addition("q\"uote/\xC3\xA9", "1\n")})});
  CHECK(checkout.status().empty());
  CHECK(checkout.read("*.txt") == "2\n");
  CHECK(checkout.read("b.txt") == "1\n");
  CHECK(checkout.read("q\"uote/\xC3\xA9") == "1\n");
  CHECK(checkout.read(":(top)x y") == "1\n");
}

TEST_CASE("many edits at once are one commit") {
  const TemporaryRepository checkout;
  const ObjectId parent = checkout.commit({{"a", "1\n"}});
  std::vector<plan::FileEdit> edits;
  for (int i = 0; i < 1000; ++i) {
    edits.push_back(addition("many/" + std::to_string(i % 30) + '/' + std::to_string(i), "x\n"));
  }
  std::sort(edits.begin(), edits.end(),
            [](const plan::FileEdit& x, const plan::FileEdit& y) { return x.path < y.path; });
  apply_in(checkout, {commit_plan("main", parent, edits)});
  CHECK(checkout.status().empty());
  CHECK(checkout.exists("many/9/999"));
}

}  // namespace
}  // namespace relctl::git
