// SPDX-License-Identifier: MIT
#include "registry/credentials.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "json/document.hpp"
#include "net/base64.hpp"
#include "registry/credential_helper.hpp"
#include "registry/manifest.hpp"

namespace relctl::registry {
namespace {

constexpr std::string_view docker_hub_key = "https://index.docker.io/v1/";

std::optional<std::string> read_if_there(const std::string& path) {
  // A pipe in its place would be waited for.
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
}

/// The file's document. It holds passwords, so that no error shows a line of it.
json::Value read_document(const std::string& text, const std::string& file) {
  try {
    return json::parse(text, file);
  } catch (const Error&) {
    throw Error(ErrorKind::input, file + " is no JSON that logins can be read from")
        .hint("`docker login` and `podman login` write it");
  }
}

/// A key of `auths` as host and path: files hold `host`, `host/namespace`, `https://host/v1/`.
std::string plain_key(std::string_view key) {
  for (const std::string_view scheme : {"https://", "http://"}) {
    if (key.starts_with(scheme)) key.remove_prefix(scheme.size());
  }
  while (key.ends_with('/'))
    key.remove_suffix(1);
  for (const std::string_view version : {"/v1", "/v2"}) {
    if (key.ends_with(version)) key.remove_suffix(version.size());
  }
  const bool is_docker_hub = key == "index.docker.io" || key == "registry-1.docker.io";
  return std::string(is_docker_hub ? docker_hub : key);
}

/// The login in an entry of `auths`; nothing in an empty one, which stands beside a helper.
std::optional<Login> read_entry(const json::Value& entry, const std::string& file) {
  Login login{text_of(entry, "username"), text_of(entry, "password"),
              text_of(entry, "identitytoken"), file};
  const std::string pair = net::base64_decoded(text_of(entry, "auth")).value_or("");
  const std::size_t colon = pair.find(':');
  if (colon != std::string::npos) {
    login.user = pair.substr(0, colon);
    // Old files have zeros after the password.
    login.password = pair.substr(colon + 1, pair.find('\0', colon) - colon - 1);
  }
  if (login.user.empty() && login.identity_token.empty()) return std::nullopt;
  return login;
}

/// The entry of `auths` whose key is the longest that the place is at or below.
std::optional<Login> look_in_auths(const json::Value& root, const Place& place,
                                   const std::string& file) {
  const json::Value* auths = root.find("auths");
  std::optional<Login> best;
  std::size_t longest = 0;
  const std::string name = name_of(place) + "/";
  for (const json::Member& member :
       auths == nullptr ? std::vector<json::Member>() : auths->members) {
    const std::string key = plain_key(member.name);
    if (key.size() <= longest || !name.starts_with(key + "/")) continue;
    if (auto login = read_entry(member.value, file)) {
      best = std::move(login);
      longest = key.size();
    }
  }
  return best;
}

/// The helper that a file names for a host; empty: none.
std::string helper_of(const json::Value& root, const Place& place) {
  const json::Value* helpers = root.find("credHelpers");
  for (const json::Member& member :
       helpers == nullptr ? std::vector<json::Member>() : helpers->members) {
    if (plain_key(member.name) == place.host) return member.value.text;
  }
  return text_of(root, "credsStore");
}

}  // namespace

Credentials::Credentials(EnvironmentLookup environment, process::Clock::time_point deadline)
    : environment_(std::move(environment)), deadline_(deadline) {}

std::optional<Login> Credentials::ask(const std::string& helper, const std::string& server) {
  const std::string question = helper + ' ' + server;
  const auto known = answers_.find(question);
  if (known != answers_.end()) return known->second;
  return answers_[question] = ask_helper(helper, server, deadline_);
}

std::optional<Login> Credentials::look_in(const std::string& file, const Place& place) {
  const auto text = file.empty() ? std::nullopt : read_if_there(file);
  if (!text || text->empty()) return std::nullopt;
  const json::Value root = read_document(*text, file);
  const std::string helper = helper_of(root, place);
  const std::string server(place.host == docker_hub ? docker_hub_key : place.host);
  auto login = helper.empty() ? std::nullopt : ask(helper, server);
  return login ? login : look_in_auths(root, place, file);
}

std::optional<Login> Credentials::find(const Place& place) {
  const auto file_in = [&](const char* variable, const std::string& below) {
    const std::string folder = environment_(variable).value_or("");
    return folder.empty() ? "" : folder + below;
  };
  std::string docker = file_in("DOCKER_CONFIG", "/config.json");
  if (docker.empty()) docker = file_in("HOME", "/.docker/config.json");
  std::string podman = file_in("REGISTRY_AUTH_FILE", "");
  if (podman.empty()) podman = file_in("XDG_RUNTIME_DIR", "/containers/auth.json");
  auto login = look_in(docker, place);
  return login ? login : look_in(podman, place);
}

}  // namespace relctl::registry
