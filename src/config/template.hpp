// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "config/reader.hpp"

namespace relctl::config {

/// The names in braces in `text`, in order, repeated ones too. Only lower-case words in braces
/// count: `{version}` is a placeholder, `{ }` and `${X}` are text.
std::vector<std::string> placeholders(std::string_view text);

/// How often `{name}` stands in `text`.
std::size_t count_placeholder(std::string_view text, std::string_view name);

/// The line at `value`; an error names a placeholder that is not in `known`.
std::string template_line(const Value& value, Keys known);

/// The text at `value`: a line as of template_line, or one, an empty line and a body.
std::string message_template(const Value& value, Keys known);

/// As template_line, and `{version}` must stand in it exactly once, so that the version can be
/// read back.
std::string version_template(const Value& value, Keys known);

}  // namespace relctl::config
