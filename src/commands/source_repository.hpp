// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "git/repository.hpp"
#include "git/temporary_folder.hpp"

namespace relctl::commands {

/// The repository that what another one deploys is rendered from: `--source DIR|URL`.
class SourceRepository {
 public:
  /// `where` is a clone on this machine, else an address, of which a clone is made for as long as
  /// this object lives, with the credentials of `owner`. Throws Error(system) in git's words.
  SourceRepository(const git::Repository& owner, const std::string& where);

  [[nodiscard]] const git::Repository& repository() const { return *repository_; }

 private:
  std::optional<git::TemporaryFolder> folder_;
  std::optional<git::Repository> repository_;
};

}  // namespace relctl::commands
