// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "net/http.hpp"
#include "registry/challenge.hpp"
#include "registry/credentials.hpp"
#include "registry/place.hpp"

namespace relctl::registry {

/// The value of an Authorization header that answers `challenge` for reading from `place`: Basic,
/// or a token that the challenge's realm gives (the token authentication of the distribution
/// project). Without a login a token is asked for anonymously, and Basic has no answer. Throws
/// Error(system) for a realm that is not trusted (see checked_realm()) or that gives none, in its
/// words.
std::optional<std::string> authorization(const Challenge& challenge, const Place& place,
                                         const std::optional<Login>& login, net::Http& http);

}  // namespace relctl::registry
