// SPDX-License-Identifier: MIT
#include "adopt/pipeline.hpp"

#include <algorithm>
#include <array>

#include <doctest/doctest.h>

#include "yaml/document.hpp"

using namespace relctl;
using namespace relctl::adopt;

namespace {

PipelineFacts facts(bool several) {
  PipelineFacts result;
  result.main_branch = "main";
  for (const std::string name : {"api", "web"}) {
    config::Service service;
    service.name = name;
    service.images = {{"ghcr.io/acme/" + name}};
    service.tag = several ? "{service}/v{version}" : "v{version}";
    result.contexts[name] = several ? "services/" + name : "";
    result.config.services.push_back(service);
    if (!several) break;
  }
  for (const std::string name : {"dev", "staging", "production"}) {
    config::Environment environment;
    environment.name = name;
    result.config.environments.push_back(environment);
  }
  return result;
}

struct Known {
  CiSystem system;
  std::vector<std::string> keys;  ///< of the top level, as the system documents them
};

const std::vector<Known>& documented() {
  static const std::vector<Known> all = {
      {CiSystem::woodpecker, {"when", "variables", "clone", "steps", "labels", "depends_on"}},
      {CiSystem::github,
       {"name", "on", "permissions", "defaults", "env", "jobs", "concurrency", "run-name"}},
      {CiSystem::gitlab,
       {"variables", "stages", "workflow", "default", ".push", "check", "release",
        "promote-staging", "promote-production"}},
      {CiSystem::bitbucket, {"image", "clone", "definitions", "pipelines", "options"}},
      {CiSystem::circleci, {"version", "executors", "commands", "jobs", "workflows"}},
  };
  return all;
}

/// Every scalar below `node`, with the key it stands under.
void scalars(const yaml::Node& node, const std::string& key,
             std::vector<std::pair<std::string, std::string>>& found) {
  if (node.kind == yaml::Kind::scalar) found.emplace_back(key, node.value);
  for (const yaml::Node& item : node.items)
    scalars(item, key, found);
  for (const yaml::Entry& entry : node.entries)
    scalars(entry.value, entry.key.value, found);
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

TEST_CASE("each pipeline is YAML with the keys that its system documents, and nothing left open") {
  for (const bool several : {false, true}) {
    for (const Known& known : documented()) {
      const std::string text = write_pipeline(known.system, facts(several));
      CAPTURE(text);
      const yaml::Stream stream = yaml::parse(text, pipeline_path(known.system));
      REQUIRE(stream.documents.size() == 1);
      for (const yaml::Entry& entry : stream.documents[0].entries) {
        CAPTURE(entry.key.value);
        CHECK(contains(known.keys, entry.key.value));
      }
      for (const std::string mark : {"@main@", "@environment", "@end@", "@each", "@before@"})
        CHECK(text.find(mark) == std::string::npos);
    }
  }
}

TEST_CASE("no script holds an expression that the system replaces before a shell sees it") {
  constexpr std::array<std::string_view, 3> marks = {"${", "<<", "$[["};
  for (const Known& known : documented()) {
    const std::string text = write_pipeline(known.system, facts(true));
    const yaml::Stream stream = yaml::parse(text, "pipeline");
    std::vector<std::pair<std::string, std::string>> found;
    scalars(stream.documents[0], "", found);
    for (const auto& [key, value] : found) {
      if (key != "run" && key != "commands" && key != "script" && key != "command") continue;
      CAPTURE(value);
      for (const std::string_view mark : marks)
        CHECK(value.find(mark) == std::string::npos);
    }
  }
}

TEST_CASE("the whole way stands in every pipeline") {
  for (const std::string& name : ci_system_names()) {
    CAPTURE(name);
    const std::string text = write_pipeline(ci_system(name), facts(false));
    for (const std::string part :
         {"relctl guard --range", "relctl diff bump auto", "relctl bump auto --no-deploy --push",
          "docker build", "--build-arg \"VERSION=$V\" --build-arg \"REVISION=$REVISION\"",
          "trivy image", "docker push", "cosign sign", "--type slsaprovenance1",
          "relctl promote dev --to \"$V\" --digest \"$IMAGE=$DIGEST\" --push",
          "relctl promote \"$ENVIRONMENT\" --push", "staging", "production"}) {
      CAPTURE(part);
      CHECK(text.find(part) != std::string::npos);
    }
  }
}

TEST_CASE("tests that are known stand in every pipeline, and a place for them where none are") {
  for (const std::string& name : ci_system_names()) {
    CAPTURE(name);
    PipelineFacts known = facts(false);
    CHECK(write_pipeline(ci_system(name), known).find("replace this line") != std::string::npos);
    known.test = "tools/check --all\n";
    const std::string text = write_pipeline(ci_system(name), known);
    CHECK(text.find("tools/check --all\n") != std::string::npos);
    CHECK(text.find("replace this line") == std::string::npos);
  }
}

TEST_CASE("GitHub: secrets for the steps that need them, the least permissions, pinned actions") {
  const std::string text = write_pipeline(CiSystem::github, facts(false));
  const yaml::Stream stream = yaml::parse(text, "release.yml");
  const yaml::Node& root = stream.documents[0];
  CHECK(yaml::find(root, "permissions.contents")->value == "read");
  CHECK(yaml::find(root, "jobs.check.permissions") == nullptr);
  CHECK(yaml::find(root, "jobs.release.concurrency.cancel-in-progress")->value == "false");
  CHECK(text.find("pull_request_target") == std::string::npos);
  for (const char* job : {"check", "release", "promote"}) {
    const yaml::Node* steps = yaml::find(root, std::string("jobs.") + job + ".steps");
    REQUIRE(steps != nullptr);
    for (const yaml::Node& step : steps->items) {
      const yaml::Node* uses = step.find("uses");
      CHECK((uses != nullptr) != (step.find("run") != nullptr));
      if (uses != nullptr) CHECK(uses->value.find('@') != std::string::npos);
    }
  }
  const std::string check = text.substr(0, text.find("  release:\n"));
  CHECK(check.find("secrets.") == std::string::npos);
}

TEST_CASE("several services are built one after the other, each with its own names") {
  const std::string script = shell_steps(facts(true)).at("build");
  CHECK(script.find("    web) CONTEXT=services/web IMAGE=ghcr.io/acme/web GIT_TAG=web/v\"$V\" "
                    "TAG=\"$V\" ;;\n") != std::string::npos);
}

TEST_CASE("a folder's odd name stays one word of the shell") {
  PipelineFacts odd = facts(false);
  odd.contexts["api"] = "a b;$(id)";
  CHECK(shell_steps(odd).at("build").find("CONTEXT='a b;$(id)' ") != std::string::npos);
}

TEST_CASE("images are logged in to where they are pushed, those without a host to Docker Hub") {
  const std::vector<std::pair<std::string, std::string>> rows = {
      {"acme/api", "docker.io"},           {"api", "docker.io"},
      {"docker.io/acme/api", "docker.io"}, {"ghcr.io/acme/api", "ghcr.io"},
      {"localhost/api", "localhost"},      {"registry:5000/api", "registry:5000"}};
  for (const auto& [image, host] : rows) {
    PipelineFacts each = facts(false);
    each.config.services.front().images = {{image}};
    const std::string text = write_pipeline(CiSystem::gitlab, each);
    CAPTURE(image);
    CHECK(text.find("HOST=" + host + " ") != std::string::npos);
    CHECK(text.find("--password-stdin \"$HOST\"") != std::string::npos);
  }
}
