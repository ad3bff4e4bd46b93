// SPDX-License-Identifier: MIT
#include <filesystem>

#include <doctest/doctest.h>

#include "git/apply/apply.hpp"
#include "git/apply_setting.hpp"

namespace relctl::git {
namespace {

TEST_CASE("a planned file with local changes stops everything, and nothing was changed") {
  struct Case {
    const char* name;
    void (*make)(const TemporaryRepository&);
    const char* words;
  };
  const std::vector<Case> cases{
      {"modified", [](const TemporaryRepository& c) { c.write("a", "dirty\n"); },
       "a: it was modified"},
      {"same size", [](const TemporaryRepository& c) { c.write("a", "9\n"); },
       "a: it was modified"},
      {"staged",
       [](const TemporaryRepository& c) {
         c.write("a", "dirty\n");
         c.git({"add", "a"});
       },
       "a: other content is staged"},
      {"staged and put back",
       [](const TemporaryRepository& c) {
         c.write("a", "dirty\n");
         c.git({"add", "a"});
         c.write("a", "1\n");
       },
       "a: other content is staged"},
      {"deleted", [](const TemporaryRepository& c) { std::filesystem::remove(c.path("a")); },
       "a: it was deleted"},
      {"deletion staged",
       [](const TemporaryRepository& c) {
         c.git({"rm", "-q", "a"});
       },
       "a: its deletion is staged"},
      {"mode",
       [](const TemporaryRepository& c) {
         std::filesystem::permissions(c.path("a"), std::filesystem::perms::owner_all);
       },
       "a: it was modified"},
      {"symbolic link",
       [](const TemporaryRepository& c) {
         std::filesystem::remove(c.path("a"));
         std::filesystem::create_symlink("b", c.path("a"));
       },
       "a: it was modified"},
      {"untracked in the way", [](const TemporaryRepository& c) { c.write("new/file", "mine\n"); },
       "new/file: an untracked file is in the way"},
      {"ignored in the way",
       [](const TemporaryRepository& c) {
         c.write(".git/info/exclude", "new\n");
         c.write("new/file", "mine\n");
       },
       "new/file: an untracked file is in the way"},
      {"untracked file where a folder must be",
       [](const TemporaryRepository& c) { c.write("new", "mine\n"); },
       "new/file: an untracked file is in the way"},
      {"symbolic link where a folder must be",
       [](const TemporaryRepository& c) {
         std::filesystem::create_directory_symlink("/tmp", c.path("new"));
       },
       "new/file: an untracked file is in the way"},
      {"intent to add",
       [](const TemporaryRepository& c) {
         c.write("new/file", "mine\n");
         c.git({"add", "-N", "new/file"});
       },
       "new/file: other content is staged"},
  };
  for (const Case& test : cases) {
    CAPTURE(std::string(test.name));
    const TemporaryRepository checkout;
    const ObjectId parent = checkout.commit({{"a", "1\n"}, {"b", "1\n"}});
    test.make(checkout);
    const std::string before = checkout.status();
    const plan::Plan plan =
        commit_plan("main", parent, {edit("a", "1\n", "2\n"), addition("new/file", "n\n")});
    const Failure failure = failure_of([&] { apply_in(checkout, {plan}); });
    CHECK(failure.kind == ErrorKind::conflict);
    CHECK(mentions(failure.words, test.words));
    CHECK(checkout.id("HEAD") == parent);
    CHECK(checkout.status() == before);
    const Repository repository = Repository::open(checkout.path());
    CHECK_THROWS_AS(check_planned_files(repository, {plan}), Error);
    check_tidy(checkout);
  }
}

TEST_CASE("other local changes stay as they are and out of the commit") {
  const TemporaryRepository checkout;
  const ObjectId parent = checkout.commit({{"a", "1\n"},
                                           {"dirty", "1\n"},
                                           {"staged", "1\n"},
                                           {"gone", "1\n"},
                                           {".gitignore", "ign\n"}});
  checkout.write("dirty", "2\n");
  checkout.write("staged", "2\n");
  checkout.git({"add", "staged"});
  checkout.git({"rm", "-q", "gone"});
  checkout.write("untracked", "1\n");
  checkout.write("ign", "1\n");
  checkout.write("intended", "1\n");
  checkout.git({"add", "-N", "intended"});
  const std::string before = checkout.git({"status", "--porcelain", "--ignored"});
  apply_in(checkout, {commit_plan("main", parent, {edit("a", "1\n", "2\n")})});
  CHECK(checkout.git({"status", "--porcelain", "--ignored"}) == before);
  CHECK(checkout.git({"diff", "--name-only", parent.hex(), "HEAD"}) == "a");
  CHECK(checkout.read("dirty") == "2\n");
}

TEST_CASE("a ref that is not as planned stops everything") {
  const TemporaryRepository checkout;
  const ObjectId parent = checkout.commit({{"a", "1\n"}});
  plan::Plan plan = commit_plan("main", parent, {edit("a", "1\n", "2\n")});
  std::string words;
  SUBCASE("the tag exists") {
    checkout.git({"tag", "v1"});
    plan.tags = {{"v1", plan::Created{0}, "m"}};
    words = "the tag v1 exists already";
  }
  SUBCASE("a tag is in the way") {
    checkout.git({"tag", "v1"});
    checkout.git({"pack-refs", "--all"});
    plan.tags = {{"v1/x", plan::Created{0}, "m"}};
    words = "the tag v1 is in the way";
  }
  SUBCASE("a folder of tags is in the way") {
    checkout.git({"tag", "v1/x"});
    checkout.git({"pack-refs", "--all"});
    plan.tags = {{"v1", plan::Created{0}, "m"}};
    words = "the tag v1/x is in the way";
  }
  SUBCASE("the tag's name is bad") {
    plan.tags = {{"v..1", plan::Created{0}, "m"}};
    words = "cannot be the name";
  }
  SUBCASE("the branch moved") {
    checkout.git({"branch", "other"});
    plan.refs.push_back({"refs/heads/other", ObjectId{}, plan::Created{0}});
    words = "the branch other moved";
  }
  SUBCASE("the branch exists") {
    checkout.git({"branch", "other"});
    plan.refs.push_back({"refs/heads/other", std::nullopt, plan::Created{0}});
    words = "the branch other exists already";
  }
  SUBCASE("the path is a symbolic link") {
    plan.edits = {addition("link/x", "1\n")};
    std::filesystem::create_symlink("a", checkout.path("link"));
    checkout.git({"add", "link"});
    checkout.git({"commit", "-q", "-m", "link"});
    plan.parents = {checkout.id("HEAD")};
    plan.base = checkout.id("HEAD");
    plan.refs[0].expected = checkout.id("HEAD");
    words = "link";
  }
  const ObjectId head = checkout.id("HEAD");
  CHECK(mentions(failure_of([&] { apply_in(checkout, {plan}); }).words, words));
  CHECK(checkout.id("HEAD") == head);
  CHECK(checkout.status().empty());
  CHECK(checkout.read("a") == "1\n");
  check_tidy(checkout);
}

TEST_CASE("a foreign lock is waited for and then named, never removed") {
  for (const char* lock : {".git/index.lock", ".git/refs/heads/main.lock"}) {
    CAPTURE(std::string(lock));
    const TemporaryRepository checkout;
    const ObjectId parent = checkout.commit({{"a", "1\n"}});
    checkout.write(lock, "");
    const plan::Plan plan = commit_plan("main", parent, {edit("a", "1\n", "2\n")});
    const Failure failure = failure_of([&] { apply_in(checkout, {plan}); });
    CHECK(failure.kind == ErrorKind::system);
    CHECK(mentions(failure.words, checkout.path(lock)));
    CHECK(checkout.exists(lock));
    CHECK(checkout.id("HEAD") == parent);
    std::filesystem::remove(checkout.path(lock));
    apply_in(checkout, {plan});
    CHECK(checkout.status().empty());
  }
}

TEST_CASE("a branch that cannot be moved leaves no tag of its release behind") {
  const TemporaryRepository checkout;
  const ObjectId parent = checkout.commit({{"a", "1\n"}});
  // No reflog can be written where a folder that is not empty has its name.
  std::filesystem::remove(checkout.path(".git/logs/refs/heads/main"));
  checkout.write(".git/logs/refs/heads/main/file", "in the way\n");
  plan::Plan plan = commit_plan("main", parent, {edit("a", "1\n", "2\n")});
  plan.tags = {{"v2", plan::Created{0}, "release\n"}};
  CHECK(failure_of([&] { apply_in(checkout, {plan}); }).kind == ErrorKind::system);
  CHECK(checkout.id("refs/heads/main") == parent);
  CHECK(checkout.git({"tag"}).empty());
  check_tidy(checkout);
}

}  // namespace
}  // namespace relctl::git
