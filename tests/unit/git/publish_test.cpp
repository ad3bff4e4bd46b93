// SPDX-License-Identifier: MIT
#include "git/publish.hpp"

#include <filesystem>
#include <thread>

#include <doctest/doctest.h>

#include "git/counter_planner.hpp"
#include "git/git_server.hpp"

namespace relctl::git {
namespace {

/// A server with one commit on main, and clones of it.
class Setting {
 public:
  Setting() {
    const TemporaryRepository first;
    first.commit({{"VERSION", "0\n"}, {"other", "text\n"}});
    first.git({"push", "-q", server.url(), "main"});
  }

  /// A new clone named `name`.
  [[nodiscard]] std::string clone(const std::string& name,
                                  std::vector<std::string> options = {}) const {
    std::vector<std::string> arguments{"clone", "-q"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    arguments.insert(arguments.end(), {server.url(), name});
    git_in(folder_.path(), arguments);
    return folder_.path() + '/' + name;
  }
  /// Somebody else's ordinary commit, pushed.
  void compete(const std::string& clone, const std::string& text) const {
    git_in(clone, {"pull", "-q", "--rebase"});
    git_in(clone, {"commit", "-q", "--allow-empty", "-m", text});
    git_in(clone, {"push", "-q"});
  }
  [[nodiscard]] std::string log() const { return server.git({"log", "--format=%s", "main"}); }

  GitServer server;

 private:
  TemporaryFolder folder_;
};

/// `planner`, which calls `event` before it answers the first time.
Planner disturbed(const Planner& planner, std::function<void()> event) {
  auto pending = std::make_shared<std::function<void()>>(std::move(event));
  return [planner, pending](const plan::Snapshot& snapshot) {
    if (*pending) std::exchange(*pending, nullptr)();
    return planner(snapshot);
  };
}

Published publish_with(const std::string& directory, const plan::Operation& operation,
                       const Planner& planner, int seconds = 20,
                       std::optional<std::string> branch = "main") {
  Repository repository = Repository::open(directory);
  const auto deadline = process::Clock::now() + std::chrono::seconds(seconds);
  return publish(repository, operation, {"origin", std::move(branch), deadline, {}}, planner);
}

bool starts_with_kind(const std::string& error, const std::string& kind) {
  INFO(error);
  return error.starts_with(kind + ": ");
}

TEST_CASE("a release lands with branch and tag, in two connections, and the clone follows") {
  const Setting setting;
  const std::string clone = setting.clone("a");
  const int before = setting.server.connections();
  const Published published = publish_counted(clone, new_operation());
  CHECK(setting.server.connections() == before + 2);
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

TEST_CASE("what others pushed meanwhile is kept, and the plan is made anew on it") {
  const Setting setting;
  const std::string clone = setting.clone("a");
  const std::string other = setting.clone("b");
  const plan::Operation operation = new_operation();
  const Published published =
      publish_with(clone, operation,
                   disturbed(count_up(operation), [&] { setting.compete(other, "ordinary"); }));
  CHECK(published.attempts == 2);
  CHECK(setting.log() == "release v1\nordinary\nchange");
  CHECK(git_in(clone, {"status", "--porcelain"}).empty());
}

TEST_CASE("a tag that is taken between plan and push is stepped past") {
  const Setting setting;
  const std::string clone = setting.clone("a");
  const std::string other = setting.clone("b");
  const plan::Operation operation = new_operation();
  const Published published = publish_with(clone, operation, disturbed(count_up(operation), [&] {
                                             git_in(other, {"tag", "v1"});
                                             git_in(other, {"push", "-q", "origin", "v1"});
                                           }));
  CHECK(published.result.plans.at(0).tags.at(0).name == "v2");
  CHECK(setting.log() == "release v2\nchange");
}

TEST_CASE("a release whose answer is cut off counts once") {
  Setting setting;
  const std::string clone = setting.clone("a");
  const std::string other = setting.clone("b");
  const plan::Operation operation = new_operation();
  bool others_follow = false;
  SUBCASE("and is the tip") {}
  SUBCASE("and others follow") {
    others_follow = true;
  }
  const auto progress = [&](std::string_view line) {
    if (line.starts_with("pushing")) setting.server.behave(Manners::cut_push_answers);
    if (!line.starts_with("asking")) return;
    const bool pushed = !setting.server.ref("refs/tags/v1").empty();
    setting.server.behave(Manners::good);
    if (pushed && std::exchange(others_follow, false)) setting.compete(other, "later");
  };
  Repository repository = Repository::open(clone);
  const auto deadline = process::Clock::now() + std::chrono::seconds(20);
  const Published published = publish(
      repository, operation, {"origin", std::nullopt, deadline, progress}, count_up(operation));
  CHECK(published.pushed);
  CHECK(published.attempts == 1);
  const std::string log = setting.log();
  CHECK((log == "release v1\nchange" || log == "later\nrelease v1\nchange"));
  CHECK(git_in(clone, {"rev-parse", "main"}) == published.objects.commits.at(0).hex());
}

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
  setting.server.behave(Manners::mute);
  const auto start = process::Clock::now();
  const std::string error = error_of([&] { publish_counted(clone, new_operation(), 1); });
  CHECK(starts_with_kind(error, "timeout"));
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

TEST_CASE("a checkout of one commit, without a branch, releases as CI does") {
  const Setting setting;
  const std::string other = setting.clone("b");
  setting.compete(other, "second");
  const std::string clone = setting.clone("a", {"--depth=1"});
  git_in(clone, {"checkout", "-q", "--detach"});
  git_in(clone, {"branch", "-D", "-q", "main"});
  setting.compete(other, "third");
  const plan::Operation operation = new_operation();
  const Published published = publish_with(
      clone, operation, disturbed(count_up(operation), [&] { setting.compete(other, "fourth"); }));
  CHECK(published.attempts == 2);
  CHECK(setting.log() == "release v1\nfourth\nthird\nsecond\nchange");
  CHECK(git_in(clone, {"rev-parse", "--is-shallow-repository"}) == "true");
}

TEST_CASE("a question about history behind a shallow boundary fetches what answers it") {
  const Setting setting;
  const std::string other = setting.clone("b");
  const std::string first = setting.server.ref("refs/heads/main");
  for (const char* text : {"second", "third", "fourth"})
    setting.compete(other, text);
  const std::string clone = setting.clone("a", {"--depth=1"});
  const plan::Operation operation = new_operation();
  bool reached = false;
  publish_with(clone, operation, [&](const plan::Snapshot& snapshot) {
    reached = snapshot.history->reaches(*snapshot.tip, ObjectId::parse(first).value());
    return count_up(operation)(snapshot);
  });
  CHECK(reached);
  CHECK(setting.log() == "release v1\nfourth\nthird\nsecond\nchange");
  CHECK(error_of([&] {
          const Repository shallow = Repository::open(setting.clone("c", {"--depth=1"}));
          const plan::Snapshot snapshot = local_snapshot(shallow, "main");
          (void)snapshot.history->reaches(*snapshot.tip, ObjectId::parse(first).value());
        }).find("git fetch") != std::string::npos);
}

TEST_CASE("local commits of other people's making are somebody's decision") {
  const Setting setting;
  const std::string clone = setting.clone("a");
  const std::string before = setting.server.ref("refs/heads/main");
  git_in(clone, {"commit", "-q", "--allow-empty", "-m", "mine"});
  SUBCASE("on the branch") {}
  SUBCASE("checked out without a branch") {
    git_in(clone, {"checkout", "-q", "--detach"});
    git_in(clone, {"branch", "-f", "main", "origin/main"});
    const plan::Operation operation = new_operation();
    const std::string error =
        error_of([&] { publish_with(clone, operation, tag_only(operation)); });
    CHECK(starts_with_kind(error, "conflict"));
    git_in(clone, {"checkout", "-q", "-B", "main"});
  }
  const std::string error = error_of([&] { publish_counted(clone, new_operation()); });
  CHECK(starts_with_kind(error, "conflict"));
  CHECK(error.find("git push") != std::string::npos);
  CHECK(setting.server.ref("refs/heads/main") == before);
}

TEST_CASE(
    "releases that were not published are computed anew, and local refs end at the new ones") {
  const Setting setting;
  const std::string clone = setting.clone("a");
  const std::string other = setting.clone("b");
  const plan::Operation local = new_operation();
  Repository repository = Repository::open(clone);
  const auto plans = count_up(local)(local_snapshot(repository, "main")).plans;
  const Objects objects = write_objects(repository, plans, local);
  git_in(clone, {"reset", "-q", "--hard", objects.commits.at(0).hex()});
  git_in(clone, {"update-ref", "refs/tags/v1", objects.tags.at(0).second.hex()});
  git_in(clone, {"config", "user.name", "Ada"});

  SUBCASE("on a tip that did not move") {
    const Published published = publish_counted(clone, new_operation());
    CHECK(setting.log() == "release v1\nchange");
    CHECK(git_in(clone, {"rev-parse", "v1"}) == published.objects.tags.at(0).second.hex());
  }
  SUBCASE("on a tip where another took the number") {
    publish_counted(other, new_operation());
    publish_counted(clone, new_operation());
    CHECK(setting.log() == "release v2\nrelease v1\nchange");
    CHECK(git_in(clone, {"rev-parse", "v1"}) == setting.server.ref("refs/tags/v1"));
  }
  SUBCASE("but not where the new plan would lose one") {
    const std::string error = error_of([&] {
      publish_with(clone, new_operation(), [](const plan::Snapshot&) { return plan::Result{}; });
    });
    CHECK(starts_with_kind(error, "conflict"));
    CHECK(git_in(clone, {"rev-parse", "main"}) == objects.commits.at(0).hex());
    return;
  }
  SUBCASE("but not where somebody amended one") {
    git_in(clone, {"commit", "-q", "--amend", "--no-edit", "--allow-empty"});
    CHECK(starts_with_kind(error_of([&] { publish_counted(clone, new_operation()); }), "conflict"));
    return;
  }
  CHECK(git_in(clone, {"rev-parse", "main"}) == setting.server.ref("refs/heads/main"));
  CHECK(git_in(clone, {"status", "--porcelain"}).empty());
}

TEST_CASE("many writers at once: every release lands once, nobody's commit is lost") {
  const Setting setting;
  constexpr int writers = 8;
  constexpr int releases = 3;
  std::vector<std::string> clones;
  clones.reserve(writers);
  for (int i = 0; i < writers; ++i)
    clones.push_back(setting.clone("w" + std::to_string(i)));
  const std::string other = setting.clone("competitor");
  std::vector<std::string> errors(writers);
  std::vector<std::thread> threads;
  threads.reserve(writers);
  for (int i = 0; i < writers; ++i) {
    threads.emplace_back([&, i] {
      for (int n = 0; n < releases; ++n) {
        errors[i] += error_of([&] { publish_counted(clones[i], new_operation(), 60); });
      }
    });
  }
  int ordinary = 0;
  for (int i = 0; i < 10; ++i) {
    try {
      setting.compete(other, "ordinary " + std::to_string(i));
      ordinary = i + 1;
    } catch (const std::runtime_error&) {
      continue;  // it lost a race: what it has pulled along is pushed with the next
    }
  }
  for (std::thread& thread : threads)
    thread.join();
  for (const std::string& error : errors)
    CHECK(error == "");
  for (int n = 1; n <= writers * releases; ++n) {
    const std::string tag = "v" + std::to_string(n);
    CAPTURE(tag);
    CHECK(setting.server.git({"log", "--format=%s", "--grep=^release " + tag + "$", "main"}) ==
          "release " + tag);
    CHECK(setting.server.git({"log", "-1", "--format=%s", tag}) == "release " + tag);
  }
  for (int i = 0; i < ordinary; ++i) {
    const std::string text = "ordinary " + std::to_string(i);
    CAPTURE(text);
    CHECK(setting.server.git({"log", "--format=%s", "--grep=^" + text + "$", "main"}) == text);
  }
  const std::string total = std::to_string(writers * releases + 1 + ordinary);
  CHECK(setting.server.git({"rev-list", "--count", "--first-parent", "main"}) == total);
  CHECK(setting.server.git({"rev-list", "--count", "main"}) == total);
  setting.server.git({"fsck", "--strict"});
}

TEST_CASE("settings of the user and of the clone do no harm") {
  const Setting setting;
  const std::string clone = setting.clone("a");
  for (const auto& [key, value] : std::vector<std::pair<std::string, std::string>>{
           {"push.followTags", "true"},
           {"push.gpgSign", "true"},
           {"push.useForceIfIncludes", "true"},
           {"push.recurseSubmodules", "only"},
           {"push.default", "nothing"},
           {"fetch.prune", "true"},
           {"fetch.pruneTags", "true"},
           {"remote.origin.tagOpt", "--tags"},
           {"remote.origin.push", "+refs/heads/*:refs/heads/*"},
           {"submodule.recurse", "true"},
           {"alias.push", "!false"},
           {"color.ui", "always"}}) {
    git_in(clone, {"config", key, value});
  }
  git_in(clone, {"tag", "-a", "-m", "private", "private"});
  git_in(clone, {"branch", "unfinished"});
  const std::string other = setting.clone("b");
  setting.compete(other, "ordinary");
  publish_counted(clone, new_operation());
  CHECK(setting.log() == "release v1\nordinary\nchange");
  CHECK(setting.server.git({"for-each-ref", "--format=%(refname)"}) ==
        "refs/heads/main\nrefs/tags/v1");
  CHECK(git_in(clone, {"tag"}) == "private\nv1");
}

TEST_CASE("a preview plans on the remote's tip and leaves everything as it is") {
  const Setting setting;
  const std::string clone = setting.clone("a");
  const std::string other = setting.clone("b");
  setting.compete(other, "ordinary");
  const std::string refs = git_in(clone, {"for-each-ref"});
  const Repository repository = Repository::open(clone);
  const plan::Operation operation = new_operation();
  const auto deadline = process::Clock::now() + std::chrono::seconds(20);
  const plan::Result result =
      preview(repository, operation, {"origin", "main", deadline, {}}, count_up(operation));
  CHECK(result.plans.at(0).refs.at(0).expected->hex() == setting.server.ref("refs/heads/main"));
  CHECK(git_in(clone, {"for-each-ref"}) == refs);
  CHECK(setting.log() == "ordinary\nchange");
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

TEST_CASE("refs that a killed run left are removed by the next, those of a living one are not") {
  const Setting setting;
  const std::string clone = setting.clone("a");
  const std::string dead(32, 'a');
  const std::string late(32, 'b');
  const plan::Operation living = new_operation();
  git_in(clone, {"update-ref", "refs/relctl/" + dead + "/heads/main", "HEAD"});
  git_in(clone, {"update-ref", "refs/relctl/" + late + "/heads/main", "HEAD"});
  std::filesystem::create_directories(clone + "/.git/relctl");
  std::fclose(std::fopen((clone + "/.git/relctl/" + dead).c_str(), "w"));
  std::string seen;
  const auto meanwhile = [&] {
    git_in(clone, {"update-ref", "refs/relctl/" + living.id + "/heads/main", "HEAD"});
    publish_counted(clone, new_operation());
    seen = git_in(clone, {"for-each-ref", "--format=%(refname)", "refs/relctl"});
  };
  publish_with(clone, living, disturbed(count_up(living), meanwhile));
  CHECK(seen == "refs/relctl/" + living.id + "/heads/main");
  CHECK(git_in(clone, {"for-each-ref", "refs/relctl"}).empty());
}

}  // namespace
}  // namespace relctl::git
