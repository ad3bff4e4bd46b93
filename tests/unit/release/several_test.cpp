// SPDX-License-Identifier: MIT
// Several services, environments, messages, and --once.
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "deploy/deploy.hpp"
#include "deploy/generated.hpp"
#include "plan/sample.hpp"
#include "record/once.hpp"
#include "release/bump.hpp"

using namespace relctl;
using namespace relctl::plan;
using namespace relctl::release;

namespace {

config::Config pair_config(const std::string& more = "") {
  return config::parse(
      "format: 1\n"
      "services:\n"
      "  api: {paths: [api], version_files: [api/VERSION]}\n"
      "  web: {paths: [web], version_files: [web/VERSION]}\n" +
          more,
      "relctl.yaml");
}

const Files pair_files = {
    {"api/VERSION", "1.0.0\n"}, {"api/a", "a"}, {"web/VERSION", "2.0.0\n"}, {"web/w", "w"}};

plan::BumpRequest with_key(const std::string& key) {
  plan::BumpRequest result = request();
  result.operation.key = key;
  return result;
}

}  // namespace

TEST_CASE("several services are released in one commit with a tag each") {
  Repository repository;
  const ObjectId first = repository.commit("x", {}, pair_files);
  const plan::Result result = bump(pair_config(), repository.snapshot(first), request());
  REQUIRE(result.plans.size() == 1);
  CHECK(
      result.plans[0].message->starts_with("chore(release): api 1.0.1, web 2.0.1\n\n"
                                           "- api 1.0.1 (was 1.0.0)\n"
                                           "- web 2.0.1 (was 2.0.0)\n\nRelctl-Format: 1\n"));
  REQUIRE(result.plans[0].tags.size() == 2);
  CHECK(result.plans[0].tags[0].name == "api/v1.0.1");
  CHECK(result.plans[0].tags[1].name == "web/v2.0.1");
}

TEST_CASE("without names only the changed services are released") {
  Repository repository;
  const ObjectId first = repository.commit("x", {}, pair_files);
  const ObjectId released =
      repository.apply(bump(pair_config(), repository.snapshot(first), request()).plans)[0];
  Files files = pair_files;
  files["api/VERSION"] = "1.0.1\n";
  files["web/VERSION"] = "2.0.1\n";
  files["web/w"] = "more";
  const ObjectId now = repository.commit("fix: w", {released}, files);
  const plan::Result result = bump(pair_config(), repository.snapshot(now), request());
  CHECK(result.services[0].status == plan::Status::unchanged);
  CHECK(result.services[1].version == "2.0.2");
  CHECK(edited(result.plans[0]) == std::vector<std::string>{"web/VERSION"});
}

TEST_CASE("a plain version needs the name of the one service that gets it") {
  Repository repository;
  const ObjectId first = repository.commit("x", {}, pair_files);
  CHECK_THROWS_AS(bump(pair_config(), repository.snapshot(first), request("3.0.0")), Error);
  plan::BumpRequest named = request("3.0.0");
  named.services = {"web", "web"};
  const plan::Result result = bump(pair_config(), repository.snapshot(first), named);
  REQUIRE(result.services.size() == 1);
  CHECK(result.services[0].tag == "web/v3.0.0");
}

TEST_CASE("the subject follows the templates and can ask CI to stay away") {
  Repository repository;
  const ObjectId first = repository.commit("x", {}, pair_files);
  const auto config = pair_config(
      "release: {skip_ci: true, message: {release: 'rel {service}-{version}', several: 'rel: "
      "{services}'}}\n");
  const auto message = [&](std::vector<std::string> names) {
    plan::BumpRequest wish = request();
    wish.services = std::move(names);
    return *bump(config, repository.snapshot(first), wish).plans[0].message;
  };
  CHECK(message({"api"}).starts_with("rel api-1.0.1 [skip ci]\n\nRelctl-"));
  CHECK(message({}).starts_with("rel: api 1.0.1, web 2.0.1 [skip ci]\n\n- api"));
}

TEST_CASE("an operation with the same key is not done again, and gives the same answer") {
  Repository repository;
  const ObjectId first = repository.commit("feat: x", {}, sample_files("1.2.3"));
  const auto config = sample_config();
  const plan::Result result = bump(config, repository.snapshot(first), with_key("run 7"));
  const ObjectId released = repository.apply(result.plans)[0];
  const ObjectId now = repository.commit("fix: y", {released}, sample_files("1.2.4", "y"));
  const plan::Result again = bump(config, repository.snapshot(now), with_key("run 7"));
  CHECK(again.plans.empty());
  CHECK(again.services == result.services);
  CHECK(bump(config, repository.snapshot(now), with_key("run 8")).plans.size() == 1);
  plan::BumpRequest named = with_key("run 7");
  named.services = {"sample"};
  CHECK(bump(config, repository.snapshot(now), named).plans.empty());
}

TEST_CASE("a key is found in the tag where a release is a tag alone") {
  Repository repository;
  const auto config = config::parse("format: 1\nservices: {lib: {}}\n", "relctl.yaml");
  const ObjectId first = repository.commit("feat: x", {}, Files{{"a", "1"}});
  repository.apply(bump(config, repository.snapshot(first), with_key("k")).plans);
  const ObjectId now = repository.commit("feat: y", {first}, Files{{"a", "2"}});
  CHECK(bump(config, repository.snapshot(now), with_key("k")).services[0].version == "0.0.1");
  CHECK(bump(config, repository.snapshot(now), request()).services[0].version == "0.0.2");
}

TEST_CASE("an earlier run is one of the same operation, key and environment, on no other service") {
  record::Record record;
  record.operation = "promote";
  record.key = "k";
  record.environment = "dev";
  record.services = {{"api", "1.0.0", std::nullopt}};
  CHECK(record::is_same_operation(record, {"promote", "k", {}, "dev"}));
  CHECK(record::is_same_operation(record, {"promote", "k", {"api", "web"}, "dev"}));
  CHECK_FALSE(record::is_same_operation(record, {"promote", "k", {"web"}, "dev"}));
  CHECK_FALSE(record::is_same_operation(record, {"bump", "k", {}, "dev"}));
  CHECK_FALSE(record::is_same_operation(record, {"promote", "l", {}, "dev"}));
  CHECK_FALSE(record::is_same_operation(record, {"promote", "k", {}, "staging"}));
  CHECK_FALSE(record::is_same_operation(record, {"promote", "k", {}, std::nullopt}));
}

TEST_CASE("bump writes the auto environments that live on its branch, and says which it leaves") {
  Repository repository;
  const ObjectId first = repository.commit("x", {}, sample_files("1.2.3"));
  const auto edits = [&](const std::string& environments, const plan::BumpRequest& wish) {
    const auto config = config::parse(
        "format: 1\nservices: {sample: {version_files: [VERSION], images: [ghcr.io/acme/sample]}}\n"
        "environments:\n" +
            environments,
        "relctl.yaml");
    const plan::Result result = bump(config, repository.snapshot(first), wish);
    return std::pair(result.plans[0].edits.size() - 1, result.notes.size());
  };
  using Counts = std::pair<std::size_t, std::size_t>;
  plan::BumpRequest no_deploy = request();
  no_deploy.deploy = false;
  CHECK(edits("  - {name: dev, path: deploy/dev}\n", request()) == Counts{1, 0});
  CHECK(edits("  - {name: dev, path: deploy/dev}\n", no_deploy) == Counts{0, 0});
  CHECK(edits("  - {name: dev, path: deploy/dev, auto: false}\n", request()) == Counts{0, 0});
  CHECK(edits("  - {name: dev, path: deploy/dev, branch: main}\n", request()) == Counts{1, 0});
  CHECK(edits("  - {name: dev, path: deploy/dev, branch: live}\n", request()) == Counts{0, 1});
  CHECK(edits("  - {name: dev, path: deploy/dev, prereleases: false}\n", request()) ==
        Counts{1, 0});
  CHECK(edits("  - {name: dev, path: deploy/dev, prereleases: false}\n", request("prerelease")) ==
        Counts{0, 1});
  CHECK_THROWS_AS(edits("  - {name: dev, path: deploy/none}\n", request()), Error);
}

TEST_CASE("an environment with a source is generated: the source by its path, the images set") {
  plan::Draft draft(tree_with({{"overlays/dev/kustomization.yaml", "resources: []\n"}}));
  const std::vector<kustomize::ImageSetting> images = {{"b", "1.10", std::nullopt},
                                                       {"a", "2.0.0", std::nullopt}};
  deploy::write_generated(draft, "deploy/dev", "overlays/dev", images);
  const std::string text = draft.read("deploy/dev/kustomization.yaml");
  CHECK(text.find("\n  - ../../overlays/dev\n") != std::string::npos);
  CHECK(text.find("  - name: a\n    newTag: 2.0.0\n  - name: b\n") != std::string::npos);
  CHECK(text.find("newTag: \"1.10\"") != std::string::npos);
  deploy::write_generated(draft, "deploy/dev", "overlays/dev", {{"a", "2.0.1", std::nullopt}});
  CHECK(draft.read("deploy/dev/kustomization.yaml").find("- name: b") != std::string::npos);
  CHECK_THROWS_AS(deploy::write_generated(draft, "deploy/dev", "overlays/none", images), Error);
}

TEST_CASE("the way from one directory to another is relative") {
  CHECK(deploy::relative_path("deploy/dev", "overlays/dev") == "../../overlays/dev");
  CHECK(deploy::relative_path("k/deploy/dev", "k/overlays") == "../../overlays");
  CHECK(deploy::relative_path("k", "k/sub") == "sub");
  CHECK(deploy::relative_path("k/sub", "k") == "..");
  CHECK(deploy::relative_path("k", "./k") == ".");
}

TEST_CASE("what runs in an environment is read back by the templates it was written with") {
  const auto config = config::parse(
      "format: 1\n"
      "services:\n"
      "  sample:\n"
      "    images: [{name: ghcr.io/acme/sample, tag: 'r{version}'}]\n"
      "    deploy: [{path: 'values-{environment}.yaml', key: image.tag},\n"
      "             {path: '{environment}.json', key: image, value: 'x:{version}'}]\n"
      "environments: [{name: dev, path: deploy/dev}]\n",
      "relctl.yaml");
  const config::Service& service = config.services[0];
  const config::Environment& environment = config.environments[0];
  Files files = sample_files("1.2.3");
  files["deploy/dev/kustomization.yaml"] = kustomization("r1.2.3");
  files["values-dev.yaml"] = "image:\n  tag: r0\n";
  files["dev.json"] = "{\"image\": \"x:0\"}";
  plan::Draft draft(tree_with(files));
  const std::string tag = deploy::image_tag(service, service.images[0], "1.3.0+b.1");
  CHECK(tag == "r1.3.0_b.1");
  const std::vector<kustomize::ImageSetting> images = {{"ghcr.io/acme/sample", tag, std::nullopt}};
  deploy::write_environment(draft, environment, service, "1.3.0+b.1", images);
  CHECK(draft.read("values-dev.yaml") == "image:\n  tag: r1.3.0_b.1\n");
  CHECK(draft.read("dev.json") == "{\"image\": \"x:1.3.0_b.1\"}");
  const deploy::Deployed deployed = deploy::read_environment(draft, environment, service);
  CHECK(deployed.images == images);
  CHECK(deployed.versions == std::vector<std::string>{"1.3.0+b.1"});
}

TEST_CASE("only held and absent services that were named ask for somebody's decision") {
  for (const bool named : {false, true}) {
    for (const plan::Status status :
         {plan::Status::done, plan::Status::unchanged, plan::Status::superseded, plan::Status::held,
          plan::Status::absent}) {
      plan::Result result;
      result.services.resize(2);
      result.services[1].status = status;
      result.services[1].named = named;
      const bool decides =
          named && (status == plan::Status::held || status == plan::Status::absent);
      CHECK(plan::exit_code(result) == (decides ? 4 : 0));
    }
  }
}
