// SPDX-License-Identifier: MIT
#include "report/visible.hpp"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "base/replace_all.hpp"
#include "edit/utf8.hpp"

namespace relctl::report {
namespace {

std::string escaped(char32_t code) {
  switch (code) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return code < 0x80 ? fmt::format("\\x{:02x}", std::uint32_t{code})
                         : fmt::format("\\u{{{:x}}}", std::uint32_t{code});
  }
}

std::string show(std::string_view text, std::string_view kept) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const auto character = edit::decode_utf8(text, 0);
    const std::size_t size = character ? character->size : 1;
    if (!character) {
      result += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[0]));
    } else if (edit::is_hidden(character->value) && kept.find(text[0]) == std::string_view::npos) {
      result += escaped(character->value);
    } else {
      result += text.substr(0, size);
    }
    text.remove_prefix(size);
  }
  return result;
}

}  // namespace

std::string visible(std::string_view text) {
  return show(text, "");
}

std::string visible_lines(std::string_view text) {
  return show(replace_all(std::string(text), "\r\n", "\n"), "\n\t");
}

std::string visible_message(std::string_view text) {
  std::string shown = visible_lines(text);
  while (shown.ends_with('\n'))
    shown.pop_back();
  return replace_all(std::move(shown), "\n", "\n  ");
}

std::string without_workflow_commands(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    const std::string_view line = text.substr(0, end);
    const std::size_t start = std::min(line.find_first_not_of(" \t\v\f\r"), line.size());
    const bool is_command = line.substr(start).starts_with("::");
    result += line.substr(0, start);
    if (is_command) result += '\\';
    result += line.substr(start);
    text.remove_prefix(end);
  }
  for (const std::string_view mark : {"##[", "##vso[", "##teamcity["}) {
    result = replace_all(std::move(result), mark, "#\\" + std::string(mark.substr(1)));
  }
  return result;
}

std::size_t width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0U) != 0x80;
  }));
}

}  // namespace relctl::report
