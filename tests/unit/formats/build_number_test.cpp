// SPDX-License-Identifier: MIT
#include "formats/build_number.hpp"

#include <string>
#include <vector>

#include <doctest/doctest.h>

#include "formats/refusal.hpp"

using relctl::MemoryTree;
using relctl::formats::BuildNumber;
using relctl::formats::check_refused;
using relctl::formats::describe_build;
using relctl::formats::erase_version;
using relctl::formats::read_version;
using relctl::formats::tree_of;
using relctl::formats::VersionFile;
using relctl::formats::write_version;

namespace {

struct BuildRow {
  std::string path;
  std::optional<BuildNumber> rule;
  std::string before;
  std::string version;
  std::string after;
  std::string told;
};

std::string written(const MemoryTree& tree, const VersionFile& file, const std::string& version) {
  const auto files = write_version(tree, file, version);
  return files.empty() ? tree.read(file.path) : files.front().content;
}

}  // namespace

TEST_CASE("a build number is counted up, kept or dropped, and it is told") {
  const std::string app = "pubspec.yaml";
  const std::vector<BuildRow> rows = {
      {app, {}, "1.2.3+45", "1.2.4", "1.2.4+46", "pubspec.yaml: the build number 45 becomes 46."},
      {app,
       {},
       "1.2.3+9",
       "2.0.0-rc.1",
       "2.0.0-rc.1+10",
       "pubspec.yaml: the build number 9 becomes 10."},
      {app,
       {},
       "1.2.3+99999999999999999999",
       "1.2.4",
       "1.2.4+100000000000000000000",
       "pubspec.yaml: the build number 99999999999999999999 becomes 100000000000000000000."},
      {app, {}, "1.2.3", "1.2.4", "1.2.4", ""},
      {app, {}, "1.2.3+45", "1.2.4+7", "1.2.4+7", "pubspec.yaml: the build number 45 becomes 7."},
      {app, {}, "1.2.3+45", "1.2.3", "1.2.3+45", ""},
      {app, BuildNumber::keep, "1.2.3+45", "1.2.4", "1.2.4+45",
       "pubspec.yaml: the build number 45 stays."},
      {app, BuildNumber::keep, "1.2.3+a.b", "1.2.4", "1.2.4+a.b",
       "pubspec.yaml: the build number a.b stays."},
      {app, BuildNumber::drop, "1.2.3+45", "1.2.4", "1.2.4",
       "pubspec.yaml: the build number 45 is dropped."},
      {"Chart.yaml", BuildNumber::increment, "1.2.3+45", "1.2.4", "1.2.4+46",
       "Chart.yaml: the build number 45 becomes 46."},
  };
  for (const BuildRow& row : rows) {
    CAPTURE(row.before);
    CAPTURE(row.after);
    const VersionFile file{row.path, {}, {}, {}, 1, row.rule};
    const MemoryTree tree = tree_of(row.path, "name: a\nversion: " + row.before + "\n");
    CHECK(describe_build(tree, file, row.version) == row.told);
    CHECK(read_version(tree, file) == row.before.substr(0, row.before.find('+')));
    CHECK(written(tree, file, row.version) == "name: a\nversion: " + row.after + "\n");
  }
}

TEST_CASE("without a rule a build is a part of the version") {
  const MemoryTree tree = tree_of("Chart.yaml", "version: 1.2.3+45\n");
  const VersionFile file{"Chart.yaml", {}, {}, {}};
  CHECK(read_version(tree, file) == "1.2.3+45");
  CHECK(written(tree, file, "1.2.4") == "version: 1.2.4\n");
  CHECK(describe_build(tree, file, "1.2.4").empty());
}

TEST_CASE("a version taken out takes its build number with it") {
  const MemoryTree tree = tree_of("pubspec.yaml", "version: 1.2.3+45\n");
  const auto files = erase_version(tree, {"pubspec.yaml", {}, {}, {}});
  REQUIRE(files.size() == 1);
  CHECK(files.front().content == "version: 0.0.0\n");
}

TEST_CASE("a build that is no number cannot be counted up") {
  const MemoryTree tree = tree_of("pubspec.yaml", "version: 1.2.3+a\n");
  check_refused(tree, {"pubspec.yaml", {}, {}, {}},
                {"pubspec.yaml", "", "the build \"a\" of version is no number to count up", 1, 10});
}
