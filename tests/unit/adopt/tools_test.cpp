// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "adopt/write_config.hpp"
#include "config/config.hpp"
#include "repository.hpp"

using namespace relctl;
using namespace relctl::adopt;

namespace {

using RepositoryFiles = std::map<std::string, std::string>;

/// What init makes of a repository with these files, which passes for a configuration.
Findings findings_of(const RepositoryFiles& files, const std::vector<std::string>& tags = {}) {
  Sample sample(files);
  sample.facts.tags = tags;
  Findings findings = sample.look();
  const std::string text = write_config(findings);
  CAPTURE(text);
  CHECK(config::parse(text, "relctl.yaml") == findings.config);
  return findings;
}

bool says(const Findings& findings, const std::string& text) {
  for (const std::string& sentence : findings.unsure) {
    if (sentence.find(text) != std::string::npos) return true;
  }
  return false;
}

std::vector<std::string> places(const config::Service& service) {
  std::vector<std::string> result;
  for (const auto& file : service.version_files)
    result.push_back(file.path + (file.key ? " key " + *file.key : "") +
                     (file.pattern ? " pattern " + *file.pattern : ""));
  return result;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("bump-my-version: files, tags and message are taken over, commands are not") {
  const std::string toml =
      "[tool.bumpversion]\ncurrent_version = \"1.4.2\"\ntag = true\ntag_name = "
      "\"rel-{new_version}\"\n"
      "message = \"release {new_version}\"\npre_commit_hooks = [\"make docs\"]\n"
      "[[tool.bumpversion.files]]\nfilename = \"src/app.py\"\nsearch = 'VERSION = "
      "\"{current_version}\"'\n"
      "[[tool.bumpversion.files]]\nfilename = \"docs.txt\"\n"
      "[[tool.bumpversion.files]]\nfilename = \"gone.txt\"\n"
      "[[tool.bumpversion.files]]\nglob = \"*.rst\"\n";
  const std::string ini =
      "[bumpversion]\ncurrent_version = 1.4.2\ntag = True\ntag_name = rel-{new_version}\n"
      "message = release {new_version}\npre_commit_hooks =\n    make docs\n\n"
      "[bumpversion:file(code):src/app.py]\nsearch = VERSION = \"{current_version}\"\n\n"
      "[bumpversion:file:docs.txt]\n[bumpversion:file:gone.txt]\n[bumpversion:glob:*.rst]\n";
  for (const auto& [name, text] :
       {std::pair(".bumpversion.toml", toml), std::pair("pyproject.toml", toml),
        std::pair(".bumpversion.cfg", ini), std::pair("setup.cfg", ini)}) {
    CAPTURE(name);
    const Findings findings =
        findings_of({{name, text},
                     {"src/app.py", "OTHER = \"9.9.9\"\nVERSION = \"1.4.2\"\n"},
                     {"docs.txt", "the version: 1.4.2\n"}});
    REQUIRE(findings.config.services.size() == 1);
    const config::Service& service = findings.config.services[0];
    CHECK(places(service) == Texts{"src/app.py pattern VERSION = \"{version}\"",
                                   "docs.txt pattern version: {version}"});
    CHECK(service.tag == "rel-{version}");
    CHECK(findings.versions.at(service.name) == "1.4.2");
    CHECK(findings.config.release.message == "release {version}");
    CHECK(says(findings, "pre_commit_hooks"));
    CHECK(says(findings, "gone.txt"));
    CHECK(says(findings, "*.rst"));
    CHECK(says(findings, "before relctl releases"));
  }
}

TEST_CASE("commitizen: wherever its settings lie") {
  const std::string toml =
      "[tool.commitizen]\nversion = \"0.9.1\"\ntag_format = \"v$version\"\nmajor_version_zero = "
      "false\n"
      "version_files = [\"src/__version__.py:__version__\", \"meta.json:app.version\"]\n"
      "bump_message = \"bump: version $current_version → $new_version\"\n";
  const std::string yaml =
      "commitizen:\n  version: 0.9.1\n  tag_format: v$version\n  major_version_zero: false\n"
      "  version_files:\n    - src/__version__.py:__version__\n    - meta.json:app.version\n"
      "  bump_message: 'bump: version $current_version → $new_version'\n";
  const std::string json =
      "{\"commitizen\": {\"version\": \"0.9.1\", \"tag_format\": \"v$version\", "
      "\"major_version_zero\": false, \"version_files\": [\"src/__version__.py:__version__\", "
      "\"meta.json:app.version\"], \"bump_message\": \"bump: $current_version to "
      "$new_version\"}}\n";
  for (const auto& [name, text] :
       {std::pair("pyproject.toml", toml), std::pair(".cz.toml", toml), std::pair("cz.toml", toml),
        std::pair(".cz.yaml", yaml), std::pair("cz.yaml", yaml), std::pair(".cz.json", json),
        std::pair("cz.json", json)}) {
    CAPTURE(name);
    const Findings findings = findings_of({{name, text},
                                           {"src/__version__.py", "__version__ = '0.9.1'\r\n"},
                                           {"meta.json", "{\"app\": {\"version\": \"0.9.1\"}}\n"}});
    REQUIRE(findings.config.services.size() == 1);
    const config::Service& service = findings.config.services[0];
    CHECK(places(service) == Texts{"src/__version__.py pattern __version__ = '{version}'",
                                   "meta.json key app.version"});
    CHECK(service.tag == "v{version}");
    CHECK(findings.config.release.auto_rules.zero == semver::Level::major);
    CHECK_FALSE(findings.config.release.message);
    CHECK(says(findings, "commit message"));
  }
}

TEST_CASE("semantic-release: branches, tags, changelog, rules and message") {
  const std::string json =
      "{\"tagFormat\": \"release-${version}\", \"branches\": [\"main\", \"+([0-9]).x\", "
      "{\"name\": \"beta\", \"prerelease\": true}], \"plugins\": ["
      "[\"@semantic-release/commit-analyzer\", {\"releaseRules\": [{\"type\": \"docs\", \"scope\": "
      "\"readme\", \"release\": \"patch\"}, {\"type\": \"refactor\", \"release\": \"minor\"}, "
      "{\"type\": \"perf\", \"release\": false}]}], [\"@semantic-release/changelog\", "
      "{\"changelogFile\": \"CHANGES.md\"}], \"@semantic-release/npm\", "
      "[\"@semantic-release/git\", "
      "{\"message\": \"chore: ${nextRelease.version} [skip ci]\\n\\n${nextRelease.notes}\"}]]}\n";
  const std::string yaml =
      "tagFormat: release-${version}\nbranches:\n  - main\n  - +([0-9]).x\n"
      "  - {name: beta, prerelease: true}\nplugins:\n  - - \"@semantic-release/commit-analyzer\"\n"
      "    - releaseRules:\n        - {type: docs, scope: readme, release: patch}\n"
      "        - {type: refactor, release: minor}\n        - {type: perf, release: false}\n"
      "  - - \"@semantic-release/changelog\"\n    - changelogFile: CHANGES.md\n"
      "  - \"@semantic-release/npm\"\n  - - \"@semantic-release/git\"\n"
      "    - message: \"chore: ${nextRelease.version} [skip ci]\\n\\n${nextRelease.notes}\"\n";
  for (const auto& [name, text] :
       {std::pair(".releaserc", json), std::pair(".releaserc", yaml),
        std::pair(".releaserc.json", json), std::pair(".releaserc.yaml", yaml),
        std::pair(".releaserc.yml", yaml)}) {
    CAPTURE(name);
    const Findings findings =
        findings_of({{name, text},
                     {"package.json", "{\"name\": \"x\", \"version\": \"2.0.1\"}\n"},
                     {"CHANGES.md", "# Changelog\n\n## [Unreleased]\n"}});
    REQUIRE(findings.config.services.size() == 1);
    const config::Service& service = findings.config.services[0];
    CHECK(service.tag == "release-{version}");
    CHECK(service.changelog == "CHANGES.md");
    const config::Release& release = findings.config.release;
    CHECK(release.branches == Texts{"main"});
    CHECK(release.message == "chore: {version}");
    CHECK(release.skip_ci);
    CHECK(release.auto_rules.minor == Texts{"feat", "refactor"});
    CHECK(release.auto_rules.patch == Texts{"fix", "revert", "docs(readme)"});
    CHECK(release.auto_rules.none == Texts{"docs", "chore", "ci", "test", "style", "perf"});
    CHECK(says(findings, "+([0-9]).x"));
    CHECK(says(findings, "beta"));
    CHECK(says(findings, "@semantic-release/npm"));
  }
}

TEST_CASE("settings of semantic-release in package.json, and a branch that is not here") {
  const Findings findings =
      findings_of({{"package.json",
                    "{\"name\": \"x\", \"version\": \"2.0.1\", \"release\": {\"branches\": "
                    "[\"trunk\"]}}\n"}});
  CHECK(findings.config.release.branches.empty());
  CHECK(says(findings, "branch trunk, which is not here"));
}

TEST_CASE("release-please: its packages are services, with the tags that it makes") {
  const RepositoryFiles files = {
      {"release-please-config.json",
       "{\"packages\": {\"apps/api\": {\"release-type\": \"node\", \"component\": \"shop-api\"}, "
       "\"libs/core\": {\"release-type\": \"simple\", \"component\": \"core\", \"extra-files\": "
       "[\"src/core.h\", {\"type\": \"json\", \"path\": \"meta.json\", \"jsonpath\": "
       "\"$.a.version\"}]}}, \"bump-minor-pre-major\": false}\n"},
      {".release-please-manifest.json", "{\"apps/api\": \"1.2.0\", \"libs/core\": \"0.3.0\"}\n"},
      {"apps/api/package.json", "{\"name\": \"api\", \"version\": \"1.2.0\"}\n"},
      {"libs/core/version.txt", "0.3.0\n"},
      {"libs/core/src/core.h",
       "#define OTHER 1.0.0\n#define V \"0.3.0\"  // x-release-please-version\n"},
      {"libs/core/meta.json", "{\"a\": {\"version\": \"0.3.0\"}}\n"}};
  const Findings findings = findings_of(files, {"shop-api-v1.2.0", "core-v0.3.0"});
  REQUIRE(findings.config.services.size() == 2);
  const config::Service& api = findings.config.services[0];
  const config::Service& core = findings.config.services[1];
  CHECK(api.name == "api");
  CHECK(api.tag == "shop-api-v{version}");
  CHECK(core.tag == "{service}-v{version}");
  CHECK(places(core) == Texts{"libs/core/version.txt",
                              "libs/core/src/core.h pattern #define V \"{version}\"  // "
                              "x-release-please-version",
                              "libs/core/meta.json key a.version"});
  CHECK(findings.config.release.auto_rules.zero == semver::Level::major);
  CHECK(says(findings, "--review"));
}

TEST_CASE("cocogitto: tags and branches, of one package and of several") {
  const Findings one = findings_of(
      {{"cog.toml",
        "tag_prefix = \"v\"\nbranch_whitelist = [\"main\"]\npre_bump_hooks = [\"make\"]\n"},
       {"Cargo.toml", "[package]\nname = \"x\"\nversion = \"0.2.0\"\n"}});
  CHECK(one.config.services.at(0).tag == "v{version}");
  CHECK(one.config.release.branches == Texts{"main"});
  CHECK(says(one, "pre_bump_hooks"));
  const Findings several = findings_of({{"cog.toml",
                                         "[packages]\napi = { path = \"services/api\" }\n"
                                         "web = { path = \"services/web\" }\n"},
                                        {"services/api/VERSION", "1.0.0\n"},
                                        {"services/web/VERSION", "1.1.0\n"}});
  REQUIRE(several.config.services.size() == 2);
  CHECK(several.config.services[0].tag == "{service}-{version}");
  CHECK(several.config.services[1].tag == "{service}-{version}");
}

TEST_CASE("python-semantic-release: places by key and by name") {
  const Findings findings = findings_of(
      {{"pyproject.toml",
        "[project]\nname = \"x\"\nversion = \"0.4.0\"\n[tool.semantic_release]\n"
        "version_toml = [\"pyproject.toml:project.version\"]\n"
        "version_variables = [\"src/x/__init__.py:__version__\"]\ntag_format = \"x-{version}\"\n"
        "major_on_zero = true\nbuild_command = \"python -m build\"\n"
        "[tool.semantic_release.commit_parser_options]\nminor_tags = [\"feat\", \"build\"]\n"},
       {"src/x/__init__.py", "__version__ = \"0.4.0\"\n"}});
  const config::Service& service = findings.config.services.at(0);
  CHECK(places(service) ==
        Texts{"pyproject.toml", "src/x/__init__.py pattern __version__ = \"{version}\""});
  CHECK(service.tag == "x-{version}");
  CHECK(findings.config.release.auto_rules.zero == semver::Level::major);
  CHECK(says(findings, "build_command"));
}

TEST_CASE("tags that are there decide, whatever another tool says") {
  const Findings findings =
      findings_of({{".bumpversion.cfg", "[bumpversion]\ncurrent_version = 1.0.0\ntag = True\n"},
                   {"VERSION", "1.0.0\n"}},
                  {"rel/1.0.0", "rel/0.9.0"});
  CHECK(findings.config.services.at(0).tag == "rel/{version}");
}

TEST_CASE("what another tool says is released, and nothing else does, is told") {
  const Findings findings = findings_of(
      {{".cz.toml", "[tool.commitizen]\nversion = \"3.1.0\"\ntag_format = \"v$version\"\n"}});
  CHECK(says(findings, "is at 3.1.0"));
  CHECK(says(findings, "v3.1.0"));
}

TEST_CASE("settings that are programs, broken, or of tools unknown are named") {
  const Findings findings = findings_of({{"VERSION", "1.0.0\n"},
                                         {"release.config.js", "module.exports = {}\n"},
                                         {".changeset/config.json", "{}\n"},
                                         {"cog.toml", "tag_prefix = \n"},
                                         {".releaserc.json", "{\"branches\": [\n"}});
  for (const char* text : {"release.config.js", ".changeset/config.json",
                           "cog.toml, not taken over", ".releaserc.json, not taken over"}) {
    CAPTURE(text);
    CHECK(says(findings, text));
  }
}
