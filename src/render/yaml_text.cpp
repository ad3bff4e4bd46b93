// SPDX-License-Identifier: MIT
#include "render/yaml_text.hpp"

#include "render/characters.hpp"
#include "render/scalar.hpp"
#include "render/text_form.hpp"

namespace relctl::render {
namespace {

std::string single_quoted(std::string_view text) {
  std::string result = "'";
  for (const char c : text)
    result += c == '\'' ? "''" : std::string(1, c);
  return result + "'";
}

std::string double_quoted(std::string_view text) {
  std::string result = "\"";
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t start = i;
    const char32_t c = next_character(text, i);
    const bool as_it_is = is_printable(c) && !is_break(c) && c != '"' && c != '\\';
    result += as_it_is ? std::string(text.substr(start, i - start)) : escaped(c);
  }
  return result + "\"";
}

}  // namespace

std::string yaml_text(const Node& scalar) {
  const bool lines = scalar.text.find('\n') != std::string_view::npos;
  const TextForm form = form_of(scalar.text);
  switch (scalar.style) {
    case Style::single_quoted:
      return form.single_quoted ? single_quoted(scalar.text) : double_quoted(scalar.text);
    case Style::double_quoted:
      return double_quoted(scalar.text);
    case Style::literal:
    case Style::folded:
      return std::string(scalar.text);
    case Style::plain:
      break;
  }
  if (lines) return std::string(scalar.text);
  const bool forced = scalar.tag == Tag::string && meaning_of(scalar.text).tag != Tag::string;
  if (forced) return double_quoted(scalar.text);
  if (form.plain || scalar.text.empty()) return std::string(scalar.text);
  return form.single_quoted ? single_quoted(scalar.text) : double_quoted(scalar.text);
}

}  // namespace relctl::render
