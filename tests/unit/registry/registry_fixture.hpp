// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "net/http_server.hpp"
#include "registry/client.hpp"
#include "tree/digest.hpp"

namespace relctl::registry {

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

inline std::string digest(const std::string& bytes) {
  return "sha256:" + sha256(bytes);
}

/// A scripted registry on loopback and the client of its repository acme/app.
struct RegistryFixture {
  /// `login` is stored for the registry in the docker configuration; empty: none.
  explicit RegistryFixture(const std::string& login = "") {
    if (login.empty()) return;
    folder_ = std::filesystem::temp_directory_path() / ("relctl-login-" + host());
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ / "config.json")
        << R"({"auths": {")" << host() << "\": " << login << "}}";
  }
  ~RegistryFixture() {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }
  RegistryFixture(const RegistryFixture&) = delete;
  RegistryFixture& operator=(const RegistryFixture&) = delete;

  net::HttpServer server;
  net::Http http{options()};
  Credentials credentials{[this](const std::string& name) { return variable(name); },
                          net::Clock::now() + std::chrono::minutes(1)};
  Client client{place_of(host() + "/acme/app", {}), credentials, http};
  std::vector<std::chrono::milliseconds> pauses;

  [[nodiscard]] std::string host() const {
    return server.url().substr(std::string("http://").size());
  }
  /// The requests that were made, each as `METHOD TARGET`.
  [[nodiscard]] std::vector<std::string> asked() const {
    std::vector<std::string> lines;
    for (const net::Asked& each : server.asked())
      lines.push_back(each.method + " " + each.target);
    return lines;
  }
  [[nodiscard]] std::string authorization(std::size_t index) const {
    return server.asked().at(index).header("Authorization");
  }
  /// A challenge to get a token from the registry itself.
  [[nodiscard]] net::Header bearer() const {
    return {"WWW-Authenticate", "Bearer realm=\"" + server.url() +
                                    "/token\",service=\"reg\",scope=\"repository:acme/app:pull\""};
  }

 private:
  net::HttpOptions options() {
    net::HttpOptions result;
    result.deadline = net::Clock::now() + std::chrono::minutes(1);
    result.sleep = [this](std::chrono::milliseconds pause) { pauses.push_back(pause); };
    return result;
  }
  [[nodiscard]] std::optional<std::string> variable(const std::string& name) const {
    if (name != "DOCKER_CONFIG" || folder_.empty()) return std::nullopt;
    return folder_.string();
  }

  std::filesystem::path folder_;  ///< of the docker configuration; empty: none
};

}  // namespace relctl::registry
