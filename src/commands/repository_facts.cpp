// SPDX-License-Identifier: MIT
#include "commands/repository_facts.hpp"

#include <algorithm>
#include <filesystem>

#include "base/error.hpp"
#include "git/program.hpp"
#include "operation/session.hpp"

namespace relctl::commands {
namespace {

std::vector<std::string> split(const std::string& text, char mark) {
  std::vector<std::string> parts;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(mark, begin), text.size());
    if (end > begin) parts.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

/// Local branches, and the remotes' without the remote's name; each once.
std::vector<std::string> branch_names(const git::Repository& repository) {
  std::vector<std::string> names = split(
      git::require_git(repository, {"for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads"}),
      '\n');
  for (const std::string& name :
       split(git::require_git(repository,
                              {"for-each-ref", "--format=%(refname:lstrip=3)", "refs/remotes"}),
             '\n')) {
    if (name != "HEAD") names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::optional<std::string> remote_url(const git::Repository& repository,
                                      const std::string& branch) {
  try {
    return repository.config("remote." + operation::remote_of(repository, branch) + ".url");
  } catch (const Error&) {
    return std::nullopt;  // a repository without a remote is a good one
  }
}

}  // namespace

adopt::Facts repository_facts(const git::Repository& repository) {
  adopt::Facts facts;
  facts.files = split(git::require_git(repository, {"ls-files", "-z", "--cached", "--others",
                                                    "--exclude-standard"}),
                      '\0');
  std::sort(facts.files.begin(), facts.files.end());
  facts.files.erase(std::unique(facts.files.begin(), facts.files.end()), facts.files.end());
  facts.tags = split(
      git::require_git(repository, {"for-each-ref", "--format=%(refname:lstrip=2)", "refs/tags"}),
      '\n');
  facts.branches = branch_names(repository);
  facts.branch = repository.head_branch();
  facts.remote = remote_url(repository, facts.branch.value_or(""));
  facts.directory = std::filesystem::path(repository.work_tree().value_or("app")).filename();
  return facts;
}

}  // namespace relctl::commands
