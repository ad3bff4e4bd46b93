// SPDX-License-Identifier: MIT
#include "config/ref_name.hpp"

#include <algorithm>

namespace relctl::config {
namespace {

bool is_forbidden(unsigned char c) {
  constexpr std::string_view special = " ~^:?*[\\";
  return c < 32 || c == 127 || special.find(static_cast<char>(c)) != std::string_view::npos;
}

bool is_part(std::string_view part) {
  return !part.empty() && !part.starts_with('.') && !part.ends_with(".lock");
}

}  // namespace

bool is_ref_name(std::string_view name) {
  if (name.empty() || name == "@" || name.starts_with('-') || name.ends_with('.')) return false;
  if (std::any_of(name.begin(), name.end(), is_forbidden)) return false;
  if (name.find("..") != std::string_view::npos || name.find("@{") != std::string_view::npos) {
    return false;
  }
  while (true) {
    const std::size_t slash = name.find('/');
    if (!is_part(name.substr(0, slash))) return false;
    if (slash == std::string_view::npos) return true;
    name.remove_prefix(slash + 1);
  }
}

}  // namespace relctl::config
