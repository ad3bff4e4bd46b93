// SPDX-License-Identifier: MIT
#include "release/compose.hpp"

#include <doctest/doctest.h>

#include "plan/sample.hpp"
#include "release/bump.hpp"

using namespace relctl;
using namespace relctl::plan;
using namespace relctl::release;

TEST_CASE("a final release dates its section of the changelog, a pre-release leaves it alone") {
  Repository repository;
  const auto config = config::parse(
      "format: 1\nservices: {lib: {version_files: [VERSION], changelog: CHANGELOG.md}}\n",
      "relctl.yaml");
  const Files files = {{"VERSION", "1.2.3\n"},
                       {"CHANGELOG.md", "# Changelog\n\n## [Unreleased]\n\n- New.\n"}};
  const ObjectId first = repository.commit("x", {}, files);
  const auto changelog = [&](const plan::BumpRequest& wish) {
    return after(bump(config, repository.snapshot(first), wish).plans[0], "CHANGELOG.md");
  };
  CHECK(changelog(request()).find("## [1.2.4] - 2025-12-31\n\n- New.\n") != std::string::npos);
  plan::BumpRequest in_tokyo = request();
  in_tokyo.operation.offset = 9 * 60;
  CHECK(changelog(in_tokyo).find("## [1.2.4] - 2026-01-01\n") != std::string::npos);
  CHECK(changelog(request("prerelease")).empty());
}

TEST_CASE("a digest is written with the tag, and stands in the trailers and the answer") {
  Repository repository;
  const ObjectId first = repository.commit("x", {}, sample_files("1.2.3"));
  const std::string digest = "sha256:" + std::string(64, 'a');
  for (const std::optional<std::string>& name :
       {std::optional<std::string>(), std::optional<std::string>("ghcr.io/acme/sample")}) {
    plan::BumpRequest wish = request();
    wish.digests = {{name, digest}};
    const plan::Result result = bump(sample_config(), repository.snapshot(first), wish);
    const std::string text = after(result.plans[0], "deploy/dev/kustomization.yaml");
    CHECK(text.find("newTag: 1.2.4\n") != std::string::npos);
    CHECK(text.find("digest: " + digest) != std::string::npos);
    CHECK(record::read_records(*result.plans[0].message)[0].images[0].digest == digest);
    CHECK(result.services[0].images[0].digest == digest);
  }
}
