// SPDX-License-Identifier: MIT
#include "deploy/rollback.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "deploy/hold.hpp"
#include "deploy/holds.hpp"
#include "deploy/promote.hpp"
#include "plan/sample.hpp"

namespace relctl::deploy {
namespace {

using namespace relctl::plan;

/// An environment that a test promotes and rolls back.
struct Story {
  explicit Story(const std::string& more = "")
      : config(sample_config("  - {name: production, path: deploy/production" + more + "}\n")) {
    Files files = sample_files("1.0.0");
    files["deploy/production/app.yaml"] = app_manifest();
    files["deploy/production/kustomization.yaml"] = kustomization("1.0.0");
    files["deploy/production/limits.yaml"] = "memory: 1Gi\n";
    files["deploy/staging/limits.yaml"] = "memory: 2Gi\n";
    tip = repository.commit("work", {}, files);
    for (const char* name : {"v1.0.0", "v1.1.0", "v1.2.0", "v1.3.0"})
      repository.tag(name, tip);
  }

  [[nodiscard]] plan::Snapshot snapshot() const { return repository.snapshot(tip); }

  plan::Result carry_out(const plan::Result& result) {
    const auto made = repository.apply(result.plans);
    if (!made.empty()) tip = made.back();
    return result;
  }
  void promote_to(const std::string& version, const std::string& environment = "production") {
    plan::PromoteRequest request;
    request.operation = plan::request().operation;
    request.environments = {environment};
    request.version = version;
    carry_out(promote(config, snapshot(), request));
  }
  void promote_onward() {
    plan::PromoteRequest request;
    request.operation = plan::request().operation;
    request.environments = {"production"};
    carry_out(promote(config, snapshot(), request));
  }
  plan::Result go_back(const std::optional<std::string>& version = std::nullopt,
                       const std::optional<std::string>& key = std::nullopt) {
    plan::RollbackRequest request;
    request.operation = plan::request().operation;
    request.operation.key = key;
    request.environment = "production";
    request.version = version;
    return carry_out(rollback(config, snapshot(), request));
  }
  void release() {
    plan::HoldRequest request;
    request.operation = plan::request().operation;
    request.environment = "production";
    request.all = true;
    carry_out(unhold(config, snapshot(), request));
  }
  [[nodiscard]] std::string file(const std::string& path) const {
    return repository.history->tree(tip)->read(path);
  }
  [[nodiscard]] std::string running() const { return file("deploy/production/kustomization.yaml"); }

  config::Config config;
  Repository repository;
  ObjectId tip;
};

TEST_CASE("rollback goes to the version before, holds it, and goes back once") {
  Story story;
  story.promote_to("1.1.0");
  story.promote_to("1.2.0");
  const plan::Result result = story.go_back();
  CHECK(story.running() == kustomization("1.1.0"));
  CHECK(result.services.front().previous == "1.2.0");
  const auto holds = read_holds(*story.repository.history->tree(story.tip), "production");
  REQUIRE(holds.size() == 1);
  CHECK(holds.front().version == "1.1.0");
  CHECK(holds.front().reason == "rolled back from 1.2.0");
  const plan::Result again = story.go_back();
  CHECK(again.plans.empty());
  CHECK(again.services.front().status == plan::Status::unchanged);
  CHECK(story.running() == kustomization("1.1.0"));
}

TEST_CASE("a version that was rolled back from is passed over until it is promoted again") {
  Story story;
  story.promote_to("1.1.0");
  story.promote_to("1.2.0");
  story.go_back();
  story.release();
  story.promote_to("1.3.0");
  SUBCASE("passed over") {
    story.go_back();
    CHECK(story.running() == kustomization("1.1.0"));
  }
  SUBCASE("a second way back from there") {
    story.go_back();
    story.release();
    story.go_back();
    CHECK(story.running() == kustomization("1.0.0"));
  }
}

TEST_CASE("rollback to a version, past a hold of somebody else") {
  Story story;
  story.promote_to("1.2.0");
  plan::HoldRequest freeze;
  freeze.operation = request().operation;
  freeze.environment = "production";
  freeze.reason = "freeze";
  story.carry_out(hold(story.config, story.snapshot(), freeze));
  const plan::Result result = story.go_back("1.1.0");
  CHECK(story.running() == kustomization("1.1.0"));
  const auto holds = read_holds(*story.repository.history->tree(story.tip), "production");
  REQUIRE(holds.size() == 2);
  CHECK(holds.front().reason == "freeze");
  CHECK(holds.back().by_rollback);
  REQUIRE(result.notes.size() == 2);
  CHECK(result.notes.back().find("freeze") != std::string::npos);
  CHECK(story.go_back("1.1.0").services.front().status == plan::Status::unchanged);
  CHECK_THROWS_AS(story.go_back("7.0.0"), Error);
}

TEST_CASE("an operation with the same key is carried out once") {
  Story story;
  story.promote_to("1.1.0");
  story.promote_to("1.2.0");
  story.go_back(std::nullopt, "run-1");
  story.release();
  const plan::Result again = story.go_back(std::nullopt, "run-1");
  CHECK(again.plans.empty());
  CHECK(again.services.front().status == plan::Status::done);
  CHECK(again.added_holds.size() == 1);
  REQUIRE(again.earlier);
  CHECK(again.earlier->files.size() == 2);
  CHECK(again.services.front().version == "1.1.0");
  CHECK(story.running() == kustomization("1.1.0"));
}

TEST_CASE("what was carried goes back too") {
  Story story(", carry: [limits.yaml]");
  story.promote_to("1.1.0", "staging");
  story.promote_onward();
  CHECK(story.file("deploy/production/limits.yaml") == "memory: 2Gi\n");
  story.go_back();
  CHECK(story.running() == kustomization("1.0.0"));
  CHECK(story.file("deploy/production/limits.yaml") == "memory: 1Gi\n");
}

TEST_CASE("a service that never ran anything else has no way back") {
  Story story;
  const plan::Result result = story.go_back();
  CHECK(result.plans.empty());
  CHECK(result.services.front().status == plan::Status::absent);
}

}  // namespace
}  // namespace relctl::deploy
