// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace relctl::adopt {

/// The template that most version tags follow, and how many tags hold a version in no such way.
struct TagFormat {
  std::optional<std::string> pattern;  ///< nothing where no tag holds a version
  std::size_t others = 0;
  std::vector<std::string> unreadable;  ///< those whose numbers are no semantic version: v1.2.3.4
};

/// Reads the format of git tags off `tags`, for a repository with these services: several need
/// their name in the tag (`{service}/v{version}`, `{service}@{version}`, …).
TagFormat tag_format(const std::vector<std::string>& tags,
                     const std::vector<std::string>& services);

}  // namespace relctl::adopt
