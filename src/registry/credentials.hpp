// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "process/command.hpp"
#include "registry/place.hpp"

namespace relctl::registry {

using EnvironmentLookup = std::function<std::optional<std::string>(const std::string&)>;

/// What lets somebody in: a user with a password, or an identity token alone.
struct Login {
  std::string user;
  std::string password;
  std::string identity_token;
  std::string origin;  ///< the file or helper that it came from, for messages
  bool operator==(const Login&) const = default;
};

/// The logins of `docker login` and `podman login`, as those programs find them: the file
/// `config.json` in DOCKER_CONFIG or ~/.docker, then REGISTRY_AUTH_FILE or
/// $XDG_RUNTIME_DIR/containers/auth.json; within a file a host's own credential helper, the helper
/// for all hosts, then what the file holds itself.
class Credentials {
 public:
  /// Helpers are ended at `deadline`.
  Credentials(EnvironmentLookup environment, process::Clock::time_point deadline);

  /// The login for a place; nothing where there is none. A helper is asked once for a host. Throws
  /// Error(input) for a file that cannot be read as one, Error(system) for a helper that fails.
  std::optional<Login> find(const Place& place);

 private:
  std::optional<Login> look_in(const std::string& file, const Place& place);
  std::optional<Login> ask(const std::string& helper, const std::string& server);

  EnvironmentLookup environment_;
  process::Clock::time_point deadline_;
  std::map<std::string, std::optional<Login>> answers_;  ///< of helpers, by name and host
};

}  // namespace relctl::registry
