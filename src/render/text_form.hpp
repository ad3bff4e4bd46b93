// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

namespace relctl::render {

/// In which styles YAML can hold a text, by libyaml's rules.
struct TextForm {
  bool plain = true;
  bool single_quoted = true;
  bool block = true;
  bool multi_line = false;
};

/// The styles for `text`, which is UTF-8.
TextForm form_of(std::string_view text);

/// True when go-yaml v2 reads the plain scalar `text` as something else than this string, or
/// YAML 1.1 as a number of base 60: such texts are printed in double quotes.
bool needs_quotes(std::string_view text);

/// True for the characters that stand in YAML as they are; all but them are escaped.
bool is_printable(char32_t c);
/// True for the line breaks of YAML 1.1.
bool is_break(char32_t c);
/// The escape for `c` in double quotes: `\n`, `\xHH`, `\uHHHH` or `\UHHHHHHHH`.
std::string escaped(char32_t c);

}  // namespace relctl::render
