// SPDX-License-Identifier: MIT
#include "git/ci_branch.hpp"

#include <array>
#include <string_view>

#include "git/ref_name.hpp"

namespace relctl::git {
namespace {

class Variables {
 public:
  explicit Variables(const EnvironmentLookup& lookup) : lookup_(lookup) {}

  /// An empty variable counts as none: several systems set all of theirs always.
  [[nodiscard]] std::optional<std::string> get(const std::string& name) const {
    auto value = lookup_(name);
    if (value && value->empty()) return std::nullopt;
    return value;
  }
  [[nodiscard]] bool has(const std::string& name) const { return get(name).has_value(); }
  [[nodiscard]] bool is(const std::string& name, std::string_view value) const {
    return get(name) == value;
  }

 private:
  const EnvironmentLookup& lookup_;
};

std::optional<std::string> after(const std::optional<std::string>& text, std::string_view prefix) {
  if (!text || !text->starts_with(prefix)) return std::nullopt;
  return text->substr(prefix.size());
}

std::optional<std::string> github(const Variables& of) {
  if (!of.is("GITHUB_REF_TYPE", "branch")) return std::nullopt;
  // The ref of a pull request, refs/pull/1/merge, has the type "branch" as well.
  if (of.has("GITHUB_REF") && !after(of.get("GITHUB_REF"), "refs/heads/")) return std::nullopt;
  return of.get("GITHUB_REF_NAME");
}

std::optional<std::string> woodpecker(const Variables& of) {
  // In a pull request CI_COMMIT_BRANCH is the branch it aims at, not what is checked out.
  const std::string event = of.get("CI_PIPELINE_EVENT").value_or("");
  if (event == "push" || event == "manual" || event == "cron") return of.get("CI_COMMIT_BRANCH");
  return std::nullopt;
}

std::optional<std::string> gitlab(const Variables& of) {
  if (of.has("CI_COMMIT_TAG") || of.has("CI_MERGE_REQUEST_IID")) return std::nullopt;
  return of.get("CI_COMMIT_BRANCH");
}

std::optional<std::string> bitbucket(const Variables& of) {
  if (of.has("BITBUCKET_PR_ID") || of.has("BITBUCKET_TAG")) return std::nullopt;
  return of.get("BITBUCKET_BRANCH");
}

std::optional<std::string> circleci(const Variables& of) {
  const std::string branch = of.get("CIRCLE_BRANCH").value_or("");
  if (branch.empty() || branch.starts_with("pull/") || of.has("CIRCLE_TAG")) return std::nullopt;
  return branch;
}

std::optional<std::string> azure(const Variables& of) {
  return after(of.get("BUILD_SOURCEBRANCH"), "refs/heads/");
}

std::optional<std::string> jenkins(const Variables& of) {
  if (of.has("CHANGE_ID") || of.has("TAG_NAME")) return std::nullopt;
  if (of.has("BRANCH_NAME")) return of.get("BRANCH_NAME");
  const auto branch = of.get("GIT_BRANCH");
  if (const auto name = after(branch, "refs/heads/")) return name;
  if (const auto name = after(branch, "origin/")) return name;
  return branch;
}

struct System {
  const char* sign;  ///< a variable that this system alone sets
  std::optional<std::string> (*branch)(const Variables&);
};

constexpr std::array<System, 7> systems{{
    {"GITHUB_ACTIONS", github},
    {"CI_PIPELINE_EVENT", woodpecker},
    {"GITLAB_CI", gitlab},
    {"BITBUCKET_BUILD_NUMBER", bitbucket},
    {"CIRCLECI", circleci},
    {"TF_BUILD", azure},
    {"JENKINS_URL", jenkins},
}};

}  // namespace

std::optional<std::string> ci_branch(const EnvironmentLookup& environment) {
  const Variables variables(environment);
  for (const System& system : systems) {
    if (!variables.has(system.sign)) continue;
    const auto branch = system.branch(variables);
    if (branch && ref_name_fault(*branch).empty()) return branch;
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace relctl::git
