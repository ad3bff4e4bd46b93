// SPDX-License-Identifier: MIT
#include "judge/verify.hpp"

#include <doctest/doctest.h>

#include "deploy/promote.hpp"
#include "plan/sample.hpp"
#include "release/bump.hpp"

namespace relctl::judge {
namespace {

using namespace relctl::plan;

const std::string dev = "deploy/dev/kustomization.yaml";
const std::string config_text =
    "format: 1\n"
    "services:\n"
    "  sample:\n"
    "    version_files: [VERSION]\n"
    "    images: [ghcr.io/acme/sample]\n"
    "environments:\n"
    "  - {name: dev, path: deploy/dev}\n"
    "  - {name: staging, path: deploy/staging}\n";

/// A repository with one release.
struct Released {
  Released() {
    Files files = sample_files("1.0.0");
    files["relctl.yaml"] = config_text;
    base = repository.commit("first", {}, files);
    const auto result = release::bump(config, repository.snapshot(base), request());
    commit = repository.apply(result.plans).back();
  }

  /// The release again, with other content.
  ObjectId with(const std::string& path, const std::string& content) {
    auto draft = std::make_shared<plan::Draft>(repository.history->tree(commit));
    draft->write(path, content);
    return repository.history->add(repository.history->commit(commit).message, {base}, draft);
  }

  config::Config config = config::parse(config_text, "relctl.yaml");
  Repository repository;
  ObjectId base;
  ObjectId commit;
};

TEST_CASE("a release and a promotion are recomputed exactly") {
  Released released;
  const auto& history = *released.repository.history;
  CHECK(verify(history, released.commit).grade == Grade::exact);
  plan::PromoteRequest asked;
  asked.operation = request().operation;
  asked.environments = {"staging"};
  const auto result =
      deploy::promote(released.config, released.repository.snapshot(released.commit), asked);
  const ObjectId promoted = released.repository.apply(result.plans).back();
  CHECK(verify(history, promoted).grade == Grade::exact);
}

TEST_CASE("a commit without trailers is no operation") {
  Released released;
  CHECK(verify(*released.repository.history, released.base).grade == Grade::foreign);
}

TEST_CASE("what differs from the recomputed operation is named") {
  struct Row {
    std::string path;
    std::string content;
    Grade grade;
    std::string difference;
  };
  const std::string text = kustomization("1.0.1");
  const std::vector<Row> rows = {
      {dev, "# another layout\n" + text, Grade::by_field, ""},
      {dev, kustomization("6.6.6"), Grade::bad, dev + ": line 3: ghcr.io/acme/sample is not 1.0.1"},
      {dev, text + "namePrefix: evil-\n", Grade::bad, dev + ": namePrefix differs"},
      {"VERSION", "6.6.6\n", Grade::bad, "VERSION: it has version 6.6.6 and not 1.0.1"},
      {"main.cpp", "int evil;", Grade::bad, "main.cpp: the content differs"},
      {"evil.cpp", "int evil;", Grade::bad, "evil.cpp: the operation makes no such file"},
      {"deploy/staging/kustomization.yaml", kustomization("1.0.1"), Grade::bad,
       "deploy/staging/kustomization.yaml: line 3: ghcr.io/acme/sample is not 0.9.0"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.path);
    Released released;
    const Verdict verdict =
        verify(*released.repository.history, released.with(row.path, row.content));
    CHECK(verdict.grade == row.grade);
    CHECK((verdict.differences.empty() ? "" : verdict.differences.front()) == row.difference);
  }
}

}  // namespace
}  // namespace relctl::judge
