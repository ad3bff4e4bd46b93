// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/error.hpp"
#include "forge/forge.hpp"
#include "net/http_server.hpp"
#include "net/remote_address.hpp"

namespace relctl::forge {

using Variables = std::map<std::string, std::string>;

inline EnvironmentLookup lookup(Variables variables) {
  return [variables = std::move(variables)](const std::string& name) -> std::optional<std::string> {
    const auto at = variables.find(name);
    if (at == variables.end()) return {};
    return at->second;
  };
}

/// A loopback server, and the client of a forge that it plays.
struct ForgeFixture {
  explicit ForgeFixture(const std::string& kind, const std::string& remote, Variables variables) {
    config::Forge config;
    config.kind = kind;
    config.api = server.url() + "/api/";
    const net::Trust trust(net::parse_remote_address(remote)->host + " 127.0.0.1");
    forge = connect(remote, config, lookup(std::move(variables)), http, trust);
  }

  /// The requests that were made, each as `METHOD TARGET`.
  std::vector<std::string> asked() const {
    std::vector<std::string> lines;
    for (const net::Asked& each : server.asked())
      lines.push_back(each.method + " " + each.target);
    return lines;
  }
  nlohmann::json body(std::size_t index) const {
    return nlohmann::json::parse(server.asked().at(index).body);
  }

  net::HttpServer server;
  std::vector<std::chrono::milliseconds> pauses;
  net::Http http{options()};
  std::unique_ptr<Forge> forge;

 private:
  net::HttpOptions options() {
    net::HttpOptions result;
    result.deadline = net::Clock::now() + std::chrono::minutes(1);
    result.sleep = [this](std::chrono::milliseconds pause) { pauses.push_back(pause); };
    return result;
  }
};

/// The error that `call` throws.
template <typename Call>
Error error_of(Call call) {
  try {
    call();
  } catch (const Error& error) {
    return error;
  }
  return {ErrorKind::bug, "nothing was thrown"};
}

/// Message and hints, one a line.
inline std::string words_of(const Error& error) {
  std::string words = error.what();
  for (const std::string& hint : error.hints())
    words += "\n" + hint;
  return words;
}

inline const std::string head = "relctl/promote/staging/api";
using Lines = std::vector<std::string>;

}  // namespace relctl::forge
