// SPDX-License-Identifier: MIT
#include "adopt/tags.hpp"

#include <algorithm>
#include <cctype>
#include <map>

#include "record/foreign_tag.hpp"

namespace relctl::adopt {
namespace {

/// Two numbers with a dot between them: 2024.10, v1.2.3.4.
bool looks_like_version(const std::string& tag) {
  const auto is_digit = [&](std::size_t at) {
    return std::isdigit(static_cast<unsigned char>(tag[at])) != 0;
  };
  for (std::size_t dot = tag.find('.'); dot != std::string::npos; dot = tag.find('.', dot + 1)) {
    if (dot > 0 && dot + 1 < tag.size() && is_digit(dot - 1) && is_digit(dot + 1)) return true;
  }
  return false;
}

// A brace would read as a placeholder of the template.
bool is_plain(const std::string& prefix) {
  return prefix.find_first_of("{}") == std::string::npos;
}

std::optional<std::string> pattern_of(const std::string& tag,
                                      const std::vector<std::string>& services) {
  const auto prefix = record::tag_prefix(tag);
  if (!prefix || !is_plain(*prefix)) return std::nullopt;
  for (const std::string& service : services) {
    const std::string rest = prefix->substr(std::min(service.size(), prefix->size()));
    const bool is_apart = !rest.empty() && std::isalnum(static_cast<unsigned char>(rest[0])) == 0;
    if (prefix->starts_with(service) && is_apart) return "{service}" + rest + "{version}";
  }
  if (services.size() > 1) return std::nullopt;
  return *prefix + "{version}";
}

}  // namespace

TagFormat tag_format(const std::vector<std::string>& tags,
                     const std::vector<std::string>& services) {
  // The longest first: `api-gateway/v1.0.0` is not of `api`.
  std::vector<std::string> names = services;
  std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  std::map<std::string, std::size_t> counts;
  TagFormat format;
  std::size_t versions = 0;
  for (const std::string& tag : tags) {
    if (const auto pattern = pattern_of(tag, names)) {
      ++counts[*pattern];
    } else if (!record::tag_prefix(tag)) {
      if (looks_like_version(tag)) format.unreadable.push_back(tag);
      continue;
    }
    ++versions;
  }
  std::size_t most = 0;
  for (const auto& [pattern, count] : counts) {
    if (count <= most) continue;
    most = count;
    format.pattern = pattern;
  }
  format.others = versions - most;
  return format;
}

}  // namespace relctl::adopt
