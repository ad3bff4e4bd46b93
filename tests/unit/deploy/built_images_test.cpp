// SPDX-License-Identifier: MIT
#include "deploy/built_images.hpp"

#include <map>
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "tree/memory_tree.hpp"

namespace relctl::deploy {
namespace {

const std::string workload =
    "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: api}\n"
    "spec: {template: {spec: {containers: [{name: api, image: acme/api}]}}}\n";
const std::string images = "resources: [app.yaml]\nimages:\n- {name: acme/api, newTag: 1.1.0}\n";

/// What check_built_images() says of a path with this kustomization; empty: nothing.
std::string fault_of(const std::string& kustomization, const std::string& app = workload) {
  const MemoryTree tree(std::map<std::string, MemoryTree::File>{
      {"k/dev/kustomization.yaml", {kustomization}}, {"k/dev/app.yaml", {app}}});
  config::Environment environment;
  environment.name = "dev";
  environment.path = "k/dev";
  config::Service service;
  service.name = "api";
  try {
    const auto notes =
        check_built_images(tree, environment, {{&service, {{"acme/api", "1.1.0", std::nullopt}}}});
    return notes.empty() ? "" : notes.front();
  } catch (const Error& error) {
    return error.what();
  }
  return {};
}

TEST_CASE("a path whose workloads get what was written is good") {
  CHECK(fault_of(images).empty());
  const std::string elsewhere =
      "resources: [app.yaml]\nimages:\n"
      "- {name: acme/api, newName: mirror.example/acme/api, newTag: 1.1.0}\n";
  CHECK(fault_of(elsewhere).empty());
  const std::string patched = images +
                              "patches:\n- target: {kind: Deployment}\n  patch: |-\n"
                              "    - {op: replace, path: /spec/template/spec/containers/0/image, "
                              "value: 'acme/api:0.9.0'}\n";
  CHECK_MESSAGE(fault_of(patched).empty(), "kustomize sets images behind patches");
}

TEST_CASE("what gives a workload another tag than was written is named") {
  struct Row {
    std::string name;
    std::string kustomization;
    std::string image;
  };
  const std::vector<Row> rows = {
      {"a transformer of images",
       images + "transformers:\n- |-\n  apiVersion: builtin\n  kind: ImageTagTransformer\n"
                "  metadata: {name: tags}\n  imageTag: {name: acme/api, newTag: 1.0.0}\n",
       "acme/api:1.0.0"},
      {"a replacement",
       "resources: [app.yaml]\nimages:\n- {name: acme/api, newTag: 1.1.0}\n"
       "configMapGenerator:\n- {name: versions, literals: [TAG=1.0.0]}\n"
       "replacements:\n- source: {kind: ConfigMap, name: versions, fieldPath: data.TAG}\n"
       "  targets:\n  - select: {kind: Deployment}\n"
       "    fieldPaths: [spec.template.spec.containers.0.image]\n"
       "    options: {delimiter: ':', index: 1}\n",
       "acme/api:1.0.0"},
      {"a tag inside of newName",
       "resources: [app.yaml]\nimages:\n"
       "- {name: acme/api, newName: 'mirror.example/api:1.0.0', newTag: 1.1.0}\n",
       "mirror.example/api:1.0.0:1.1.0"},
      {"a digest that hides the tag",
       "resources: [app.yaml]\nimages:\n- {name: acme/api, newTag: 1.1.0, digest: 'sha256:" +
           std::string(64, 'a') + "'}\n",
       "acme/api:1.1.0@sha256:"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    const std::string fault = fault_of(row.kustomization);
    CAPTURE(fault);
    CHECK(fault.find("Deployment api in dev would get the image " + row.image) !=
          std::string::npos);
  }
}

TEST_CASE("fields of custom kinds get what was written, or are named") {
  const std::string workflow =
      "apiVersion: argoproj.io/v1alpha1\nkind: CronWorkflow\nmetadata: {name: nightly}\n"
      "spec: {workflowSpec: {templates: [{name: x, container: {image: 'acme/api:1.0.0'}}]}}\n";
  CHECK(fault_of(images, workflow) ==
        "CronWorkflow nightly in dev would get the image acme/api:1.0.0, not acme/api:1.1.0");
  const std::string volume =
      "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\n"
      "spec: {volumes: [{name: v, image: {reference: 'acme/api:1.0.0'}}]}\n";
  CHECK_MESSAGE(fault_of(images, volume).empty(), "kustomize sets images of volumes, too");
  const std::string repository =
      "apiVersion: image.toolkit.fluxcd.io/v1beta2\nkind: ImageRepository\nmetadata: {name: r}\n"
      "spec: {image: acme/api}\n";
  CHECK_MESSAGE(fault_of(images, repository).empty(), "a repository without a tag runs nothing");
}

TEST_CASE("a path that cannot be built is not compared, and said so") {
  CHECK(fault_of("resources: [app.yaml, https://example.org/base]\n")
            .find("k/dev in dev is not built: k/dev/kustomization.yaml:1: ") == 0);
  CHECK(fault_of("helmCharts: [{name: x}]\n").find("k/dev in dev is not built: ") == 0);
}

}  // namespace
}  // namespace relctl::deploy
