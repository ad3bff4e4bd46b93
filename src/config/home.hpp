// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"

namespace relctl::config {

/// What the repository of a relctl.yaml is called, where that is known: environments that name it
/// are kept where those are that name nothing.
struct Home {
  std::optional<std::string> branch;   ///< its default branch
  std::vector<std::string> addresses;  ///< of its remotes
};

/// Asked only where an environment names a branch or a repository.
using HomeSource = std::function<Home()>;

/// parse(), which also refuses environments that would write the same files because one of them
/// names what the repository is called.
Config parse(std::string_view text, std::string_view file, const HomeSource& home);

}  // namespace relctl::config
