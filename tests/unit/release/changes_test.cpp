// SPDX-License-Identifier: MIT
#include "release/changes.hpp"

#include <doctest/doctest.h>

#include "plan/sample.hpp"

using namespace relctl;
using namespace relctl::plan;
using namespace relctl::release;

namespace {

config::Config two_services() {
  return config::parse(
      "format: 1\n"
      "services:\n"
      "  api:\n"
      "    paths: [api, '!api/docs']\n"
      "    version_files: [api/VERSION]\n"
      "    images: [api]\n"
      "    changelog: api/CHANGELOG.md\n"
      "    deploy: [{path: 'api/values-{environment}.yaml', key: image.tag}]\n"
      "    depends_on: [lib]\n"
      "  lib: {paths: [lib], depends_on: [base]}\n"
      "  base: {paths: [base], version_files: [base/VERSION]}\n"
      "  web: {paths: [web]}\n"
      "environments: [{name: dev, path: 'api/deploy/{environment}'}]\n"
      "generated: [api/deploy]\n",
      "relctl.yaml");
}

const Files start = {{"api/VERSION", "1.0.0\n"},
                     {"api/main.c", "main"},
                     {"api/values-dev.yaml", "image:\n  tag: 1.0.0\nreplicas: 1\n"},
                     {"base/VERSION", "0.1.0\n"},
                     {"base/base.c", "base"},
                     {"lib/lib.c", "lib"},
                     {"web/index.html", "web"}};

std::vector<std::string> changed_files(const config::Config& config, const config::Service& service,
                                       const Files& before, const Files& after) {
  FakeHistory history;
  const ObjectId first = history.add("a", {}, before);
  const ObjectId second = history.add("b", {first}, after);
  return Changes(config, history).files(service, first, second);
}

}  // namespace

TEST_CASE("a service has changed when its source differs apart from what relctl writes") {
  const config::Config config = two_services();
  const struct {
    std::string what;
    std::string path;
    std::string content;
    bool api;
    bool web;
  } cases[] = {
      {"its own source", "api/main.c", "other", true, false},
      {"a new file of its own", "api/new.c", "new", true, false},
      {"source of a service it depends on", "lib/lib.c", "other", true, false},
      {"source of a service further down", "base/base.c", "other", true, false},
      {"source of another service", "web/index.html", "other", false, true},
      {"an excluded file", "api/docs/index.md", "docs", false, false},
      {"a file of nobody", "README.md", "text", false, false},
      {"its version", "api/VERSION", "2.0.0\n", false, false},
      {"the version of a dependency", "base/VERSION", "0.2.0\n", false, false},
      {"more than the version in a version file", "api/VERSION", "1.0.0\nmore\n", true, false},
      {"the tag in a deploy place", "api/values-dev.yaml", "image:\n  tag: 1.1.0\nreplicas: 1\n",
       false, false},
      {"more than the tag in a deploy place", "api/values-dev.yaml",
       "image:\n  tag: 1.1.0\nreplicas: 2\n", true, false},
      {"the changelog", "api/CHANGELOG.md", "text", false, false},
      {"a generated path", "api/deploy/common/x.yaml", "x", false, false},
      {"an environment's path", "api/deploy/dev/kustomization.yaml", "x", false, false},
      {"relctl's own state", ".relctl/holds.yaml", "x", false, false},
  };
  for (const auto& each : cases) {
    CAPTURE(each.what);
    Files files = start;
    files[each.path] = each.content;
    const auto changed = [&](const std::string& name) {
      const auto found = changed_files(config, config::service(config, name), start, files);
      CHECK((found.empty() || found == std::vector{each.path}));
      return !found.empty();
    };
    CHECK(changed("api") == each.api);
    CHECK(changed("web") == each.web);
  }
}

TEST_CASE("source is found wherever its globs lead") {
  const struct {
    std::string globs;
    std::string path;
    bool changes;
  } cases[] = {
      {"[./src//]", "src/main.c", true},
      {"['src/*/x']", "src/deep/x", true},
      {"['src/*/x']", "src/x", false},
      {"['*.md']", "docs/index.md", true},
      {"['**/x']", "src/deep/x", true},
      {"['src/m[ab]in.c']", "src/main.c", true},
      {"['src/ma?n.c']", "src/main.c", true},
      {"['s\\rc']", "src/main.c", true},
      {"[src, '!src/deep']", "src/x", true},
      {"[src, '!src/deep']", "src/deep/x", false},
      {"['!src/deep', src]", "src/deep/x", true},
      {"[other, src/x]", "src/x", true},
      {"[.]", "src/x", true},
  };
  for (const auto& each : cases) {
    const config::Config config =
        config::parse("format: 1\nservices: {api: {paths: " + each.globs + "}}\n", "relctl.yaml");
    const bool found =
        !changed_files(config, config.services.front(), {{each.path, "1"}}, {{each.path, "2"}})
             .empty();
    CHECK_MESSAGE(found == each.changes, each.globs << ' ' << each.path);
  }
}

TEST_CASE("a version that is the stand-in of the comparison is compared like any other") {
  Files other = start;
  other["api/VERSION"] = "0.0.0\n";
  const config::Config config = two_services();
  const auto& api = config::service(config, "api");
  CHECK(changed_files(config, api, start, other).empty());
  CHECK(changed_files(config, api, other, start).empty());
}

TEST_CASE("a version file that disappears, or holds no version any more, is a change") {
  const config::Config config = two_services();
  const auto& api = config::service(config, "api");
  Files other = start;
  other.erase("api/VERSION");
  CHECK(changed_files(config, api, start, other).size() == 1);
  other["api/VERSION"] = "";
  CHECK(changed_files(config, api, start, other).size() == 1);
}

TEST_CASE("the commits of a service are those that change its source, merges with their own part") {
  Repository repository;
  const config::Config config = two_services();
  const auto with = [](Files files, const std::string& path, const std::string& content) {
    files[path] = content;
    return files;
  };
  const ObjectId first = repository.commit("first", {}, start);
  const Files api_files = with(start, "api/main.c", "2");
  const ObjectId api = repository.commit("api", {first}, api_files);
  const Files web_files = with(start, "web/index.html", "2");
  const ObjectId web = repository.commit("web", {first}, web_files);
  const Files both = with(api_files, "web/index.html", "2");
  const ObjectId merge = repository.commit("merge", {api, web}, both);
  const ObjectId turned = repository.commit("merge the other way", {web, api}, both);
  const ObjectId evil =
      repository.commit("evil merge", {api, web}, with(both, "lib/lib.c", "by hand"));
  const auto subjects = [&](const ObjectId& tip) {
    std::vector<std::string> subjects;
    for (const plan::Commit& commit :
         Changes(config, *repository.history)
             .commits(config::service(config, "api"), repository.history->log(tip, {}))) {
      subjects.push_back(commit.message);
    }
    return subjects;
  };
  CHECK(subjects(merge) == std::vector<std::string>{"api", "first"});
  CHECK(subjects(turned) == std::vector<std::string>{"api", "first"});
  CHECK(subjects(evil) == std::vector<std::string>{"evil merge", "api", "first"});
}
