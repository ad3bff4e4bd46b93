// SPDX-License-Identifier: MIT
#include "plan/place.hpp"

#include <memory>

#include <doctest/doctest.h>

#include "plan/sample.hpp"

namespace relctl::plan {
namespace {

config::Environment environment(const std::optional<std::string>& repository,
                                const std::optional<std::string>& branch) {
  config::Environment environment;
  environment.name = "production";
  environment.repository = repository;
  environment.branch = branch;
  return environment;
}

/// A snapshot of `repository`, whose default branch is main, with the one worked in as its origin.
Snapshot elsewhere(const std::string& branch) {
  Snapshot origin;
  origin.branch = "main";
  origin.branches["env/staging"] = ObjectId{};
  Snapshot snapshot;
  snapshot.repository = "deploy.git";
  snapshot.branch = branch;
  snapshot.default_branch = "main";
  snapshot.origin = std::make_shared<const Snapshot>(std::move(origin));
  return snapshot;
}

TEST_CASE("an environment is on the target when repository and branch are the snapshot's") {
  struct Case {
    std::optional<std::string> repository;
    std::optional<std::string> branch;
    std::string target;
    bool is_on;
  };
  const std::vector<Case> cases = {
      {"deploy.git", std::nullopt, "main", true}, {"deploy.git", std::nullopt, "live", false},
      {"deploy.git", "live", "live", true},       {"deploy.git", "live", "main", false},
      {"other.git", std::nullopt, "main", false}, {std::nullopt, std::nullopt, "main", false},
      {std::nullopt, "live", "live", false},
  };
  for (const Case& each : cases) {
    const std::string where = each.repository.value_or("here") + ' ' + each.branch.value_or("-");
    CAPTURE(where);
    CAPTURE(each.target);
    CHECK(is_on_target(environment(each.repository, each.branch), elsewhere(each.target)) ==
          each.is_on);
  }
}

TEST_CASE("from another repository the origin's environments are reached, and others when told") {
  Snapshot snapshot = elsewhere("main");
  CHECK(place_of(environment(std::nullopt, std::nullopt), snapshot)->branch == "main");
  CHECK(place_of(environment(std::nullopt, "env/staging"), snapshot)->branch == "env/staging");
  CHECK_FALSE(place_of(environment("other.git", std::nullopt), snapshot));
  snapshot.elsewhere["production"] = Place{nullptr, "live", std::nullopt};
  CHECK(place_of(environment("other.git", std::nullopt), snapshot)->branch == "live");
}

}  // namespace
}  // namespace relctl::plan
