// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "net/url.hpp"
#include "registry/place.hpp"

namespace relctl::registry {

/// The address of the token service that the registry of `place` names. A registry can name any
/// address, so that one has to deserve what it is sent: http, loopback and link-local addresses are
/// for a registry on loopback alone, and `with_credentials` the host must be the registry's own, of
/// the same domain, Docker Hub's own service, or the one that `registries` of relctl.yaml allows.
/// Throws Error(system) that names what to set.
net::Url checked_realm(const std::string& realm, const Place& place, bool with_credentials);

}  // namespace relctl::registry
