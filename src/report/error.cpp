// SPDX-License-Identifier: MIT
#include "report/error.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/visible.hpp"

namespace relctl::report {
namespace {

constexpr std::size_t tab_width = 4;
/// Bytes of a source line that are shown on either side of the column: a minified file is one line.
constexpr std::size_t most_before = 70;
constexpr std::size_t most_after = 50;

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xc0U) == 0x80;
}

// Tabs become spaces so that the caret stands right on any terminal.
std::string flat(std::string_view text) {
  std::string result;
  while (!text.empty()) {
    const std::size_t tab = std::min(text.find('\t'), text.size());
    result += visible(text.substr(0, tab));
    if (tab == text.size()) break;
    result.append(tab_width - width(result) % tab_width, ' ');
    text.remove_prefix(tab + 1);
  }
  return result;
}

struct Excerpt {
  std::string line;
  std::size_t caret;  ///< columns before it
};

Excerpt excerpt_of(const Location& where) {
  const std::string_view source = where.excerpt;
  const std::size_t column = std::min(where.column - 1, source.size());
  std::size_t begin = column > most_before ? column - most_before : 0;
  while (begin < column && is_continuation(source[begin]))
    ++begin;
  std::size_t end = std::min(column + most_after, source.size());
  while (end < source.size() && is_continuation(source[end]))
    ++end;
  const std::string head = begin > 0 ? "…" : "";
  const std::string tail = end < source.size() ? "…" : "";
  const std::size_t caret = width(head) + width(flat(source.substr(begin, column - begin)));
  return {head + flat(source.substr(begin, end - begin)) + tail, caret};
}

std::string place(const Location& where) {
  std::string text = visible(where.file);
  if (where.line > 0) text += fmt::format(":{}", where.line);
  if (where.line > 0 && where.column > 0) text += fmt::format(":{}", where.column);
  return text;
}

}  // namespace

namespace {

std::string one_text(const Error& error, const Style& style) {
  const auto& where = error.where();
  const std::string prefix = where ? style.bold(place(*where) + ":") : style.red("error:");
  std::string text = fmt::format("{} {}\n", prefix, visible_message(error.what()));
  if (where && where->column > 0 && !where->excerpt.empty()) {
    const Excerpt excerpt = excerpt_of(*where);
    text += fmt::format("  {}\n  {}{}\n", excerpt.line, std::string(excerpt.caret, ' '),
                        style.red("^"));
  }
  for (const std::string& hint : error.hints()) {
    text += fmt::format("{} {}\n", style.cyan("hint:"), visible_message(hint));
  }
  return style.ci ? without_workflow_commands(text) : text;
}

}  // namespace

std::string to_text(const Error& error, const Style& style) {
  std::string text = one_text(error, style);
  for (const Error& other : error.others())
    text += one_text(other, style);
  return text;
}

nlohmann::ordered_json to_json(const Error& error) {
  nlohmann::ordered_json json;
  json["code"] = exit_code(error.kind());
  json["kind"] = to_string(error.kind());
  json["message"] = error.what();
  json["hints"] = error.hints();
  json["file"] = nullptr;
  json["line"] = nullptr;
  if (const auto& where = error.where()) {
    json["file"] = where->file;
    if (where->line > 0) json["line"] = where->line;
  }
  for (const Error& other : error.others())
    json["others"].push_back(to_json(other));
  return json;
}

}  // namespace relctl::report
