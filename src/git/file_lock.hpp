// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "process/descriptor.hpp"

namespace relctl::git {

/// Makes `path` appear at once with `content` and a lock of the system on it, which ends with the
/// descriptor or the process. Nothing when the name is taken. Throws Error(system).
std::optional<process::Descriptor> make_locked_file(const std::string& path,
                                                    std::string_view content);

/// Locks the file at `path` if a process that made it so is gone; nothing when it still lives, or
/// when the file is not there, or does not begin with `opening`.
std::optional<process::Descriptor> take_locked_file(const std::string& path,
                                                    std::string_view opening);

/// True when `path` names the file that `file` has open.
bool is_named(const process::Descriptor& file, const std::string& path);

/// The bytes of an open file.
std::string read_all(const process::Descriptor& file);

}  // namespace relctl::git
