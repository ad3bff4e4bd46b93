// SPDX-License-Identifier: MIT
#include "plan/draft.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "plan/fake_history.hpp"

using namespace relctl;
using namespace relctl::plan;

namespace {

std::shared_ptr<MemoryTree> sample() {
  auto tree = tree_with({{"a/b/one", "1"}, {"a/two", "2"}, {"three", "3"}});
  tree->put("run.sh", "run", Mode::executable);
  tree->put("link", "three", Mode::symlink);
  return tree;
}

}  // namespace

TEST_CASE("a draft shows its own edits and leaves the tree below alone") {
  const auto base = sample();
  Draft draft(base);
  draft.write("three", "III");
  draft.write("new/deep/file", "x");
  draft.remove("a/b/one");
  CHECK(draft.read("three") == "III");
  CHECK(base->read("three") == "3");
  CHECK(draft.read("new/deep/file") == "x");
  CHECK(draft.find("new/deep")->mode == Mode::directory);
  CHECK_FALSE(draft.find("a/b/one"));
  CHECK_FALSE(draft.find("a/b"));
  CHECK_THROWS_AS((void)draft.read("a/b/one"), Error);
  std::vector<std::string> names;
  for (const Entry& entry : draft.list(""))
    names.push_back(entry.name);
  CHECK(names == std::vector<std::string>{"a", "link", "new", "run.sh", "three"});
  CHECK(draft.list("a").size() == 1);
}

TEST_CASE(
    "edits are whole bytes in order of path, with modes kept and without what changes nothing") {
  Draft draft(sample());
  draft.write("three", "other");
  draft.write("three", "3");
  draft.write("run.sh", "ran");
  draft.write("a/two", "II");
  draft.write("a/new", "n");
  draft.remove("a/b/one");
  draft.write("gone", "g");
  draft.remove("gone");
  const std::vector<FileEdit> expected = {
      {"a/b/one", Mode::file, "1", std::nullopt},
      {"a/new", Mode::file, std::nullopt, "n"},
      {"a/two", Mode::file, "2", "II"},
      {"run.sh", Mode::executable, "run", "ran"},
  };
  CHECK(draft.edits() == expected);
}

TEST_CASE("ids of edited entries are git's") {
  Draft draft(std::make_shared<MemoryTree>());
  draft.write("hello", "hello\n");
  draft.write("dir/hello", "hello\n");
  CHECK(draft.find("hello")->id.hex() == "ce013625030ba8dba906f756967f9e9ca394464a");
  CHECK(draft.find("dir")->id.hex() == "b4d01e9b0c4a9356736dfddf8830ba9a54f5271c");
  draft.write("dir/sub.d/x", "x");
  draft.write("dir/sub", "y");
  draft.write("dir/sub-e", "z");
  CHECK(draft.find("dir")->id.hex() == "2b7cea0da21f7108600f9210d035bb6d1b4b14d3");
}

TEST_CASE("what stands at a path is told alike with its id and without") {
  Draft draft(sample());
  draft.write("a/new/file", "n");
  draft.remove("a/b/one");
  for (const char* path : {"", "a", "a/b", "a/b/one", "a/new", "a/new/file", "run.sh", "absent"}) {
    const auto entry = draft.find(path);
    CHECK_MESSAGE(draft.mode(path) == (entry ? std::optional(entry->mode) : std::nullopt), path);
  }
}

TEST_CASE("an unchanged directory keeps its id") {
  const auto base = sample();
  Draft draft(base);
  draft.write("three", "III");
  CHECK(draft.find("a") == base->find("a"));
  CHECK(draft.find("")->id != base->find("")->id);
}

TEST_CASE("a draft refuses to write where no plain file can be") {
  Draft draft(sample());
  for (const std::string path :
       {"../x", "/x", "a//x", ".git/config", "link", "link/x", "a", "three/x", ""}) {
    CAPTURE(path);
    CHECK_THROWS_AS(draft.write(path, "x"), Error);
  }
  CHECK(draft.edits().empty());
}

TEST_CASE("what stands at a path is told alike with and without its id") {
  auto base = std::make_shared<MemoryTree>();
  base->put("a/one", "1");
  base->put("a/two", "2");
  base->put("b/one", "1");
  Draft draft(base);
  draft.write("a/b/c", "new");
  draft.write("a/one", "other");
  draft.remove("a/two");
  draft.remove("b/one");
  for (const char* path : {"a", "a/b", "a/b/c", "a/one", "a/two", "b", "b/one", "c", "a/one/x"}) {
    CAPTURE(path);
    const auto entry = draft.find(path);
    const auto expected = entry ? std::optional(entry->mode) : std::nullopt;
    CHECK((draft.mode(path) == expected));
  }
}
