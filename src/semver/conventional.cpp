// SPDX-License-Identifier: MIT
#include "semver/conventional.hpp"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/ascii.hpp"

namespace relctl::semver {

namespace {

bool is_type_character(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_';
}

bool names_dependencies(const std::string& word) {
  constexpr std::array<std::string_view, 4> words{"deps", "deps-dev", "dep", "dependencies"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

std::optional<Change> conventional(std::string_view line) {
  const auto type_end = std::find_if_not(line.begin(), line.end(), is_type_character);
  Change change;
  change.type = ascii_lower({line.begin(), type_end});
  if (change.type.empty()) return std::nullopt;
  line.remove_prefix(change.type.size());
  if (line.starts_with('(')) {
    const std::size_t end = line.find_first_of("()", 1);
    if (end == std::string_view::npos || line[end] == '(') return std::nullopt;
    change.scope = line.substr(1, end - 1);
    line.remove_prefix(end + 1);
  }
  change.breaking = line.starts_with('!');
  if (change.breaking) line.remove_prefix(1);
  if (!line.starts_with(':')) return std::nullopt;
  const std::size_t words = line.find_first_not_of(" \t", 1);
  if (words == std::string_view::npos) return std::nullopt;
  change.description = line.substr(words);
  return change;
}

std::string shown(const Change& change) {
  if (change.type.empty()) return change.description;
  const std::string scope = change.scope.empty() ? "" : "(" + change.scope + ")";
  return change.type + scope + (change.breaking ? "!: " : ": ") + change.description;
}

bool is_dependency_update(std::string_view subject) {
  const auto change = conventional(subject);
  if (change)
    return names_dependencies(change->type) || names_dependencies(ascii_lower(change->scope));
  const std::string words = ascii_lower(subject);
  return (words.starts_with("bump ") || words.starts_with("update ")) &&
         words.find(" to ") != std::string::npos;
}

}  // namespace relctl::semver
