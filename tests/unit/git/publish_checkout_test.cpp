// SPDX-License-Identifier: MIT
#include <filesystem>

#include <doctest/doctest.h>

#include "git/counter_planner.hpp"
#include "git/publish/publish.hpp"
#include "git/publish/snapshot.hpp"
#include "git/publish_setting.hpp"

namespace relctl::git {
namespace {

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
      preview(repository, {"origin", "main", deadline, {}}, count_up(operation));
  CHECK(result.plans.at(0).refs.at(0).expected->hex() == setting.server.ref("refs/heads/main"));
  CHECK(git_in(clone, {"for-each-ref"}) == refs);
  CHECK(setting.log() == "ordinary\nchange");
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
