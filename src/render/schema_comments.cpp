// SPDX-License-Identifier: MIT
#include "render/schema_comments.hpp"

#include <algorithm>
#include <string>

#include "base/error.hpp"
#include "json/document.hpp"
#include "render/texts.hpp"

namespace relctl::render {
namespace {

std::string_view trimmed(std::string_view text) {
  const std::size_t start = text.find_first_not_of(" \t");
  if (start == std::string_view::npos) return {};
  return text.substr(start, text.find_last_not_of(" \t") + 1 - start);
}

/// True when the value, if any, is on the lines behind `before`, the part of a line.
bool is_open(std::string_view before) {
  const std::string_view text = trimmed(before);
  return text.empty() || text == "-" || text.back() == ':';
}

bool is_json_object(std::string_view text) {
  if (text.size() < 2 || text.front() != '{' || text.back() != '}') return false;
  try {
    static_cast<void>(json::parse(text, ""));
    return true;
  } catch (const Error&) {
    return false;  // any other comment
  }
}

bool has_schema(std::string_view line) {
  const std::size_t mark = line.find('#');
  if (mark == std::string_view::npos || !is_open(line.substr(0, mark))) return false;
  std::string_view comment = line.substr(mark);
  comment.remove_prefix(std::min(comment.find_first_not_of('#'), comment.size()));
  return is_json_object(trimmed(comment));
}

}  // namespace

std::vector<std::uint32_t> schema_comment_lines(std::string_view text) {
  std::vector<std::uint32_t> lines;
  for (std::uint32_t number = 1; !text.empty(); ++number) {
    if (has_schema(take(text, '\n'))) lines.push_back(number);
  }
  return lines;
}

}  // namespace relctl::render
