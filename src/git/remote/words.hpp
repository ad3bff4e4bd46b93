// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl::git {

/// What git or a server said, fit for a message: without secrets, without blanks at line ends, with
/// which git pads the lines of servers, and without empty lines.
std::string tidy_words(std::string_view text);

}  // namespace relctl::git
