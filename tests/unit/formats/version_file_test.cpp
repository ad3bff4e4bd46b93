// SPDX-License-Identifier: MIT
#include "formats/version_file.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "tree/memory_tree.hpp"

using relctl::FileContent;
using relctl::MemoryTree;
using relctl::formats::is_known_file_name;
using relctl::formats::read_version;
using relctl::formats::VersionFile;

TEST_CASE("a file's name tells its format, wherever it stands") {
  for (const std::string path :
       {"VERSION", "a/version.txt", "pyproject.toml", "a/b/setup.cfg", "package.json", "Cargo.toml",
        "chart/Chart.yaml", "meson.build", "CMakeLists.txt", "pom.xml", "composer.json",
        "pubspec.yaml", "src/App.csproj", "Directory.Build.props", "lerna.json"}) {
    CAPTURE(path);
    CHECK(is_known_file_name(path));
  }
  for (const std::string path : {"", "version", "VERSION.md", "xpyproject.toml", "VERSION/x",
                                 "csproj", "pom.xml.bak", "package-lock.json"}) {
    CAPTURE(path);
    CHECK_FALSE(is_known_file_name(path));
  }
}

TEST_CASE("a file that holds the version already does not change, but one that lags behind does") {
  MemoryTree tree;
  tree.put("package.json", "{\"version\": \"1.2.3\"}");
  tree.put("package-lock.json", "{\"version\": \"1.2.0\"}");
  const VersionFile file{"package.json", {}, {}, {}};
  CHECK(write_version(tree, file, "1.2.3") ==
        std::vector<FileContent>{{"package-lock.json", "{\"version\": \"1.2.3\"}"}});
  tree.put("package-lock.json", "{\"version\": \"1.2.3\"}");
  CHECK(write_version(tree, file, "1.2.3").empty());
}

TEST_CASE("a version written with escapes is read decoded and replaced whole") {
  MemoryTree tree;
  tree.put("package.json", "{\"version\": \"1.2.\\u0033\", \"a\": \"\\u0033\"}");
  const VersionFile file{"package.json", {}, {}, {}};
  CHECK(read_version(tree, file) == "1.2.3");
  CHECK(write_version(tree, file, "1.2.4") ==
        std::vector<FileContent>{{"package.json", "{\"version\": \"1.2.4\", \"a\": \"\\u0033\"}"}});
}

TEST_CASE("a leading v is refused with the way out") {
  MemoryTree tree;
  tree.put("VERSION", "v1.2.3\n");
  try {
    read_version(tree, {"VERSION", {}, {}, {}});
    FAIL_CHECK("accepted");
  } catch (const relctl::Error& error) {
    CHECK(error.hints() == std::vector<std::string>{"write it without the leading v: 1.2.3"});
  }
}
