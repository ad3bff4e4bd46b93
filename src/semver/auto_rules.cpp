// SPDX-License-Identifier: MIT
#include "semver/auto_rules.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "base/ascii.hpp"

namespace relctl::semver {

namespace {

/// Whether `pattern` with `*` and `?` matches all of `words`, in any case of letters. Takes at most
/// the product of their lengths: only the last `*` is ever gone back to.
bool matches_words(std::string_view pattern, std::string_view words) {
  const std::string glob = ascii_lower(pattern);
  const std::string text = ascii_lower(words);
  std::size_t g = 0;
  std::size_t t = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (t < text.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = g++;
      resume = t;
    } else if (g < glob.size() && (glob[g] == '?' || glob[g] == text[t])) {
      ++g;
      ++t;
    } else if (star != std::string_view::npos) {
      g = star + 1;
      t = ++resume;
    } else {
      return false;
    }
  }
  return glob.find_first_not_of('*', g) == std::string::npos;
}

struct Pattern {
  std::string_view type;
  std::optional<std::string_view> scope;
};

Pattern pattern_of(std::string_view text) {
  const std::size_t open = text.find('(');
  if (open == std::string_view::npos || !text.ends_with(')')) return {text, std::nullopt};
  return {text.substr(0, open), text.substr(open + 1, text.size() - open - 2)};
}

/// "api, ui" are two scopes, and one that holds a comma.
bool scope_matches(std::string_view glob, std::string_view scope) {
  if (matches_words(glob, scope)) return true;
  while (!scope.empty()) {
    const std::size_t end = std::min(scope.find(','), scope.size());
    std::string_view part = scope.substr(0, end);
    part.remove_prefix(std::min(part.find_first_not_of(' '), part.size()));
    part = part.substr(0, part.find_last_not_of(' ') + 1);
    if (!part.empty() && matches_words(glob, part)) return true;
    scope.remove_prefix(std::min(end + 1, scope.size()));
  }
  return false;
}

Judgement by_type(const Change& change, const CommitRules& rules) {
  using List = std::pair<const std::vector<std::string>*, std::optional<Level>>;
  const std::array<List, 4> lists{{{&rules.major, Level::major},
                                   {&rules.minor, Level::minor},
                                   {&rules.patch, Level::patch},
                                   {&rules.none, std::nullopt}}};
  Judgement best{rules.other, change.type + " is in no list"};
  int closest = 0;
  for (const auto& [patterns, level] : lists) {
    for (const std::string& pattern : *patterns) {
      const int found = closeness(pattern, change);
      if (found <= closest) continue;
      closest = found;
      best = {level, "type " + pattern};
    }
  }
  return best;
}

}  // namespace

int closeness(const std::string& text, const Change& change) {
  const Pattern pattern = pattern_of(text);
  if (!matches_words(pattern.type, change.type)) return 0;
  if (pattern.scope && !scope_matches(*pattern.scope, change.scope)) return 0;
  return (pattern.scope ? 3 : 1) + (text.find_first_of("*?") == std::string::npos ? 1 : 0);
}

Judgement judge(const Change& change, const CommitRules& rules) {
  if (change.breaking) return {Level::major, "breaking change"};
  if (change.type.empty()) return {rules.other, "no type"};
  Judgement found = by_type(change, rules);
  if (change.amends && found.level) return {Level::patch, "correction of another commit"};
  return found;
}

std::vector<std::string> types_in(const CommitRules& rules) {
  std::vector<std::string> types;
  for (const auto* list : {&rules.major, &rules.minor, &rules.patch, &rules.none}) {
    for (const std::string& text : *list) {
      const std::string_view type = pattern_of(text).type;
      if (type.find_first_of("*?") != std::string_view::npos) continue;
      types.push_back(ascii_lower(type));
    }
  }
  return types;
}

}  // namespace relctl::semver
