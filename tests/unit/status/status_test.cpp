// SPDX-License-Identifier: MIT
#include "status/status.hpp"

#include <doctest/doctest.h>

#include "deploy/environment_history.hpp"
#include "deploy/holds.hpp"
#include "deploy/promote.hpp"
#include "deploy/rollback.hpp"
#include "plan/sample.hpp"
#include "release/bump.hpp"

namespace relctl::status {
namespace {

using namespace relctl::plan;

constexpr std::int64_t now = 1'767'225'600;

ObjectId promoted(Repository& repository, const ObjectId& tip, const std::string& environment) {
  plan::PromoteRequest promotion;
  promotion.operation = request().operation;
  promotion.environments = {environment};
  return repository
      .apply(deploy::promote(sample_config(), repository.snapshot(tip), promotion).plans)
      .back();
}

TEST_CASE("status names the commit, what waits, and what no commit of relctl explains") {
  Repository repository;
  const ObjectId root = repository.commit("work", {}, sample_files("1.0.0"));
  repository.tag("v1.0.0", root);
  repository.tag("v0.9.0", root);
  const auto before = status(sample_config(), repository.snapshot(root), {}, now);
  REQUIRE(before.size() == 2);
  const ServiceStatus& adopted = before.back().services.front();
  CHECK(adopted.running.version == "0.9.0");
  CHECK(adopted.is_drift());
  REQUIRE(adopted.since.has_value());
  CHECK(adopted.since->id == root);
  REQUIRE(adopted.waiting.has_value());
  CHECK(adopted.waiting->version == "1.0.0");
  CHECK(adopted.waiting->from == "dev");

  const ObjectId tip = promoted(repository, root, "staging");
  const ObjectId later =
      repository.history->add("other work", {tip}, repository.history->tree(tip));
  const auto after = status(sample_config(), repository.snapshot(later), {"staging"}, now);
  REQUIRE(after.size() == 1);
  const ServiceStatus& written = after.front().services.front();
  CHECK(written.since->id == tip);
  CHECK(written.operation == "promote");
  CHECK_FALSE(written.is_drift());
  CHECK_FALSE(written.waiting.has_value());
}

TEST_CASE("a pre-release waits only before environments that take pre-releases") {
  for (const bool takes : {true, false}) {
    CAPTURE(takes);
    config::Config config = sample_config();
    config.environments.back().prereleases = takes;
    Repository repository;
    const ObjectId root = repository.commit("work", {}, sample_files("1.0.0-rc.1"));
    repository.tag("v1.0.0-rc.1", root);
    const auto all = status(config, repository.snapshot(root), {"staging"}, now);
    CHECK(all.front().services.front().waiting.has_value() == takes);
  }
}

TEST_CASE("a release that writes deploy places alone explains what runs there") {
  const auto config = config::parse(
      "format: 1\n"
      "services:\n"
      "  sample:\n"
      "    version_files: [version.txt]\n"
      "    deploy: [{path: 'values-{environment}.yaml', key: tag, value: '{version}'}]\n"
      "environments: [{name: dev, path: values-dev.yaml, auto: true}]\n",
      "relctl.yaml");
  Repository repository;
  const ObjectId root = repository.commit(
      "work", {}, {{"version.txt", "1.0.0\n"}, {"values-dev.yaml", "tag: 1.0.0\n"}});
  repository.tag("v1.0.0", root);
  plan::BumpRequest release = request();
  release.level = "1.1.0";
  const ObjectId tip =
      repository.apply(release::bump(config, repository.snapshot(root), release).plans).back();
  const auto all = status(config, repository.snapshot(tip), {"dev"}, now);
  const ServiceStatus& dev = all.front().services.front();
  CHECK(dev.running.version == "1.1.0");
  CHECK(dev.operation == "bump");
  CHECK_FALSE(dev.is_drift());
}

TEST_CASE("status lists holds that are over, images of nobody, and overrides") {
  Repository repository;
  Files files = sample_files("1.0.0");
  files["deploy/dev/kustomization.yaml"] += "  - name: redis\n    newTag: 7.0.0\n";
  plan::Draft draft(tree_with({}));
  deploy::write_holds(draft, "dev",
                      {{"sample", "sample", "1.0.0", "freeze", "2020-01-01", "2019-12-24", "Ada"}});
  const ObjectId root = repository.commit("work", {}, files);
  files[deploy::holds_path("dev")] = draft.read(deploy::holds_path("dev"));
  files["deploy/dev/new.yaml"] = "{}\n";
  const ObjectId tip =
      repository.commit("hand\n\nRelctl-Override: pager at night\n", {root}, files);
  const auto all = status(sample_config(), repository.snapshot(tip), {}, now);
  CHECK(all.front().expired.size() == 1);
  CHECK(all.front().unknown_images == std::vector<std::string>{"redis"});
  CHECK(all.front().services.front().holds.empty());
  CHECK(all.front().holds.empty());
  REQUIRE(all.front().overrides.size() == 1);
  CHECK(record::read_override(all.front().overrides.front().message) == "pager at night");
  CHECK(all.back().overrides.empty());
}

TEST_CASE(
    "status sees an override as guard reads it, whatever the form of the environment's path") {
  for (const std::string message : {"hand\n\nRelctl-Override:emergency\n",
                                    "hand\n\nRelctl-Override: emergency\nReviewed-by: Ada\n"}) {
    for (const std::string path :
         {"deploy/prod-{service}", "deploy/{service}", "{service}/deploy"}) {
      Repository repository;
      config::Config config = sample_config();
      config.environments.back().path = path;
      Files files = sample_files("1.0.0");
      const ObjectId root = repository.commit("work", {}, files);
      files[config::expand(path, "sample", std::nullopt) + "/new.yaml"] = "{}\n";
      const ObjectId tip = repository.commit(message, {root}, files);
      CAPTURE(path);
      CAPTURE(message);
      CHECK(status(config, repository.snapshot(tip), {}, now).back().overrides.size() == 1);
    }
  }
}

TEST_CASE("history lists what ran, and where rollback would go") {
  Repository repository;
  const ObjectId root = repository.commit("work", {}, sample_files("1.0.0"));
  repository.tag("v1.0.0", root);
  const ObjectId tip = promoted(repository, root, "staging");
  const auto histories =
      deploy::environment_history(sample_config(), repository.snapshot(tip), "staging", {}, 10);
  REQUIRE(histories.size() == 1);
  const auto& versions = histories.front().versions;
  REQUIRE(versions.size() == 2);
  CHECK(versions[0].version == "1.0.0");
  CHECK(versions[0].is_current);
  CHECK(versions[0].operation == "promote");
  CHECK(versions[1].version == "0.9.0");
  CHECK(versions[1].is_next_back);
  CHECK(deploy::environment_history(sample_config(), repository.snapshot(tip), "staging", {}, 1)
            .front()
            .versions.size() == 1);
}

}  // namespace
}  // namespace relctl::status
