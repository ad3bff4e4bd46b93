// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "net/message.hpp"
#include "net/trust.hpp"

namespace relctl::forge {

using EnvironmentLookup = std::function<std::optional<std::string>(const std::string&)>;

/// Whose API is spoken. Forgejo speaks Gitea's.
enum class Kind { github, gitlab, gitea, bitbucket };

/// `GitHub`, `GitLab`, …
std::string to_string(Kind kind);

/// Where a repository's forge answers.
struct Place {
  Kind kind = Kind::github;
  std::string host;        ///< of the remote
  std::string api;         ///< base address, without "/" at its end
  std::string repository;  ///< `owner/name`; on GitLab `group/subgroup/name`
  bool operator==(const Place&) const = default;
};

/// Finds the forge of the git remote at the address `remote`. What `config` says goes first, then
/// the variables that a CI job on that host has (GITHUB_API_URL, CI_API_V4_URL), then the name of
/// the host. Throws Error(input) that says what to configure.
Place find_place(std::string_view remote, const config::Forge& config,
                 const EnvironmentLookup& environment);

/// Throws Error(input) unless a token may be sent to `place`: the remote's host is one that `trust`
/// allows, an address that forge.api names is on that host or allowed too, and nobody reads along.
void check_trusted(const Place& place, const config::Forge& config, const net::Trust& trust);

/// A token and the variable that it came from.
struct Token {
  std::string value;
  std::string variable;
};

/// The token for `place`: from `token_env` alone where that is configured, else from the variable
/// that users of that forge have. Throws Error(input) that names the variables which were looked
/// at, and for a `token_env` that neither is named after that forge nor listed by `trust`.
Token find_token(const Place& place, const config::Forge& config,
                 const EnvironmentLookup& environment, const net::Trust& trust);

/// Where a forge answers, and the token for it.
struct Login {
  Place place;
  Token token;
};

/// The user's login at the forge of the git remote at the address `remote`: a token is looked for
/// only where it may be sent. Throws as find_place, check_trusted and find_token.
Login find_login(std::string_view remote, const config::Forge& config,
                 const EnvironmentLookup& environment, const net::Trust& trust);

/// What is to be known of requests and releases that are made with that login: in GitHub Actions,
/// what a job's own token makes starts no workflow. Nothing elsewhere. Throws as find_login.
std::optional<std::string> job_token_note(std::string_view remote, const config::Forge& config,
                                          const EnvironmentLookup& environment,
                                          const net::Trust& trust);

/// The headers that show `token` to a forge of that kind. GitLab takes a CI job's own token in a
/// header of its own; Bitbucket takes access tokens, and API tokens written `EMAIL:TOKEN`.
std::vector<net::Header> token_headers(Kind kind, const Token& token);

}  // namespace relctl::forge
