// SPDX-License-Identifier: MIT
// What one commit's message asks for, and the rule behind each answer.
#include <doctest/doctest.h>

#include "semver/auto_level.hpp"

using relctl::semver::CommitRules;
using relctl::semver::level_for;
using relctl::semver::require;

namespace {

struct Row {
  std::string message;
  std::string level;
  std::string rule;
};

void check(const std::vector<Row>& rows, const CommitRules& rules = {},
           std::string_view current = "1.2.3") {
  for (const Row& row : rows) {
    CAPTURE(row.message);
    const auto found = level_for({{std::string(40, 'a'), row.message}}, rules, require(current));
    REQUIRE(found.commits.size() == 1);
    const auto& commit = found.commits.front();
    CHECK((found.level ? std::string(to_string(*found.level)) : "none") == row.level);
    CHECK(commit.rule == row.rule);
    CHECK(commit.level == found.level);
  }
}

}  // namespace

TEST_CASE("a subject's type decides") {
  check({
      {"feat: add a login", "minor", "type feat"},
      {"feat(api): add a login", "minor", "type feat"},
      {"FEAT: add a login", "minor", "type feat"},
      {"fix: a crash", "patch", "type fix"},
      {"perf: a cache", "patch", "type perf"},
      {"refactor: names", "patch", "refactor is in no list"},
      {"build: another compiler", "patch", "build is in no list"},
      {"security: a header", "patch", "security is in no list"},
      {"docs: a word", "none", "type docs"},
      {"chore: a word", "none", "type chore"},
      {"ci: a step", "none", "type ci"},
      {"test: a row", "none", "type test"},
      {"style: a blank", "none", "type style"},
      {"Add a login", "patch", "no type"},
      {"feature without a colon", "patch", "no type"},
      {"", "patch", "no type"},
      {"\xef\xbb\xbf"
       "feat: after a byte order mark",
       "minor", "type feat"},
      {"\n\nfeat: after blank lines", "minor", "type feat"},
      {"feat: x\r\n\r\nbody\r\n", "minor", "type feat"},
      {"fixup! feat: add a login", "patch", "correction of another commit"},
      {"squash! docs: a word", "none", "type docs"},
  });
}

TEST_CASE("a breaking change is told by a mark or a footer, whatever the type") {
  check({
      {"feat!: drop v1", "major", "breaking change"},
      {"chore(api)!: drop v1", "major", "breaking change"},
      {"docs: x\n\nBREAKING CHANGE: y", "major", "breaking change"},
      {"fix: x\n\nBREAKING-CHANGE: y", "major", "breaking change"},
      {"fix: x\n\nBREAKING CHANGE #12", "major", "breaking change"},
      {"fix: x\n\nwhy\n\nBREAKING CHANGE: in the middle\n\nSigned-off-by: A <a@b>", "major",
       "breaking change"},
      {"fix: x\n\nSee:\n\n* one\n\nBREAKING CHANGE: in the footer", "major", "breaking change"},
      {"Drop v1\n\nBREAKING CHANGE: y", "major", "breaking change"},
      {"BREAKING CHANGE: drop v1", "major", "breaking change"},
      {"fix: x\n\nbreaking change: in small letters", "patch", "type fix"},
      {"fix: x\n\nThis is no BREAKING CHANGE: at all", "patch", "type fix"},
  });
}

TEST_CASE("what is quoted below a type counts for nothing") {
  check({
      {"chore(deps): bump lib from 1 to 2\n\nRelease notes of lib:\n\n## What's Changed\n"
       "* feat!: drop it by @a in https://example.org/pull/1\n\nFull Changelog: https://x",
       "none", "type chore"},
      {"chore(deps): bump lib\n\n* feat!: drop it\n* fix: b", "none", "type chore"},
      {"build(deps-dev): bump lib\n\nfeat!: drop it", "patch", "build is in no list"},
      {"chore(deps): bump lib\n\nBREAKING CHANGE: of lib\n\nmore of its words", "none",
       "type chore"},
      {"chore(deps): bump lib\n\n* feat: a\n\nBREAKING CHANGE: ours needs it", "major",
       "breaking change"},
      {"chore: update vendored code\n\nChanges:\n\n* feat!: drop it\n* fix: b", "none",
       "type chore"},
      {"chore: update vendored code\n\n## Changes\n\nfeat!: drop it", "none", "type chore"},
      {"fix: x\n\nThe hook wants:\n\n```\nfeat!: like this\n```\n", "patch", "type fix"},
      {"fix: x\n\n~~~\nBREAKING CHANGE: like this\n```\nfeat: y\n~~~\n", "patch", "type fix"},
      {"fix: x\n\n    feat!: indented, so code\n", "patch", "type fix"},
      {"fix: x\n\n> feat!: somebody wrote\nBREAKING CHANGE: and went on\n", "patch", "type fix"},
      {"fix: x\n\n<details>\n<summary>notes</summary>\n\nfeat!: folded\n\n</details>\n", "patch",
       "type fix"},
      {"fix: x\n\n<!-- feat: template\nBREAKING CHANGE: template -->\n", "patch", "type fix"},
      {"docs: how to write\n\n- say feat: for this\n- say fix: for that", "none", "type docs"},
      {"fix: x\n\nIt had two causes.\n\n- feat: the flag was read late\n", "patch", "type fix"},
      {"fix: x\n\nnote: see below\nTested: by hand", "patch", "type fix"},
  });
}

TEST_CASE("without a type the body's lines that are commits by themselves count") {
  check({
      {"a feature (#12)\n\n* feat: a\n* fix: b", "minor", "type feat, in the body: feat: a"},
      {"a feature (#12)\n\n- feat: a\n- fix: b", "minor", "type feat, in the body: feat: a"},
      {"a feature (#12)\n\n+ fix: b", "patch", "type fix, in the body: fix: b"},
      {"a feature (#12)\n\n1. docs: a\n2. feat: b", "minor", "type feat, in the body: feat: b"},
      {"a feature (#12)\n\nfeat: a\n\nfeat: b", "minor", "type feat, in the body: feat: a"},
      {"a feature (#12)\n\n* docs: a\n* chore: b", "none", "type docs, in the body: docs: a"},
      {"a feature (#12)\n\n* feat!: drop y\n* fix: z", "major",
       "breaking change, in the body: feat!: drop y"},
      {"a feature (#12)\n\n* fix: a\n\nwhy\n\nBREAKING CHANGE: y\n\n* docs: b", "major",
       "breaking change, in the body: fix!: a"},
      {"a feature (#12)\n\n* wip\n* feat: a\n* wip", "minor", "type feat, in the body: feat: a"},
      {"a feature (#12)\n\n* wip\n* note: b", "patch", "no type"},
      {"a feature (#12)\n\n* fix: a\n  - feat: below the first level", "patch",
       "type fix, in the body: fix: a"},
      {"a feature (#12)\n\n```\nfeat: code\n```", "patch", "no type"},
      {"a feature (#12)\n\n> feat: quoted", "patch", "no type"},
      {"a feature (#12)\n\n* feat!: drop it by @a in https://example.org/pull/1", "patch",
       "no type"},
      {"Bump lib from 1.0.0 to 2.0.0 (#12)\n\n* feat!: drop it", "patch", "no type"},
      {"Update lib (#12)\n\n### Release Notes\n\n* feat!: drop it\n", "patch", "no type"},
      {"a feature (#12)\r\n\r\n* feat: a\r\n\r\n* fix: b\r\n", "minor",
       "type feat, in the body: feat: a"},
      {"a feature (#12)\n\n* feat: a\n\n---------\n\nCo-authored-by: B <b@c>", "minor",
       "type feat, in the body: feat: a"},
      {"Squashed commit of the following:\n\ncommit 0123456\nAuthor: A <a@b>\nDate: now\n\n"
       "    feat: a\n\n    why\n\ncommit 1234567\n\n    fix: b\n",
       "minor", "type feat, in the body: feat: a"},
      {"Squashed commit of the following:\n\ncommit 0123456\n\n    chore: a\n\n"
       "    > feat: quoted\n",
       "none", "type chore, in the body: chore: a"},
  });
}

TEST_CASE("several commits in one message count below a type, too, where nothing announces them") {
  check({
      {"fix: a\n\nfeat(utils): b", "minor", "type feat, in the body: feat(utils): b"},
      {"chore: all of it\n\n* feat: a\n* fix: b", "minor", "type feat, in the body: feat: a"},
      {"fix: title of the pull request (#3)\n\n* feat: a\n\n* fix: b", "minor",
       "type feat, in the body: feat: a"},
      {"feat: a\n\nWhat it does.\n\nfix(utils): b\n  BREAKING-CHANGE: c\nfeat(utils): d", "major",
       "breaking change, in the body: fix(utils)!: b"},
      {"feat: a\n\n* docs: b", "minor", "type feat"},
  });
}

TEST_CASE("forges' merges with one parent are squash merges") {
  check({
      {"Merged PR 12: feat: x", "minor", "type feat"},
      {"Merged PR 12: login\n\n- feat: a\n- fix: b", "minor", "type feat, in the body: feat: a"},
      {"Merged in topic (pull request #12)\n\nfeat: x\n\nApproved-by: A", "minor", "type feat"},
      {"Merged in topic (pull request #12)\n\nlogin\n\n* feat: a\n\n* fix: b", "minor",
       "type feat, in the body: feat: a"},
      {"Pull request #12: feat: x\n\nMerge in A/B from topic to main", "minor", "type feat"},
      {"Merge branch 'topic' into 'main'\n\nfeat: x\n\nSee merge request acme/app!12", "minor",
       "type feat"},
      {"Merge pull request #12 from acme/topic\n\nlogin", "patch", "no type"},
      {"Merge pull request 'feat: x' (#12) from topic into main", "minor", "type feat"},
      {"Merge branch 'topic'", "patch", "no type"},
  });
}

TEST_CASE("reverts of what is released are fixes, and reverts of reverts what they bring back") {
  check({
      {"Revert \"feat: x\"\n\nThis reverts commit 0123456789.", "patch", "type revert"},
      {"revert: feat: x", "patch", "type revert"},
      {"Revert \"Revert \"feat: x\"\"", "minor", "type feat"},
      {"Reapply \"feat: x\"\n\nThis reverts commit 0123456789.", "minor", "type feat"},
      {"Revert \"feat!: x\" (#4)\n\nReverts acme/app#3", "patch", "type revert"},
  });
}

TEST_CASE("on 0.x a breaking change is minor, or as the rules say") {
  check({{"feat!: x", "minor", "breaking change on 0.x"}}, {}, "0.4.0");
  check({{"feat!: x", "major", "breaking change"}}, {.zero = relctl::semver::Level::major},
        "0.4.0");
}

TEST_CASE("Release-As asks for a version from a footer, and from nothing that is quoted") {
  const auto wished = [](const std::string& message) {
    return level_for({{std::string(40, 'a'), message}}, {}, require("1.2.3"))
        .wished.value_or("none");
  };
  CHECK(wished("chore: release\n\nRelease-As: 2.0.0") == "2.0.0");
  CHECK(wished("chore: release\n\nrelease-as: v2.0.0\nSigned-off-by: A <a@b>") == "2.0.0");
  CHECK(wished("login (#12)\n\n* feat: a\n\nRelease-As: 2.0.0-rc.1\n\n* fix: b") == "2.0.0-rc.1");
  CHECK(wished("chore: release\n\n> Release-As: 2.0.0") == "none");
  CHECK(wished("chore: release\n\nsay Release-As: 2.0.0") == "none");
  CHECK(wished("chore(deps): bump\n\nRelease-As: 2.0.0\n\nmore") == "none");
  const auto newest =
      level_for({{"b", "docs: a\n\nRelease-As: 3.0.0"}, {"a", "docs: b\n\nRelease-As: 2.0.0"}}, {},
                require("1.2.3"));
  CHECK(newest.wished == "3.0.0");
  CHECK(newest.commits.front().rule == "type docs, Release-As 3.0.0");
}
