// SPDX-License-Identifier: MIT
#include <string>

#include <doctest/doctest.h>

#include "checked_files.hpp"

namespace {

constexpr const char* base =
    "apiVersion: apps/v1\n"
    "kind: Deployment\n"
    "metadata: {name: shop}\n"
    "spec:\n"
    "  template:\n"
    "    metadata: {labels: {app: shop}}\n"
    "    spec:\n"
    "      containers:\n"
    "        - name: shop\n"
    "          image: shop:1.0.0\n"
    "          resources:\n"
    "            requests: {cpu: 1m, memory: 1Mi}\n"
    "          securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false}\n"
    "---\n"
    "apiVersion: networking.k8s.io/v1\n"
    "kind: NetworkPolicy\n"
    "metadata: {name: deny}\n"
    "spec: {podSelector: {}}\n";

Files with_overlays(const Files& overlays) {
  Files files = overlays;
  files["base/kustomization.yaml"] = "resources: [shop.yaml]\n";
  files["base/shop.yaml"] = base;
  return files;
}

TEST_CASE("a field that is missing is told once, at what is nearest to it in the base") {
  CHECK(found_in(with_overlays(
                     {{"dev/kustomization.yaml", "resources: [../base]\n"},
                      {"live/kustomization.yaml", "resources: [../base]\nnamePrefix: live-\n"}}),
                 config_of({"dev", "live"})) == "base/shop.yaml:11:11 memory-limit (dev,live)");
}

TEST_CASE("what a patch sets is told at the patch, for the environment that has it") {
  const std::string patch =
      "apiVersion: apps/v1\n"
      "kind: Deployment\n"
      "metadata: {name: shop}\n"
      "spec:\n"
      "  template:\n"
      "    spec:\n"
      "      containers:\n"
      "        - name: shop\n"
      "          resources: {limits: {memory: 1Mi}}\n"
      "          securityContext:\n"
      "            runAsNonRoot: false\n";
  CHECK(found_in(with_overlays({{"dev/kustomization.yaml",
                                 "resources: [../base]\npatches: [{path: patch.yaml}]\n"},
                                {"dev/patch.yaml", patch}}),
                 config_of({"dev"})) == "dev/patch.yaml:11:27 run-as-non-root (dev)");
}

TEST_CASE("what a JSON patch sets is told at its operation") {
  const std::string patch =
      "- op: add\n"
      "  path: /spec/template/spec/containers/0/resources\n"
      "  value:\n"
      "    limits: {memory: 1Mi}\n"
      "- op: replace\n"
      "  path: /spec/template/spec/containers/0/image\n"
      "  value: shop:latest\n";
  CHECK(found_in(with_overlays({{"dev/kustomization.yaml",
                                 "resources: [../base]\n"
                                 "patches: [{path: patch.yaml, target: {kind: Deployment}}]\n"},
                                {"dev/patch.yaml", patch}}),
                 config_of({"dev"})) ==
        "dev/patch.yaml:4:5 cpu-request (dev)\ndev/patch.yaml:7:10 image-tag (dev)");
}

TEST_CASE("a patch that stands in the kustomization has its lines there") {
  const std::string merge =
      "resources: [../base]\n"
      "patches:\n"
      "  - patch: |-\n"
      "      apiVersion: apps/v1\n"
      "      kind: Deployment\n"
      "      metadata: {name: shop}\n"
      "      spec:\n"
      "        template:\n"
      "          spec:\n"
      "            containers:\n"
      "              - name: shop\n"
      "                image: shop:latest\n"
      "                resources: {limits: {memory: 1Mi}}\n";
  CHECK(found_in(with_overlays({{"dev/kustomization.yaml", merge}}), config_of({"dev"})) ==
        "dev/kustomization.yaml:12:24 image-tag (dev)");
  const std::string json =
      "resources: [../base]\n"
      "patches:\n"
      "  - target: {kind: Deployment}\n"
      "    patch: '[{\"op\": \"add\", \"path\": \"/spec/template/spec/containers/0/resources\",'\n";
  const std::string value = json.substr(0, json.size() - 2) + " \"value\": {}}]'\n";
  CHECK(found_in(with_overlays({{"dev/kustomization.yaml", value}}), config_of({"dev"})) ==
        "dev/kustomization.yaml:4:91 memory-limit,memory-request,cpu-request (dev)");
}

TEST_CASE("an image that `images` sets is told at its entry") {
  CHECK(found_in(with_overlays({{"dev/kustomization.yaml",
                                 "resources: [../base]\n"
                                 "images:\n"
                                 "  - name: shop\n"
                                 "    newTag: latest\n"}}),
                 config_of({"dev"})) ==
        "base/shop.yaml:11:11 memory-limit (dev)\ndev/kustomization.yaml:3:5 image-tag (dev)");
}

TEST_CASE("findings of one cause at one place are one") {
  CHECK(found_in({{"dev/kustomization.yaml", "resources: [pod.yaml]\n"},
                  {"dev/pod.yaml",
                   "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n"
                   "  hostNetwork: true\n  containers:\n    - {name: a, image: \"a:1\"}\n"}},
                 config_of({"dev"})) ==
        "dev/pod.yaml:7:7 memory-limit,memory-request,cpu-request (dev)\n"
        "dev/pod.yaml:7:7 run-as-non-root,privilege-escalation (dev)");
}

TEST_CASE("a source is checked where its path is not there yet, and a broken one is told") {
  const auto config = relctl::config::parse(
      "format: 1\nservices: {shop: {images: [example.org/shop]}}\n"
      "environments: [{name: dev, path: deploy/dev, source: overlays/dev}]\n",
      "relctl.yaml");
  Files files = with_overlays({{"overlays/dev/kustomization.yaml", "resources: [../../base]\n"}});
  CHECK(found_in(files, config) == "base/shop.yaml:11:11 memory-limit (dev)");
  files["overlays/dev/kustomization.yaml"] = "resources: [gone.yaml]\n";
  const auto checked =
      relctl::check::check_environment(tree_of(files), config, config.environments.front());
  REQUIRE(checked.not_built.size() == 1);
  CHECK(checked.not_built.front().where.file == "overlays/dev/kustomization.yaml");
}

TEST_CASE("what is found in a rendered path is told where it is rendered from") {
  const auto config = relctl::config::parse(
      "format: 1\nservices: {shop: {images: [example.org/shop]}}\n"
      "environments: [{name: dev, path: deploy/dev, render: overlays/dev}]\n",
      "relctl.yaml");
  Files files = with_overlays({{"overlays/dev/kustomization.yaml", "resources: [../../base]\n"}});
  CHECK(found_in(files, config) == "base/shop.yaml:11:11 memory-limit (dev)");
  files["deploy/dev/kustomization.yaml"] = "resources: [shop.yaml]\n";
  files["deploy/dev/shop.yaml"] = base;
  CHECK(found_in(files, config) == "base/shop.yaml:11:11 memory-limit (dev)");
  files["base/shop.yaml"] = std::string(base).replace(std::string(base).find("1.0.0"), 5, "1.0.1");
  CHECK(found_in(files, config) == "base/shop.yaml:11:11 memory-limit (dev)");
  files["overlays/dev/kustomization.yaml"] = "resources: []\n";
  CHECK(found_in(files, config) == "deploy/dev/shop.yaml:11:11 memory-limit (dev)");
}

}  // namespace
