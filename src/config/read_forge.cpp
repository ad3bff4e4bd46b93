// SPDX-License-Identifier: MIT
// The services outside the repository: its forge, and who is told after a push.
#include <array>

#include "config/keys.hpp"
#include "config/sections.hpp"

namespace relctl::config {
namespace {

constexpr std::array<std::string_view, 5> forge_kinds = {"github", "gitlab", "gitea", "forgejo",
                                                         "bitbucket"};

}  // namespace

Forge read_forge(const Value& section) {
  section.check_keys(keys::forge);
  Forge forge;
  if (auto value = section.find("kind")) forge.kind = value->one_of(forge_kinds);
  if (auto value = section.find("api")) forge.api = read_url(*value);
  if (auto value = section.find("token_env")) forge.token_env = read_variable_name(*value);
  return forge;
}

std::vector<Notify> read_notify(const Value& section) {
  section.check_keys(keys::notify);
  std::vector<Notify> targets;
  for (const Member& member : section.members()) {
    const Value& entry = member.value;
    entry.check_keys(keys::notify_target);
    Notify target;
    target.kind = member.key;
    target.url = read_url(entry.need("url", "say where: `url: https://argocd.example.com`"));
    if (auto value = entry.find("secret_env")) target.secret_env = read_variable_name(*value);
    targets.push_back(std::move(target));
  }
  return targets;
}

}  // namespace relctl::config
