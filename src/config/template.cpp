// SPDX-License-Identifier: MIT
#include "config/template.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/nearest.hpp"

namespace relctl::config {
namespace {

// Longer words in braces are text; without a limit, hostile text would take quadratic time.
constexpr std::size_t longest_name = 32;

bool is_placeholder_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || c == '_' || c == '-';
  });
}

std::string in_braces(std::string_view name) {
  return fmt::format("{{{}}}", name);
}

}  // namespace

std::vector<std::string> placeholders(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t open = text.find('{'); open != std::string_view::npos;
       open = text.find('{', open + 1)) {
    const std::string_view rest = text.substr(open + 1, longest_name + 1);
    const std::string_view name = rest.substr(0, rest.find('}'));
    if (name.size() == rest.size()) continue;
    const bool is_shell_variable = open > 0 && text[open - 1] == '$';
    if (is_placeholder_name(name) && !is_shell_variable) names.emplace_back(name);
  }
  return names;
}

std::size_t count_placeholder(std::string_view text, std::string_view name) {
  const auto names = placeholders(text);
  return static_cast<std::size_t>(std::count(names.begin(), names.end(), name));
}

namespace {

/// Throws Error(input) for a placeholder in `text` that is not in `known`.
void check_placeholders(const Value& value, const std::string& text, Keys known) {
  for (const std::string& name : placeholders(text)) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    const auto meant = nearest(name, {known.begin(), known.end()});
    std::string hint = "known placeholders:";
    for (const std::string_view each : known)
      hint += " " + in_braces(each);
    throw value.error(fmt::format("unknown placeholder {} in `{}`", in_braces(name), value.name()),
                      meant ? fmt::format("did you mean {}?", in_braces(*meant)) : hint);
  }
}

bool is_message(const std::string& text) {
  const std::size_t end = text.find('\n');
  const bool has_body = end != std::string::npos && end + 1 < text.size();
  const bool has_control = std::any_of(text.begin(), text.end(), [](unsigned char c) {
    return (c < ' ' && c != '\n') || c == 0x7f;
  });
  return end != 0 && !text.empty() && (!has_body || text[end + 1] == '\n') && !has_control;
}

}  // namespace

std::string template_line(const Value& value, Keys known) {
  std::string text = value.line();
  check_placeholders(value, text, known);
  return text;
}

std::string message_template(const Value& value, Keys known) {
  std::string text = value.text();
  if (!is_message(text)) {
    throw value.error(fmt::format("`{}` is no commit message", value.name()),
                      "write one line, or a line, an empty line and a body, without tabs");
  }
  check_placeholders(value, text, known);
  while (text.ends_with('\n'))
    text.pop_back();
  return text;
}

std::string version_template(const Value& value, Keys known) {
  std::string text = template_line(value, known);
  const std::size_t count = count_placeholder(text, "version");
  if (count == 1) return text;
  throw value.error(fmt::format("`{}` holds {{version}} {}", value.name(),
                                count == 0 ? "nowhere" : "more than once"),
                    "write {version} once: the version is read back from that place");
}

}  // namespace relctl::config
