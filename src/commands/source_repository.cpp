// SPDX-License-Identifier: MIT
#include "commands/source_repository.hpp"

#include <filesystem>

#include "git/program.hpp"

namespace relctl::commands {

SourceRepository::SourceRepository(const git::Repository& owner, const std::string& where) {
  std::error_code error;
  if (std::filesystem::is_directory(where, error)) {
    repository_ = git::Repository::open(where);
    return;
  }
  folder_.emplace();
  const std::string copy = folder_->path() + "/source.git";
  git::require_git(owner, {"clone", "--quiet", "--bare", "--", where, copy});
  repository_ = git::Repository::open(copy);
}

}  // namespace relctl::commands
