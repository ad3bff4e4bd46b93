// SPDX-License-Identifier: MIT
#include "adopt/origin.hpp"

#include <algorithm>
#include <array>

namespace relctl::adopt {
namespace {

struct Known {
  std::string_view host;
  std::string_view forge;
};

constexpr std::array<Known, 4> known{{{"github.com", "github"},
                                      {"gitlab.com", "gitlab"},
                                      {"bitbucket.org", "bitbucket"},
                                      {"codeberg.org", "forgejo"}}};

constexpr std::array<std::string_view, 5> forges = {"github", "gitlab", "bitbucket", "gitea",
                                                    "forgejo"};

void find_forge(Origin& origin) {
  for (const Known& row : known) {
    if (origin.host != row.host) continue;
    origin.forge = std::string(row.forge);
    origin.is_certain = true;
    return;
  }
  for (const std::string_view forge : forges) {
    if (origin.host.find(forge) == std::string::npos) continue;
    origin.forge = std::string(forge);
    return;
  }
}

std::optional<Origin> split(std::string_view authority, std::string_view path) {
  Origin origin;
  const std::string_view host = authority.substr(authority.rfind('@') + 1);
  origin.host = std::string(host.substr(0, host.find(':')));
  while (path.ends_with('/'))
    path.remove_suffix(1);
  if (path.ends_with(".git")) path.remove_suffix(4);
  while (path.starts_with('/'))
    path.remove_prefix(1);
  const std::size_t slash = path.rfind('/');
  origin.name = std::string(path.substr(slash == std::string_view::npos ? 0 : slash + 1));
  if (slash != std::string_view::npos) origin.owner = std::string(path.substr(0, slash));
  if (origin.host.empty() || origin.name.empty()) return std::nullopt;
  find_forge(origin);
  return origin;
}

}  // namespace

std::optional<Origin> read_origin(std::string_view url) {
  constexpr std::string_view mark = "://";
  const std::size_t scheme = url.find(mark);
  if (scheme != std::string_view::npos) {
    if (url.substr(0, scheme) == "file") return std::nullopt;
    const std::string_view rest = url.substr(scheme + mark.size());
    const std::size_t slash = rest.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    return split(rest.substr(0, slash), rest.substr(slash + 1));
  }
  const std::size_t colon = url.find(':');
  // git takes a text with a slash before the colon for a path.
  if (colon == std::string_view::npos || url.substr(0, colon).find('/') != std::string_view::npos) {
    return std::nullopt;
  }
  return split(url.substr(0, colon), url.substr(colon + 1));
}

}  // namespace relctl::adopt
