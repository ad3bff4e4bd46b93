// SPDX-License-Identifier: MIT
#include "report/visible.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include <fmt/format.h>

namespace relctl::report {
namespace {

struct Character {
  std::uint32_t code;
  std::size_t size;  ///< bytes; 0 when the text is not UTF-8 here
};

struct Lead {
  unsigned char mask;
  unsigned char mark;
  std::uint32_t least;  ///< a smaller code point would be an overlong form
};

constexpr std::array<Lead, 4> leads = {
    {{0x80, 0x00, 0}, {0xe0, 0xc0, 0x80}, {0xf0, 0xe0, 0x800}, {0xf8, 0xf0, 0x10000}}};

unsigned char byte(char c) {
  return static_cast<unsigned char>(c);
}

Character first_character(std::string_view text) {
  for (std::size_t i = 0; i < leads.size(); ++i) {
    if ((byte(text[0]) & leads[i].mask) != leads[i].mark) continue;
    if (text.size() <= i) return {0, 0};
    std::uint32_t code = byte(text[0]) & static_cast<unsigned char>(~leads[i].mask);
    for (std::size_t j = 1; j <= i; ++j) {
      if ((byte(text[j]) & 0xc0U) != 0x80) return {0, 0};
      code = (code << 6U) | (byte(text[j]) & 0x3fU);
    }
    const bool is_surrogate = code >= 0xd800 && code <= 0xdfff;
    if (code < leads[i].least || code > 0x10ffff || is_surrogate) return {0, 0};
    return {code, i + 1};
  }
  return {0, 0};
}

struct Range {
  std::uint32_t first;
  std::uint32_t last;
};

// Controls, and what changes the direction of writing, hides, or breaks a line.
constexpr std::array<Range, 10> hidden = {{{0x00, 0x1f},
                                           {0x7f, 0x9f},
                                           {0xad, 0xad},
                                           {0x61c, 0x61c},
                                           {0x180e, 0x180e},
                                           {0x200b, 0x200f},
                                           {0x2028, 0x202e},
                                           {0x2060, 0x206f},
                                           {0xfeff, 0xfeff},
                                           {0xe0000, 0xe007f}}};

bool is_hidden(std::uint32_t code) {
  return std::any_of(hidden.begin(), hidden.end(),
                     [&](const Range& range) { return range.first <= code && code <= range.last; });
}

std::string escaped(std::uint32_t code) {
  switch (code) {
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      return code < 0x80 ? fmt::format("\\x{:02x}", code) : fmt::format("\\u{{{:x}}}", code);
  }
}

std::string show(std::string_view text, std::string_view kept) {
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const Character character = first_character(text);
    const std::size_t size = std::max<std::size_t>(character.size, 1);
    if (character.size == 0) {
      result += fmt::format("\\x{:02x}", byte(text[0]));
    } else if (is_hidden(character.code) && kept.find(text[0]) == std::string_view::npos) {
      result += escaped(character.code);
    } else {
      result += text.substr(0, size);
    }
    text.remove_prefix(size);
  }
  return result;
}

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
  return text;
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
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (byte(c) & 0xc0U) != 0x80; }));
}

}  // namespace relctl::report
