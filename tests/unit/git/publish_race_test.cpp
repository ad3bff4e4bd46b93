// SPDX-License-Identifier: MIT
#include <thread>

#include <doctest/doctest.h>

#include "git/counter_planner.hpp"
#include "git/publish/publish.hpp"
#include "git/publish_setting.hpp"

namespace relctl::git {
namespace {

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

}  // namespace
}  // namespace relctl::git
