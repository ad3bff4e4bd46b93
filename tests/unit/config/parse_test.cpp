// SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "config/config.hpp"
#include "config/home.hpp"

using namespace relctl;
using config::Config;
using Names = std::vector<std::string>;

namespace {

Config parse(const std::string& body) {
  return config::parse("format: 1\n" + body, "relctl.yaml");
}

Names names_of(const std::vector<config::Environment>& environments) {
  Names names(environments.size());
  std::transform(environments.begin(), environments.end(), names.begin(),
                 [](const config::Environment& environment) { return environment.name; });
  return names;
}

}  // namespace

TEST_CASE("a service alone has every default") {
  const Config config = parse("services:\n  app:\n");
  config::Service app;
  app.name = "app";
  app.tag = "v{version}";
  Config expected;
  expected.services = {app};
  CHECK(config == expected);
  CHECK(app.paths == Names{"."});
}

TEST_CASE("with several services the tag names the service, unless it is set") {
  const Config config = parse("services: {api: {}, web: {tag: 'w{version}'}}");
  CHECK(config.services[0].tag == "{service}/v{version}");
  CHECK(config.services[1].tag == "w{version}");
}

TEST_CASE("services stay in the file's order") {
  const Config config = parse("services: {web: {}, api: {}, 404: {}}");
  CHECK(config.services[0].name == "web");
  CHECK(config.services[1].name == "api");
  CHECK(config.services[2].name == "404");
}

TEST_CASE("plain texts stand for a version file's path and an image's name") {
  const Config config = parse(R"(
services:
  app:
    version_files:
      - pyproject.toml
      - {path: a.hpp, pattern: 'V "{version}"'}
      - {path: b.yaml, key: 'a[0].b'}
      - {path: c, format: version}
    images:
      - ghcr.io/acme/app
      - {name: acme/jobs, tag: "{version}-jobs"}
)");
  const config::Service& app = config.services[0];
  const std::vector<formats::VersionFile> files = {
      {"pyproject.toml", std::nullopt, std::nullopt, std::nullopt},
      {"a.hpp", std::nullopt, "V \"{version}\"", std::nullopt},
      {"b.yaml", "a[0].b", std::nullopt, std::nullopt},
      {"c", std::nullopt, std::nullopt, "version"}};
  CHECK(app.version_files == files);
  const std::vector<config::Image> images = {{"ghcr.io/acme/app", "{version}"},
                                             {"acme/jobs", "{version}-jobs"}};
  CHECK(app.images == images);
}

TEST_CASE("an environment without `after` follows the one listed before it") {
  const Config config = parse(R"(
services: {app: {}}
environments:
  - {name: dev, path: dev}
  - {name: staging, path: staging}
  - {name: production, path: production}
)");
  CHECK(names_of(config.environments) == Names{"dev", "staging", "production"});
  CHECK(config.environments[0].after.empty());
  CHECK(config.environments[1].after == Names{"dev"});
  CHECK(config.environments[2].after == Names{"staging"});
}

TEST_CASE("environments are put into promotion order, and bump writes the first by default") {
  const Config config = parse(R"(
services: {app: {}}
environments:
  - {name: production, path: production, after: [eu, us]}
  - {name: dev, path: dev, after: []}
  - {name: eu, path: eu}
  - {name: us, path: us, after: [dev]}
)");
  CHECK(names_of(config.environments) == Names{"dev", "eu", "us", "production"});
  CHECK(config.environments[0].automatic);
  CHECK_FALSE(config.environments[1].automatic);
  CHECK_FALSE(config.environments[3].automatic);
  CHECK(config.environments[3].after == Names{"eu", "us"});
}

TEST_CASE("`auto` is the first one's default, and a reviewed one's only when it is set elsewhere") {
  struct Row {
    std::string options;
    bool automatic;
  };
  const std::vector<Row> rows = {
      {"", true}, {", auto: true", true}, {", auto: false", false}, {", review: true", false}};
  for (const Row& row : rows) {
    CAPTURE(row.options);
    const Config config =
        parse("services: {app: {}}\nenvironments: [{name: dev, path: dev" + row.options + "}]");
    CHECK(config.environments[0].automatic == row.automatic);
  }
}

TEST_CASE("the repository itself may be an environment's path") {
  const Config config =
      parse("services: {app: {}}\nenvironments: [{name: dev, path: ., branch: dev}]");
  CHECK(config.environments[0].path.empty());
}

TEST_CASE("the release section is read whole") {
  const Config config = parse(R"(
services: {app: {}}
release:
  branches: [main, "hotfix/*"]
  message: {release: "r {version}", several: "s {services}", promote: "p {environment}", rollback: "b"}
  author: Release Bot <bot@example.com>
  timeout: 2m
  skip_ci: true
  when_moved: stop
  auto: {minor: [feat, perf], none: [docs]}
)");
  config::Release release;
  release.branches = {"main", "hotfix/*"};
  release.message = "r {version}";
  release.message_several = "s {services}";
  release.message_promote = "p {environment}";
  release.message_rollback = "b";
  release.author = "Release Bot <bot@example.com>";
  release.timeout = std::chrono::minutes(2);
  release.skip_ci = true;
  release.when_moved = config::WhenMoved::stop;
  release.auto_rules = {.minor = {"feat", "perf"}, .patch = {"fix", "revert"}, .none = {"docs"}};
  CHECK(config.release == release);
}

TEST_CASE("a type moved to one level of `auto` leaves the other's defaults") {
  const auto rules = [](const std::string& text) {
    return parse("services: {app: {}}\nrelease: {auto: " + text + "}").release.auto_rules;
  };
  using Types = std::vector<std::string>;
  CHECK(rules("{}") == relctl::semver::CommitRules{});
  CHECK(rules("{minor: [docs]}").minor == Types{"docs"});
  CHECK(rules("{minor: [docs]}").none == Types{"chore", "ci", "test", "style"});
  CHECK(rules("{none: [feat]}").minor == Types{});
  CHECK(rules("{major: [fix]}").patch == Types{"perf", "revert"});
  CHECK(rules("{none: [fix]}").patch == Types{"perf", "revert"});
}

TEST_CASE("`auto` takes scopes, and says what the rest and 0.x mean") {
  const Config config = parse(R"yaml(
services: {app: {}}
release:
  auto: {major: ["api*"], patch: ["chore(deps)"], other: none, zero: major}
)yaml");
  const auto& rules = config.release.auto_rules;
  CHECK(rules.major == std::vector<std::string>{"api*"});
  CHECK(rules.patch == std::vector<std::string>{"chore(deps)"});
  CHECK_FALSE(rules.other);
  CHECK(rules.zero == relctl::semver::Level::major);
}

TEST_CASE("timeouts are seconds as a number, or have a unit") {
  const auto timeout = [](const std::string& text) {
    return parse("services: {app: {}}\nrelease: {timeout: " + text + "}").release.timeout;
  };
  CHECK(timeout("120") == std::chrono::seconds(120));
  CHECK(timeout("\"45\"") == std::chrono::seconds(45));
  CHECK(timeout("1h") == std::chrono::hours(1));
}

TEST_CASE("forge and notify are read whole") {
  const Config config = parse(R"(
services: {app: {}}
forge: {kind: gitea, api: "http://127.0.0.1:3000/api/v1", token_env: TOKEN}
notify:
  flux: {url: "https://flux.example.com/hook"}
  argocd: {url: "https://argocd.example.com", secret_env: SECRET}
)");
  CHECK(config.forge == config::Forge{"gitea", "http://127.0.0.1:3000/api/v1", "TOKEN"});
  const std::vector<config::Notify> targets = {
      {"flux", "https://flux.example.com/hook", std::nullopt},
      {"argocd", "https://argocd.example.com", "SECRET"}};
  CHECK(config.notify == targets);
}

TEST_CASE("registries are read whole") {
  const Config config = parse(R"(
services: {app: {}}
registries:
  registry.example.com: {auth: git.example.org}
  "registry.internal:5000": {plain_http: true}
)");
  const std::vector<config::Registry> registries = {
      {"registry.example.com", false, "git.example.org"},
      {"registry.internal:5000", true, std::nullopt}};
  CHECK(config.registries == registries);
}

TEST_CASE("a value may be repeated with an alias, the last anchor of a name counts") {
  const Config config = parse(R"(
x-a: &paths [one]
services:
  api: {paths: *paths}
  web: {paths: &paths [two]}
  jobs: {paths: *paths}
)");
  CHECK(config.services[0].paths == Names{"one"});
  CHECK(config.services[2].paths == Names{"two"});
}

TEST_CASE("an error names the file and shows the line, whatever its line ends") {
  try {
    config::parse("format: 1\r\nservices:\r\n  app: {tga: x}\r\n", "conf/relctl.yaml");
    FAIL("an unknown key was taken");
  } catch (const Error& error) {
    CHECK(error.where() == Location{"conf/relctl.yaml", 3, 9, "  app: {tga: x}"});
  }
}

TEST_CASE("a thousand services in five environments are read in a moment") {
  std::string text = "services:\n";
  for (int i = 0; i < 1'000; ++i) {
    const std::string name = "s" + std::to_string(i);
    text += "  " + name + ": {paths: [" + name + "], images: [acme/" + name + "]}\n";
  }
  text += "environments:\n";
  for (int i = 0; i < 5; ++i) {
    const std::string name = "e" + std::to_string(i);
    text += "  - {name: " + name + ", path: 'deploy/{service}/" + name + "'}\n";
  }
  const auto start = std::chrono::steady_clock::now();
  CHECK(parse(text).services.size() == 1'000);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(5));
}

TEST_CASE("all that can be judged by itself is told at once, in the order of the file") {
  constexpr const char* text =
      "format: 1\n"
      "release: {skip_ci: 3}\n"
      "services:\n"
      "  a: {tagg: x, pathz: [.]}\n"
      "  b: {paths: 1}\n"
      "environments: [{path: dev}]\n";
  try {
    config::parse(text, "relctl.yaml");
    FAIL_CHECK("accepted");
  } catch (const Error& error) {
    std::vector<std::size_t> lines = {error.where()->line};
    for (const Error& other : error.others())
      lines.push_back(other.where()->line);
    CHECK(lines == std::vector<std::size_t>{2, 4, 4, 5, 6});
    CHECK(error.others().front().others().empty());
  }
}

TEST_CASE("an environment's images policy is that of the file, with its own keys over it") {
  const config::Config config = parse(
      "services: {app: {}}\n"
      "environments:\n"
      "  - {name: dev, path: dev}\n"
      "  - {name: live, path: live, images_policy: {signed: {keys: [a.pub]}, attested: []}}\n"
      "images_policy: {digest: pin, attested: [{type: vuln, keys: [b.pub]}]}\n");
  CHECK(config.environments[0].images_policy == config.images_policy);
  REQUIRE(config.environments[1].images_policy);
  const config::ImagesPolicy& live = *config.environments[1].images_policy;
  CHECK(live.pin);
  CHECK(live.attested.empty());
  REQUIRE(live.signature);
  CHECK(live.signature->keys == std::vector<std::string>{"a.pub"});
}

TEST_CASE("an environment may have an images policy where the file has none") {
  const config::Config config = parse(
      "services: {app: {}}\n"
      "environments:\n"
      "  - {name: dev, path: dev}\n"
      "  - {name: live, path: live, images_policy: {labels: true}}\n");
  CHECK_FALSE(config.environments[0].images_policy);
  REQUIRE(config.environments[1].images_policy);
  CHECK(config.environments[1].images_policy->labels);
}

TEST_CASE("two environments that name one place by other words are in one place") {
  struct Row {
    std::string one;
    std::string other;
    bool same;
  };
  const std::vector<Row> rows = {
      {"branch: main", "prereleases: true", true},
      {"branch: env/live", "prereleases: true", false},
      {"repository: 'https://git.example.com/acme/app'", "prereleases: true", true},
      {"repository: 'git@GIT.example.com:acme/app.git'", "branch: main", true},
      {"repository: 'https://git.example.com/acme/deploy.git'", "prereleases: true", false},
      {"repository: 'https://git.example.com/acme/deploy.git'",
       "repository: 'ssh://git@git.example.com/acme/deploy/'", true},
      {"repository: 'https://git.example.com/acme/deploy', branch: main",
       "repository: 'https://git.example.com/acme/deploy'", false},
  };
  const auto home = [] { return config::Home{"main", {"https://git.example.com/acme/app.git"}}; };
  for (const Row& row : rows) {
    CAPTURE(row.one);
    CAPTURE(row.other);
    for (const std::string path : {"deploy", "DEPLOY"}) {
      const std::string text =
          "format: 1\nservices: {app: {}}\nenvironments:\n"
          "  - {name: dev, path: deploy, " +
          row.one + "}\n" + "  - {name: live, path: " + path + ", " + row.other + "}\n";
      if (row.same) CHECK_THROWS_AS(config::parse(text, "relctl.yaml", home), Error);
      if (!row.same) CHECK_NOTHROW(config::parse(text, "relctl.yaml", home));
    }
  }
  // Where it is not known what the repository is called nothing is compared with it.
  CHECK_NOTHROW(
      parse("services: {app: {}}\nenvironments:\n  - {name: dev, path: d, branch: main}\n"
            "  - {name: live, path: d}\n"));
}
