// SPDX-License-Identifier: MIT
#include "adopt/tool_words.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include <fmt/format.h>

#include "adopt/version_lines.hpp"
#include "base/error.hpp"
#include "base/replace_all.hpp"
#include "tree/path.hpp"

namespace relctl::adopt {
namespace {

constexpr std::string_view placeholder = "{version}";

/// True for text without words that a tool would fill in: `{x}`, `$x`, `<%= x %>`.
bool is_settled(const std::string& text) {
  return text.find_first_of("{}$%") == std::string::npos;
}

}  // namespace

std::optional<std::string> version_template(std::string_view text,
                                            const std::vector<std::string>& spellings) {
  std::string result(text);
  for (const std::string& spelling : spellings)
    result = replace_all(result, spelling, std::string(1, '\0'));
  const std::size_t at = result.find('\0');
  if (at == std::string::npos || result.find('\0', at + 1) != std::string::npos) {
    return std::nullopt;
  }
  const std::string before = result.substr(0, at);
  const std::string after = result.substr(at + 1);
  if (!is_settled(before) || !is_settled(after)) return std::nullopt;
  return before + std::string(placeholder) + after;
}

void take_message(const std::string& text, const std::vector<std::string>& spellings,
                  ToolSettings& result) {
  std::string line = text.substr(0, text.find('\n'));
  for (const std::string mark : {"[skip ci]", "[ci skip]", "[no ci]"}) {
    const std::size_t at = line.find(mark);
    if (at == std::string::npos) continue;
    line.erase(at, mark.size());
    result.skip_ci = true;
  }
  while (line.ends_with(' '))
    line.pop_back();
  result.message = version_template(line, spellings);
  if (result.message) return;
  result.left.push_back(fmt::format(
      "its commit message \"{}\": `release.message` knows {{service}} and {{version}} alone",
      line));
}

std::vector<std::string> texts_of(const yaml::Node* node) {
  std::vector<std::string> texts;
  if (node == nullptr) return texts;
  if (node->kind == yaml::Kind::scalar && !node->is_null()) texts.push_back(node->value);
  for (const yaml::Node& item : node->items) {
    if (item.kind == yaml::Kind::scalar) texts.push_back(item.value);
  }
  return texts;
}

bool is_true(const yaml::Node& settings, std::string_view key) {
  return settings.text(key) == "true" || settings.text(key) == "True";
}

std::optional<formats::VersionFile> version_place(const Tree& tree, const std::string& path) {
  if (!tree.find(path)) return std::nullopt;
  if (formats::is_known_file_name(path)) return formats::VersionFile{path, {}, {}, {}};
  const auto line = version_line(read_file(tree, path));
  if (!line) return std::nullopt;
  return formats::VersionFile{path, {}, line->pattern, {}};
}

std::optional<std::string> pattern_around(std::string_view line, std::string_view version) {
  const std::size_t at = line.find(version);
  if (version.empty() || at == std::string_view::npos) return std::nullopt;
  if (line.find(version, at + 1) != std::string_view::npos) return std::nullopt;
  std::string before(line.substr(0, at));
  std::string after(line.substr(at + version.size()));
  while (after.ends_with('\r') || after.ends_with('\n'))
    after.pop_back();
  if (before.starts_with('^') || after.ends_with('$')) return std::nullopt;
  if ((before + after).find_first_of("{}") != std::string::npos) return std::nullopt;
  return before + std::string(placeholder) + after;
}

void mention_left(const yaml::Node& settings, const std::vector<Unknown>& unknown,
                  ToolSettings& result) {
  for (const Unknown& each : unknown) {
    const yaml::Node* node = settings.find(each.key);
    if (node == nullptr || node->is_null() || node->value == "false") continue;
    const bool is_empty =
        node->kind != yaml::Kind::scalar && node->items.empty() && node->entries.empty();
    if (!is_empty) result.left.push_back(fmt::format("`{}`: {}", each.key, each.why));
  }
}

}  // namespace relctl::adopt
