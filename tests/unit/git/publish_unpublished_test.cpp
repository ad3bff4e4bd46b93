// SPDX-License-Identifier: MIT
#include <fstream>

#include <doctest/doctest.h>

#include "git/counter_planner.hpp"
#include "git/publish/publish.hpp"
#include "git/publish/snapshot.hpp"
#include "git/publish_setting.hpp"

namespace relctl::git {
namespace {

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
  SUBCASE("but not over what is not committed: then the local branch stays, too") {
    std::ofstream(other + "/new") << "theirs\n";
    git_in(other, {"add", "new"});
    git_in(other, {"commit", "-q", "-m", "theirs"});
    git_in(other, {"push", "-q"});
    std::ofstream(clone + "/new") << "mine\n";
    publish_counted(clone, new_operation());
    CHECK(setting.log() == "release v1\ntheirs\nchange");
    CHECK(git_in(clone, {"rev-parse", "main"}) == objects.commits.at(0).hex());
    CHECK(git_in(clone, {"status", "--porcelain"}) == "?? new");
    return;
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

}  // namespace
}  // namespace relctl::git
