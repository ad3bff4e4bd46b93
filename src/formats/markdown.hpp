// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace relctl::formats {

/// One line of a Markdown text that is no code and no comment.
struct Line {
  enum class Kind { blank, heading, link, other };
  Kind kind = Kind::other;
  std::size_t offset = 0;  ///< of the line's first byte
  std::size_t size = 0;    ///< without its line end
  int level = 0;           ///< of a heading: 1 to 6
  std::string_view text;   ///< of a heading: without its `#`; else the line
  std::string_view label;  ///< of a link reference definition, `[label]: target`
  std::string_view target;
  /// Of a heading that is underlined (with `===` or `---`): that second line, which `size`
  /// includes.
  std::string_view underline = {};
};

/// The lines of `text`. Lines of fenced code count as `other`, whatever they look like, and those
/// of a comment (`<!-- … -->`) as blank.
std::vector<Line> markdown_lines(std::string_view text);

/// `text` without the blanks around it.
std::string_view trim(std::string_view text);

}  // namespace relctl::formats
