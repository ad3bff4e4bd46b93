// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "kustomize/image_origin.hpp"

namespace relctl::registry {

using kustomize::docker_hub;

/// Where a repository of images answers.
struct Place {
  std::string host;        ///< as image names have it, with the port: `ghcr.io`, `docker.io`
  std::string api;         ///< `https://ghcr.io`, `https://registry-1.docker.io`
  std::string repository;  ///< below the host: `acme/sample`
  std::string auth;        ///< further host that may get credentials; empty: none
  bool operator==(const Place&) const = default;
};

/// The place of the images called `name` (`ghcr.io/acme/sample`, no tag, no digest). A name without
/// a host is Docker Hub's, and there one without a folder is in `library/`, as for docker. Plain
/// HTTP is spoken to loopback, and where `settings` say so. Throws Error(input) for anything else.
Place place_of(std::string_view name, const std::vector<config::Registry>& settings);

/// The name of the images of a place, with the host.
std::string name_of(const Place& place);

/// Whether a host, without a port, is this machine: `localhost`, below it, 127.0.0.0/8, `[::1]`.
bool is_loopback(std::string_view host);

}  // namespace relctl::registry
