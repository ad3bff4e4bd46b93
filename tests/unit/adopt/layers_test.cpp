// SPDX-License-Identifier: MIT
#include "adopt/layers.hpp"

#include <doctest/doctest.h>

#include "repository.hpp"

using namespace relctl::adopt;

namespace {

/// Three environments: a base, overlays without images, and above them what sets the tags.
std::map<std::string, std::string> layered() {
  std::map<std::string, std::string> files = {
      {"VERSION", "1.2.3\n"},
      {"Dockerfile", "FROM scratch\n"},
      {"k/base/kustomization.yaml", "resources: [app.yaml]\n"},
      {"k/base/app.yaml", deployment("ghcr.io/acme/sample")}};
  for (const char* each : {"dev", "staging", "production"}) {
    const std::string name = each;
    files["k/overlays/" + name + "/kustomization.yaml"] =
        "namespace: " + name + "\nresources: [../../base]\n";
    files["k/deploy/" + name + "/kustomization.yaml"] =
        "# set by a script\n" +
        kustomization("../../overlays/" + name, "ghcr.io/acme/sample", "1.2.3");
  }
  return files;
}

std::string application(const std::string& path) {
  return "apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: x}\nspec:\n"
         "  source: {repoURL: https://example.org/x.git, path: " +
         path + "}\n";
}

std::set<std::string> pointed(const std::string& text) {
  Sample sample({{"x.yaml", text}});
  return pointed_folders(sample.tree, sample.facts.files);
}

}  // namespace

TEST_CASE("the layer that sets the images is the environment, rendered from the one below it") {
  const Findings findings = Sample(layered()).look();
  REQUIRE(findings.config.environments.size() == 3);
  const auto& dev = findings.config.environments.front();
  CHECK(dev.name == "dev");
  CHECK(dev.path == "k/deploy/dev");
  REQUIRE(dev.render.has_value());
  CHECK(dev.render->path == "k/overlays/dev");
  CHECK(findings.config.generated == std::vector<std::string>{"k/deploy"});
  REQUIRE(findings.config.services.size() == 1);
  CHECK(findings.config.services.front().images.front().name == "ghcr.io/acme/sample");
}

TEST_CASE("a layer that holds more than tags is written as it stands, without a source") {
  auto files = layered();
  files["k/deploy/dev/kustomization.yaml"] += "namePrefix: x-\n";
  const Findings findings = Sample(files).look();
  REQUIRE(findings.config.environments.size() == 3);
  CHECK(findings.config.environments.front().path == "k/deploy/dev");
  CHECK_FALSE(findings.config.environments.front().source);
  CHECK(findings.config.generated.empty());
}

TEST_CASE("what Argo CD or Flux points at is what runs") {
  auto files = layered();
  files["argocd/dev.yaml"] = application("k/overlays/dev");
  for (const char* name : {"dev", "staging", "production"}) {
    files["k/overlays/" + std::string(name) + "/kustomization.yaml"] =
        kustomization("../../base", "ghcr.io/acme/sample", "1.2.3");
  }
  const Findings overlays = Sample(files).look();
  CHECK(overlays.config.environments.front().path == "k/overlays/dev");
  files["argocd/dev.yaml"] = application("k/deploy/dev");
  CHECK(Sample(files).look().config.environments.front().path == "k/deploy/dev");
}

TEST_CASE("folders are read off Applications, ApplicationSets and Flux's Kustomizations") {
  using Folders = std::set<std::string>;
  CHECK(pointed(application("./k/deploy/dev/")) == Folders{"k/deploy/dev"});
  CHECK(pointed("apiVersion: argoproj.io/v1alpha1\nkind: Application\nspec:\n"
                "  sources: [{path: a}, {chart: b}]\n") == Folders{"a"});
  CHECK(pointed("apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nspec:\n  generators:\n"
                "    - git: {directories: [{path: k/deploy/*}, {path: k/old, exclude: true}]}\n"
                "  template: {spec: {source: {path: '{{path}}'}}}\n") == Folders{"k/deploy/*"});
  CHECK(pointed("apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nspec:\n"
                "  template: {spec: {source: {path: 'k/deploy/{{.env}}'}}}\n") ==
        Folders{"k/deploy/*"});
  CHECK(pointed("apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\n"
                "spec: {path: ./apps/dev}\n") == Folders{"apps/dev"});
  CHECK(pointed("apiVersion: argoproj.io/v1alpha1\nkind: AppProject\nspec: {}\n") == Folders{});
  CHECK(pointed("argoproj.io/: [broken\n") == Folders{});
  CHECK(is_pointed_at({"k/deploy/*"}, "k/deploy/dev"));
  CHECK(is_pointed_at({"k/*-x/dev"}, "k/a-x/dev"));
  CHECK_FALSE(is_pointed_at({"k/deploy/*"}, "k/deploy/dev/more"));
  CHECK_FALSE(is_pointed_at({"k/deploy"}, "k/deploy/dev"));
}
