// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "tree/tree.hpp"

namespace relctl::formats {

/// True for a regular file at `path`.
bool is_file(const Tree& tree, const std::string& path);

/// `relative` seen from `directory`; nothing where it leaves the repository.
std::optional<std::string> resolve(std::string_view directory, std::string_view relative);

/// The directories below `directory` that a workspace's glob names: `*`, `?`, `[]` within a part,
/// `**` for any number of parts.
std::vector<std::string> expand_glob(const Tree& tree, const std::string& directory,
                                     std::string_view glob);

/// Every file of the tree that is called `name`, whose leading `*` stands for any beginning, in
/// order of path; not those in `node_modules`, which are other people's.
std::vector<std::string> files_called(const Tree& tree, std::string_view name);

}  // namespace relctl::formats
