// SPDX-License-Identifier: MIT
#include "forge/releases.hpp"

#include "base/replace_all.hpp"

namespace relctl::forge {

std::unique_ptr<Releases> connect_releases(std::string_view remote, const config::Forge& config,
                                           const EnvironmentLookup& environment, net::Http& http,
                                           const net::Trust& trust) {
  auto [place, token] = find_login(remote, config, environment, trust);
  switch (place.kind) {
    case Kind::github:
      return make_github_releases(std::move(place), std::move(token), http);
    case Kind::gitlab:
      return make_gitlab_releases(std::move(place), std::move(token), http);
    case Kind::gitea:
      return make_gitea_releases(std::move(place), std::move(token), http);
    case Kind::bitbucket:
      break;
  }
  return make_bitbucket_downloads(std::move(place), std::move(token), http);
}

FileForm file_form(const std::string& field, const Asset& asset) {
  // The digest of the bytes cannot stand in the bytes themselves, so that no line of them ends the
  // part.
  const std::string boundary = "relctl-" + asset.sha256.substr(0, 48);
  const std::string name = replace_all(asset.name, "\"", "%22");
  return {"multipart/form-data; boundary=" + boundary,
          "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + field +
              "\"; filename=\"" + name + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" +
              asset.bytes + "\r\n--" + boundary + "--\r\n"};
}

}  // namespace relctl::forge
