// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "formats/refusal.hpp"

using relctl::Error;
using relctl::MemoryTree;
using relctl::formats::check_refused;
using relctl::formats::check_rows;
using relctl::formats::read_version;
using relctl::formats::tree_of;
using relctl::formats::VersionFile;
using relctl::formats::write_version;

TEST_CASE("a pattern matches exactly once, or says why not") {
  struct PatternRow {
    std::string pattern;
    std::string text;
    std::string message;
    std::size_t line = 0;
    std::size_t column = 0;
  };
  const std::vector<PatternRow> rows = {
      {"V", "", "the pattern \"V\" has no {version}"},
      {"{version}", "1.2.3", "the pattern \"{version}\" has no text around {version}"},
      {"{version}-{version}", "", "the pattern \"{version}-{version}\" has {version} twice"},
      {"V \"{version}\"", "W", "nothing matches the pattern \"V \"{version}\"\""},
      {"V \"{version}\"", "\n V \"1.2.3'", "nothing matches the pattern \"V \"{version}\"\"", 2, 2},
      {"V={version}", "V=1.2.3\nW\nV=1.2.3\nV=9.9.9",
       "the pattern \"V={version}\" matches more than once, in lines 1, 3, 4", 3, 3},
      {"V={version}", "\nV=1.2", "the version is \"1.2\", which is not a semantic version", 2, 3},
      {"a-{version}-b", "a-1.2.3-b-b", "the version can end at more than one place", 1, 3},
      {"^V={version}", " V=1.2.3", "nothing matches the pattern \"^V={version}\"", 1, 2},
      {"V={version}$", "V=1.2.3;", "nothing matches the pattern \"V={version}$\"", 1, 1},
      {"V={version};$", "V=1.2.3; \n", "nothing matches the pattern \"V={version};$\"", 1, 1},
      {"{^V}={version}", "V=1.2.3", "nothing matches the pattern \"{^V}={version}\""},
  };
  for (const PatternRow& row : rows) {
    const MemoryTree tree = tree_of("f", row.text);
    check_refused(tree, {"f", {}, row.pattern, {}},
                  {"f", row.text, row.message, row.line, row.column});
  }
}

TEST_CASE("a pattern that matches another number of times than counted is refused") {
  struct CountRow {
    std::string pattern;
    std::optional<std::size_t> count;
    std::string text;
    std::string message;
    std::size_t line = 0;
    std::size_t column = 0;
  };
  std::string many;
  for (int i = 0; i < 1000; ++i)
    many += "V=1.2.3\n";
  const std::vector<CountRow> rows = {
      {"V={version}", 3, "V=1.2.3\nV=1.2.3",
       "the pattern \"V={version}\" matches 2 times, in lines 1, 2, not 3 times", 2, 3},
      {"V={version}", 2, "V=1.2.3\nV=1.2.3\nV=1.2.3",
       "the pattern \"V={version}\" matches 3 times, in lines 1, 2, 3, not 2 times", 3, 3},
      {"V={version}", {}, "W", "nothing matches the pattern \"V={version}\""},
      {"V={version}",
       {},
       "V=1.2.3\nV=1.2.4",
       "the file disagrees with itself: the version is 1.2.3 (line 1), the version is 1.2.4 (line "
       "2)",
       2,
       3},
      {"1.{version}",
       {},
       "1.1.1.2.3",
       "the pattern \"1.{version}\" matches inside of one of its own matches",
       1,
       5},
      {"V={version}", {}, many, "the pattern \"V={version}\" matches 1000 times or more", 1000, 3},
  };
  for (const CountRow& row : rows) {
    const MemoryTree tree = tree_of("f", row.text);
    check_refused(tree, {"f", {}, row.pattern, {}, row.count},
                  {"f", row.text, row.message, row.line, row.column});
  }
}

TEST_CASE("a key names one string of a file whose syntax is known") {
  struct KeyRow {
    std::string path;
    std::string key;
    std::string text;
    std::string message;
    std::size_t line = 0;
    std::size_t column = 0;
  };
  const std::vector<KeyRow> rows = {
      {"a.txt", "v", "v: 1.2.3", "a key is for YAML, JSON and TOML files only"},
      {"a.toml", "a.v", "[a]\nw = '1.2.3'", "the file has no \"a.v\""},
      {"a.toml", "a[0].v", "a = []", "the file has no \"a[0].v\""},
      {"a.toml", "a[n=x].v", "[[a]]\nn='x'\n[[a]]\nn='x'", "the key fits more than one item: [n=x]",
       3, 1},
      {"a.json", "a", "{\"a\": [1]}", "a is not a string", 1, 7},
      {"a.yml", "a.b", "a: 1.2.3", "the file has no \"a.b\""},
      {"a.yaml", "a", "a: {b: 1.2.3}", "a is not one value", 1, 4},
  };
  for (const KeyRow& row : rows) {
    const MemoryTree tree = tree_of(row.path, row.text);
    check_refused(tree, {row.path, row.key, {}, {}},
                  {row.path, row.text, row.message, row.line, row.column});
  }
}

TEST_CASE("a missing file, a folder, a link, an unknown name and a huge file are refused") {
  MemoryTree tree;
  tree.put("a/VERSION/x", "1.2.3");
  tree.put("b", "elsewhere", relctl::Mode::symlink);
  tree.put("c/VERSION", "target", relctl::Mode::symlink);
  tree.put("huge/VERSION", std::string(5U << 20U, '1'));
  tree.put("unknown", "1.2.3");
  struct PathRow {
    std::string path;
    std::string message;
  };
  const std::vector<PathRow> rows = {
      {"VERSION", "there is no such file"},
      {"a/VERSION", "the version file is a folder"},
      {"b/VERSION", "the path \"b/VERSION\" is refused: b is a symbolic link"},
      {"c/VERSION", "the path \"c/VERSION\" is refused: c/VERSION is a symbolic link"},
      {"../VERSION",
       "the path \"../VERSION\" is refused: it leaves or re-enters a folder (\".\" or \"..\")"},
      {"huge/VERSION", "the file is larger than 4 MiB"},
      {"unknown", "the name of the file does not tell where its version stands"},
  };
  for (const PathRow& row : rows) {
    CAPTURE(row.path);
    const VersionFile file{row.path, {}, {}, {}};
    CHECK_THROWS_WITH_AS(read_version(tree, file), row.message.c_str(), Error);
  }
  const VersionFile odd{"unknown", {}, {}, "perl"};
  CHECK_THROWS_WITH_AS(read_version(tree, odd), "there is no format \"perl\"", Error);
}

TEST_CASE("files made to exhaust the stack or the clock are refused") {
  const auto repeated = [](const std::string& text, std::size_t times) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i)
      result += text;
    return result;
  };
  const std::string deep = "the TOML is nested deeper than 64";
  check_rows({
      {"pyproject.toml", "a" + repeated(".a", 1'000'000) + " = 1", deep, 1, 130},
      {"pyproject.toml", "[a" + repeated(" . \"a\"", 500'000) + "]", deep, 1, 388},
      {"pyproject.toml", "# [[\na = " + repeated("[", 100'000), deep, 2, 69},
      {"pyproject.toml", "a = " + repeated("{b=", 100'000), deep, 1, 197},
      {"meson.build", repeated("(", 1'000'000), "there is no project() in the file"},
      {"CMakeLists.txt", repeated("project(", 400'000), "project() has no closing parenthesis"},
  });
  const MemoryTree tree = tree_of(
      "pyproject.toml", "a = [" + repeated("1.0, ", 1000) + "]\nb = '" + repeated(".", 100) +
                            "'\nc = \"\"\"\n" + repeated("\\\".", 100) + "\"\"\"\n# " +
                            repeated("[.", 100) + "\n[project]\nversion = '1.2.3'\n");
  CHECK(read_version(tree, {"pyproject.toml", {}, {}, {}}) == "1.2.3");
}

TEST_CASE("XML of any depth is read without recursion") {
  std::string text = "<project><version>1.2.3</version>";
  for (int i = 0; i < 300'000; ++i)
    text += "<a>";
  for (int i = 0; i < 300'000; ++i)
    text += "</a>";
  const MemoryTree tree = tree_of("pom.xml", text + "</project>");
  CHECK(write_version(tree, {"pom.xml", {}, {}, {}}, "1.3.0").size() == 1);
}
