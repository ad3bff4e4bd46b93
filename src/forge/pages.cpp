// SPDX-License-Identifier: MIT
#include "forge/pages.hpp"

#include "base/error.hpp"
#include "net/remote_address.hpp"

namespace relctl::forge {
namespace {

notes::Pages pages_of_kind(Kind kind) {
  switch (kind) {
    case Kind::github:
      return notes::Pages::github;
    case Kind::gitlab:
      return notes::Pages::gitlab;
    case Kind::gitea:
      return notes::Pages::gitea;
    case Kind::bitbucket:
      break;
  }
  return notes::Pages::bitbucket;
}

}  // namespace

std::optional<notes::Links> find_links(std::string_view remote, const config::Forge& config,
                                       const EnvironmentLookup& environment) {
  const auto address = net::parse_remote_address(remote);
  if (!address) return std::nullopt;
  try {
    const Place place = find_place(remote, config, environment);
    return notes::Links(pages_of_kind(place.kind), net::web_url(*address));
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace relctl::forge
