// SPDX-License-Identifier: MIT
#include "semver/reverts.hpp"

#include <doctest/doctest.h>

#include "semver/auto_level.hpp"

using relctl::semver::CommitMessage;
using relctl::semver::level_for;
using relctl::semver::require;

namespace {

std::string revert_id(char digit) {
  return std::string(40, digit);
}

std::string level(const std::vector<CommitMessage>& commits) {
  const auto found = level_for(commits, {}, require("1.2.3"));
  return found.level ? std::string(to_string(*found.level)) : "none";
}

}  // namespace

TEST_CASE("a revert of a merge takes out all that the merge brought, and nothing else") {
  const std::string words = "Revert \"Merge branch 'topic'\"\n\nThis reverts commit " +
                            revert_id('d') + ", reversing\nchanges made to " + revert_id('c') + ".";
  const std::vector<CommitMessage> commits = {
      {revert_id('e'), words, {revert_id('d')}},
      {revert_id('d'), "Merge branch 'topic'", {revert_id('c'), revert_id('b')}},
      {revert_id('c'), "fix: on main", {revert_id('a')}},
      {revert_id('b'), "feat: on the topic", {revert_id('9')}},
      {revert_id('9'), "feat!: on the topic before", {revert_id('a')}},
      {revert_id('a'), "docs: root", {}},
  };
  CHECK(level(commits) == "patch");
  const auto found = level_for(commits, {}, require("1.2.3"));
  CHECK(found.commits[3].rule == "taken out by eeeeeee");
  CHECK(found.commits[0].rule == "takes an unreleased commit out");
}

TEST_CASE("a merge that does not count itself still tells what its revert takes out") {
  const std::vector<CommitMessage> commits = {
      {revert_id('e'), "Revert \"Merge x\"\n\nThis reverts commit ddddddd.", {revert_id('d')}},
      {revert_id('d'), "Merge x", {revert_id('a'), revert_id('b')}, false},
      {revert_id('b'), "feat: x", {revert_id('a')}},
  };
  CHECK(level(commits) == "none");
  CHECK(level_for(commits, {}, require("1.2.3")).commits.size() == 2);
}

TEST_CASE("a forge's revert names a pull request") {
  const auto reverted = [](const std::string& revert, const std::string& target) {
    return level({{revert_id('b'), revert, {revert_id('a')}}, {revert_id('a'), target, {}}});
  };
  const std::string github = "Revert \"login\" (#4)\n\nReverts acme/app#3";
  CHECK(reverted(github, "feat: login (#3)") == "none");
  CHECK(reverted(github, "Merge pull request #3 from acme/topic\n\nfeat: login") == "none");
  CHECK(reverted(github, "feat: login (#33)") == "minor");
  const std::string gitlab =
      "Revert \"Merge branch 'x' into 'main'\"\n\nThis reverts merge request !12";
  CHECK(reverted(gitlab, "feat: login\n\nSee merge request acme/app!12") == "none");
  CHECK(reverted(gitlab, "feat: login\n\nSee merge request acme/app!1") == "minor");
  const std::string bitbucket =
      "Revert \"login (pull request #12)\"\n\nThis reverts pull request #12.";
  CHECK(reverted(bitbucket, "Merged in topic (pull request #12)\n\nfeat: login") == "none");
}

TEST_CASE("a revert without ids takes out the newest commit of that subject") {
  CHECK(level({{revert_id('c'), "Revert \"feat: x\""}, {revert_id('b'), "feat: x"}}) == "none");
  CHECK(level({{revert_id('c'), "revert: feat: x"}, {revert_id('b'), "feat: x"}}) == "none");
  CHECK(level({{revert_id('c'), "Revert \"feat: x\""},
               {revert_id('b'), "feat: x"},
               {revert_id('a'), "feat: x"}}) == "minor");
  CHECK(level({{revert_id('c'), "Revert \"feat: x\""}, {revert_id('b'), "feat: y"}}) == "minor");
  CHECK(level({{revert_id('d'), "Reapply \"feat: x\""},
               {revert_id('c'), "Revert \"feat: x\""},
               {revert_id('b'), "feat: x"}}) == "minor");
}
