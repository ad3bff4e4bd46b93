// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace relctl::adopt {

/// What the URL of a remote tells.
struct Origin {
  std::string host;                  ///< without user and port
  std::string owner;                 ///< the group or user: everything between host and name
  std::string name;                  ///< of the repository, without `.git`
  std::optional<std::string> forge;  ///< github, gitlab, gitea, forgejo or bitbucket
  bool is_certain = false;           ///< the forge is a public one that everybody knows
  bool operator==(const Origin&) const = default;
};

/// Reads `https://…`, `ssh://…` and `git@host:owner/name`; nothing for a path.
std::optional<Origin> read_origin(std::string_view url);

}  // namespace relctl::adopt
