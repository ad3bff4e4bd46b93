// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace relctl::plan {

inline constexpr std::string_view branch_refs = "refs/heads/";
inline constexpr std::string_view tag_refs = "refs/tags/";

/// The full name of the branch called `name`.
inline std::string branch_ref(std::string_view name) {
  return std::string(branch_refs).append(name);
}

/// The full name of the tag called `name`.
inline std::string tag_ref(std::string_view name) {
  return std::string(tag_refs).append(name);
}

/// The name of the branch that `ref` is; nothing for another ref.
inline std::optional<std::string> branch_of(std::string_view ref) {
  if (!ref.starts_with(branch_refs)) return std::nullopt;
  return std::string(ref.substr(branch_refs.size()));
}

/// The name of the tag that `ref` is; nothing for another ref.
inline std::optional<std::string> tag_of(std::string_view ref) {
  if (!ref.starts_with(tag_refs)) return std::nullopt;
  return std::string(ref.substr(tag_refs.size()));
}

}  // namespace relctl::plan
