// SPDX-License-Identifier: MIT
#include "adopt/look.hpp"

#include <doctest/doctest.h>

#include "adopt/write_config.hpp"
#include "repository.hpp"

using namespace relctl;
using namespace relctl::adopt;

namespace {

bool mentions(const Findings& findings, const std::string& text) {
  for (const std::string& sentence : findings.unsure) {
    if (sentence.find(text) != std::string::npos) return true;
  }
  return false;
}

std::vector<std::string> names(const Findings& findings) {
  std::vector<std::string> result;
  for (const auto& environment : findings.config.environments)
    result.push_back(environment.name);
  return result;
}

std::map<std::string, std::string> overlays(const std::vector<std::string>& environments) {
  std::map<std::string, std::string> files = {
      {"VERSION", "1.2.3\n"},
      {"Dockerfile", "FROM scratch\n"},
      {"k/base/kustomization.yaml", "resources: [app.yaml]\n"},
      {"k/base/app.yaml", deployment("ghcr.io/acme/sample")},
  };
  for (const std::string& name : environments) {
    files["k/overlays/" + name + "/kustomization.yaml"] =
        kustomization("../../base", "ghcr.io/acme/sample", "1.2.3");
  }
  return files;
}

}  // namespace

TEST_CASE("what is written is read back as what was found") {
  const std::vector<std::map<std::string, std::string>> repositories = {
      {},
      overlays({"dev", "staging", "production"}),
      overlays({"prod-eu", "prod-us", "dev", "odd"}),
      {{"services/a/VERSION", "1.0.0\n"}, {"services/b/VERSION", "2.0.0\n"}},
      {{"VERSION", "1.0.0\n"},
       {"values-dev.yaml", "image: {tag: v1.0.0}\n"},
       {"values-prod.yaml", "image: {tag: v0.9.0}\n"}},
      {{"apps/api/overlays/dev/d.yaml", deployment("ghcr.io/acme/shop-api:1.0.0")},
       {"apps/web/overlays/dev/d.yaml", deployment("ghcr.io/acme/shop-web:1.0.0")},
       {"apps/web/overlays/prod/d.yaml", deployment("ghcr.io/acme/shop-web:1.0.0")}},
  };
  for (const auto& files : repositories) {
    Sample sample(files);
    sample.facts.remote = "https://gitlab.acme.io/acme/sample.git";
    const Findings findings = sample.look();
    const std::string text = write_config(findings);
    CAPTURE(text);
    CHECK(config::parse(text, "relctl.yaml") == findings.config);
    CHECK(write_config(sample.look()) == text);
  }
}

TEST_CASE("environments of one rank wait for the same ones") {
  const Findings findings = Sample(overlays({"prod-eu", "prod-us", "staging", "odd"})).look();
  CHECK(names(findings) == std::vector<std::string>{"staging", "prod-eu", "prod-us", "odd"});
  const auto& environments = findings.config.environments;
  CHECK(environments[1].after == std::vector<std::string>{"staging"});
  CHECK(environments[2].after == std::vector<std::string>{"staging"});
  CHECK(environments[3].after == std::vector<std::string>{"prod-eu", "prod-us"});
  CHECK(mentions(findings, "odd tells no order"));
}

TEST_CASE("a service that an environment lacks is left out there") {
  const Findings findings =
      Sample({{"apps/api/overlays/dev/d.yaml", deployment("ghcr.io/acme/shop-api:1.0.0")},
              {"apps/web/overlays/dev/d.yaml", deployment("ghcr.io/acme/shop-web:1.0.0")},
              {"apps/web/overlays/prod/d.yaml", deployment("ghcr.io/acme/shop-web:1.0.0")}})
          .look();
  REQUIRE(names(findings) == std::vector<std::string>{"dev", "prod"});
  CHECK(findings.config.environments[0].path == "apps/{service}/overlays/dev");
  CHECK(findings.config.environments[0].services.empty());
  CHECK(findings.config.environments[1].services == std::vector<std::string>{"web"});
  CHECK_FALSE(findings.config.environments[0].automatic);
}

TEST_CASE("version files that disagree are told, and the first is taken") {
  const Findings findings =
      Sample({{"Cargo.toml", "[package]\nname = \"x\"\nversion = \"1.0.0\"\n"},
              {"VERSION", "0.9.0\n"}})
          .look();
  REQUIRE(findings.config.services.size() == 1);
  CHECK(findings.config.services[0].version_files.size() == 1);
  CHECK(findings.versions.at("sample") == "1.0.0");
  CHECK(mentions(findings, "VERSION says 0.9.0"));
}

TEST_CASE("files that cannot be read are told, and are no error") {
  auto files = overlays({"dev"});
  files["pyproject.toml"] = "[project\n";
  files["k/overlays/prod/kustomization.yaml"] = "images: {a: [\n";
  const Findings findings = Sample(files).look();
  CHECK(names(findings) == std::vector<std::string>{"dev"});
  CHECK(mentions(findings, "pyproject.toml was left out"));
  CHECK(mentions(findings, "k/overlays/prod could not be read"));
}

TEST_CASE("somebody else's image is no service's, and a doubtful one is asked about") {
  auto files = overlays({"dev"});
  files["k/overlays/dev/extra.yaml"] =
      deployment("redis:7") + "---\n" + deployment("registry.example.com/team/worker:1.0.0");
  Findings findings = Sample(files).look();
  REQUIRE(findings.config.services.size() == 1);
  CHECK(findings.config.services[0].images.size() == 1);
  REQUIRE(findings.doubts == std::vector<Doubt>{{"registry.example.com/team/worker", "sample"}});
  accept(findings, Doubt(findings.doubts.front()));
  CHECK(findings.doubts.empty());
  CHECK(findings.config.services[0].images.size() == 2);
}

TEST_CASE("one folder of manifests is one environment") {
  const Findings findings =
      Sample({{"VERSION", "1.0.0\n"}, {"k8s/app.yaml", deployment("ghcr.io/acme/sample:1.0.0")}})
          .look();
  CHECK(names(findings) == std::vector<std::string>{"production"});
  CHECK(mentions(findings, "nothing tells environments apart"));
}

TEST_CASE("folders that relctl generated are environments that are rendered from their sources") {
  auto files = overlays({"dev", "prod"});
  for (const std::string name : {"dev", "prod"}) {
    files["k/deploy/" + name + "/kustomization.yaml"] =
        "# Generated by relctl from k/overlays/" + name + "; changes belong there.\n" +
        kustomization("../../overlays/" + name, "ghcr.io/acme/sample", "1.2.3");
  }
  const Findings findings = Sample(files).look();
  REQUIRE(names(findings) == std::vector<std::string>{"dev", "prod"});
  CHECK(findings.config.environments[0].path == "k/deploy/dev");
  REQUIRE(findings.config.environments[0].render);
  CHECK(findings.config.environments[0].render->path == "k/overlays/dev");
  CHECK(findings.config.generated == std::vector<std::string>{"k/deploy"});
}

TEST_CASE("a branch an environment") {
  Sample sample(
      {{"VERSION", "1.0.0\n"}, {"k8s/app.yaml", deployment("ghcr.io/acme/sample:1.0.0")}});
  sample.facts.branches = {"main", "production", "staging", "feature/x"};
  const Findings findings = sample.look();
  REQUIRE(names(findings) == std::vector<std::string>{"staging", "production"});
  CHECK(findings.config.environments[0].branch == "staging");
  CHECK(findings.config.environments[0].path == "k8s");
  CHECK_FALSE(findings.config.environments[0].automatic);
}
