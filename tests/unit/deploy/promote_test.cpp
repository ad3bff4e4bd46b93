// SPDX-License-Identifier: MIT
#include "deploy/promote.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "deploy/holds.hpp"
#include "plan/sample.hpp"

namespace relctl::deploy {
namespace {

using namespace relctl::plan;

config::Config stages(const std::string& production = "") {
  return sample_config("  - {name: production, path: deploy/production" + production + "}\n");
}

Files running(const std::string& dev, const std::string& staging, const std::string& production) {
  return {{"VERSION", "1.0.0\n"},
          {"deploy/dev/kustomization.yaml", kustomization(dev)},
          {"deploy/staging/kustomization.yaml", kustomization(staging)},
          {"deploy/production/kustomization.yaml", kustomization(production)}};
}

plan::PromoteRequest to(const std::vector<std::string>& environments,
                        const std::optional<std::string>& version = std::nullopt) {
  plan::PromoteRequest request;
  request.operation = plan::request().operation;
  request.environments = environments;
  request.version = version;
  return request;
}

/// A repository at one commit, with releases 1.0.0 to 1.2.0.
struct Scene {
  explicit Scene(const Files& files) {
    tip = repository.commit("work", {}, files);
    for (const char* name : {"v1.0.0", "v1.1.0", "v1.2.0"})
      repository.tag(name, tip);
  }
  void apply(const plan::Result& result) { tip = repository.apply(result.plans).back(); }
  [[nodiscard]] plan::Snapshot snapshot() const { return repository.snapshot(tip); }

  Repository repository;
  ObjectId tip;
};

ErrorKind kind_of(const config::Config& config, const plan::Snapshot& snapshot,
                  const plan::PromoteRequest& request) {
  try {
    promote(config, snapshot, request);
  } catch (const Error& error) {
    return error.kind();
  }
  FAIL("nothing was thrown");
  return ErrorKind::bug;
}

TEST_CASE("an environment gets what its predecessor runs, once") {
  Scene scene(running("1.2.0", "1.1.0", "1.0.0"));
  const plan::Result result = promote(stages(), scene.snapshot(), to({"staging"}));
  REQUIRE(result.plans.size() == 1);
  const plan::Plan& plan = result.plans.front();
  CHECK(edited(plan) == std::vector<std::string>{"deploy/staging/kustomization.yaml"});
  CHECK(after(plan, "deploy/staging/kustomization.yaml") == kustomization("1.2.0"));
  CHECK(plan.message->starts_with("chore(promote): sample 1.2.0 to staging\n"));
  CHECK(plan.refs.front().name == "refs/heads/main");
  const auto records = record::read_records(*plan.message);
  REQUIRE(records.size() == 1);
  CHECK(records.front().environment == "staging");
  CHECK(records.front().from == "dev");
  CHECK(records.front().services ==
        std::vector<record::ServiceRecord>{{"sample", "1.2.0", "1.1.0"}});
  scene.apply(result);
  const plan::Result again = promote(stages(), scene.snapshot(), to({"staging"}));
  CHECK(again.plans.empty());
  CHECK(again.services.front().status == plan::Status::unchanged);
  CHECK(again.services.front().version == "1.2.0");
}

TEST_CASE("several environments are written in one commit, each after the one before it") {
  Scene scene(running("1.2.0", "1.1.0", "1.0.0"));
  const plan::Result result = promote(stages(), scene.snapshot(), to({"production", "staging"}));
  REQUIRE(result.plans.size() == 1);
  CHECK(after(result.plans.front(), "deploy/production/kustomization.yaml") ==
        kustomization("1.2.0"));
  CHECK(record::read_records(*result.plans.front().message).size() == 2);
}

TEST_CASE("what a promotion decides") {
  struct Case {
    const char* name;
    Files files;
    plan::PromoteRequest request;
    plan::Status status;
  };
  plan::PromoteRequest back = to({"production"}, "1.0.0");
  back.allow_downgrade = true;
  const std::vector<Case> cases = {
      {"a first environment gets the highest release", running("1.0.0", "1.0.0", "1.0.0"),
       to({"dev"}), plan::Status::done},
      {"older than what runs is superseded", running("1.2.0", "1.2.0", "1.1.0"),
       to({"production"}, "1.0.0"), plan::Status::superseded},
      {"a downgrade can be allowed", running("1.2.0", "1.2.0", "1.1.0"), back, plan::Status::done},
      {"a predecessor that went back supersedes nothing", running("1.0.0", "1.1.0", "1.2.0"),
       to({"staging"}), plan::Status::superseded},
      {"what runs already is unchanged", running("1.1.0", "1.1.0", "1.0.0"), to({"staging"}),
       plan::Status::unchanged},
      {"a predecessor whose version is unknown gives none", running("latest", "1.1.0", "1.0.0"),
       to({"staging"}), plan::Status::absent},
      {"an unknown version is overwritten", running("1.2.0", "latest", "1.0.0"), to({"staging"}),
       plan::Status::done},
  };
  for (const Case& each : cases) {
    CAPTURE(std::string(each.name));
    const Scene scene(each.files);
    const plan::Result result = promote(stages(), scene.snapshot(), each.request);
    REQUIRE(result.services.size() == 1);
    CHECK(result.services.front().status == each.status);
    CHECK(result.plans.size() == (each.status == plan::Status::done ? 1 : 0));
  }
}

TEST_CASE("promotions that are refused") {
  const Scene scene(running("1.2.0", "1.1.0", "1.0.0"));
  const auto strict = stages(", strict: true");
  const auto finals = stages(", prereleases: false");
  CHECK(kind_of(stages(), scene.snapshot(), to({"staging"}, "9.9.9")) == ErrorKind::conflict);
  CHECK(kind_of(stages(), scene.snapshot(), to({"staging"}, "new")) == ErrorKind::usage);
  CHECK(kind_of(stages(), scene.snapshot(), to({"moon"})) == ErrorKind::usage);
  CHECK(kind_of(strict, scene.snapshot(), to({"production"}, "1.2.0")) == ErrorKind::conflict);
  Scene candidate(running("1.3.0-rc.1", "1.3.0-rc.1", "1.0.0"));
  candidate.repository.tag("v1.3.0-rc.1", candidate.tip);
  CHECK(kind_of(finals, candidate.snapshot(), to({"production"}, "1.3.0-rc.1")) ==
        ErrorKind::conflict);
  const plan::Result kept_out = promote(finals, candidate.snapshot(), to({"production"}));
  CHECK(kept_out.services.front().status == plan::Status::absent);
}

TEST_CASE("a version that was not in the environments before is promoted with a word") {
  const Scene scene(running("1.2.0", "1.1.0", "1.0.0"));
  const plan::Result result = promote(stages(), scene.snapshot(), to({"production"}, "1.2.0"));
  CHECK(result.plans.size() == 1);
  CHECK(std::count(result.notes.begin(), result.notes.end(),
                   "sample 1.2.0 to production skips staging.") == 1);
}

TEST_CASE("a held service stays, and promotes what it is held at") {
  Files files = running("1.2.0", "1.1.0", "1.0.0");
  plan::Draft draft(tree_with(files));
  write_holds(draft, "staging",
              {{"sample", "sample", "1.1.0", "broken login", {}, "2026-01-01", "Ada <a>"}});
  files[holds_path("staging")] = draft.read(holds_path("staging"));
  const Scene scene(files);
  const plan::Result held = promote(stages(), scene.snapshot(), to({"staging"}));
  REQUIRE(held.services.size() == 1);
  CHECK(held.services.front().status == plan::Status::held);
  CHECK(held.services.front().reason.find("broken login") != std::string::npos);
  CHECK(plan::exit_code(held) == 4);
  plan::PromoteRequest named = to({"staging"});
  named.services = {"sample"};
  CHECK(plan::exit_code(promote(stages(), scene.snapshot(), named)) == 4);
  const plan::Result onward = promote(stages(), scene.snapshot(), to({"production"}));
  CHECK(onward.services.front().version == "1.1.0");
  CHECK(onward.notes.front().find("held at 1.1.0") != std::string::npos);
}

TEST_CASE("carried keys and files come along") {
  const auto config = stages(", carry: [settings.yaml, {path: limits.yaml, keys: [memory]}]");
  Files files = running("1.2.0", "1.1.0", "1.0.0");
  files["deploy/staging/settings.yaml"] = "a: 1\n";
  files["deploy/staging/limits.yaml"] = "memory: 2Gi # more\ncpu: 1\n";
  files["deploy/production/limits.yaml"] = "# here\nmemory: 1Gi\ncpu: 8\n";
  const Scene scene(files);
  const plan::Result result = promote(config, scene.snapshot(), to({"production"}));
  REQUIRE(result.plans.size() == 1);
  CHECK(after(result.plans.front(), "deploy/production/settings.yaml") == "a: 1\n");
  CHECK(after(result.plans.front(), "deploy/production/limits.yaml") ==
        "# here\nmemory: 2Gi\ncpu: 8\n");
}

TEST_CASE(
    "a service that went back since the first planning is a conflict, one that went on is not") {
  Scene scene(running("1.2.0", "1.1.0", "1.0.0"));
  plan::PromoteRequest request = to({"staging"});
  request.seen = seen_in(promote(stages(), scene.snapshot(), request));
  CHECK(request.seen == std::vector<plan::Seen>{{"staging", "sample", "1.1.0"}});
  scene.tip = scene.repository.commit("back", {scene.tip}, running("1.2.0", "1.0.0", "1.0.0"));
  CHECK(kind_of(stages(), scene.snapshot(), request) == ErrorKind::conflict);
  scene.tip = scene.repository.commit("on", {scene.tip}, running("1.2.0", "1.2.0", "1.0.0"));
  CHECK(promote(stages(), scene.snapshot(), request).plans.empty());
}

TEST_CASE("a service that went back since the first planning, and is held there, stays held") {
  Scene scene(running("1.2.0", "1.1.0", "1.0.0"));
  plan::PromoteRequest request = to({"staging"});
  request.seen = seen_in(promote(stages(), scene.snapshot(), request));
  Files files = running("1.2.0", "1.0.0", "1.0.0");
  plan::Draft draft(tree_with(files));
  write_holds(draft, "staging",
              {{"sample", "sample", "1.0.0", "broken login", {}, "2026-01-01", "Ada <a>"}});
  files[holds_path("staging")] = draft.read(holds_path("staging"));
  scene.tip = scene.repository.commit("rollback", {scene.tip}, files);
  const plan::Result result = promote(stages(), scene.snapshot(), request);
  CHECK(result.services.front().status == plan::Status::held);
}

TEST_CASE("a digest that a release recorded is taken for the tag that it was recorded for") {
  const std::string digest = "sha256:" + std::string(64, 'a');
  for (const std::string tag : {"1.2.0", "1.2.0-slim"}) {
    CAPTURE(tag);
    Repository repository;
    const ObjectId tip = repository.commit("work", {}, running("1.2.0", "1.1.0", "1.0.0"));
    record::Record record;
    record.operation = "bump";
    record.id = std::string(32, 'a');
    record.services = {{"sample", "1.2.0", "1.1.0"}};
    record.images = {{"dev", "ghcr.io/acme/sample", tag, digest}};
    record.tool = "0.1.0";
    const std::string message = "sample 1.2.0\n\n" + record::write_trailers(record);
    repository.tags.push_back({"v1.2.0", repository.history->add_tag(message), tip, true});
    const plan::Result result = promote(stages(), repository.snapshot(tip), to({"staging"}));
    REQUIRE(result.services.front().images.size() == 1);
    CHECK(result.services.front().images.front().digest.has_value() == (tag == "1.2.0"));
  }
}

}  // namespace
}  // namespace relctl::deploy
