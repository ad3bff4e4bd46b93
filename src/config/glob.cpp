// SPDX-License-Identifier: MIT
#include "config/glob.hpp"

#include <algorithm>
#include <optional>
#include <span>

namespace relctl::config {
namespace {

using Parts = std::span<const std::string_view>;

std::vector<std::string_view> split(std::string_view text) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t slash = text.find('/');
    const std::string_view part = text.substr(0, slash);
    if (!part.empty() && part != ".") parts.push_back(part);
    text = slash == std::string_view::npos ? "" : text.substr(slash + 1);
  }
  return parts;
}

struct Step {
  std::size_t length;  ///< of the pattern that was used
  bool matched;
};

// A class `[...]` at the start of `pattern`; nothing when it is not closed.
std::optional<Step> match_class(std::string_view pattern, char c) {
  std::size_t i = 1;
  const bool negated = i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^');
  if (negated) ++i;
  bool found = false;
  for (const std::size_t first = i; i < pattern.size(); ++i) {
    // A bracket that comes first stands for itself.
    if (pattern[i] == ']' && i > first) return Step{i + 1, found != negated};
    const bool is_range = i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']';
    const char last = is_range ? pattern[i + 2] : pattern[i];
    found = found || (pattern[i] <= c && c <= last);
    if (is_range) i += 2;
  }
  return std::nullopt;
}

// One element of a pattern (anything but `*`) against one character.
Step match_one(std::string_view pattern, char c) {
  if (pattern[0] == '?') return {1, true};
  if (pattern[0] == '[') {
    if (const auto step = match_class(pattern, c)) return *step;
  }
  if (pattern[0] == '\\' && pattern.size() > 1) return {2, pattern[1] == c};
  return {1, pattern[0] == c};
}

// Only the last `*` is ever tried again: an earlier one that took more could not help.
bool match_part(std::string_view pattern, std::string_view text) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::optional<std::size_t> star;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = t;
      continue;
    }
    if (p < pattern.size()) {
      const Step step = match_one(pattern.substr(p), text[t]);
      if (step.matched) {
        p += step.length;
        ++t;
        continue;
      }
    }
    if (!star) return false;
    p = *star + 1;
    t = ++resume;
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

// The same walk over whole parts, with `**` in place of `*`. Where `below` is set a pattern that
// ends before the path does selects what lies below.
bool match_parts(Parts pattern, Parts path, bool below) {
  std::size_t p = 0;
  std::size_t t = 0;
  std::optional<std::size_t> star;
  std::size_t resume = 0;
  while (t < path.size()) {
    if (p == pattern.size() && below) return true;
    if (p < pattern.size() && pattern[p] == "**") {
      star = p++;
      resume = t;
      continue;
    }
    if (p < pattern.size() && match_part(pattern[p], path[t])) {
      ++p;
      ++t;
      continue;
    }
    if (!star) return false;
    p = *star + 1;
    t = ++resume;
  }
  return std::all_of(pattern.begin() + static_cast<std::ptrdiff_t>(p), pattern.end(),
                     [](std::string_view part) { return part == "**"; });
}

bool has_wildcard(std::string_view glob) {
  return glob.find_first_of("*?[") != std::string_view::npos;
}

bool matches_glob(std::string_view glob, Parts path, bool is_path) {
  std::vector<std::string_view> pattern = split(glob);
  const bool any_depth = is_path && glob.find('/') == std::string_view::npos && has_wildcard(glob);
  if (any_depth) pattern.insert(pattern.begin(), "**");
  return match_parts(pattern, path, is_path);
}

bool select(const std::vector<std::string>& globs, std::string_view text, bool is_path) {
  const std::vector<std::string_view> parts = split(text);
  for (auto glob = globs.rbegin(); glob != globs.rend(); ++glob) {
    const bool excludes = glob->starts_with('!');
    const std::string_view pattern = std::string_view(*glob).substr(excludes ? 1 : 0);
    if (matches_glob(pattern, parts, is_path)) return !excludes;
  }
  return false;
}

}  // namespace

bool matches(const std::vector<std::string>& globs, std::string_view path) {
  return select(globs, path, true);
}

bool matches_branch(const std::vector<std::string>& globs, std::string_view name) {
  return select(globs, name, false);
}

}  // namespace relctl::config
