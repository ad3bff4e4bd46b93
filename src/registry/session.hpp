// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "net/http.hpp"
#include "registry/challenge.hpp"
#include "registry/credentials.hpp"
#include "registry/place.hpp"

namespace relctl::registry {

/// What is read from a repository.
struct Reading {
  std::string method = "GET";
  std::string path;               ///< below the repository: `/manifests/1.2.3`
  std::string accept;             ///< empty: anything
  bool proved_by_digest = false;  ///< the caller compares what comes with a digest
};

/// Requests to one repository of a registry: logs in where the registry asks for it, and follows
/// redirects. A redirect to another server is followed only for what a digest proves, over https,
/// and carries no credentials: registries send their readers to the stores that hold their blobs.
class Session {
 public:
  Session(Place place, Credentials& credentials, net::Http& http);

  /// The answer, a success or 404. Throws what refusal() says for any other status, and what
  /// net::Http throws.
  net::Response read(const Reading& reading);

  [[nodiscard]] const Place& place() const { return place_; }
  /// Whether a stored login was refused and the repository is public: worth a warning.
  [[nodiscard]] bool login_was_refused() const { return login_was_refused_; }

 private:
  net::Response read_as_anybody_allowed(const Reading& reading);
  net::Response read_logging_in(const Reading& reading);
  net::Response follow(const Reading& reading);
  bool log_in(const net::Response& response);

  Place place_;
  Credentials& credentials_;
  net::Http& http_;
  std::string authorization_;   ///< the header's value; empty: none
  std::optional<Login> login_;  ///< that was shown
  bool is_anonymous_ = false;   ///< no login is shown
  bool login_was_refused_ = false;
};

}  // namespace relctl::registry
