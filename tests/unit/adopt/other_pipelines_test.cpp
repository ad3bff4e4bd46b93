// SPDX-License-Identifier: MIT
#include "adopt/other_pipelines.hpp"

#include <algorithm>

#include <doctest/doctest.h>

#include "repository.hpp"

using namespace relctl;
using namespace relctl::adopt;

TEST_CASE("lines of a pipeline that release are found, with what they do") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"      - run: npx semantic-release", "makes a release"},
      {"  - uses: googleapis/release-please-action@v4", "makes a release"},
      {"    - npm version patch -m x", "sets a version"},
      {"    - cz bump --yes", "sets a version"},
      {"\tsh 'mvn -B release:prepare'", "makes a release"},
      {"  - mvn versions:set -DnewVersion=$V", "sets a version"},
      {"    git tag -a v$V -m $V", "makes a git tag"},
      {"    git push origin HEAD:main", "pushes"},
      {"  - kustomize edit set image a=b:$TAG", "sets an image's tag"},
      {"  - yq -i '.image.tag = env(TAG)' values.yaml", "sets an image's tag"},
      {"  - sed -i \"s/newTag: .*/newTag: $V/\" k.yaml", "sets an image's tag"},
      {"  - sed -i \"s/^version.*/version = $V/\" Cargo.toml", "sets a version"},
  };
  for (const auto& [line, does] : rows) {
    CAPTURE(line);
    const Sample sample({{".gitlab-ci.yml", "release:\n  script:\n" + line + "\r\n"}});
    const auto steps = find_release_steps(sample.tree, sample.facts.files);
    REQUIRE(steps.size() == 1);
    CHECK(steps[0].line == 3);
    CHECK(steps[0].does == does);
  }
}

TEST_CASE("comments, relctl itself, and files that are no pipeline release nothing") {
  const Sample sample({{".github/workflows/ci.yml",
                        "# git push\n- run: relctl bump --push  # no git push\n- run: make test\n"
                        "- run: git tag --list\n"},
                       {"release.sh", "git push\n"}});
  CHECK(find_release_steps(sample.tree, sample.facts.files).empty());
}

TEST_CASE("init names them, wherever pipelines lie") {
  for (const char* path :
       {".github/workflows/release.yaml", ".gitlab-ci.yml", "Jenkinsfile", ".circleci/config.yml",
        ".woodpecker/a.yaml", "bitbucket-pipelines.yml", "azure-pipelines.yml"}) {
    CAPTURE(path);
    const Findings findings = Sample({{"VERSION", "1.0.0\n"}, {path, "a:\n  - cz bump\n"}}).look();
    CHECK(std::count(findings.unsure.begin(), findings.unsure.end(),
                     std::string(path) +
                         ":2 sets a version: remove it where relctl does so: cz bump") == 1);
  }
}
