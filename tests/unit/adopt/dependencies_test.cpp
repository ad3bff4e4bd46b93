// SPDX-License-Identifier: MIT
#include "adopt/dependencies.hpp"

#include <doctest/doctest.h>

#include "adopt/write_config.hpp"
#include "repository.hpp"

using namespace relctl;
using namespace relctl::adopt;

namespace {

using Needed = std::set<std::string>;

/// What `services/api` is built from in a repository with these files.
Needed needed(const std::map<std::string, std::string>& files) {
  const Sample sample(files);
  return local_dependencies(sample.tree, sample.facts.files)["services/api"];
}

}  // namespace

TEST_CASE("packages that others name by path, or as siblings, are found in each language") {
  const std::string core_npm = "{\"name\": \"@acme/core\", \"version\": \"1.0.0\"}";
  const std::string core_cargo = "[package]\nname = \"core\"\nversion = \"1.0.0\"\n";
  const std::string core_python = "[project]\nname = \"acme_core\"\nversion = \"1.0.0\"\n";
  const std::string api = "services/api/";
  const std::vector<std::map<std::string, std::string>> rows = {
      {{api + "package.json",
        "{\"dependencies\": {\"@acme/core\": \"workspace:*\", \"left\": \"1\"}}"},
       {"libs/core/package.json", core_npm}},
      {{api + "package.json", "{\"devDependencies\": {\"c\": \"file:../../libs/core\"}}"},
       {"libs/core/package.json", core_npm}},
      {{api + "package.json", "{\"peerDependencies\": {\"c\": \"link:../../libs/core/\"}}"},
       {"libs/core/package.json", core_npm}},
      {{api + "Cargo.toml",
        "[dependencies]\nserde = \"1\"\ncore = { path = \"../../libs/core\" }\n"},
       {"libs/core/Cargo.toml", core_cargo}},
      {{api + "Cargo.toml",
        "[target.'cfg(unix)'.dev-dependencies.core]\npath = \"../../libs/core\"\n"},
       {"libs/core/Cargo.toml", core_cargo}},
      {{api + "Cargo.toml",
        "[build-dependencies]\ncore.workspace = true\nserde.workspace = true\n"},
       {"libs/core/Cargo.toml", core_cargo}},
      {{api + "pyproject.toml",
        "[tool.poetry.dependencies]\ncore = { path = \"../../libs/core\" }\n"},
       {"libs/core/pyproject.toml", core_python}},
      {{api + "pyproject.toml",
        "[tool.poetry.group.dev.dependencies]\ncore = { path = \"../../libs/core\", develop = true "
        "}\n"},
       {"libs/core/pyproject.toml", core_python}},
      {{api + "pyproject.toml", "[tool.uv.sources]\nAcme-Core = { workspace = true }\n"},
       {"libs/core/pyproject.toml", core_python}},
      {{api + "pyproject.toml", "[tool.uv.sources]\ncore = { path = \"../../libs/core\" }\n"},
       {"libs/core/pyproject.toml", core_python}},
      {{api + "pyproject.toml",
        "[project]\ndependencies = [\"core @ file:///${PROJECT_ROOT}/../../libs/core\", "
        "\"x>=1\"]\n"},
       {"libs/core/pyproject.toml", core_python}},
      {{api + "go.mod",
        "module acme/api\n\nrequire acme/core v0.0.0\n\nreplace acme/core => "
        "../../libs/core\n"},
       {"libs/core/go.mod", "module acme/core\n"}},
      {{api + "go.mod",
        "module acme/api\r\nrequire (\r\n\tacme/core v1.0.0\r\n\tother v1.0.0\r\n)\r\n"},
       {"go.work", "use (\n\t./services/api\n\t./libs/core\n)\n"},
       {"libs/core/go.mod", "module acme/core\r\n"}},
      {{api + "api.csproj",
        "<Project><ItemGroup><ProjectReference "
        "Include=\"..\\..\\libs\\core\\core.csproj\" /></ItemGroup></Project>"},
       {"libs/core/core.csproj", "<Project/>"}},
  };
  for (const auto& files : rows) {
    CAPTURE(files.begin()->second);
    CHECK(needed(files) == Needed{"libs/core"});
  }
}

TEST_CASE("what is published, is not there, or leaves the repository is no dependency") {
  CHECK(needed({{"services/api/go.mod", "module acme/api\nrequire acme/core v1.0.0\n"},
                {"libs/core/go.mod", "module acme/core\n"}})
            .empty());
  CHECK(needed({{"services/api/package.json",
                 "{\"dependencies\": {\"a\": \"file:../gone\", \"b\": \"file:../../../out\"}}"}})
            .empty());
  CHECK(needed({{"services/api/Cargo.toml", "[dependencies\n"}}).empty());
}

TEST_CASE("a shared library is a path of those who use it, and a service is depended on") {
  const Sample sample(
      {{"services/api/Dockerfile", "FROM scratch\n"},
       {"services/api/package.json",
        "{\"name\": \"api\", \"version\": \"1.0.0\", \"dependencies\": {\"core\": "
        "\"workspace:*\"}}"},
       {"services/web/Dockerfile", "FROM scratch\n"},
       {"services/web/package.json",
        "{\"name\": \"web\", \"version\": \"2.0.0\", \"dependencies\": {\"api\": \"^1.0.0\"}}"},
       {"libs/core/package.json",
        "{\"name\": \"core\", \"version\": \"0.1.0\", \"dependencies\": {\"base\": \"*\"}}"},
       {"libs/base/package.json", "{\"name\": \"base\", \"version\": \"0.1.0\"}"},
       {"libs/lonely/package.json", "{\"name\": \"lonely\", \"version\": \"0.1.0\"}"}});
  const Findings findings = sample.look();
  REQUIRE(findings.config.services.size() == 2);
  CHECK(findings.config.services[0].paths ==
        std::vector<std::string>{"services/api", "libs/base", "libs/core"});
  CHECK(findings.config.services[0].depends_on.empty());
  CHECK(findings.config.services[1].paths == std::vector<std::string>{"services/web"});
  CHECK(findings.config.services[1].depends_on == std::vector<std::string>{"api"});
  std::string unsure;
  for (const std::string& sentence : findings.unsure)
    unsure += sentence + '\n';
  CHECK(unsure.find("libs/lonely has a version") != std::string::npos);
  CHECK(unsure.find("libs/core has a version") == std::string::npos);
  CHECK(config::parse(write_config(findings), "relctl.yaml") == findings.config);
}

TEST_CASE("services that are built from each other are told, and make no circle") {
  const Sample sample(
      {{"services/a/package.json",
        "{\"name\": \"a\", \"version\": \"1.0.0\", \"dependencies\": {\"b\": \"1\"}}"},
       {"services/b/package.json",
        "{\"name\": \"b\", \"version\": \"1.0.0\", \"devDependencies\": {\"a\": "
        "\"1\"}}"}});
  const Findings findings = sample.look();
  CHECK(findings.config.services.at(0).depends_on == std::vector<std::string>{"b"});
  CHECK(findings.config.services.at(1).depends_on.empty());
  CHECK(config::parse(write_config(findings), "relctl.yaml") == findings.config);
}
