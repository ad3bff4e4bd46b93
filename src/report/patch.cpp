// SPDX-License-Identifier: MIT
#include "report/patch.hpp"

#include <algorithm>

namespace relctl::report {
namespace {

/// `in_hunk`: the line is of a file's content, so that `---` is a line that goes.
std::string styled_line(std::string_view line, bool in_hunk, const Style& style) {
  if (line.empty()) return {};
  if (!in_hunk) return style.bold(line);
  switch (line.front()) {
    case '+':
      return style.green(line);
    case '-':
      return style.red(line);
    case '@':
      return style.cyan(line);
    default:
      return std::string(line);
  }
}

}  // namespace

std::string styled_patch(std::string_view patch, const Style& style) {
  if (!style.color) return std::string(patch);
  std::string text;
  bool in_hunk = false;
  while (!patch.empty()) {
    const std::size_t end = std::min(patch.find('\n'), patch.size());
    const std::string_view line = patch.substr(0, end);
    if (line.starts_with("diff --git ")) in_hunk = false;
    if (line.starts_with("@@ ")) in_hunk = true;
    text += styled_line(line, in_hunk, style);
    if (end < patch.size()) text += '\n';
    patch.remove_prefix(std::min(end + 1, patch.size()));
  }
  return text;
}

}  // namespace relctl::report
