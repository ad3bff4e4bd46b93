// SPDX-License-Identifier: MIT
// The parts that look() is put together from, by table.
#include <doctest/doctest.h>

#include "adopt/ci_system.hpp"
#include "adopt/environment_names.hpp"
#include "adopt/helm.hpp"
#include "adopt/images.hpp"
#include "adopt/listing.hpp"
#include "adopt/origin.hpp"
#include "adopt/tags.hpp"
#include "base/error.hpp"

using namespace relctl;
using namespace relctl::adopt;

TEST_CASE("a remote's URL tells owner, name and forge") {
  struct Row {
    std::string url;
    std::string owner;
    std::string name;
    std::string forge;
    bool is_certain;
  };
  const std::vector<Row> rows = {
      {"https://github.com/acme/shop.git", "acme", "shop", "github", true},
      {"git@github.com:acme/shop.git", "acme", "shop", "github", true},
      {"https://token:x@gitlab.example.org/a/b/shop.git/", "a/b", "shop", "gitlab", false},
      {"ssh://git@gitea.acme.io:2222/ops/deploy", "ops", "deploy", "gitea", false},
      {"https://codeberg.org/acme/shop", "acme", "shop", "forgejo", true},
      {"https://git.acme.io/acme/shop", "acme", "shop", "", false},
  };
  for (const Row& row : rows) {
    CAPTURE(row.url);
    const auto origin = read_origin(row.url);
    REQUIRE(origin);
    CHECK(origin->owner == row.owner);
    CHECK(origin->name == row.name);
    CHECK(origin->forge.value_or("") == row.forge);
    CHECK(origin->is_certain == row.is_certain);
  }
  for (const std::string path : {"/srv/git/shop.git", "../shop.git", "file:///srv/shop.git", ""}) {
    CAPTURE(path);
    CHECK_FALSE(read_origin(path));
  }
}

TEST_CASE("environments stand in promotion order whatever they are called") {
  std::vector<std::string> names = {"production", "eu-west", "prod-us", "qa",   "dev",
                                    "preprod",    "staging", "dev",     "test", "pre-prod-2"};
  sort_environments(names);
  CHECK(names == std::vector<std::string>{"dev", "test", "qa", "staging", "pre-prod-2", "preprod",
                                          "prod-us", "production", "eu-west"});
  CHECK_FALSE(environment_rank("device"));
  CHECK_FALSE(environment_rank("reproduction"));
}

TEST_CASE("a branch is an environment's by its whole name or below env/") {
  CHECK(environment_of_branch("staging") == "staging");
  CHECK(environment_of_branch("env/Prod_EU") == "prod-eu");
  CHECK_FALSE(environment_of_branch("main"));
  CHECK_FALSE(environment_of_branch("feature/staging"));
  CHECK_FALSE(environment_of_branch("fix-dev"));
}

TEST_CASE("the form of tags is the one that most version tags have") {
  struct Row {
    std::vector<std::string> tags;
    std::vector<std::string> services;
    std::string pattern;
    std::size_t others;
  };
  const std::vector<Row> rows = {
      {{}, {"app"}, "", 0},
      {{"v1.0.0", "v1.1.0", "1.2.0", "nightly"}, {"app"}, "v{version}", 1},
      {{"1.0.0", "1.1.0-rc.1"}, {"app"}, "{version}", 0},
      {{"release-1.0.0"}, {"app"}, "release-{version}", 0},
      {{"app-v2.0.0"}, {"app"}, "{service}-v{version}", 0},
      {{"api@1.0.0", "web@2.0.0", "v0.1.0"}, {"api", "web"}, "{service}@{version}", 1},
      {{"api-gateway/v1.0.0"}, {"api", "api-gateway"}, "{service}/v{version}", 0},
      {{"v1.0.0"}, {"api", "web"}, "", 1},
      {{"{x}1.0.0"}, {"app"}, "", 1},
  };
  for (const Row& row : rows) {
    CAPTURE(row.pattern);
    const TagFormat format = tag_format(row.tags, row.services);
    CHECK(format.pattern.value_or("") == row.pattern);
    CHECK(format.others == row.others);
  }
}

TEST_CASE("an image is one's own by the owner's or the service's name") {
  const auto origin = read_origin("https://github.com/acme/shop");
  struct Row {
    std::string image;
    Ownership ownership;
  };
  const std::vector<Row> rows = {
      {"ghcr.io/acme/backend", Ownership::own},
      {"registry.example.com/team/shop-api", Ownership::own},
      {"localhost:5000/api", Ownership::own},
      {"registry.example.com/team/backend", Ownership::doubtful},
      {"nginx", Ownership::foreign},
      {"docker.io/library/redis", Ownership::foreign},
      {"registry.k8s.io/pause", Ownership::foreign},
  };
  for (const Row& row : rows) {
    CAPTURE(row.image);
    CHECK(ownership(row.image, origin, {"api"}) == row.ownership);
  }
}

TEST_CASE("the template of image tags is read off those there are") {
  CHECK(tag_template({"1.2.3", "1.2.4"}) == "{version}");
  CHECK(tag_template({"v1.2.3", "latest"}) == "v{version}");
  CHECK_FALSE(tag_template({"latest", "abc1234"}));
  CHECK_FALSE(tag_template({"v1.2.3", "1.2.3"}));
}

TEST_CASE("keys of Helm values that hold an image's tag") {
  const auto keys = image_keys(
      "image: {repository: ghcr.io/acme/api, tag: 1.0.0}\n"
      "web:\n  image:\n    tag: 1.0.0\n"
      "legacy: {imageTag: '1'}\n"
      "git: {tag: x}\n"
      "job:\n  registry: ghcr.io\n  repository: acme/job\n  tag: 2\n",
      "values.yaml");
  std::vector<std::string> names;
  for (const ValuesKey& key : keys)
    names.push_back(key.key + '=' + key.repository.value_or("?"));
  CHECK(names == std::vector<std::string>{"image.tag=ghcr.io/acme/api", "web.image.tag=?",
                                          "legacy.imageTag=?", "job.tag=ghcr.io/acme/job"});
}

TEST_CASE("names of relctl.yaml are made of anything") {
  CHECK(as_name("My_Shop.API") == "my-shop-api");
  CHECK(as_name("--x--") == "x");
  CHECK(as_name("äö") == "app");
  CHECK(as_name("") == "app");
}

TEST_CASE("dependencies, build output and hidden folders say nothing") {
  CHECK(relevant_files({"node_modules/a/package.json", "vendor/x/VERSION", ".git/x", "VERSION",
                        "overlays/test/kustomization.yaml", "src/test/VERSION"}) ==
        std::vector<std::string>{"VERSION", "overlays/test/kustomization.yaml"});
}

TEST_CASE("the CI system is known by its files") {
  CHECK(find_ci_system({"README.md", ".github/workflows/ci.yml"}) == CiSystem::github);
  CHECK(find_ci_system({".woodpecker.yml"}) == CiSystem::woodpecker);
  CHECK_FALSE(find_ci_system({".github/CODEOWNERS"}));
  for (const std::string& name : ci_system_names())
    CHECK(to_string(ci_system(name)) == name);
  CHECK_THROWS_AS(ci_system("hudson"), Error);
}
