// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "tree/tree.hpp"

namespace relctl {

/// Why `path` may not be used inside a repository, as a phrase ("it leaves the repository"); empty
/// for a good one. Good: relative, `/` between parts, no empty, `.` or `..` part, no part that is
/// `.git` in any case or in the short form NTFS gives it, no control character, no backslash.
std::string path_fault(std::string_view path);

/// Throws Error(input) naming the fault unless `path` is good and no symbolic link or submodule
/// stands on the way to it or at its end.
void check_path(const Tree& tree, std::string_view path);

/// The bytes of the regular file at `path`, after check_path.
std::string read_file(const Tree& tree, std::string_view path);

/// "a/b" for the parts "a" and "b"; an empty part is left out.
std::string join_path(std::string_view directory, std::string_view name);

/// The part before the last `/`; "" where there is none.
std::string_view directory_of(std::string_view path);

/// True when `path` is `directory` or lies below it; everything lies below "" and ".".
bool is_below(std::string_view path, std::string_view directory);

}  // namespace relctl
