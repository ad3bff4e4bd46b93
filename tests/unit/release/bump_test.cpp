// SPDX-License-Identifier: MIT
#include "release/bump.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "plan/sample.hpp"

using namespace relctl;
using namespace relctl::plan;
using namespace relctl::release;

namespace {

/// The kind of the error that bump throws.
ErrorKind kind_of_failure(const config::Config& config, const plan::Snapshot& snapshot,
                          const plan::BumpRequest& request) {
  try {
    bump(config, snapshot, request);
  } catch (const Error& error) {
    return error.kind();
  }
  FAIL("nothing was thrown");
  return ErrorKind::bug;
}

}  // namespace

TEST_CASE("a release is one commit on the tip, with its tag on it and the branch moved to it") {
  Repository repository;
  const ObjectId first = repository.commit("feat: start", {}, sample_files("1.2.3"));
  const plan::Result result = bump(sample_config(), repository.snapshot(first), request());
  REQUIRE(result.plans.size() == 1);
  const plan::Plan& plan = result.plans.front();
  CHECK(plan.parents == std::vector<plan::CommitRef>{first});
  CHECK(plan.base == plan::CommitRef(first));
  CHECK(edited(plan) == std::vector<std::string>{"VERSION", "deploy/dev/kustomization.yaml"});
  CHECK(after(plan, "VERSION") == "1.2.4\n");
  CHECK(after(plan, "deploy/dev/kustomization.yaml") == kustomization("1.2.4"));
  CHECK(plan.refs == std::vector<plan::RefMove>{{"refs/heads/main", first, plan::Created{0}}});
  REQUIRE(plan.tags.size() == 1);
  CHECK(plan.tags[0].name == "v1.2.4");
  CHECK(plan.tags[0].target == plan::CommitRef(plan::Created{0}));
  CHECK(plan.message->starts_with("chore(release): sample 1.2.4\n\nRelctl-Format: 1\n"));
  const auto records = record::read_records(*plan.message);
  REQUIRE(records.size() == 1);
  CHECK(records == record::read_records(plan.tags[0].message));
  CHECK(records[0].source == first);
  CHECK(records[0].services == std::vector<record::ServiceRecord>{{"sample", "1.2.4", "1.2.3"}});
  CHECK(records[0].images ==
        std::vector<record::ImageRecord>{{"dev", "ghcr.io/acme/sample", "1.2.4", std::nullopt}});
  REQUIRE(result.services.size() == 1);
  const plan::ServiceOutcome& outcome = result.services[0];
  CHECK(outcome.status == plan::Status::done);
  CHECK(outcome.previous == "1.2.3");
  CHECK(outcome.version == "1.2.4");
  CHECK(outcome.tag == "v1.2.4");
  CHECK(outcome.images ==
        std::vector<plan::ImageOutcome>{{"ghcr.io/acme/sample", "1.2.4", std::nullopt}});
}

TEST_CASE("the same snapshot and request give the same plans") {
  Repository repository;
  const ObjectId first = repository.commit("feat: start", {}, sample_files("1.2.3"));
  const ObjectId second = repository.commit("fix: it", {first}, sample_files("1.2.3", "fixed"));
  const plan::Snapshot snapshot = repository.snapshot(first, second);
  const auto plans = bump(sample_config(), snapshot, request("auto")).plans;
  REQUIRE(plans.size() == 2);
  CHECK(bump(sample_config(), snapshot, request("auto")).plans == plans);
}

TEST_CASE("a tip that moved without touching the source is released in one line with it") {
  Repository repository;
  const ObjectId first = repository.commit("feat: start", {}, sample_files("1.2.3"));
  Files files = sample_files("1.2.3");
  files["deploy/staging/kustomization.yaml"] = kustomization("1.2.3");
  const ObjectId promoted = repository.commit("promote", {first}, files);
  const plan::Result result =
      bump(sample_config(), repository.snapshot(first, promoted), request());
  REQUIRE(result.plans.size() == 1);
  CHECK(result.plans[0].parents == std::vector<plan::CommitRef>{promoted});
  CHECK(result.plans[0].refs[0].expected == promoted);
  CHECK(record::read_records(*result.plans[0].message)[0].source == first);
}

TEST_CASE("when the source moved, the release is a child of what was checked out, and is merged") {
  Repository repository;
  const ObjectId first = repository.commit("feat: start", {}, sample_files("1.2.3"));
  const ObjectId tip = repository.commit("feat: more", {first}, sample_files("1.2.3", "more"));
  const plan::Result result = bump(sample_config(), repository.snapshot(first, tip), request());
  REQUIRE(result.plans.size() == 2);
  const plan::Plan& release = result.plans[0];
  CHECK(release.parents == std::vector<plan::CommitRef>{first});
  CHECK(release.base == plan::CommitRef(first));
  CHECK(release.refs.empty());
  CHECK(release.tags[0].target == plan::CommitRef(plan::Created{0}));
  const plan::Plan& merge = result.plans[1];
  CHECK(merge.parents == std::vector<plan::CommitRef>{tip, plan::Created{0}});
  CHECK(merge.base == plan::CommitRef(tip));
  CHECK(merge.tags.empty());
  CHECK(merge.refs == std::vector<plan::RefMove>{{"refs/heads/main", tip, plan::Created{1}}});
  CHECK(merge.message->starts_with("Merge \"chore(release): sample 1.2.4\"\n"));
  CHECK(record::read_records(*merge.message) == record::read_records(*release.message));

  const auto made = repository.apply(result.plans);
  CHECK(repository.history->tree(made[0])->read("main.cpp") == "int main() {}");
  CHECK(repository.history->tree(made[1])->read("main.cpp") == "more");
  for (const ObjectId& commit : made) {
    CHECK(repository.history->tree(commit)->read("VERSION") == "1.2.4\n");
  }
}

TEST_CASE("recompute releases the tip instead and says what came with it") {
  Repository repository;
  const auto config = sample_config("release: {when_moved: recompute}\n");
  const ObjectId first = repository.commit("feat: start", {}, sample_files("1.2.3"));
  const ObjectId tip = repository.commit("feat: more\n\nbody", {first}, sample_files("1.2.3", "m"));
  const plan::Result result = bump(config, repository.snapshot(first, tip), request());
  REQUIRE(result.plans.size() == 1);
  CHECK(result.plans[0].parents == std::vector<plan::CommitRef>{tip});
  CHECK(record::read_records(*result.plans[0].message)[0].source == tip);
  CHECK(result.includes == std::vector<std::string>{tip.short_hex() + " feat: more"});
}

TEST_CASE("stop leaves a moved source to somebody's decision") {
  Repository repository;
  const auto config = sample_config("release: {when_moved: stop}\n");
  const ObjectId first = repository.commit("feat: start", {}, sample_files("1.2.3"));
  const ObjectId tip = repository.commit("feat: more", {first}, sample_files("1.2.3", "more"));
  CHECK(kind_of_failure(config, repository.snapshot(first, tip), request()) == ErrorKind::conflict);
}

TEST_CASE("with nothing to edit there is the tag alone, on the commit checked out") {
  Repository repository;
  const auto config = config::parse("format: 1\nservices: {lib: {}}\n", "relctl.yaml");
  const ObjectId first = repository.commit("feat: start", {}, {{"a", "1"}});
  const ObjectId tip = repository.commit("feat: more", {first}, {{"a", "2"}});
  for (const ObjectId& branch : {first, tip}) {
    const plan::Result result = bump(config, repository.snapshot(first, branch), request("1.0.0"));
    REQUIRE(result.plans.size() == 1);
    const plan::Plan& plan = result.plans[0];
    CHECK_FALSE(plan.message);
    CHECK_FALSE(plan.base);
    CHECK(plan.parents.empty());
    CHECK(plan.refs.empty());
    REQUIRE(plan.tags.size() == 1);
    CHECK(plan.tags[0].target == plan::CommitRef(first));
    CHECK(record::read_records(plan.tags[0].message)[0].source == first);
  }
}

TEST_CASE("a service without files and tags starts at 0.0.0") {
  Repository repository;
  const auto config = config::parse("format: 1\nservices: {lib: {}}\n", "relctl.yaml");
  const ObjectId first = repository.commit("feat: start", {}, {{"a", "1"}});
  const plan::Result result = bump(config, repository.snapshot(first), request("minor"));
  CHECK(result.services[0].version == "0.1.0");
  CHECK_FALSE(result.services[0].previous);
}

TEST_CASE("a branch that may not release is refused") {
  Repository repository;
  const ObjectId first = repository.commit("feat: start", {}, sample_files("1.2.3"));
  plan::Snapshot snapshot = repository.snapshot(first);
  const auto listed = sample_config("release: {branches: [main, 'hotfix/*']}\n");
  const auto with_branch = [&snapshot](const std::string& branch) {
    snapshot.branch = branch;
    return snapshot;
  };
  CHECK(kind_of_failure(sample_config(), with_branch("topic"), request()) == ErrorKind::conflict);
  CHECK(kind_of_failure(listed, with_branch("topic"), request()) == ErrorKind::conflict);
  CHECK(bump(listed, with_branch("hotfix/1"), request()).plans.size() == 1);
  snapshot.default_branch.reset();
  CHECK(bump(sample_config(), with_branch("topic"), request()).plans.size() == 1);
}

TEST_CASE("a branch that does not exist yet is created by the release") {
  Repository repository;
  const ObjectId first = repository.commit("feat: start", {}, sample_files("1.2.3"));
  plan::Snapshot snapshot = repository.snapshot(first);
  snapshot.tip.reset();
  const plan::Result result = bump(sample_config(), snapshot, request());
  CHECK(result.plans[0].parents == std::vector<plan::CommitRef>{first});
  CHECK_FALSE(result.plans[0].refs[0].expected);
}

TEST_CASE("a merge keeps what the tip has in the very files that the release edits") {
  Repository repository;
  const ObjectId first = repository.commit("feat: start", {}, sample_files("1.2.3"));
  Files files = sample_files("1.2.3", "more");
  const std::string path = "deploy/dev/kustomization.yaml";
  files[path] = "# said on the tip\n" + files[path];
  const ObjectId tip = repository.commit("feat: more", {first}, files);
  const auto plans = bump(sample_config(), repository.snapshot(first, tip), request()).plans;
  REQUIRE(plans.size() == 2);
  CHECK(after(plans[0], path) == kustomization("1.2.4"));
  CHECK(after(plans[1], path) == "# said on the tip\n" + kustomization("1.2.4"));
}
