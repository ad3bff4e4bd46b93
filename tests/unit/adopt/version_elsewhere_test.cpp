// SPDX-License-Identifier: MIT
#include <algorithm>

#include <doctest/doctest.h>

#include "adopt/write_config.hpp"
#include "config/config.hpp"
#include "repository.hpp"

using namespace relctl;
using namespace relctl::adopt;

namespace {

struct Package {
  std::map<std::string, std::string> files;
  std::string written;  ///< the file that the version is written to; empty: none
};

/// Where init writes the version of the one service that it finds.
std::string version_places(const Package& package) {
  const Findings findings = Sample(package.files).look();
  const std::string text = write_config(findings);
  CAPTURE(text);
  CHECK(config::parse(text, "relctl.yaml") == findings.config);
  REQUIRE(findings.config.services.size() == 1);
  std::string places;
  for (const auto& file : findings.config.services.front().version_files)
    places += (places.empty() ? "" : ", ") + file.path;
  return places;
}

}  // namespace

TEST_CASE("a version that a package's own file leaves to another is found there") {
  const std::string dynamic = "[project]\nname = \"x\"\ndynamic = [\"version\"]\n";
  const std::string line = "__version__ = \"0.3.1\"\n";
  for (const Package& package : std::vector<Package>{
           {{{"pyproject.toml", dynamic + "[tool.hatch.version]\npath = \"src/x/meta.py\"\n"},
             {"src/x/meta.py", line},
             {"src/x/__init__.py", "__version__ = \"9.9.9\"\n"}},
            "src/x/meta.py"},
           {{{"pyproject.toml", dynamic + "[tool.pdm.version]\npath = \"x/__init__.py\"\n"},
             {"x/__init__.py", line}},
            "x/__init__.py"},
           {{{"pyproject.toml",
              dynamic + "[tool.setuptools.dynamic]\nversion = {attr = \"x.about.__version__\"}\n"},
             {"src/x/about.py", line}},
            "src/x/about.py"},
           {{{"pyproject.toml",
              dynamic + "[tool.setuptools.dynamic]\nversion = {file = [\"V.txt\"]}\n"},
             {"V.txt", "0.3.1\r\n"}},
            "V.txt"},
           {{{"setup.cfg", "[metadata]\r\nversion = attr: x.__version__\r\n"},
             {"x/__init__.py", line}},
            "x/__init__.py"},
           {{{"setup.cfg", "[metadata]\nversion = file: VERSION.txt\n"}, {"VERSION.txt", "0.3.1"}},
            "VERSION.txt"},
           {{{"setup.py", "setup(name='x', version=read())\n"}, {"x/__about__.py", line}},
            "x/__about__.py"},
           {{{"go.mod", "module x\n"}, {"cmd/main.go", "const Version = \"0.3.1\"\n"}},
            "cmd/main.go"},
           {{{"Makefile", "GO_VERSION := 1.22.3\nVERSION := 0.3.1\n"}}, "Makefile"},
           {{{"CMakeLists.txt",
              "cmake_minimum_required(VERSION 3.20)\nset(APP_VERSION 0.3.1)\n"
              "project(x VERSION ${APP_VERSION})\n"}},
            "CMakeLists.txt"},
           {{{"CMakeLists.txt", "project(x)\nset(BOOST_VERSION 1.80.0)\n"}}, ""},
           {{{"go.mod", "module x\n"},
             {"a/version.go", "const Version = \"0.3.1\"\n"},
             {"b/version.go", "const Version = \"0.4.0\"\n"}},
            ""},
       }) {
    CAPTURE(package.files.begin()->second);
    CHECK(version_places(package) == package.written);
  }
}

TEST_CASE("the version of a package in its language's own file is found, a tool's is not") {
  for (const auto& [path, text] : std::vector<std::pair<std::string, std::string>>{
           {"mix.exs", "  [app: :x, version: \"0.3.1\", elixir: \"~> 1.15\"]\n"},
           {"build.sbt", "ThisBuild / version := \"0.3.1\"\n"},
           {"DESCRIPTION", "Package: x\nVersion: 0.3.1\nDepends: R (>= 4.0)\n"},
           {"x.podspec", "  s.version = '0.3.1'\n"},
           {"x.cabal", "name: x\nversion: 0.3.1\n"},
           {"build.zig.zon", ".{ .name = \"x\", .version = \"0.3.1\" }\n"},
           {"x.nuspec", "<metadata><version>0.3.1</version></metadata>\n"},
           {"configure.ac", "AC_PREREQ([2.69])\nAC_INIT([x], [0.3.1], [a@b.c])\n"},
           {"Project.toml", "name = \"X\"\nversion = \"0.3.1\"\n"},
           {"build.gradle", "plugins { id 'org.x' version '3.1.0' }\nversion = '0.3.1'\n"},
           {"build.gradle.kts",
            "plugins {\n  kotlin(\"jvm\") version \"1.9.0\"\n  id(\"a\") version "
            "\"2.0.0\"\n}\nversion = \"0.3.1\"\n"}}) {
    CAPTURE(path);
    const std::map<std::string, std::string> files = {{path, text}};
    const Findings findings = Sample(files).look();
    REQUIRE(findings.versions.size() == 1);
    CHECK(findings.versions.begin()->second == "0.3.1");
  }
  const Findings plugins =
      Sample({{"build.gradle.kts", "plugins { kotlin(\"jvm\") version \"1.9.0\" }\n"},
              {"gradle.properties", "version=0.3.1\n"}})
          .look();
  CHECK(plugins.versions.begin()->second == "0.3.1");
}
