// SPDX-License-Identifier: MIT
#include <utility>

#include "base/error.hpp"
#include "forge/clients.hpp"

namespace relctl::forge {

std::unique_ptr<Forge> connect(std::string_view remote, const config::Forge& config,
                               const EnvironmentLookup& environment, net::Http& http,
                               const net::Trust& trust) {
  auto [place, token] = find_login(remote, config, environment, trust);
  switch (place.kind) {
    case Kind::github:
      return make_github(std::move(place), std::move(token), http);
    case Kind::gitlab:
      return make_gitlab(std::move(place), std::move(token), http);
    case Kind::gitea:
      return make_gitea(std::move(place), std::move(token), http);
    case Kind::bitbucket:
      break;
  }
  return make_bitbucket(std::move(place), std::move(token), http);
}

OpenRequest checked(OpenRequest request, const Access& access) {
  if (request.number != 0) return request;
  throw Error(ErrorKind::system,
              to_string(access.place.kind) + " answers with a pull request that has no number");
}

}  // namespace relctl::forge
