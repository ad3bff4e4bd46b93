// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl::commands {

/// Writes a file of the work tree at `root`, whole or not at all: a temporary file beside it takes
/// its place at the end. Folders are made as needed. Throws Error(conflict) where the file exists
/// and `replace` is false, Error(input) where a symbolic link stands on the way, and Error(system)
/// when the disk refuses.
void write_new_file(const std::string& root, const std::string& path, std::string_view content,
                    bool replace);

/// The error for a file that is there already.
void refuse_existing(const std::string& root, const std::string& path);

}  // namespace relctl::commands
