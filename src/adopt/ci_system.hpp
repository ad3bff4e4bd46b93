// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace relctl::adopt {

/// A CI system that `init --ci` writes a pipeline for.
enum class CiSystem { woodpecker, github, gitlab, bitbucket, circleci, jenkins };

/// All of them, by the names on the command line.
const std::vector<std::string>& ci_system_names();

/// The name on the command line.
std::string to_string(CiSystem system);

/// The system of that name. Throws Error(usage) that lists the names.
CiSystem ci_system(std::string_view name);

/// The file that the pipeline is written to.
std::string pipeline_path(CiSystem system);

/// The system whose files are among `files`; the first in the order of ci_system_names() where
/// several are.
std::optional<CiSystem> find_ci_system(const std::vector<std::string>& files);

}  // namespace relctl::adopt
