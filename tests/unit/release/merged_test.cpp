// SPDX-License-Identifier: MIT
#include "release/merged.hpp"

#include <doctest/doctest.h>

#include "plan/sample.hpp"
#include "release/bump.hpp"

using namespace relctl;
using namespace relctl::plan;
using namespace relctl::release;

namespace {

const std::string branch = "relctl/release/main/lib";

config::Config lib_config() {
  return config::parse("format: 1\nservices: {lib: {version_files: [VERSION]}}\n", "relctl.yaml");
}

Files lib_files(const std::string& version, const std::string& source = "one") {
  return {{"VERSION", version + "\n"}, {"lib.c", source}};
}

/// A release at 1.0.0, a change behind it, and the plan of a request for 1.0.1.
struct Requested {
  Requested() {
    repository.tag("v1.0.0", first);
    BumpRequest wish = request();
    wish.review_branch = branch;
    planned = bump(config, repository.snapshot(change), wish).plans.front();
  }

  [[nodiscard]] std::optional<Result> merged_at(const ObjectId& commit) const {
    Changes changes(config, *repository.history);
    const plan::Snapshot snapshot = repository.snapshot(commit);
    record::Releases releases(snapshot.tags);
    return merged_releases(config, snapshot, request("minor"), releases, changes);
  }

  config::Config config = lib_config();
  Repository repository;
  ObjectId first = repository.commit("start", {}, lib_files("1.0.0"));
  ObjectId change = repository.commit("fix: two", {first}, lib_files("1.0.0", "two"));
  Plan planned;
};

}  // namespace

TEST_CASE("a merged request is tagged, in whatever way it was merged") {
  Requested setting;
  Repository& repository = setting.repository;
  const std::string message = *setting.planned.message;
  CHECK(message.find("Relctl-Request: " + branch + "\n") != std::string::npos);
  const Files files = lib_files("1.0.1", "two");
  const ObjectId release = repository.commit(message, {setting.change}, files);
  const ObjectId merge =
      repository.commit("Merge pull request #1 from x", {setting.change, release}, files);
  const ObjectId squash =
      repository.commit("A release (#1)\n\n* " + message, {setting.change}, files);
  const ObjectId title =
      repository.commit("chore(release): lib 1.0.1 (#1)", {setting.change}, files);
  for (const ObjectId& tip : {release, merge, squash, title}) {
    const auto result = setting.merged_at(tip);
    REQUIRE(result);
    REQUIRE(result->plans.size() == 1);
    const NewTag& tag = result->plans.front().tags.front();
    CHECK(tag.name == "v1.0.1");
    CHECK(std::get<ObjectId>(tag.target) == tip);
    CHECK(record::read_records(tag.message).front().source == tip);
    CHECK(result->services.front().previous == "1.0.0");
  }
  repository.tag("v1.0.1", merge);
  CHECK_FALSE(setting.merged_at(merge));
}

TEST_CASE("commits behind a merged request are not tagged, unless they change nothing") {
  Requested setting;
  Repository& repository = setting.repository;
  const ObjectId release =
      repository.commit(*setting.planned.message, {setting.change}, lib_files("1.0.1", "two"));
  const ObjectId empty = repository.commit("chore: x", {release}, lib_files("1.0.1", "two"));
  const ObjectId other = repository.commit("feat: three", {empty}, lib_files("1.0.1", "three"));
  const auto target = [&](const ObjectId& tip) {
    return std::get<ObjectId>(setting.merged_at(tip)->plans.front().tags.front().target);
  };
  CHECK(target(empty) == empty);
  CHECK(target(other) == release);
}

TEST_CASE("what came between a plan and its merge is left to the next release") {
  Requested setting;
  Repository& repository = setting.repository;
  const ObjectId between =
      repository.commit("fix: three", {setting.change}, lib_files("1.0.0", "three"));
  const ObjectId squash = repository.commit("x (#1)\n\n" + *setting.planned.message, {between},
                                            lib_files("1.0.1", "three"));
  const auto result = setting.merged_at(squash);
  REQUIRE(result);
  const auto records = record::read_records(result->plans.front().tags.front().message);
  CHECK(records.front().source == setting.change);
}

TEST_CASE("a version written by hand, and a release whose tag was taken away, are no merged ones") {
  Requested setting;
  Repository& repository = setting.repository;
  const ObjectId by_hand =
      repository.commit("feat: 1.4.0", {setting.change}, lib_files("1.4.0", "two"));
  CHECK_FALSE(setting.merged_at(by_hand));
  const Plan pushed =
      bump(setting.config, repository.snapshot(setting.change), request()).plans.front();
  const ObjectId untagged =
      repository.commit(*pushed.message, {setting.change}, lib_files("1.0.1", "two"));
  CHECK_FALSE(setting.merged_at(untagged));
}
