// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl::report {

/// `text` in one line that a terminal shows as it is: control characters (escape sequences with
/// them), characters that turn the direction of writing or take no space, and bytes that are not
/// UTF-8 are written as `\n`, `\x1b`, `\u{202e}`. Everything that comes out of a repository passes
/// through it.
std::string visible(std::string_view text);

/// As visible(), but line ends stay (`\r\n` becomes `\n`) and tabs too.
std::string visible_lines(std::string_view text);

/// As visible_lines(), with every line but the first indented, and without a last line end: further
/// lines of a message, such as git's own words, stay apart from what relctl itself says.
std::string visible_message(std::string_view text);

/// `text` with every line disarmed that a CI system would take for a command: `::name` at the start
/// of a line (after spaces), `##[name]`, `##vso[` and `##teamcity[` anywhere get a backslash.
std::string without_workflow_commands(std::string_view text);

/// How many columns `text` takes, one a code point.
std::size_t width(std::string_view text);

}  // namespace relctl::report
