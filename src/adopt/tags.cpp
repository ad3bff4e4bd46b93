// SPDX-License-Identifier: MIT
#include "adopt/tags.hpp"

#include <algorithm>
#include <cctype>
#include <map>

#include "semver/version.hpp"

namespace relctl::adopt {
namespace {

/// What stands before the version at the end of `tag`; nothing when it does not end in one.
std::optional<std::string> prefix_of(const std::string& tag) {
  for (std::size_t i = 0; i < tag.size(); ++i) {
    const bool is_digit = std::isdigit(static_cast<unsigned char>(tag[i])) != 0;
    const bool goes_on = i > 0 && std::isdigit(static_cast<unsigned char>(tag[i - 1])) != 0;
    if (is_digit && !goes_on && semver::parse(tag.substr(i))) return tag.substr(0, i);
  }
  return std::nullopt;
}

// A brace would read as a placeholder of the template.
bool is_plain(const std::string& prefix) {
  return prefix.find_first_of("{}") == std::string::npos;
}

std::optional<std::string> pattern_of(const std::string& tag,
                                      const std::vector<std::string>& services) {
  const auto prefix = prefix_of(tag);
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
  std::size_t versions = 0;
  for (const std::string& tag : tags) {
    if (!prefix_of(tag)) continue;
    ++versions;
    if (const auto pattern = pattern_of(tag, names)) ++counts[*pattern];
  }
  TagFormat format;
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
