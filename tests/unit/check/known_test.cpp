// SPDX-License-Identifier: MIT
#include "check/known.hpp"

#include <string>

#include <doctest/doctest.h>

using relctl::check::EnvironmentCheck;
using relctl::check::Finding;

namespace {

Finding finding_of(const std::string& kind, const std::string& name, const std::string& message) {
  Finding finding;
  finding.checks = {"image-tag"};
  finding.object.gvk.kind = kind;
  finding.object.name = name;
  finding.message = message;
  return finding;
}

EnvironmentCheck environment_of(const std::string& name, Finding finding) {
  EnvironmentCheck environment;
  environment.name = name;
  environment.findings = {std::move(finding)};
  return environment;
}

bool is_known(const EnvironmentCheck& before, const EnvironmentCheck& after) {
  std::vector<EnvironmentCheck> environments{after};
  relctl::check::mark_known(environments, {before});
  return environments.front().findings.front().known;
}

TEST_CASE("a finding is known where the same one was there, whatever its numbers and hashes") {
  const auto before =
      environment_of("dev", finding_of("ConfigMap", "shop-c8h29bk5kt", "runs shop:1.2.3 now"));
  const auto with = [](const std::string& environment, const std::string& kind,
                       const std::string& name, const std::string& message) {
    return environment_of(environment, finding_of(kind, name, message));
  };
  CHECK(is_known(before, before));
  CHECK(is_known(before, with("dev", "ConfigMap", "shop-6ft88t2625", "runs shop:1.2.4 now")));
  CHECK_FALSE(
      is_known(before, with("live", "ConfigMap", "shop-c8h29bk5kt", "runs shop:1.2.3 now")));
  CHECK_FALSE(is_known(before, with("dev", "Secret", "shop-c8h29bk5kt", "runs shop:1.2.3 now")));
  CHECK_FALSE(
      is_known(before, with("dev", "ConfigMap", "shops-c8h29bk5kt", "runs shop:1.2.3 now")));
  CHECK_FALSE(is_known(before, with("dev", "ConfigMap", "shop-c8h29bk5kt", "runs cart:1.2.3 now")));
}

TEST_CASE("digests do not tell findings apart, and a finding that was let pass is not known") {
  Finding one = finding_of("Pod", "p", "runs a@sha256:0a1b, which");
  const Finding other = finding_of("Pod", "p", "runs a@sha256:ffff, which");
  CHECK(is_known(environment_of("dev", one), environment_of("dev", other)));
  one.ignored = relctl::check::Ignored{"later", std::nullopt};
  CHECK_FALSE(is_known(environment_of("dev", one), environment_of("dev", other)));
}

}  // namespace
