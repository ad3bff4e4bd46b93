// SPDX-License-Identifier: MIT
#include "forge/place.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/redact.hpp"
#include "net/remote_address.hpp"
#include "net/url.hpp"

namespace relctl::forge {
namespace {

std::optional<Kind> kind_of_word(std::string_view word) {
  if (word == "github") return Kind::github;
  if (word == "gitlab") return Kind::gitlab;
  if (word == "gitea" || word == "forgejo") return Kind::gitea;
  if (word == "bitbucket") return Kind::bitbucket;
  return {};
}

/// By the name of the host: the well-known ones, and those that say what they run, such as
/// `gitlab.example.com`.
std::optional<Kind> kind_of_host(std::string_view host) {
  if (host == "codeberg.org") return Kind::gitea;
  if (host == "bitbucket.org") return Kind::bitbucket;
  if (host.ends_with(".ghe.com")) return Kind::github;
  const auto kind = kind_of_word(host.substr(0, host.find('.')));
  // Bitbucket on a server of one's own speaks another API than Bitbucket Cloud.
  if (kind == Kind::bitbucket) return {};
  return kind;
}

std::string host_of(const std::optional<std::string>& url) {
  const auto parsed = net::parse_url(url.value_or(""));
  return parsed ? parsed->host : "";
}

bool is_true(const std::optional<std::string>& value) {
  return value == "true";
}

/// What a job knows of its forge.
struct JobForge {
  Kind kind = Kind::github;
  std::optional<std::string> api;
};

/// What the variables of a CI job say, if it runs on the forge at `host`.
std::optional<JobForge> job_forge(const std::string& host, const EnvironmentLookup& environment) {
  // Woodpecker names kinds as relctl.yaml does.
  const auto woodpecker = kind_of_word(environment("CI_FORGE_TYPE").value_or(""));
  if (woodpecker && host_of(environment("CI_FORGE_URL")) == host)
    return JobForge{*woodpecker, std::nullopt};
  const auto gitlab = environment("CI_API_V4_URL");
  if (gitlab && host_of(gitlab) == host) return JobForge{Kind::gitlab, *gitlab};
  const auto github = environment("GITHUB_API_URL");
  if (!github || host_of(environment("GITHUB_SERVER_URL")) != host) return {};
  // Gitea and Forgejo run GitHub's actions, and set its variables.
  const bool is_gitea =
      is_true(environment("GITEA_ACTIONS")) || is_true(environment("FORGEJO_ACTIONS"));
  return JobForge{is_gitea ? Kind::gitea : Kind::github, *github};
}

std::string default_api(Kind kind, const net::RemoteAddress& address) {
  const bool is_web = address.scheme == "http" || address.scheme == "https";
  std::string site = (is_web ? address.scheme : "https") + "://" + address.host;
  if (is_web && address.port) site += ":" + std::to_string(*address.port);
  switch (kind) {
    case Kind::github:
      if (address.host == "github.com") return "https://api.github.com";
      if (address.host.ends_with(".ghe.com")) return "https://api." + address.host;
      return site + "/api/v3";
    case Kind::gitlab:
      return site + "/api/v4";
    case Kind::gitea:
      return site + "/api/v1";
    case Kind::bitbucket:
      break;
  }
  return "https://api.bitbucket.org/2.0";
}

/// A forge that does not live at its host's root has its prefix in both addresses:
/// `https://host/git/api/v4` and `https://host/git/group/project`.
std::string without_prefix(std::string repository, std::string_view api) {
  const auto url = net::parse_url(api);
  if (!url) return repository;
  const std::size_t end = url->rest.find("/api/v");
  if (end == std::string::npos || end == 0) return repository;
  const std::string prefix = url->rest.substr(1, end - 1) + "/";
  return repository.starts_with(prefix) ? repository.substr(prefix.size()) : repository;
}

void check_repository(const Place& place) {
  const auto slashes = std::count(place.repository.begin(), place.repository.end(), '/');
  if (slashes == 1 || (place.kind == Kind::gitlab && slashes > 1)) return;
  throw Error(ErrorKind::input, fmt::format("`{}` on {} is not the path of a repository of {}",
                                            place.repository, place.host, to_string(place.kind)))
      .hint("set forge.api in relctl.yaml where the forge does not live at its host's root");
}

}  // namespace

std::string to_string(Kind kind) {
  switch (kind) {
    case Kind::github:
      return "GitHub";
    case Kind::gitlab:
      return "GitLab";
    case Kind::gitea:
      return "Gitea";
    case Kind::bitbucket:
      break;
  }
  return "Bitbucket";
}

Place find_place(std::string_view remote, const config::Forge& config,
                 const EnvironmentLookup& environment) {
  const auto address = net::parse_remote_address(remote);
  if (!address) {
    throw Error(ErrorKind::input,
                fmt::format("the remote `{}` is no address on a forge", redact(remote)))
        .hint(
            "a review needs a pull request, which only a forge has: GitHub, GitLab, Gitea, "
            "Forgejo or Bitbucket Cloud");
  }
  const auto job = job_forge(address->host, environment);
  std::optional<Kind> kind = config.kind ? kind_of_word(*config.kind) : std::nullopt;
  if (!kind && job) kind = job->kind;
  if (!kind) kind = kind_of_host(address->host);
  if (!kind) {
    throw Error(ErrorKind::input, fmt::format("which forge runs on {} is not known", address->host))
        .hint(
            "say it in relctl.yaml: `forge: {kind: gitlab}` (github, gitlab, gitea, forgejo, "
            "bitbucket)");
  }
  const auto job_api = job && job->kind == *kind ? job->api : std::nullopt;
  Place place{*kind, address->host,
              config.api.value_or(job_api.value_or(default_api(*kind, *address))), ""};
  while (place.api.ends_with('/'))
    place.api.pop_back();
  place.repository = without_prefix(address->path, place.api);
  check_repository(place);
  return place;
}

void check_trusted(const Place& place, const config::Forge& config, const net::Trust& trust) {
  const auto api = net::parse_url(place.api);
  if (!api) {
    throw Error(ErrorKind::input, fmt::format("`{}` is no web address", redact(place.api)))
        .hint("set forge.api in relctl.yaml to the address of the forge's API");
  }
  const auto host = net::parse_url("https://" + place.host);
  const bool is_own = host && trust.allows(*host) && (!config.api || api->host == place.host);
  if (!is_own && !trust.allows(*api)) {
    throw Error(ErrorKind::input, fmt::format("no token is sent to {}: relctl.yaml names it, and "
                                              "that is a file which others may change",
                                              api->site()))
        .hint("if it is yours: git config relctl.trusted " + api->host)
        .hint("in a pipeline: set RELCTL_TRUSTED_HOSTS there, out of the repository's reach");
  }
  if (net::is_private(*api)) return;
  throw Error(
      ErrorKind::input,
      fmt::format("no token is sent to {}: over plain http it can be read on the way", api->site()))
      .hint("set forge.api in relctl.yaml to its https address");
}

Login find_login(std::string_view remote, const config::Forge& config,
                 const EnvironmentLookup& environment, const net::Trust& trust) {
  Place place = find_place(remote, config, environment);
  check_trusted(place, config, trust);
  Token token = find_token(place, config, environment, trust);
  return {std::move(place), std::move(token)};
}

std::optional<std::string> job_token_note(std::string_view remote, const config::Forge& config,
                                          const EnvironmentLookup& environment,
                                          const net::Trust& trust) {
  if (!is_true(environment("GITHUB_ACTIONS"))) return std::nullopt;
  const Login login = find_login(remote, config, environment, trust);
  if (login.place.kind != Kind::github || login.token.variable != "GITHUB_TOKEN")
    return std::nullopt;
  return "if GITHUB_TOKEN is the job's own, what it makes starts no workflow, so that no checks "
         "run "
         "on a request and nothing follows a release: take the token of a GitHub App, or start "
         "them by workflow_dispatch";
}

}  // namespace relctl::forge
