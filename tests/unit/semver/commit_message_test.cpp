// SPDX-License-Identifier: MIT
#include "semver/commit_message.hpp"

#include <doctest/doctest.h>

using relctl::semver::Change;
using relctl::semver::conventional;
using relctl::semver::Meaning;
using relctl::semver::meaning_of;
using relctl::semver::Reading;
using relctl::semver::shown;

namespace {

/// A message's changes in short: "feat(api)!: text", amending with "~", listed with "*".
std::string summary(std::string_view message, const Reading& reading = {}) {
  std::string result;
  for (const Change& change : meaning_of(message, reading).changes) {
    if (!result.empty()) result += " | ";
    result += std::string(change.amends ? "~" : "") + (change.listed ? "*" : "") + change.type;
    if (!change.scope.empty()) result += "(" + change.scope + ")";
    result += (change.breaking ? "!:" : ":") + change.description;
  }
  return result;
}

struct MessageRow {
  std::string message;
  std::string expected;
};

void check_meaning(const std::vector<MessageRow>& rows, const Reading& reading = {}) {
  for (const MessageRow& row : rows) {
    CAPTURE(row.message);
    CHECK(summary(row.message, reading) == row.expected);
  }
}

}  // namespace

TEST_CASE("subjects are read as Conventional Commits 1.0.0 has them") {
  check_meaning({
      {"feat: add a login", "feat:add a login"},
      {"feat(api): add", "feat(api):add"},
      {"feat!: drop", "feat!:drop"},
      {"feat(api)!: drop", "feat(api)!:drop"},
      {"FIX: Case", "fix:Case"},
      {"build-system: x", "build-system:x"},
      {"fix(a/b, c): x", "fix(a/b, c):x"},
      {"fix:no blank", "fix:no blank"},
      {"fix: a: b", "fix:a: b"},
      {"\n\nfix: after blank lines\n", "fix:after blank lines"},
      {"fix: bytes \xff\xfe", "fix:bytes \xff\xfe"},
  });
}

TEST_CASE("other subjects have no type and keep their words") {
  check_meaning({
      {"Add a login", ":Add a login"},
      {"feat add", ":feat add"},
      {"feat:", ":feat:"},
      {"feat: ", ":feat:"},
      {": x", ":: x"},
      {"feat (api): x", ":feat (api): x"},
      {"feat(api: x", ":feat(api: x"},
      {"feat(a(b)): x", ":feat(a(b)): x"},
      {"feat!!: x", ":feat!!: x"},
      {"Merge the two caches", ":Merge the two caches"},
      {"", ":"},
      {"\n \n", ":"},
  });
}

TEST_CASE("a breaking change is told by a footer, with LF and with CRLF") {
  check_meaning({
      {"fix: x\n\nBREAKING CHANGE: y", "fix!:x"},
      {"fix: x\r\n\r\nbody\r\n\r\nBREAKING CHANGE: y\r\n", "fix!:x"},
      {"fix: x\n\nBREAKING-CHANGE: y\nSigned-off-by: z", "fix!:x"},
      {"fix: x\n\nBREAKING CHANGE #12", "fix!:x"},
      {"fix: x\n\nbreaking change: y", "fix:x"},
      {"fix: x\n\nBREAKING CHANGES are bad", "fix:x"},
      {"fix: x\n\nno BREAKING CHANGE: here", "fix:x"},
      {"docs: x\r\n", "docs:x"},
  });
}

TEST_CASE("a merge says nothing by itself but speaks through its title") {
  const Reading merge{.joins = true};
  const std::vector<MessageRow> rows = {
      {"Merge branch 'topic' into main", ""},
      {"Merge branches 'a' and 'b'", ""},
      {"Merge remote-tracking branch 'origin/main'", ""},
      {"Merge tag 'v1.2.3' into develop", ""},
      {"Merge pull request #3 from acme/topic", ""},
      {"Merge pull request #3 from acme/topic\n\nAdd a login", ""},
      {"Merge pull request #3 from acme/topic\n\nfeat: add a login\n\nmore", "feat:add a login"},
      {"Merge pull request #3 from acme/topic\r\n\r\nfeat!: drop\r\n", "feat!:drop"},
      {"Merge branch 'topic' into 'main'\n\nfix: x\n\nSee merge request acme/app!12", "fix:x"},
      {"Merged in topic (pull request #12)\n\nfix: x", "fix:x"},
      {"Merged PR 12: feat: x", "feat:x"},
      {"Merged PR twelve: x", ":Merged PR twelve: x"},
      {"Merge pull request #3 from a/b\n\nRevert \"feat: x\"", ""},
      {"Merge pull request #3 from a/b\n\nDrop it\n\nBREAKING CHANGE: gone",
       "!:BREAKING CHANGE: gone"},
      {"Merge pull request 'feat: login' (#12) from acme/topic into main", "feat:login"},
      {"Merge pull request 'Add login' (#12) from acme/topic into main", ""},
      {"Merge \"fix: index\"", "fix:index"},
      {"Pull request #12: feat: x\n\nMerge in ACME/app from topic to main", "feat:x"},
      {"Merge pull request #3 from a/b\n\n* feat: x", ""},
  };
  check_meaning(rows, merge);
}

TEST_CASE("a commit with one parent that has a merge's subject is a squash merge, and has words") {
  check_meaning({
      {"Merge branch 'topic' into main", ":Merge branch 'topic' into main"},
      {"Merged in topic (pull request #12)\n\nAdd a login", ":Merged in topic (pull request #12)"},
      {"Merged in topic (pull request #12)\n\nAdd a login\n\n* feat: form\n\n* docs: form\n\n"
       "Approved-by: A",
       "*feat:form | *docs:form"},
      {"Merge pull request #3 from acme/topic\n\nfeat: x", "feat:x"},
      {"Merged PR 12: Add a login\n\n- feat: form\n- fix: index\n\nRelated work items: #1",
       "*feat:form | *fix:index"},
      {"Pull request #12: Login\n\nSquashed commit of the following:\n\ncommit 0123456\n"
       "Author: A <a@b>\n\n    feat: form\n",
       "*feat:form"},
  });
}

TEST_CASE("each subject in a squash merge's list counts") {
  check_meaning({
      {"feat: login (#3)\n\n* feat: form\n\n* fix(db): index\n",
       "feat:login (#3) | *feat:form | *fix(db):index"},
      {"Add a login (#3)\n\n* docs: form\n* chore: index", "*docs:form | *chore:index"},
      {"Add a login (#3)\n\n* form\n* index", ":Add a login (#3)"},
      {"Add a login (#3)\n\n* fix: a\n\nBREAKING CHANGE: b\n\n* fix: c", "*fix!:a | *fix:c"},
      {"Add a login (#3)\n\nBREAKING CHANGE: b\n\n* fix: c", "!:Add a login (#3) | *fix:c"},
      {"Squashed commit of the following:\n\ncommit 0123456789\nAuthor: A <a@b>\nDate: today\n\n"
       "    feat: form\n\n    BREAKING CHANGE: x\n\ncommit 1123456789\n\n    fix: index\n",
       "*feat!:form | *fix:index"},
  });
}

TEST_CASE("corrections of other commits are marked, and a mark of theirs is not their own") {
  check_meaning({
      {"fixup! feat: x", "~feat:x"},
      {"squash! fixup! feat(a)!: x", "~feat(a):x"},
      {"amend! docs: x", "~docs:x"},
      {"squash! feat: x\n\nBREAKING CHANGE: y", "~feat!:x"},
  });
}

TEST_CASE("reverts name what they take back") {
  struct Case {
    std::string message;
    std::string expected;
    bool undoes;
    std::vector<std::string> reverted;
  };
  const std::string id = "0123456789abcdef0123456789abcdef01234567";
  const std::vector<Case> cases = {
      {"Revert \"feat: x\"\n\nThis reverts commit " + id + ".\n", "revert:feat: x", true, {id}},
      {"Revert \"feat: x\" (#4)\n\nReverts acme/app#3", "revert:feat: x", true, {}},
      {"Revert \"Revert \"feat: x\"\"\n\nThis reverts commit " + id + ".", "feat:x", true, {id}},
      {"Reapply \"feat: x\"\n\nThis reverts commit " + id + ".", "feat:x", true, {id}},
      {"Revert \"Reapply \"feat: x\"\"", "revert:feat: x", true, {}},
      {"Revert \"feat: x", ":Revert \"feat: x", false, {}},
      {"revert: let us not\n\nRefs: 676104e, a215868",
       "revert:let us not",
       true,
       {"676104e", "a215868"}},
      {"fix: take back\n\nThis reverts commit " + id + ", reversing\nchanges made to abc.",
       "fix:take back",
       false,
       {id}},
      {"fix: x\n\nRefs: 676104e", "fix:x", false, {}},
      {"Revert \"a\"\n\nThis reverts commit 1111111.\nThis reverts commit 2222222.",
       "revert:a",
       true,
       {"1111111", "2222222"}},
  };
  for (const Case& row : cases) {
    CAPTURE(row.message);
    const Meaning meaning = meaning_of(row.message);
    CHECK(summary(row.message) == row.expected);
    CHECK(meaning.undoes == row.undoes);
    CHECK(meaning.reverted == row.reverted);
  }
}

TEST_CASE("a single line is conventional or it is not") {
  REQUIRE(conventional("feat(x)!: y"));
  CHECK(*conventional("feat(x)!: y") == Change{"feat", "x", "y", true, false, false});
  CHECK(shown({"feat", "x", "y", true}) == "feat(x)!: y");
  CHECK_FALSE(conventional("words"));
  CHECK_FALSE(conventional(""));
}
