// SPDX-License-Identifier: MIT
#include "formats/chart_digest.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "tree/digest.hpp"

namespace relctl::formats {
namespace {

/// A character as Go's encoding/json writes it: what HTML knows is escaped.
std::string go_character(char c) {
  const auto byte = static_cast<unsigned char>(c);
  switch (c) {
    case '"':
    case '\\':
      return {'\\', c};
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      break;
  }
  const bool is_escaped = byte < 0x20 || c == '<' || c == '>' || c == '&';
  return is_escaped ? fmt::format("\\u{:04x}", byte) : std::string(1, c);
}

std::string go_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : text)
    result += go_character(c);
  return result + '"';
}

/// An item of `import-values` or `tags`: a string, or a mapping, whose keys Go sorts.
std::string go_value(const yaml::Node& node) {
  if (node.kind != yaml::Kind::mapping) return go_string(node.value);
  std::vector<std::string> members;
  for (const yaml::Entry& entry : node.entries)
    members.push_back(go_string(entry.key.value) + ':' + go_string(entry.value.value));
  std::sort(members.begin(), members.end());
  std::string text;
  for (const std::string& member : members)
    text += (text.empty() ? "" : ",") + member;
  return '{' + text + '}';
}

std::string go_list(const yaml::Node& list) {
  std::string text;
  for (const yaml::Node& item : list.items)
    text += (text.empty() ? "" : ",") + go_value(item);
  return '[' + text + ']';
}

/// The value of one member of a dependency; empty where Helm's type leaves it out.
std::string go_member(std::string_view key, const yaml::Node* node) {
  const bool is_always_there = key == "name" || key == "repository";
  const std::string none = is_always_there ? "\"\"" : "";
  if (node == nullptr || node->is_null()) return none;
  if (node->kind == yaml::Kind::sequence) return node->items.empty() ? none : go_list(*node);
  if (key == "enabled") return node->value == "true" ? "true" : none;
  return node->value.empty() ? none : go_string(node->value);
}

/// One dependency: its members in the order of Helm's type.
std::string go_dependency(const yaml::Node& dependency) {
  std::string text;
  for (const std::string_view key : {"name", "version", "repository", "condition", "tags",
                                     "enabled", "import-values", "alias"}) {
    const std::string value = go_member(key, dependency.find(key));
    if (value.empty()) continue;
    text += fmt::format("{}\"{}\":{}", text.empty() ? "" : ",", key, value);
  }
  return '{' + text + '}';
}

std::string go_dependencies(const yaml::Node& list) {
  std::string text;
  for (const yaml::Node& item : list.items)
    text += (text.empty() ? "" : ",") + go_dependency(item);
  return '[' + text + ']';
}

}  // namespace

std::string chart_digest(const yaml::Node& required, const yaml::Node& locked) {
  const std::string text = '[' + go_dependencies(required) + ',' + go_dependencies(locked) + ']';
  return "sha256:" + sha256(text);
}

}  // namespace relctl::formats
