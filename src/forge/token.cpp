// SPDX-License-Identifier: MIT
#include <algorithm>
#include <vector>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "forge/place.hpp"
#include "net/base64.hpp"
#include "net/url.hpp"

namespace relctl::forge {
namespace {

constexpr const char* job_token = "CI_JOB_TOKEN";

bool is_host_of(const std::optional<std::string>& url, const std::string& host) {
  const auto parsed = net::parse_url(url.value_or(""));
  return parsed && parsed->host == host;
}

/// The variables to look at, in order. The token of a CI job is for that job's own server alone.
std::vector<std::string> variables_for(const Place& place, const EnvironmentLookup& environment) {
  switch (place.kind) {
    case Kind::github:
      if (place.host == "github.com") return {"GITHUB_TOKEN", "GH_TOKEN"};
      return {"GH_ENTERPRISE_TOKEN", "GITHUB_ENTERPRISE_TOKEN", "GITHUB_TOKEN", "GH_TOKEN"};
    case Kind::gitlab:
      if (is_host_of(environment("CI_API_V4_URL"), place.host)) return {"GITLAB_TOKEN", job_token};
      return {"GITLAB_TOKEN"};
    case Kind::gitea:
      if (is_host_of(environment("GITHUB_SERVER_URL"), place.host)) {
        return {"GITEA_TOKEN", "FORGEJO_TOKEN", "GITHUB_TOKEN"};
      }
      return {"GITEA_TOKEN", "FORGEJO_TOKEN"};
    case Kind::bitbucket:
      break;
  }
  return {"BITBUCKET_TOKEN"};
}

/// The words in names of variables that are made for a forge of that kind.
std::vector<std::string_view> owners_of(Kind kind) {
  switch (kind) {
    case Kind::github:
      return {"GITHUB", "GH"};
    case Kind::gitlab:
      return {"GITLAB", "GL"};
    case Kind::gitea:
      return {"GITEA", "FORGEJO", "CODEBERG"};
    case Kind::bitbucket:
      break;
  }
  return {"BITBUCKET", "BB"};
}

/// relctl.yaml chooses among variables that hold tokens of that forge, and no others: it could name
/// any secret of the pipeline.
void check_variable(const std::string& name, const std::vector<std::string>& usual, Kind kind,
                    const net::Trust& trust) {
  const bool is_usual = std::find(usual.begin(), usual.end(), name) != usual.end();
  if (is_usual || trust.lists(name) || net::is_secret_of(name, owners_of(kind))) return;
  throw Error(ErrorKind::input, fmt::format("forge.token_env names {}, which does not look like a "
                                            "token of {}",
                                            name, to_string(kind)))
      .hint(fmt::format("name it like {}, or allow it: git config relctl.trusted {}", usual.front(),
                        name))
      .hint("in a pipeline: set RELCTL_TRUSTED_HOSTS there, out of the repository's reach");
}

std::string trimmed(const std::string& text) {
  constexpr std::string_view blanks = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(blanks);
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(blanks) + 1 - begin);
}

}  // namespace

Token find_token(const Place& place, const config::Forge& config,
                 const EnvironmentLookup& environment, const net::Trust& trust) {
  std::vector<std::string> variables = variables_for(place, environment);
  if (config.token_env) {
    check_variable(*config.token_env, variables, place.kind, trust);
    variables = {*config.token_env};
  }
  for (const std::string& variable : variables) {
    std::string value = trimmed(environment(variable).value_or(""));
    if (!value.empty()) return {std::move(value), variable};
  }
  throw Error(ErrorKind::input,
              fmt::format("there is no token for {} on {}", to_string(place.kind), place.host))
      .hint(fmt::format("put one into the variable {}{}", fmt::join(variables, " or "),
                        config.token_env ? ", which forge.token_env names" : ""));
}

std::vector<net::Header> token_headers(Kind kind, const Token& token) {
  switch (kind) {
    case Kind::github:
      return {{"Authorization", "Bearer " + token.value}};
    case Kind::gitlab:
      return {{token.variable == job_token ? "JOB-TOKEN" : "PRIVATE-TOKEN", token.value}};
    case Kind::gitea:
      return {{"Authorization", "token " + token.value}};
    case Kind::bitbucket:
      break;
  }
  const bool is_pair = token.value.find(':') != std::string::npos;
  return {
      {"Authorization", is_pair ? "Basic " + net::base64(token.value) : "Bearer " + token.value}};
}

}  // namespace relctl::forge
