// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "forge/api.hpp"
#include "forge/forge.hpp"

namespace relctl::forge {

/// What GitHub's REST API and Gitea's, which was modelled on it, have in common: where a pull
/// request lives, and how it is opened, changed and closed.
class Pulls : public Forge {
 public:
  Pulls(Access access, net::Http& http)
      : api_(std::move(access), http), repository_("/repos/" + api_.access().place.repository) {}

  std::optional<OpenRequest> create(const NewRequest& request) override;
  void update(const OpenRequest& request, const std::string& title,
              const std::string& body) override;
  void close(const OpenRequest& request, const std::string& comment) override;
  [[nodiscard]] std::string name(const OpenRequest& request) const override;

 protected:
  /// Whether the answer to create() says that such a request is open already.
  [[nodiscard]] virtual bool is_open_already(const ApiAnswer& answer) const = 0;

  Api& api() { return api_; }
  /// `/repos/OWNER/NAME`
  [[nodiscard]] const std::string& repository() const { return repository_; }
  /// The path of a pull request.
  [[nodiscard]] std::string pull(const OpenRequest& request) const;
  /// Keeps the request that `item` tells of where it is newer than `found`.
  void take_newer(const Json& item, std::optional<OpenRequest>& found) const;

 private:
  Api api_;
  std::string repository_;
};

}  // namespace relctl::forge
