// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "judge/evidence.hpp"

namespace relctl::judge {

/// True for a file that is neither a link nor a submodule.
bool is_regular(const Entry& entry);

/// What no operation does to a file, as a sentence without its subject: symbolic links, submodules,
/// another mode than a parent's. Empty when there is nothing of the kind.
std::string form_fault(const Judged& judged, const std::string& path, const Entry& entry);

/// The content of the plain file at `path`; nothing where there is none.
std::optional<std::string> file_text(const Tree& tree, const std::string& path);

}  // namespace relctl::judge
