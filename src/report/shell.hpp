// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl::report {

/// `text` as one word of a POSIX shell, quoted where needed, so that a command that is suggested
/// can be pasted whatever a branch is called. Bytes that a terminal would not show become
/// `$'\\x1b'`.
std::string shell_word(std::string_view text);

}  // namespace relctl::report
