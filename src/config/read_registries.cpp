// SPDX-License-Identifier: MIT
#include <algorithm>

#include <fmt/format.h>

#include "config/keys.hpp"
#include "config/sections.hpp"

namespace relctl::config {
namespace {

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == ':' ||
         c == '[' || c == ']';
}

void check_host(const Value& place, const std::string& host, const std::string& what) {
  if (!host.empty() && std::all_of(host.begin(), host.end(), is_host_character)) return;
  throw place.error(fmt::format("`{}` is no host {}", host, what),
                    "write it in lower case as image names have it, like `registry.example.com` or "
                    "`registry.example.com:5000`");
}

}  // namespace

std::vector<Registry> read_registries(const Value& section) {
  std::vector<Registry> registries;
  for (const Member& member : section.members()) {
    check_host(member.at, member.key, "of a registry");
    member.value.check_keys(keys::registry);
    Registry registry;
    registry.host = member.key;
    if (auto value = member.value.find("plain_http")) registry.plain_http = value->boolean();
    if (auto value = member.value.find("auth")) {
      registry.auth = value->line();
      check_host(*value, *registry.auth, "of a token service");
    }
    registries.push_back(std::move(registry));
  }
  return registries;
}

}  // namespace relctl::config
