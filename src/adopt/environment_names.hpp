// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relctl::adopt {

/// How far from the developer an environment of this name is (dev before test before staging before
/// production), also as a part of the name (`prod-eu`); nothing for a name that says nothing.
std::optional<int> environment_rank(std::string_view name);

/// True for a folder whose subfolders are environments, whatever they are called (`overlays`).
bool is_home_of_environments(std::string_view folder);

/// True for a folder that no environment is called (`base`, `components`, …).
bool is_shared_folder(std::string_view folder);

/// The environment that a branch stands for (`staging`, `env/production`); nothing for others.
std::optional<std::string> environment_of_branch(std::string_view branch);

/// Names in promotion order: by rank, names without one behind, else by the alphabet.
void sort_environments(std::vector<std::string>& names);

}  // namespace relctl::adopt
