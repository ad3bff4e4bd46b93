// SPDX-License-Identifier: MIT
#include "judge/guard_config.hpp"

#include <doctest/doctest.h>

#include "base/replace_all.hpp"

namespace relctl::judge {
namespace {

const std::string guarded_rules =
    "format: 1\n"
    "services:\n"
    "  api:\n"
    "    version_files: [VERSION]\n"
    "    images: [ghcr.io/acme/api]\n"
    "    deploy: [{path: 'values-{environment}.yaml', key: tag}]\n"
    "    tag: v{version}\n"
    "  web: {version_files: [web/VERSION], tag: 'web-{version}'}\n"
    "environments:\n"
    "  - {name: dev, path: deploy/dev, auto: true}\n"
    "  - {name: test, path: deploy/test}\n"
    "  - name: production\n"
    "    path: deploy/production\n"
    "    source: source/production\n"
    "    carry: [limits.yaml]\n"
    "    branch: env/production\n"
    "    repository: https://git.example.org/deploy.git\n"
    "    after: [test]\n"
    "    strict: true\n"
    "    services: [api]\n"
    "release: {signed: {allowed_signers: keys/signers}}\n"
    "generated: [deploy/dev]\n";

/// The fields that a change of `from` to `to` in relctl.yaml weakens, each followed by a space.
std::string weakened(const std::string& from, const std::string& to) {
  REQUIRE(guarded_rules.find(from) != std::string::npos);
  const auto before = config::parse(guarded_rules, "relctl.yaml");
  const auto after = config::parse(replace_all(guarded_rules, from, to), "relctl.yaml");
  std::string fields;
  for (const ConfigChange& change : weakenings(before, after))
    fields += change.field + ' ';
  return fields;
}

TEST_CASE("what guards in relctl.yaml is weakened by every change of it, and by nothing else") {
  const struct {
    std::string from;
    std::string to;
    std::string fields;
  } cases[] = {
      {"ghcr.io/acme/api", "ghcr.io/acme/other", "services.api.images "},
      {"key: tag", "key: image.tag", "services.api.deploy "},
      {"    version_files: [VERSION]", "    version_files: [version.txt]",
       "services.api.version_files "},
      {"tag: v{version}", "tag: 'api-{version}'", "services.api.tag "},
      {"  web: {version_files: [web/VERSION], tag: 'web-{version}'}\n", "", "services.web "},
      {"path: deploy/test", "path: other/test", "environments.test.path "},
      {"source: source/production", "source: elsewhere", "environments.production.source "},
      {"path: deploy/test}", "path: deploy/test, render: overlays/test}",
       "environments.test.render "},
      {"release: {signed: {allowed_signers: keys/signers}}\n", "", "release.signed "},
      {"keys/signers", "keys/others", "release.signed "},
      {"carry: [limits.yaml]", "carry: []", "environments.production.carry "},
      {"branch: env/production", "branch: production", "environments.production.branch "},
      {"git.example.org/deploy", "git.example.org/other", "environments.production.repository "},
      {"after: [test]", "after: [dev]", "environments.production.after "},
      {"auto: true", "auto: false", "environments.dev.auto "},
      {"strict: true", "strict: false", "environments.production.strict "},
      {"services: [api]", "services: [web]", "environments.production.services "},
      {"generated: [deploy/dev]", "generated: []", "generated "},
      {"generated: [deploy/dev]", "generated: [deploy/dev, deploy/test]", ""},
      {"path: deploy/test}", "path: deploy/test, strict: true}", ""},
  };
  for (const auto& each : cases) {
    CAPTURE(each.from);
    CAPTURE(each.to);
    CHECK(weakened(each.from, each.to) == each.fields);
  }
}

}  // namespace
}  // namespace relctl::judge
