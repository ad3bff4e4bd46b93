// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "notes/notes.hpp"
#include "notes/write.hpp"

using namespace relctl::notes;
using relctl::config::NotesStyle;

namespace {

/// `a` stands for the id of forty of them.
std::string id(char letter) {
  return std::string(40, letter);
}

Commit commit(char letter, const std::string& message, const std::vector<char>& parents = {}) {
  Commit result;
  result.message.id = id(letter);
  result.message.text = message;
  for (const char parent : parents)
    result.message.parents.push_back(id(parent));
  return result;
}

/// The entries as `SECTION: scope: text!`, in order.
std::vector<std::string> lines(const Notes& notes) {
  std::vector<std::string> result;
  for (const Section& section : notes.sections) {
    for (const Entry& entry : section.entries) {
      result.push_back(section.name + ": " + (entry.scope.empty() ? "" : entry.scope + ": ") +
                       entry.text);
    }
  }
  return result;
}

std::vector<std::string> lines_of(const std::vector<Commit>& commits,
                                  const NotesStyle& style = {}) {
  return lines(collect(commits, style, {}));
}

using Lines = std::vector<std::string>;

const Lines login_and_fix = {"Features: add a login", "Fixes: api: a crash"};

}  // namespace

TEST_CASE("the same work gives the same notes however it was merged") {
  const struct {
    std::string style;
    std::vector<Commit> commits;
  } cases[] = {
      {"rebased", {commit('b', "fix(api): a crash", {'a'}), commit('a', "feat: add a login")}},
      {"merged on GitHub",
       {commit('m', "Merge pull request #12 from ada/login\n\nfeat: add a login", {'0', 'b'}),
        commit('b', "fix(api): a crash", {'a'}), commit('a', "feat: add a login", {'0'})}},
      {"merged on GitHub, the title in other words",
       {commit('m', "Merge pull request #12 from ada/login\n\nfeat: logins", {'0', 'b'}),
        commit('b', "fix(api): a crash", {'a'}), commit('a', "feat: add a login", {'0'})}},
      {"merged on GitLab",
       {commit('m',
               "Merge branch 'login' into 'main'\n\nAdd a login\n\nSee merge request acme/x!12",
               {'0', 'b'}),
        commit('b', "fix(api): a crash", {'a'}), commit('a', "feat: add a login", {'0'})}},
      {"merged on Gitea",
       {commit('m', "Merge pull request 'Login' (#12) from login into main", {'0', 'b'}),
        commit('b', "fix(api): a crash", {'a'}), commit('a', "feat: add a login", {'0'})}},
      {"merged on Bitbucket",
       {commit('m', "Merged in login (pull request #12)\n\nfeat: add a login", {'0', 'b'}),
        commit('b', "fix(api): a crash", {'a'}), commit('a', "feat: add a login", {'0'})}},
      {"squashed on GitHub",
       {commit('s', "feat: logins (#12)\n\n* feat: add a login\n\n* fix(api): a crash\n")}},
      {"squashed on GitHub, a title without a type",
       {commit('s', "Login (#12)\n\n* feat: add a login\n\n* fix(api): a crash\n")}},
      {"squashed on GitHub, the title is the first commit's",
       {commit('s', "feat: add a login (#12)\n\n* feat: add a login\n\n* fix(api): a crash\n")}},
      {"squashed by git",
       {commit('s',
               "Squashed commit of the following:\n\ncommit bbbb\nAuthor: A\n\n    feat: add a "
               "login\n\ncommit aaaa\nAuthor: A\n\n    fix(api): a crash\n")}},
  };
  for (const auto& [style, commits] : cases) {
    CAPTURE(style);
    CHECK(lines_of(commits) == login_and_fix);
  }
}

TEST_CASE("a change has the number of the pull request that brought it, however it was merged") {
  const std::vector<std::vector<Commit>> cases = {
      {commit('m', "Merge pull request #12 from ada/login\n\nLogin", {'0', 'a'}),
       commit('a', "feat: add a login", {'0'})},
      {commit('m', "Merge branch 'x' into 'main'\n\nLogin\n\nSee merge request acme/x#12",
              {'0', 'a'}),
       commit('a', "feat: add a login", {'0'})},
      {commit('s', "feat: add a login (#12)")},
  };
  for (const auto& commits : cases) {
    const Notes notes = collect(commits, {}, {});
    REQUIRE(notes.sections.size() == 1);
    const Entry& entry = notes.sections.front().entries.front();
    CHECK(entry.references == std::vector<std::string>{"#12"});
    CHECK(entry.text == "add a login");
  }
}

TEST_CASE("a later merge does not take what an earlier one brought") {
  const Notes notes = collect(
      {commit('n', "Merge pull request #13 from b", {'m', 'b'}), commit('b', "fix: two", {'m'}),
       commit('m', "Merge pull request #12 from a", {'0', 'a'}), commit('a', "fix: one", {'0'})},
      {}, {});
  REQUIRE(notes.sections.size() == 1);
  const auto& entries = notes.sections.front().entries;
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].references == std::vector<std::string>{"#12"});
  CHECK(entries[1].references == std::vector<std::string>{"#13"});
}

TEST_CASE("the title of a pull request speaks where its commits say nothing") {
  CHECK(lines_of({commit('m', "Merge pull request #12 from ada/login\n\nfeat: logins", {'0', 'b'}),
                  commit('b', "wip", {'0'})}) == Lines{"Features: logins"});
  CHECK(lines_of({commit('s', "feat: logins (#12)\n\n* fix: a typo\n\n* wip")}) ==
        Lines{"Features: logins", "Fixes: a typo"});
}

TEST_CASE("reverts cancel what they take back, and tell of what was released") {
  const Commit feature = commit('a', "feat: a shout");
  const Commit revert =
      commit('b', "Revert \"feat: a shout\"\n\nThis reverts commit " + id('a') + ".", {'a'});
  const Commit again = commit(
      'c', "Revert \"Revert \"feat: a shout\"\"\n\nThis reverts commit " + id('b') + ".", {'b'});
  const Commit reapplied =
      commit('c', "Reapply \"feat: a shout\"\n\nThis reverts commit " + id('b') + ".", {'b'});
  CHECK(lines_of({revert, feature}).empty());
  CHECK(lines_of({again, revert, feature}) == Lines{"Features: a shout"});
  CHECK(lines_of({reapplied, revert, feature}) == Lines{"Features: a shout"});
  CHECK(lines_of({revert}) == Lines{"Reverted: feat: a shout"});
  CHECK(lines_of({commit('b', "revert: let us follow the old way\n\nRefs: " + id('a').substr(0, 7),
                         {'a'}),
                  feature})
            .empty());
  CHECK(lines_of({commit('d', "feat: a shout", {'b'}), revert, feature}) ==
        Lines{"Features: a shout"});
}

TEST_CASE("breaking changes are found in any paragraph, with their words, and never hidden") {
  const struct {
    std::string message;
    std::string text;
    std::string warning;
  } cases[] = {
      {"feat!: drop v1", "drop v1", ""},
      {"chore!: drop node 12", "drop node 12", ""},
      {"feat: a way\n\nBREAKING CHANGE: the old way\nis gone\n\nMore words.\n\nSigned-off-by: A",
       "a way", "the old way is gone"},
      {"fix: x\n\nBREAKING-CHANGE: y\nReviewed-by: Z", "x", "y"},
  };
  for (const auto& [message, text, warning] : cases) {
    CAPTURE(message);
    const Notes notes = collect({commit('a', message)}, {}, {});
    REQUIRE(notes.sections.size() == 1);
    CHECK(notes.sections.front().name == "Breaking changes");
    CHECK(notes.sections.front().entries.front().text == text);
    CHECK(notes.sections.front().entries.front().warning == warning);
  }
  NotesStyle fixes_alone;
  fixes_alone.sections = {{"Fixes", {"fix"}}};
  CHECK(lines_of({commit('a', "fix!: x")}, fixes_alone) == Lines{"Breaking changes: x"});
}

TEST_CASE("sections, their order and what is hidden are configured") {
  const std::vector<Commit> commits = {commit('e', "Hello"), commit('d', "docs: a page"),
                                       commit('c', "chore(deps): bump x"), commit('b', "fix: b"),
                                       commit('a', "feat: a")};
  CHECK(lines_of(commits) == Lines{"Features: a", "Fixes: b"});
  CHECK(collect(commits, {}, {}).hidden == 3);
  NotesStyle style;
  style.sections = {{"Repaired", {"fix"}},
                    {"New", {"feat"}},
                    {"Dependencies", {"*(deps)", "deps"}},
                    {"Rest", {"docs", "chore"}}};
  style.other = true;
  CHECK(lines_of(commits, style) == Lines{"Repaired: b", "New: a", "Dependencies: deps: bump x",
                                          "Rest: a page", "Other: Hello"});
}

TEST_CASE("equal changes are one entry, and a message can keep itself out or change its words") {
  CHECK(lines_of({commit('b', "fix: a crash (#2)"), commit('a', "fix: a crash (#1)")}) ==
        Lines{"Fixes: a crash"});
  CHECK(lines_of({commit('a', "fix: x\n\nRelctl-Notes: none\n\nSigned-off-by: A")}).empty());
  CHECK(lines_of({commit('a', "fix: x\n\nRelctl-Notes: a better word")}) ==
        Lines{"Fixes: a better word"});
  CHECK(lines_of({commit('a', "fix: x\n\nRelctl-Notes: feat(ui): a new page")}) ==
        Lines{"Features: ui: a new page"});
  CHECK(lines_of({commit('b', "fixup! fix: x", {'a'}), commit('a', "fix: x")}) ==
        Lines{"Fixes: x"});
}

TEST_CASE("issues that a message closes are references, quoted ones are not") {
  const auto references = [](const std::string& message) {
    return collect({commit('a', message)}, {}, {}).sections.front().entries.front().references;
  };
  using References = std::vector<std::string>;
  CHECK(references("fix: x (#3)\n\nCloses #1, #2 and fixes: #4") ==
        References{"#3", "#1", "#2", "#4"});
  CHECK(references("fix: x\n\nsee #1 for more").empty());
  CHECK(references("fix: x\n\n> closes #1\n").empty());
}

TEST_CASE("a commit that does not count is told by nobody") {
  Commit other = commit('a', "feat: of another service");
  other.message.counts = false;
  CHECK(lines_of({other}).empty());
}
