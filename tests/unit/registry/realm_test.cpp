// SPDX-License-Identifier: MIT
#include "registry/realm.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace relctl;

namespace {

bool is_accepted(const std::string& registry, const std::string& realm, bool with_credentials,
                 const std::vector<config::Registry>& settings = {}) {
  try {
    registry::checked_realm(realm, registry::place_of(registry + "/a/b", settings),
                            with_credentials);
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

TEST_CASE("a login goes to the registry's own domain alone") {
  struct Row {
    const char* registry;
    const char* realm;
    bool with_login;
    bool without;
  };
  const std::vector<Row> rows = {
      {"ghcr.io", "https://ghcr.io/token", true, true},
      {"docker.io", "https://auth.docker.io/token", true, true},
      {"registry.gitlab.com", "https://gitlab.com/jwt/auth", true, true},
      {"registry.example.com:5000", "https://auth.example.com:8443/t", true, true},
      {"registry.example.com", "https://example.org/t", false, true},
      {"registry.example.com", "https://registry.example.com.evil.net/t", false, true},
      {"registry.example.com", "https://evilexample.com/t", false, true},
      {"registry.acme.co.uk", "https://auth.acme.co.uk/t", true, true},
      {"registry.acme.co.uk", "https://evil.co.uk/t", false, true},
      {"registry.example.com", "http://registry.example.com/t", false, false},
      {"registry.example.com", "https://127.0.0.1/t", false, false},
      {"registry.example.com", "https://localhost/t", false, false},
      {"registry.example.com", "https://169.254.169.254/latest", false, false},
      {"registry.example.com", "https://user@registry.example.com/t", false, false},
      {"registry.example.com", "file:///etc/passwd", false, false},
      {"10.0.0.1:5000", "https://10.0.0.1/t", true, true},
      {"10.0.0.1:5000", "https://11.0.0.1/t", false, true},
      {"127.0.0.1:5000", "http://127.0.0.1:6000/t", true, true},
      {"127.0.0.1:5000", "http://localhost:6000/t", true, true},
      {"127.0.0.1:5000", "https://evil.example.com/t", false, true},
  };
  for (const Row& row : rows) {
    CAPTURE(row.registry);
    CAPTURE(row.realm);
    CHECK(is_accepted(row.registry, row.realm, true) == row.with_login);
    CHECK(is_accepted(row.registry, row.realm, false) == row.without);
  }
}

TEST_CASE("relctl.yaml may allow one further host") {
  const std::vector<config::Registry> settings = {
      {"registry.example.com", false, "git.example.org"}};
  CHECK(is_accepted("registry.example.com", "https://git.example.org/jwt", true, settings));
  CHECK_FALSE(is_accepted("registry.example.com", "https://www.example.org/jwt", true, settings));
  CHECK_FALSE(is_accepted("registry.example.com", "http://git.example.org/jwt", true, settings));
}
