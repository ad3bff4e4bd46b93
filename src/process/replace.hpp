// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace relctl::process {

/// The program called `name`: beside the one that runs now, else in the folders of `path` (as PATH
/// has them). Nothing where there is none that may be run.
std::optional<std::string> find_program(const std::string& name, const std::string& path);

/// Ends this program and starts `program` in its place, with the same process id, so that signals
/// and whoever waits for it reach that one. Nothing is destroyed: flush what was written before.
/// Throws Error(system) when it cannot be started.
[[noreturn]] void replace_by(const std::string& program, const std::vector<std::string>& arguments);

}  // namespace relctl::process
