// SPDX-License-Identifier: MIT
#include "check/ignores.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "check/checks.hpp"
#include "checked_files.hpp"
#include "config/check_ids.hpp"

namespace {

/// A Pod without a memory limit, and nothing else to be found.
std::string limitless(const std::string& annotations = "") {
  return "apiVersion: v1\nkind: Pod\nmetadata:\n  name: shop\n" + annotations +
         "spec:\n"
         "  containers:\n"
         "    - name: shop\n"
         "      image: shop:1.0.0\n"
         "      resources: {requests: {cpu: 1m, memory: 1Mi}}\n"
         "      securityContext: {runAsNonRoot: true, allowPrivilegeEscalation: false}\n"
         "---\n"
         "apiVersion: networking.k8s.io/v1\n"
         "kind: NetworkPolicy\n"
         "metadata: {name: deny}\n"
         "spec: {podSelector: {}}\n";
}

/// ENVIRONMENT CHECK of each finding that counts, or its message where it is about an ignore.
std::string left(const std::string& checks, const std::string& manifests,
                 const std::vector<std::string>& names = {"dev"}, bool complete = true) {
  const auto config = config_of(names, checks);
  Files files{{"base/kustomization.yaml", "resources: [pod.yaml]\n"}, {"base/pod.yaml", manifests}};
  for (const std::string& name : names)
    files[name + "/kustomization.yaml"] = "resources: [../base]\n";
  const relctl::MemoryTree tree = tree_of(files);
  std::vector<relctl::check::EnvironmentCheck> checked;
  for (const auto& environment : config.environments)
    checked.push_back(relctl::check::check_environment(tree, config, environment));
  relctl::check::apply_ignores(checked, config.checks, "2027-01-15", complete);
  std::vector<std::string> lines;
  for (const auto& each : checked) {
    for (const auto& finding : each.findings) {
      if (finding.ignored) continue;
      const bool is_about = finding.checks.front() == relctl::check::ignore_check;
      lines.push_back(each.name + " " + (is_about ? finding.message : finding.checks.front()));
    }
  }
  return fmt::format("{}", fmt::join(lines, "\n"));
}

std::string ignore(const std::string& entry) {
  return "checks:\n  ignore: [{check: memory-limit, reason: measured first" + entry + "}]\n";
}

std::string annotated(const std::string& annotation) {
  return limitless("  annotations: {" + annotation + "}\n");
}

TEST_CASE("an entry lets findings of its check, object, container and environment pass") {
  CHECK(left("", limitless()) == "dev memory-limit");
  for (const char* entry : {"", ", object: Pod/shop", ", object: Pod/*", ", container: shop",
                            ", environment: dev", ", until: 2027-01-15"}) {
    CAPTURE(entry);
    CHECK(left(ignore(entry), limitless()) == "");
  }
  for (const char* entry : {", object: Pod/other", ", container: other"}) {
    CAPTURE(entry);
    CHECK(left(ignore(entry), limitless()) ==
          "dev memory-limit\ndev nothing is found that memory-limit has to let pass");
    CHECK(left(ignore(entry), limitless(), {"dev"}, false) == "dev memory-limit");
  }
  CHECK(left(ignore(", environment: dev"), limitless(), {"dev", "live"}) == "live memory-limit");
}

TEST_CASE("an entry that is over lets nothing pass, and says so") {
  CHECK(left(ignore(", until: 2027-01-14"), limitless()) ==
        "dev memory-limit\ndev memory-limit was let pass until 2027-01-14: measured first");
}

TEST_CASE("an annotation lets findings of its object pass, with a reason, where that is allowed") {
  const std::string good = "relctl.dev/ignore.memory-limit: measured first";
  CHECK(left("", annotated(good)) == "");
  CHECK(left("", annotated(good), {"dev", "live"}) == "");
  CHECK(left("checks: {annotations: false}\n", annotated(good)) ==
        "dev memory-limit\n"
        "dev annotations let nothing pass here (checks.annotations is false)");
  CHECK(left("", annotated("relctl.dev/ignore.memory-limit: \"\"")) ==
        "dev memory-limit\ndev the annotation lets memory-limit pass without a reason");
  CHECK(left("", annotated("relctl.dev/ignore.memory: measured first")) ==
        "dev memory-limit\ndev the annotation lets memory pass, which is no check");
  CHECK(left("", annotated(good + ", relctl.dev/ignore.cpu-request: no reason")) ==
        "dev nothing is found that cpu-request has to let pass");
}

TEST_CASE("an annotation of a pod template counts as one of its object") {
  const std::string deployment =
      "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  template:\n"
      "    metadata: {annotations: {relctl.dev/ignore.memory-limit: measured first}}\n"
      "    spec: {hostNetwork: true, containers: [{name: shop, image: \"shop:1\", resources: "
      "{requests: {cpu: 1m, memory: 1Mi}}, securityContext: {runAsNonRoot: true, "
      "allowPrivilegeEscalation: false}}]}\n";
  CHECK(left("", deployment) == "");
}

TEST_CASE("checks are switched on and off, for all environments or some") {
  CHECK(left("checks: {disable: [memory-limit]}\n", limitless()) == "");
  CHECK(left("checks: {disable: [memory-limit], enable: [cpu-limit]}\n", limitless()) ==
        "dev cpu-limit");
  CHECK(left("checks: {disable: [memory-limit], enable: [{check: cpu-limit, environments: "
             "[live]}]}\n",
             limitless(), {"dev", "live"}) == "live cpu-limit");
  CHECK(left("checks: {disable: [memory-limit], profile: restricted}\n", limitless()) ==
        "dev capabilities\ndev seccomp");
  CHECK(left("checks: {disable: [memory-limit], profile: baseline}\n", limitless()) == "");
}

TEST_CASE("relctl.yaml knows the ids of all checks") {
  std::vector<std::string_view> ids;
  for (const relctl::check::Check& check : relctl::check::all_checks())
    ids.push_back(check.id);
  CHECK(ids == std::vector<std::string_view>(relctl::config::check_ids.begin(),
                                             relctl::config::check_ids.end()));
}

}  // namespace
