// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl::git {

/// Why `name` can be no branch or tag (a short name), as a phrase ("it has two dots in a row");
/// empty for a good one. The rules are those of `git check-ref-format`; besides, no name starts
/// with a dash, where a program could take it for an option, or is longer than 255 bytes.
std::string ref_name_fault(std::string_view name);

/// Throws Error(usage) naming the fault when `name` can be no branch.
void check_branch_name(std::string_view name);

/// Throws Error(usage) when `remote` is empty, could be taken for an option, or holds control
/// characters.
void check_remote_name(std::string_view remote);

}  // namespace relctl::git
