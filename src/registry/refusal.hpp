// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>

#include "base/error.hpp"
#include "net/message.hpp"
#include "registry/credentials.hpp"
#include "registry/place.hpp"

namespace relctl::registry {

/// Statuses that mean something of their own.
namespace status {
inline constexpr int unauthorized = 401;
inline constexpr int forbidden = 403;
inline constexpr int not_found = 404;
inline constexpr int method_not_allowed = 405;
inline constexpr int too_many_requests = 429;
}  // namespace status

/// What a registry says about a failure, in one line without anything that a terminal would obey:
/// `MANIFEST_UNKNOWN: manifest unknown`; empty where the answer says nothing.
std::string server_words(const net::Response& response);

/// An answer that is no success as an error with hints: Error(timeout) for a rate limit, since the
/// same command can be run again, else Error(system). `login` is what was shown to the registry.
Error refusal(const Place& place, const net::Response& response, const std::optional<Login>& login);

}  // namespace relctl::registry
