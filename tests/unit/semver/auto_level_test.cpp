// SPDX-License-Identifier: MIT
#include "semver/auto_level.hpp"

#include <chrono>
#include <random>

#include <doctest/doctest.h>

#include "semver/commit_message.hpp"

using relctl::semver::AutoLevel;
using relctl::semver::CommitMessage;
using relctl::semver::CommitRules;
using relctl::semver::level_for;
using relctl::semver::require;

namespace {

/// A full id that starts with `digit`.
std::string id(char digit) {
  return std::string(40, digit);
}

/// Commits newest first; the ids are aaaa…, bbbb…, and so on.
std::vector<CommitMessage> log(const std::vector<std::string>& texts) {
  std::vector<CommitMessage> result;
  for (const std::string& text : texts) {
    result.push_back({id(static_cast<char>('a' + result.size())), text});
  }
  return result;
}

std::string name_of(const AutoLevel& found) {
  return found.level ? std::string(to_string(*found.level)) : "none";
}

std::string level(const std::vector<std::string>& texts, std::string_view current = "1.2.3",
                  const CommitRules& rules = {}) {
  return name_of(level_for(log(texts), rules, require(current)));
}

std::string revert_of(char digit, const std::string& subject) {
  return "Revert \"" + subject + "\"\n\nThis reverts commit " + id(digit) + ".\n";
}

}  // namespace

TEST_CASE("the heaviest change decides") {
  struct Row {
    std::vector<std::string> texts;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {{}, "none"},
      {{"docs: a", "chore: b", "ci: c", "test: d", "style: e"}, "none"},
      {{"Merge branch 'a'", "docs: b"}, "patch"},
      {{"docs: a", "fix: b"}, "patch"},
      {{"perf: a"}, "patch"},
      {{"refactor: a"}, "patch"},
      {{"words without a type"}, "patch"},
      {{""}, "patch"},
      {{"fix: a", "feat: b", "docs: c"}, "minor"},
      {{"feat: a", "docs!: b"}, "major"},
      {{"feat: a", "chore: b\n\nBREAKING CHANGE: c"}, "major"},
      {{"chore: release\n\n* feat: a"}, "minor"},
      {{"docs: all\n\n* note: not a commit\n* see: this"}, "none"},
      {{"fixup! feat: a"}, "patch"},
      {{"fixup! docs: a"}, "none"},
      {{"fixup! feat!: a"}, "patch"},
      {{"Merge pull request #3 from a/b\n\nfeat: c"}, "minor"},
      {{"revert: x"}, "patch"},
  };
  for (const Row& row : rows) {
    std::string texts;
    for (const std::string& text : row.texts) {
      texts += text + " / ";
    }
    CAPTURE(texts);
    CHECK(level(row.texts) == row.expected);
  }
}

TEST_CASE("on 0.x a breaking change is minor") {
  CHECK(level({"feat!: a"}, "0.9.0") == "minor");
  CHECK(level({"feat: a"}, "0.0.1") == "minor");
  CHECK(level({"fix: a"}, "0.9.0") == "patch");
  CHECK(level({"feat!: a"}, "1.0.0-rc.1") == "major");
}

TEST_CASE("the rules can be changed, in any case of letters") {
  const CommitRules rules{.minor = {"Perf"}, .none = {"feat"}};
  CHECK(level({"feat: a"}, "1.0.0", rules) == "none");
  CHECK(level({"PERF: a"}, "1.0.0", rules) == "minor");
  CHECK(level({"docs: a"}, "1.0.0", rules) == "patch");
  CHECK(level({"feat!: a"}, "1.0.0", rules) == "major");
}

TEST_CASE("the newest of the commits that decide is named") {
  const auto found =
      level_for(log({"docs: a", "feat(api): b", "feat: c", "fix: d"}), {}, require("1.2.3"));
  CHECK(name_of(found) == "minor");
  CHECK(found.id == id('b'));
  CHECK(found.reason == "feat(api): b");
  CHECK(level_for(log({"fix: a\n\nBREAKING CHANGE: b"}), {}, require("1.2.3")).reason == "fix!: a");
  CHECK(level_for(log({"Just words"}), {}, require("1.2.3")).reason == "Just words");
}

TEST_CASE("a commit and its revert cancel each other") {
  CHECK(level({revert_of('b', "feat: x"), "feat: x"}) == "none");
  CHECK(level({revert_of('c', "feat!: x"), "fix: y", "feat!: x"}) == "patch");
  CHECK(level({"revert: x\n\nRefs: bbbbbbb", "feat: x"}) == "none");
  CHECK(level({"revert: x\n\nRefs: BBBBBBBB", "feat: x"}) == "none");
}

TEST_CASE("a revert of a revert brings the change back") {
  CHECK(level({revert_of('b', "Revert \"feat: x\""), revert_of('c', "feat: x"), "feat: x"}) ==
        "minor");
  CHECK(level({"Reapply \"feat: x\"\n\nThis reverts commit " + id('b') + ".",
               revert_of('c', "feat: x"), "feat: x"}) == "minor");
  CHECK(level({"Reapply \"feat: x\"\n\nThis reverts commit " + id('9') + "."}) == "minor");
}

TEST_CASE("a revert of what was released already is a patch") {
  CHECK(level({revert_of('9', "feat: x")}) == "patch");
  CHECK(level({"Revert \"feat: x\" (#4)\n\nReverts acme/app#3", "docs: y"}) == "patch");
}

TEST_CASE("a revert with words of its own counts for them, too") {
  CHECK(level({"fix: take x back\n\nThis reverts commit " + id('b') + ".", "feat: x"}) == "patch");
}

TEST_CASE("ids that mean nothing certain cancel nothing") {
  CHECK(level({"revert: x\n\nThis reverts commit bbb.", "feat: x"}) == "minor");
  CHECK(level({revert_of('a', "feat: x"), "feat: x"}) == "minor");
  CHECK(level({"feat: x", revert_of('a', "feat: x")}) == "minor");
  std::vector<CommitMessage> twins = {{id('1'), "Revert \"x\"\n\nThis reverts commit bbbbbbb."},
                                      {"bbbbbbb1" + std::string(32, '0'), "feat: x"},
                                      {"bbbbbbb2" + std::string(32, '0'), "docs: y"}};
  CHECK(name_of(level_for(twins, {}, require("1.2.3"))) == "minor");
}

TEST_CASE("a message of a hundred thousand lines is read in a moment") {
  std::string text = "fix: x\n\n";
  for (int line = 0; line < 100000; ++line) {
    text += "* feat(scope)x: (((((((((\r\n";
  }
  text += std::string(1000000, '(') + "\nBREAKING CHANGE: the last line\n";
  const auto start = std::chrono::steady_clock::now();
  CHECK(level({text}) == "major");
  // By the square of the lines it would take many minutes.
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(30));
}

TEST_CASE("any bytes at all are read without harm") {
  std::mt19937_64 engine(1);
  const std::vector<std::string> words = {"feat",
                                          "!",
                                          ":",
                                          " ",
                                          "(",
                                          ")",
                                          "\n",
                                          "\r\n",
                                          "* ",
                                          "\"",
                                          "Revert \"",
                                          "fixup! ",
                                          "BREAKING CHANGE",
                                          "This reverts commit ",
                                          "aaaaaaaa",
                                          "Refs: ",
                                          "Merge branch '",
                                          "Merged PR ",
                                          "1",
                                          std::string(1, '\0'),
                                          "\xff",
                                          "    ",
                                          "Squashed commit of the following:"};
  std::size_t changes = 0;
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (auto count = engine() % 12; count > 0; --count) {
      text += words[engine() % words.size()];
    }
    for (const auto& change : relctl::semver::meaning_of(text).changes) {
      REQUIRE(change.type.find_first_of(" :\n\r(") == std::string::npos);
      REQUIRE(change.description.find('\n') == std::string::npos);
      ++changes;
    }
  }
  CHECK(changes > 10000);
}
