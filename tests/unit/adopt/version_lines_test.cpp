// SPDX-License-Identifier: MIT
#include "adopt/version_lines.hpp"

#include <doctest/doctest.h>

#include "adopt/write_config.hpp"
#include "repository.hpp"

using namespace relctl::adopt;

TEST_CASE("the one line that assigns a version is found, with its pattern") {
  struct Row {
    std::string text;
    std::string pattern;  ///< empty: nothing is found
  };
  for (const Row& row : std::vector<Row>{
           {"setup(name='x', version='1.2.3')", "version='{version}'"},
           {"VERSION := 1.2.3\n", "VERSION := {version}"},
           {"__version__ = \"1.2.3\"\n", "__version__ = \"{version}\""},
           {"<Version>1.2.3</Version>", "<Version>{version}</Version>"},
           {"version=1.2.3\n", "version={version}"},
           {"spec.version = '1.2.3'", "version = '{version}'"},
           {"const Version = \"1.2.3-rc.1\"", "Version = \"{version}\""},
           {"version = 1.2.3\nversion = 1.2.3\n", ""},
           {"kotlinVersion=1.9.0\nversion=1.2.3\n", "^version={version}"},
           {"TOOL_VERSION := 1.22.3\nVERSION := 1.2.3\n", "^VERSION := {version}"},
           {"TOOL_VERSION := 1.22\nVERSION := 1.2.3\n", "^VERSION := {version}"},
           {"a_version=1.0.0\nb_version=1.2.3\n", ""},
           {"version = read('VERSION')", ""},
           {"version = 1.2", ""},
           {"python_version = '3.1.4'", ""},
           {"cmake_minimum_required(VERSION 3.20.1)", ""},
           {"the version is 1.2.3.", ""},
           {"", ""},
       }) {
    CAPTURE(row.text);
    const auto found = version_line(row.text);
    CHECK((found ? found->pattern : "") == row.pattern);
  }
}

TEST_CASE("a file that assigns a version is told from one that names other things' versions") {
  for (const std::string text : {"project(x VERSION ${V})", "<VersionPrefix>1.2.3</VersionPrefix>",
                                 "version = read('VERSION')", "\"version\": \"1.2.3\""}) {
    CAPTURE(text);
    CHECK(assigns_version(text));
  }
  for (const std::string text :
       {"cmake_minimum_required(VERSION 3.20)", "<PackageReference Include=\"a\" Version=\"1.0\"/>",
        "<?xml version=\"1.0\"?>", "# no version here", ""}) {
    CAPTURE(text);
    CHECK_FALSE(assigns_version(text));
  }
}

TEST_CASE("no file that assigns a version is passed over in silence") {
  const Findings findings =
      Sample({{"CMakeLists.txt", "set(V 1.2.3)\nproject(demo VERSION ${V})\n"},
              {"app/App.csproj",
               "<Project><PropertyGroup><VersionPrefix>1.2.3</VersionPrefix>"
               "<VersionSuffix>rc</VersionSuffix></PropertyGroup></Project>\n"},
              {"Makefile", "VERSION := 2.0.0\n"},
              {"setup.py", "setup(name='x', version='2.0.0')\n"}})
          .look();
  std::string unsure;
  for (const std::string& sentence : findings.unsure)
    unsure += sentence + '\n';
  CAPTURE(unsure);
  CHECK(unsure.find("CMakeLists.txt was left out") != std::string::npos);
  CHECK(unsure.find("app/App.csproj was left out") != std::string::npos);
  CHECK(unsure.find("Makefile says 2.0.0 too") != std::string::npos);
  CHECK(write_config(findings).find("{path: setup.py, pattern: 'version=''{version}'''}") !=
        std::string::npos);
}

TEST_CASE("tags that are no semantic version are named, and no template holds a part of one") {
  for (const char* tag : {"v1.2.3.4", "2024.10.1.5", "build-20241001.1.2.3", "2024.10"}) {
    Sample sample(std::map<std::string, std::string>{{"Dockerfile", "FROM scratch\n"}});
    sample.facts.tags = {tag};
    const Findings findings = sample.look();
    CHECK(findings.config.services.front().tag == "v{version}");
    REQUIRE_FALSE(findings.unsure.empty());
    CHECK(findings.unsure.front().find(tag) != std::string::npos);
  }
}
