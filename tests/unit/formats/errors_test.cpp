// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "formats/refusal.hpp"

using relctl::Error;
using relctl::MemoryTree;
using relctl::formats::check_rows;
using relctl::formats::read_version;
using relctl::formats::tree_of;
using relctl::formats::VersionFile;
using relctl::formats::write_version;

TEST_CASE("a plain version file holds one semantic version and nothing else") {
  const std::string shape = ", which is not a semantic version";
  check_rows({
      {"VERSION", "", "the file is empty", 1, 1},
      {"VERSION", "\xEF\xBB\xBF \r\n", "the file is empty", 1, 1},
      {"VERSION", "1.2.3\r\n\n 1.2.4\n", "the file holds more than one line", 3, 2},
      {"VERSION", "\n v1.2.3", "the version is \"v1.2.3\"" + shape, 2, 2},
      {"VERSION", "1.2", "the version is \"1.2\"" + shape, 1, 1},
      {"VERSION", "01.2.3", "the version is \"01.2.3\"" + shape, 1, 1},
  });
}

TEST_CASE("a pyproject.toml whose version is dynamic, torn or odd is refused at its place") {
  const std::string lines = " is empty, or written with escapes or over several lines";
  check_rows({
      {"pyproject.toml", "[project]\nname = \"a\"\n",
       "there is no version in [project] or [tool.poetry]"},
      {"pyproject.toml", "[project]\ndynamic = [\"readme\", \"version\"]\n",
       "the version is dynamic: the build backend finds it elsewhere", 2, 22},
      {"pyproject.toml", "[project]\nversion = \"1.2.3\"\n[tool.poetry]\nversion = \"1.2.4\"\n",
       "the file disagrees with itself: [project] version is 1.2.3 (line 2), "
       "[tool.poetry] version is 1.2.4 (line 4)",
       4, 12},
      {"pyproject.toml", "[project]\nversion = 1\n", "[project] version is not a string", 2, 11},
      {"pyproject.toml", "[project]\nversion = \"\"\n", "[project] version" + lines, 2, 11},
      {"pyproject.toml", "[project]\nversion = \"1.2.\\u0033\"\n", "[project] version" + lines, 2,
       11},
      {"pyproject.toml", "[project]\nversion = '''1.2.3'''\n", "[project] version" + lines, 2, 11},
      {"pyproject.toml", "\xEF\xBB\xBFproject = {name=\"\xC3\xBC\", version=\"1.2.3rc1\"}",
       "[project] version is \"1.2.3rc1\", which is not a semantic version", 1, 35},
  });
}

TEST_CASE("text that is not TOML is refused where it breaks") {
  MemoryTree tree;
  tree.put("pyproject.toml", "# \xC3\xBC\n\xC3\xBC = 1\n");
  tree.put("Cargo.toml", "[package]\nversion = \"1.2.3\nname = 'x'\n");
  for (const std::string path : {"pyproject.toml", "Cargo.toml"}) {
    CAPTURE(path);
    try {
      read_version(tree, {path, {}, {}, {}});
      FAIL_CHECK("accepted");
    } catch (const Error& error) {
      CHECK(std::string(error.what()).starts_with("not TOML: "));
      CHECK(error.where()->line == 2);
    }
  }
}

TEST_CASE("a setup.cfg that points elsewhere or repeats its version is refused") {
  check_rows({
      {"setup.cfg", "[options]\nversion = 1.2.3\n", "there is no version in [metadata]"},
      {"setup.cfg", "[metadata]\nversion = attr: pkg.__version__\n",
       "the version is read from elsewhere: attr: pkg.__version__", 2, 11},
      {"setup.cfg", "[metadata]\r\nversion = file: VERSION\r\n",
       "the version is read from elsewhere: file: VERSION", 2, 11},
      {"setup.cfg", "[metadata]\nversion =\n  1.2.3\n", "[metadata] version is empty on its line",
       2, 10},
      {"setup.cfg", "[metadata]\nversion = 1.2.3\nVersion: 1.2.3\n",
       "[metadata] version is given twice", 3, 10},
  });
}

TEST_CASE("JSON and YAML files without one plain version are refused") {
  check_rows({
      {"package.json", "{\"name\": \"x\"}", "the file has no \"version\""},
      {"package.json", "{\"version\": 1}", "version is not a string", 1, 13},
      {"composer.json", "{\n \"version\": \"dev\"}",
       "version is \"dev\", which is not a semantic version", 2, 13},
      {"Chart.yaml", "name: x\n", "the file has no \"version\""},
      {"Chart.yaml", "version: 1.10\n", "version is \"1.10\", which is not a semantic version", 1,
       10},
      {"Chart.yaml", "version: [1.2.3]\n", "version is not one value", 1, 10},
      {"Chart.yaml", "a: &v 1.2.3\nversion: *v\n", "version is an alias of the anchor v", 2, 10},
  });
}

TEST_CASE("a meson.build without a plain version in project() is refused") {
  const std::string plain = "the version of project() is not a plain string";
  check_rows({
      {"meson.build", "version = '1.2.3'\n", "there is no project() in the file"},
      {"meson.build", "project('x', meson_version: '1.2.3')\ndependency('y', version: '1.2.3')\n",
       "project() has no version"},
      {"meson.build", "project('x',\n  version: files('VERSION'))\n", plain, 2, 12},
      {"meson.build", "project('x', version: '1.2' + '.3')\n", plain, 1, 24},
      {"meson.build", "project('x', version: f'1.2.3')\n", plain, 1, 25},
      {"meson.build", "project('x', version: '''1.2.3''')\n", plain, 1, 26},
      {"meson.build", "project('x', version: '1.2.\\x33')\n", plain, 1, 24},
      {"meson.build", "project('x\n', version: '1.2.3')\n", "a string without end", 1, 9},
  });
}

TEST_CASE("a CMakeLists.txt without a plain VERSION in project() is refused") {
  check_rows({
      {"CMakeLists.txt", "cmake_minimum_required(VERSION 3.20)\nproject(x C)\n",
       "there is no project() with a VERSION in the file"},
      {"CMakeLists.txt", "project(x\n  VERSION ${V})\n", "the VERSION of project() is ${V}", 2, 11},
      {"CMakeLists.txt", "project(x VERSION 1.2.3.4)\n",
       "the VERSION of project() is \"1.2.3.4\", which is not a semantic version", 1, 19},
      {"CMakeLists.txt", "project(x VERSION)\n", "the VERSION of project() is no plain argument", 1,
       18},
      {"CMakeLists.txt", "project(x VERSION 1.2.3\n", "project() has no closing parenthesis"},
      {"CMakeLists.txt", "#[[ x\nproject(x VERSION 1.2.3)\n",
       "a bracket argument or comment without end", 1, 2},
      {"CMakeLists.txt", "project(a VERSION 1.2.3)\nproject(b VERSION 1.2.4)\n",
       "the file disagrees with itself: the VERSION of project() is 1.2.3 (line 1), "
       "the VERSION of project() is 1.2.4 (line 2)",
       2, 19},
  });
}

TEST_CASE("CMake takes no pre-release") {
  const MemoryTree tree = tree_of("CMakeLists.txt", "project(x VERSION 1.2.3)");
  const VersionFile file{"CMakeLists.txt", {}, {}, {}};
  CHECK_THROWS_WITH_AS(write_version(tree, file, "1.3.0-rc.1"),
                       "CMake's project() takes numbers only: 1.3.0-rc.1 cannot be written to it",
                       Error);
}

TEST_CASE("XML files without one plain version are refused") {
  const std::string pom = "the project's <version>";
  check_rows({
      {"pom.xml", "<a/>", "the file has no <project>: it is no Maven project"},
      {"pom.xml", "<project>\n<parent><version>1.2.3</version></parent></project>",
       "the project inherits its parent's version", 2, 2},
      {"pom.xml", "<project><dependencies/></project>", "the project has no <version>", 1, 2},
      {"pom.xml", "<project>\n<version>${revision}</version></project>",
       "the project's version is ${revision}", 2, 10},
      {"pom.xml", "<project><version>1.2.3</version>\n<version>1.2.3</version></project>",
       "the project has two versions", 2, 2},
      {"pom.xml", "<project><version><![CDATA[1.2.3]]></version></project>",
       pom + " is not one plain text", 1, 11},
      {"pom.xml", "<project><version>1.2.3<!-- x --></version></project>",
       pom + " is not one plain text", 1, 11},
      {"pom.xml", "<project><version>1.2.&#51;</version></project>",
       pom + " is written with entities", 1, 19},
      {"pom.xml", "<project><version/></project>", pom + " is empty", 1, 11},
      {"pom.xml", "<?xml version='1.0' encoding='ISO-8859-1'?><project/>",
       "the file is in iso-8859-1; relctl edits XML in UTF-8 only", 1, 1},
      {"pom.xml", "\xFF\xFE<", "the file is in UTF-16; relctl edits XML in UTF-8 only", 1, 1},
      {"a.csproj", "<Project><PropertyGroup/></Project>",
       "there is no <Version> or <VersionPrefix> in a <PropertyGroup>"},
      {"a.csproj",
       "<Project><PropertyGroup>\n<Version>1.2.3</Version>\n<VersionPrefix>1.2.4</VersionPrefix>"
       "</PropertyGroup></Project>",
       "the file disagrees with itself: <Version> is 1.2.3 (line 2), <VersionPrefix> is 1.2.4 "
       "(line 3)",
       3, 16},
      {"a.csproj",
       "<Project><PropertyGroup><VersionPrefix>1.2.3</VersionPrefix>\n<VersionSuffix>rc"
       "</VersionSuffix></PropertyGroup></Project>",
       "<VersionSuffix> makes a part of the version", 2, 2},
      {"a.csproj", "<Project><PropertyGroup><Version>$(V)</Version></PropertyGroup></Project>",
       "<Version> is $(V)", 1, 34},
  });
}

TEST_CASE("a Cargo.toml without a version, or with one from nowhere, is refused") {
  check_rows({
      {"Cargo.toml", "[package]\nname = 'x'\n",
       "there is no version in [package] or [workspace.package]"},
      {"Cargo.toml", "[package]\nversion.workspace = true\n",
       "the version is the workspace's, but no Cargo.toml above has a [workspace]"},
      {"Cargo.toml", "[workspace]\n[package]\nversion.workspace = true\n",
       "there is no version in [workspace.package]"},
  });
}
