// SPDX-License-Identifier: MIT
#include "git/remote/remote.hpp"

#include <map>

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "git/ci_branch.hpp"
#include "git/publish/refusal.hpp"
#include "git/ref_name.hpp"
#include "git/remote/push.hpp"

namespace relctl::git {
namespace {

const ObjectId one = ObjectId::parse(std::string(40, '1')).value();
const ObjectId two = ObjectId::parse(std::string(40, '2')).value();

TEST_CASE("a listing gives branches, peeled tags and the default branch") {
  const std::string a(40, '1');
  const std::string b(40, '2');
  const RemoteRefs refs =
      parse_remote_refs("ref: refs/heads/trunk\tHEAD\n" + a + "\tHEAD\n" + a +
                        "\trefs/heads/trunk\n" + b + "\trefs/pull/1/head\n" + a +
                        "\trefs/tags/light\n" + b + "\trefs/tags/v1\n" + a + "\trefs/tags/v1^{}\n");
  CHECK(refs.default_branch == "trunk");
  CHECK(refs.branches.size() == 1);
  REQUIRE(refs.tags.size() == 2);
  CHECK(refs.tags[0] == plan::Tag{"light", one, one, true});
  CHECK(refs.tags[1] == plan::Tag{"v1", two, one, true});
  CHECK(refs.value("refs/tags/v1") == two);
  CHECK(refs.value("refs/heads/trunk") == one);
  CHECK(refs.value("refs/heads/none") == std::nullopt);
}

TEST_CASE("a server that does not name its default branch is guessed by HEAD's commit") {
  const std::string a(40, '1');
  const std::string b(40, '2');
  const std::string branches =
      b + "\trefs/heads/aa\n" + a + "\trefs/heads/bb\n" + a + "\trefs/heads/master\n";
  CHECK(parse_remote_refs(a + "\tHEAD\n" + branches).default_branch == "master");
  CHECK(parse_remote_refs(b + "\tHEAD\n" + branches).default_branch == "aa");
  CHECK(parse_remote_refs(branches).default_branch == std::nullopt);
  CHECK(parse_remote_refs(a + "\trefs/heads/only\n").default_branch == "only");
  CHECK_THROWS_AS(parse_remote_refs(std::string(64, '1') + "\tHEAD\n"), Error);
}

TEST_CASE("a push is judged by git's word on every ref") {
  const std::vector<PushRef> refs{{"refs/heads/main", one, two, true},
                                  {"refs/tags/v1", std::nullopt, two, true}};
  const std::string id(40, '2');
  const auto line = [&](const std::string& flag, const std::string& name, const std::string& text) {
    return flag + "\t" + id + ":" + name + "\t" + text + "\n";
  };
  const std::string main_moved = line(" ", "refs/heads/main", "1..2");
  const std::string tag_made = line("*", "refs/tags/v1", "[new tag]");
  struct Case {
    std::string out;
    int status;
    PushVerdict verdict;
  };
  const std::vector<Case> cases{
      {main_moved + tag_made, 0, PushVerdict::landed},
      {line("=", "refs/heads/main", "[up to date]") + tag_made, 0, PushVerdict::landed},
      {main_moved + tag_made, 1, PushVerdict::broken},
      {main_moved, 0, PushVerdict::broken},
      {"", 128, PushVerdict::broken},
      {line("!", "refs/heads/main", "[remote failure] (remote failed to report status)") +
           line("!", "refs/tags/v1", "[remote failure] (remote failed to report status)"),
       1, PushVerdict::broken},
      {line("!", "refs/heads/main", "[rejected] (stale info)") +
           line("!", "refs/tags/v1", "[rejected] (atomic push failed)"),
       1, PushVerdict::refused},
      {main_moved + line("!", "refs/tags/v1", "[remote rejected] (hook declined)"), 1,
       PushVerdict::refused},
  };
  for (const Case& one_case : cases) {
    CAPTURE(one_case.out);
    CHECK(parse_push({one_case.status, one_case.out, "", false}, refs).verdict == one_case.verdict);
  }
  std::vector<PushRef> foreign = refs;
  foreign[0].created = false;
  CHECK(parse_push({0, line("=", "refs/heads/main", "[up to date]") + tag_made, "", false}, foreign)
            .verdict == PushVerdict::refused);
}

TEST_CASE("names that could be taken for options or are no refs are refused") {
  for (const char* name : {"main", "hotfix/1.2", "a-b", "zzz\";echo${IFS}hi;#", "@x"}) {
    const std::string text = name;
    CAPTURE(text);
    CHECK(ref_name_fault(name) == "");
  }
  for (const char* name : {"",         "-x",   "--upload-pack=x",
                           "a..b",     "a b",  "a~b",
                           "a^b",      "a:b",  "a?b",
                           "a*b",      "a[b",  "a\\b",
                           "a//b",     "/a",   "a/",
                           ".a",       "a/.b", "a.lock",
                           "a.lock/b", "a.",   "@",
                           "a@{b",     "a\nb", "a\x7f"}) {
    const std::string text = name;
    CAPTURE(text);
    CHECK(ref_name_fault(name) != "");
    CHECK_THROWS_AS(check_branch_name(name), Error);
  }
  CHECK(ref_name_fault(std::string(256, 'a')) != "");
  CHECK_THROWS_AS(check_remote_name("--upload-pack=touch x"), Error);
  CHECK_THROWS_AS(check_remote_name(""), Error);
  CHECK_THROWS_AS(check_remote_name("origin\n"), Error);
  CHECK_NOTHROW(check_remote_name("https://example.org/a.git"));
}

TEST_CASE("each CI system's variables tell the branch, and no branch for tags and pull requests") {
  using Variables = std::map<std::string, std::string>;
  struct Case {
    Variables variables;
    std::optional<std::string> branch;
  };
  const std::vector<Case> cases{
      {{}, std::nullopt},
      {{{"BRANCH_NAME", "x"}, {"CI_COMMIT_BRANCH", "x"}}, std::nullopt},
      {{{"GITHUB_ACTIONS", "true"},
        {"GITHUB_REF", "refs/heads/hotfix/1"},
        {"GITHUB_REF_TYPE", "branch"},
        {"GITHUB_REF_NAME", "hotfix/1"}},
       "hotfix/1"},
      {{{"GITHUB_ACTIONS", "true"}, {"GITHUB_REF_TYPE", "tag"}, {"GITHUB_REF_NAME", "v1"}},
       std::nullopt},
      {{{"GITHUB_ACTIONS", "true"},
        {"GITHUB_REF", "refs/pull/1/merge"},
        {"GITHUB_REF_TYPE", "branch"},
        {"GITHUB_REF_NAME", "1/merge"}},
       std::nullopt},
      {{{"GITLAB_CI", "true"}, {"CI_COMMIT_BRANCH", "main"}}, "main"},
      {{{"GITLAB_CI", "true"}, {"CI_COMMIT_TAG", "v1"}}, std::nullopt},
      {{{"GITLAB_CI", "true"}, {"CI_COMMIT_BRANCH", "x"}, {"CI_MERGE_REQUEST_IID", "7"}},
       std::nullopt},
      {{{"CI_PIPELINE_EVENT", "push"}, {"CI_COMMIT_BRANCH", "main"}}, "main"},
      {{{"CI_PIPELINE_EVENT", "pull_request"}, {"CI_COMMIT_BRANCH", "main"}}, std::nullopt},
      {{{"CI_PIPELINE_EVENT", "tag"}, {"CI_COMMIT_BRANCH", "main"}}, std::nullopt},
      {{{"BITBUCKET_BUILD_NUMBER", "1"}, {"BITBUCKET_BRANCH", "main"}}, "main"},
      {{{"BITBUCKET_BUILD_NUMBER", "1"}, {"BITBUCKET_BRANCH", "x"}, {"BITBUCKET_PR_ID", "2"}},
       std::nullopt},
      {{{"CIRCLECI", "true"}, {"CIRCLE_BRANCH", "main"}}, "main"},
      {{{"CIRCLECI", "true"}, {"CIRCLE_BRANCH", "pull/3"}}, std::nullopt},
      {{{"CIRCLECI", "true"}, {"CIRCLE_BRANCH", ""}, {"CIRCLE_TAG", "v1"}}, std::nullopt},
      {{{"TF_BUILD", "True"}, {"BUILD_SOURCEBRANCH", "refs/heads/a/b"}}, "a/b"},
      {{{"TF_BUILD", "True"}, {"BUILD_SOURCEBRANCH", "refs/pull/4/merge"}}, std::nullopt},
      {{{"JENKINS_URL", "http://x"}, {"BRANCH_NAME", "main"}, {"GIT_BRANCH", "origin/y"}}, "main"},
      {{{"JENKINS_URL", "http://x"}, {"BRANCH_NAME", "PR-1"}, {"CHANGE_ID", "1"}}, std::nullopt},
      {{{"JENKINS_URL", "http://x"}, {"GIT_BRANCH", "origin/a/b"}}, "a/b"},
      {{{"JENKINS_URL", "http://x"}, {"GIT_BRANCH", "detached head"}}, std::nullopt},
      {{{"GITLAB_CI", "true"}, {"CI_COMMIT_BRANCH", "--option"}}, std::nullopt},
  };
  for (const Case& one_case : cases) {
    std::string text;
    for (const auto& [name, value] : one_case.variables)
      text.append(name).append("=").append(value).append(" ");
    CAPTURE(text);
    CHECK(ci_branch([&](const std::string& name) -> std::optional<std::string> {
            const auto found = one_case.variables.find(name);
            if (found == one_case.variables.end()) return std::nullopt;
            return found->second;
          }) == one_case.branch);
  }
}

TEST_CASE("words decide how often a push that moved nothing is tried again, never what happened") {
  const auto tries = [](PushVerdict verdict, const std::string& words) {
    PushOutcome outcome;
    outcome.verdict = verdict;
    outcome.words = words;
    return retries_for(outcome);
  };
  CHECK(tries(PushVerdict::refused, "[remote rejected] (pre-receive hook declined)") == 0);
  CHECK(tries(PushVerdict::refused, "remote: GitLab: You are not allowed to push code") == 0);
  CHECK(tries(PushVerdict::refused, "cannot lock ref 'refs/heads/main'") > 1);
  CHECK(tries(PushVerdict::refused, "something new") == 1);
  CHECK(tries(PushVerdict::broken, "fatal: Authentication failed for 'https://x'") == 0);
  CHECK(tries(PushVerdict::broken, "fatal: the remote end hung up unexpectedly") > 0);
  CHECK(is_passing("kex_exchange_identification: Connection closed by remote host"));
  CHECK_FALSE(is_passing("fatal: Authentication failed for 'https://x'"));
}

}  // namespace
}  // namespace relctl::git
