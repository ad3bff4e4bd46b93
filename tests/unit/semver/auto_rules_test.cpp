// SPDX-License-Identifier: MIT
#include "semver/auto_rules.hpp"

#include <doctest/doctest.h>

using relctl::semver::Change;
using relctl::semver::CommitRules;
using relctl::semver::conventional;
using relctl::semver::is_dependency_update;
using relctl::semver::judge;
using relctl::semver::Level;
using relctl::semver::types_in;

namespace {

std::string level(std::string_view subject, const CommitRules& rules) {
  const auto change = conventional(subject);
  const auto found = judge(change ? *change : Change{.description = std::string(subject)}, rules);
  return found.level ? std::string(to_string(*found.level)) : "none";
}

}  // namespace

TEST_CASE("the rule that describes a commit most closely decides") {
  const CommitRules rules{.major = {"api"},
                          .minor = {"feat", "*(ui)"},
                          .patch = {"fix", "chore(deps*)", "feat(docs)"},
                          .none = {"chore", "fix(test-*)", "fix(tests,ci)", "x?"}};
  struct Row {
    std::string subject;
    std::string expected;
  };
  const std::vector<Row> rows = {
      {"api: x", "major"},          {"feat: x", "minor"},        {"feat(docs): x", "patch"},
      {"feat(docs2): x", "minor"},  {"docs(ui): x", "minor"},    {"chore(ui): x", "minor"},
      {"chore: x", "none"},         {"chore(deps): x", "patch"}, {"chore(DEPS-dev): x", "patch"},
      {"chore(api): x", "none"},    {"fix(test-a): x", "none"},  {"fix(a, test-b): x", "none"},
      {"fix(tests,ci): x", "none"}, {"fix(testa): x", "patch"},  {"xy: x", "none"},
      {"xyz: x", "patch"},          {"words", "patch"},          {"chore!: x", "major"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.subject);
    CHECK(level(row.subject, rules) == row.expected);
  }
}

TEST_CASE("the rest asks for what the rules say") {
  const CommitRules rules{.other = std::nullopt};
  CHECK(level("refactor: x", rules) == "none");
  CHECK(level("words", rules) == "none");
  CHECK(level("fix: x", rules) == "patch");
  CHECK(level("revert: x", rules) == "patch");
  CHECK(level("build!: x", rules) == "major");
}

TEST_CASE("the types of the rules are those without wildcards, in small letters") {
  const CommitRules rules{.major = {"API"}, .minor = {"ui(x)"}, .patch = {"a*"}, .none = {}};
  CHECK(types_in(rules) == std::vector<std::string>{"api", "ui"});
}

TEST_CASE("dependency updates are known by their type, scope or words") {
  for (const char* subject : {"chore(deps): x", "deps: x", "build(deps-dev)!: x", "fix(Deps): x",
                              "Bump a from 1 to 2 (#3)", "Update dependency a to v2"}) {
    CAPTURE(subject);
    CHECK(is_dependency_update(subject));
  }
  for (const char* subject : {"chore: x", "feat(depsy): bump a to b", "Bump the limit", "words"}) {
    CAPTURE(subject);
    CHECK_FALSE(is_dependency_update(subject));
  }
}
