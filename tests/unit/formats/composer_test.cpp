// SPDX-License-Identifier: MIT
#include <string>

#include <doctest/doctest.h>

#include "formats/version_file.hpp"
#include "refusal.hpp"

using namespace relctl;
using namespace relctl::formats;

namespace {

// The hashes are made as Composer 2.5 makes them.
std::string package(const std::string& version) {
  return "{\n    \"name\": \"acme/sample\",\n    \"description\": \"x\",\n    \"version\": \"" +
         version +
         "\",\n    \"type\": \"project\",\n    \"require\": {},\n"
         "    \"extra\": {\"a/b\": \"ü€😀 <b>\", \"empty\": {}, \"list\": [\"x\", 1, true, null], "
         "\"keys\": {\"0\": \"a\", \"1\": \"b\"}, \"branch-alias\": {\"dev-main\": \"1.x-dev\"}},\n"
         "    \"config\": {\"platform\": {\"php\": \"8.1\"}},\n    \"minimum-stability\": "
         "\"dev\",\n"
         "    \"repositories\": [{\"packagist\": false}]\n}\n";
}

std::string lock(const std::string& hash) {
  return "{\n    \"content-hash\": \"" + hash + "\",\n    \"packages\": []\n}\n";
}

constexpr const char* hash_before = "5ead5bb5b2348f3e67a3f1ac5144afe0";
constexpr const char* hash_after = "24573c6c50da30ba829028839292816b";

}  // namespace

TEST_CASE("composer.lock gets the content-hash that Composer would write") {
  MemoryTree tree;
  tree.put("app/composer.json", package("1.2.3"));
  tree.put("app/composer.lock", lock(hash_before));
  const auto files = write_version(tree, {"app/composer.json", {}, {}, {}}, "1.3.0");
  REQUIRE(files.size() == 2);
  CHECK(files[0].content == package("1.3.0"));
  CHECK(files[1].content == lock(hash_after));
}

TEST_CASE("trees that differ in the version alone are equal without it, composer.lock included") {
  MemoryTree before;
  before.put("composer.json", package("1.2.3"));
  before.put("composer.lock", lock(hash_before));
  MemoryTree after;
  after.put("composer.json", package("1.3.0"));
  after.put("composer.lock", lock(hash_after));
  const auto first = erase_version(before, {"composer.json", {}, {}, {}});
  const auto second = erase_version(after, {"composer.json", {}, {}, {}});
  REQUIRE(first.size() == second.size());
  for (std::size_t i = 0; i < first.size(); ++i)
    CHECK(first[i].content == second[i].content);
}

TEST_CASE("a composer.lock that was out of date is refused, and named") {
  MemoryTree tree;
  tree.put("composer.json", package("1.2.3"));
  tree.put("composer.lock", lock("00"));
  check_refused(tree, {"composer.json", {}, {}, {}},
                {"composer.lock", "",
                 "the content-hash is not that of composer.json, so that a new one cannot be "
                 "written",
                 2, 21});
}
