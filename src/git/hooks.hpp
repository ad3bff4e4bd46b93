// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "git/repository.hpp"

namespace relctl::git {

/// One of git's hooks and who has it.
struct Hook {
  enum class State {
    absent,   ///< there is none
    own,      ///< relctl's
    foreign,  ///< somebody else's alone
  };
  std::string name;
  std::string path;  ///< absolute
  State state = State::absent;
  bool current = false;  ///< relctl's, as this version writes it
  bool chained = false;  ///< one that was there before is called first
};

/// The program that git runs as its hook `name`: in the folder that core.hooksPath names, else in
/// the repository's own; nothing where there is none that can be run.
std::optional<std::string> find_hook(const Repository& repository, const std::string& name);

/// The hooks that relctl has an interest in: pre-commit and pre-push, in the folder that
/// core.hooksPath names, else in the repository's own.
std::vector<Hook> find_hooks(const Repository& repository);

/// Installs relctl's hooks. One that is there is kept beside it and called first. Does nothing
/// where all is so already. Throws Error(conflict), with nothing changed, where a hook came back
/// after relctl had put one aside.
std::vector<Hook> install_hooks(const Repository& repository);

/// Takes relctl's hooks away and puts those that were there before back.
std::vector<Hook> uninstall_hooks(const Repository& repository);

}  // namespace relctl::git
