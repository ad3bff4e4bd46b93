// SPDX-License-Identifier: MIT
#include "git/apply/recover.hpp"

#include <csignal>
#include <filesystem>

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "git/apply/apply.hpp"
#include "git/apply/follow.hpp"
#include "git/apply/journal.hpp"
#include "git/index_lock.hpp"
#include "git/temporary_repository.hpp"

namespace relctl::git {
namespace {

/// Runs `work` in a process of its own that then kills itself: nothing is cleaned up.
template <typename Work>
void killed_after(const Work& work) {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    work();
    kill(getpid(), SIGKILL);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
  REQUIRE(WIFSIGNALED(status));
}

plan::Plan release(const ObjectId& parent) {
  plan::Plan plan = commit_plan("main", parent,
                                {{"VERSION", Mode::file, "1\n", "2\n"},
                                 {"gone", Mode::file, "x\n", std::nullopt},
                                 {"new", Mode::file, std::nullopt, "n\n"}});
  plan.tags = {{"v2", plan::Created{0}, "release\n"}};
  return plan;
}

/// A run that is killed at some step between its journal and its end.
struct Run {
  explicit Run(const TemporaryRepository& checkout)
      : repository(Repository::open(checkout.path())),
        parent(*repository.head()),
        objects(write_objects(repository, {release(parent)}, test_operation())),
        refs(ref_changes({release(parent)}, objects)) {}

  void begin() {
    new IndexLock(repository.git_directory());
    new Journal(repository.git_directory(), "killed",
                {refs, true, parent, objects.commits.front()});
  }

  Repository repository;
  ObjectId parent;
  Objects objects;
  std::vector<RefChange> refs;
};

TEST_CASE("whatever a killed run left is finished, or it never happened") {
  struct Case {
    const char* name;
    bool branch;
    bool tag;
    std::vector<std::string> restored;  ///< arguments of git restore that got done
  };
  const std::vector<Case> cases{
      {"before the branch moved", false, false, {}},
      {"before the tag", true, false, {}},
      {"before the files", true, true, {}},
      {"among the files", true, true, {"--worktree", "--", "VERSION"}},
      {"all files, not the index", true, true, {"--worktree", "--", "."}},
      {"all but the end", true, true, {"--worktree", "--staged", "--", "."}},
  };
  for (const Case& test : cases) {
    CAPTURE(std::string(test.name));
    const TemporaryRepository checkout;
    const ObjectId parent =
        checkout.commit({{"VERSION", "1\n"}, {"gone", "x\n"}, {"other", "1\n"}});
    Run run(checkout);
    killed_after([&] { run.begin(); });
    if (test.branch) checkout.git({"update-ref", "refs/heads/main", run.refs[0].target.hex()});
    if (test.tag) checkout.git({"update-ref", "refs/tags/v2", run.refs[1].target.hex()});
    if (!test.restored.empty()) {
      std::filesystem::remove(checkout.path(".git/index.lock"));
      std::vector<std::string> arguments{"restore", "--source=HEAD"};
      arguments.insert(arguments.end(), test.restored.begin(), test.restored.end());
      checkout.git(arguments);
    }
    checkout.write("other", "mine\n");

    Repository repository = Repository::open(checkout.path());
    const auto notes = recover(repository);
    CHECK(checkout.id("HEAD") == (test.branch ? run.refs[0].target : parent));
    CHECK(repository.ref("refs/tags/v2").has_value() == test.branch);
    CHECK(checkout.status() == " M other");
    CHECK(notes.empty() == (!test.branch || std::string(test.name) == "all but the end"));
    CHECK(recover(repository).empty());
    CHECK_FALSE(checkout.exists(".git/relctl-unfinished-killed"));
    // The lock that it left is taken over.
    if (!test.branch) apply(repository, {release(parent)}, test_operation());
    CHECK(checkout.read("VERSION") == "2\n");
    CHECK(checkout.status() == " M other");
    CHECK_FALSE(checkout.exists(".git/index.lock"));
  }
}

TEST_CASE("a file that git was killed over, between its removal and its last byte, is written") {
  for (const std::optional<std::string>& left :
       {std::optional<std::string>(), std::optional<std::string>(""),
        std::optional<std::string>("0.1.0-alpha\nno")}) {
    CAPTURE(left.value_or("nothing"));
    const TemporaryRepository checkout;
    const ObjectId parent = checkout.commit({{"VERSION", "0.0.9\n"}});
    plan::Plan plan =
        commit_plan("main", parent, {{"VERSION", Mode::file, "0.0.9\n", "0.1.0-alpha\nnotes\n"}});
    Repository repository = Repository::open(checkout.path());
    const Objects objects = write_objects(repository, {plan}, test_operation());
    killed_after([&] {
      new Journal(repository.git_directory(), "killed",
                  {ref_changes({plan}, objects), true, parent, objects.commits.front()});
    });
    checkout.git({"update-ref", "refs/heads/main", objects.commits.front().hex()});
    std::filesystem::remove(checkout.path("VERSION"));
    if (left) checkout.write("VERSION", *left);
    CHECK(recover(repository).size() == 1);
    CHECK(checkout.read("VERSION") == "0.1.0-alpha\nnotes\n");
    CHECK(checkout.status().empty());
  }
}

TEST_CASE("files that were edited after a killed run are left to their editor") {
  const TemporaryRepository checkout;
  checkout.commit({{"VERSION", "1\n"}, {"gone", "x\n"}});
  Run run(checkout);
  killed_after([&] { run.begin(); });
  checkout.git({"update-ref", "refs/heads/main", run.refs[0].target.hex()});
  checkout.write("VERSION", "mine\n");
  checkout.write("new", "mine\n");
  Repository repository = Repository::open(checkout.path());
  CHECK(recover(repository).size() == 3);
  CHECK(checkout.read("VERSION") == "mine\n");
  CHECK(checkout.read("new") == "mine\n");
  CHECK_FALSE(checkout.exists("gone"));
}

TEST_CASE("a living run's journal is its own business") {
  const TemporaryRepository checkout;
  checkout.commit({{"VERSION", "1\n"}, {"gone", "x\n"}});
  Run run(checkout);
  const Journal journal(run.repository.git_directory(), "living",
                        {run.refs, true, run.parent, run.objects.commits.front()});
  checkout.git({"update-ref", "refs/heads/main", run.refs[0].target.hex()});
  CHECK(recover(run.repository).empty());
  CHECK_FALSE(run.repository.ref("refs/tags/v2"));
  journal.settle();
}

TEST_CASE("a damaged journal is not followed") {
  const TemporaryRepository checkout;
  const ObjectId parent = checkout.commit({{"VERSION", "1\n"}});
  checkout.write(".git/relctl-unfinished-x", "relctl journal 1\nref garbage\n");
  checkout.write(".git/relctl-unfinished-y", "");
  Repository repository = Repository::open(checkout.path());
  CHECK(recover(repository).empty());
  CHECK(checkout.id("HEAD") == parent);
}

TEST_CASE("a published commit is followed where nothing local is lost") {
  const TemporaryRepository checkout;
  const ObjectId parent = checkout.commit({{"VERSION", "1\n"}, {"gone", "x\n"}, {"other", "1\n"}});
  Run run(checkout);
  const ObjectId target = run.objects.commits.front();
  checkout.write("other", "mine\n");
  Repository& repository = run.repository;
  SUBCASE("checked out") {
    CHECK(follow(repository, "main", target).empty());
    CHECK(checkout.id("main") == target);
    CHECK(checkout.status() == " M other");
    CHECK(follow(repository, "main", target).empty());
  }
  SUBCASE("no such branch") {
    CHECK(follow(repository, "none", target).empty());
  }
  SUBCASE("not checked out") {
    checkout.git({"checkout", "-q", "-b", "side"});
    CHECK(follow(repository, "main", target).empty());
    CHECK(checkout.id("main") == target);
    CHECK(checkout.id("HEAD") == parent);
    CHECK(checkout.status() == " M other");
  }
  SUBCASE("a touched file is dirty") {
    checkout.write("VERSION", "mine\n");
    const std::string note = follow(repository, "main", target);
    CHECK(note.find("git merge --ff-only " + target.hex()) != std::string::npos);
    CHECK(note.find("VERSION") != std::string::npos);
    CHECK(checkout.id("main") == parent);
    CHECK(checkout.read("VERSION") == "mine\n");
  }
  SUBCASE("local commits") {
    const ObjectId local = checkout.commit({{"more", "1\n"}});
    CHECK_FALSE(follow(repository, "main", target).empty());
    CHECK(checkout.id("main") == local);
  }
  SUBCASE("locked") {
    checkout.write(".git/index.lock", "");
    CHECK_FALSE(follow(repository, "main", target).empty());
    CHECK(checkout.id("main") == parent);
  }
}

TEST_CASE("a journal that was not written whole tells nothing") {
  for (const bool is_whole : {true, false}) {
    CAPTURE(is_whole);
    const TemporaryRepository checkout;
    const ObjectId id = checkout.commit({{"a", "1\n"}});
    checkout.write(".git/relctl-unfinished-x", "relctl journal 1\nref " + id.hex() + ' ' +
                                                   id.hex() + " refs/heads/main\n" +
                                                   (is_whole ? "end\n" : ""));
    CHECK(left_journals(checkout.path(".git")).size() == (is_whole ? 1 : 0));
  }
}

}  // namespace
}  // namespace relctl::git
