// SPDX-License-Identifier: MIT
#include "git/patch.hpp"

#include <filesystem>

#include <doctest/doctest.h>

#include "git/temporary_repository.hpp"

namespace relctl::git {
namespace {

using Content = std::optional<std::string>;

struct Case {
  const char* name;
  const char* path;
  Content before;
  Content after;
  Mode mode = Mode::file;
};

std::string numbered_lines(int count, int changed) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    text += "line " + std::to_string(i) + (i == changed ? " changed\n" : "\n");
  }
  return text;
}

std::vector<Case> cases() {
  const std::string binary("a\0b\n", 4);
  return {
      {"modified", "a", "1\n", "2\n"},
      {"far apart", "a", numbered_lines(50, 3), numbered_lines(50, 40)},
      {"created", "new/deep/file", std::nullopt, "x\ny\n"},
      {"created empty", "empty", std::nullopt, ""},
      {"deleted", "a", "1\n2\n", std::nullopt},
      {"emptied", "a", "1\n", ""},
      {"executable", "run.sh", "1\n", "2\n", Mode::executable},
      {"created executable", "run.sh", std::nullopt, "2\n", Mode::executable},
      {"no final line end", "a", "1\n2", "1\n3"},
      {"final line end added", "a", "1\n2", "1\n2\n"},
      {"final line end lost", "a", "1\n2\n", "1\n2"},
      {"CRLF", "a", "1\r\n2\r\n", "1\r\n3\r\n"},
      {"BOM", "a",
       "\xEF\xBB\xBF"
       "1\n",
       "\xEF\xBB\xBF"
       "2\n"},
      {"binary", "a", binary, binary + binary},
      {"created binary", "b", std::nullopt, binary},
      {"deleted binary", "a", binary, std::nullopt},
      {"blank in the name", "with blank/a b", "1\n", "2\n"},
      {"quote in the name", "q\"uote", "1\n", "2\n"},
      {"other script in the name", "\xC3\xA9/\xE2\x82\xAC", "1\n", "2\n"},
      {"created with a blank", "a b ", std::nullopt, "2\n"},
      {"dash", "-a", "1\n", "2\n"},
      {"words of a patch in the file", "a", "@@ -1 +1 @@\n--- a\n", "GIT binary patch\n@@ x\n"},
  };
}

TEST_CASE("git apply makes of a patch exactly what the plan would commit") {
  for (const Case& test : cases()) {
    CAPTURE(std::string(test.name));
    const TemporaryRepository checkout;
    checkout.commit({{"base", "1\n"}});
    if (test.before) {
      checkout.write(test.path, *test.before);
      if (test.mode == Mode::executable) {
        std::filesystem::permissions(checkout.path(test.path), std::filesystem::perms::owner_all);
      }
      checkout.commit({{test.path, *test.before}});
    }
    const ObjectId parent = checkout.id("HEAD");
    const plan::Plan plan =
        commit_plan("main", parent, {{test.path, test.mode, test.before, test.after}});
    const Repository repository = Repository::open(checkout.path());
    const Objects objects = write_objects(repository, {plan}, test_operation());
    checkout.write(".git/the.patch", patch({plan}));
    checkout.git({"apply", "--index", ".git/the.patch"});
    CHECK(checkout.git({"write-tree"}) ==
          checkout.git({"rev-parse", objects.commits[0].hex() + "^{tree}"}));
    // The same words as git's own; packed bytes may differ with the level of compression.
    const std::string expected = checkout.git({"diff", "--full-index", "--binary", "--no-renames",
                                               parent.hex(), objects.commits[0].hex()});
    const std::size_t binary = expected.find("GIT binary patch");
    CHECK(patch({plan}).substr(0, binary) == (expected + '\n').substr(0, binary));
  }
}

TEST_CASE("a file that several plans edit is shown once") {
  const plan::FileEdit first{"a", Mode::file, "1\n", "2\n"};
  const plan::FileEdit last{"a", Mode::file, "1\n", "3\n"};
  plan::Plan release = commit_plan("main", ObjectId{}, {first});
  plan::Plan merge = commit_plan("main", ObjectId{}, {last});
  CHECK(patch({release, merge}) == patch({merge}));
  CHECK(patch({}).empty());
}

}  // namespace
}  // namespace relctl::git
