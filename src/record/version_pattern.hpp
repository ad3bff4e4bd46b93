// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace relctl::record {

/// What stands in `text` where `pattern` has `{version}`; nothing when the rest of the pattern does
/// not match, or the pattern has no such place.
inline std::optional<std::string> version_place(std::string_view pattern, std::string_view text) {
  constexpr std::string_view placeholder = "{version}";
  const std::size_t at = pattern.find(placeholder);
  if (at == std::string_view::npos) return std::nullopt;
  const std::string_view before = pattern.substr(0, at);
  const std::string_view after = pattern.substr(at + placeholder.size());
  if (text.size() < before.size() + after.size() || !text.starts_with(before) ||
      !text.ends_with(after)) {
    return std::nullopt;
  }
  text.remove_suffix(after.size());
  return std::string(text.substr(before.size()));
}

}  // namespace relctl::record
