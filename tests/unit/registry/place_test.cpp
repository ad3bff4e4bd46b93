// SPDX-License-Identifier: MIT
#include "registry/place.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace relctl;
using registry::Place;
using registry::place_of;

TEST_CASE("image names lead to the API of their registry") {
  const std::vector<config::Registry> settings = {{"registry.internal:5000", true, std::nullopt},
                                                  {"gitlab.example.com", false, "git.example.org"}};
  const std::string hub = "https://registry-1.docker.io";
  struct Row {
    const char* name;
    Place place;
  };
  const std::vector<Row> rows = {
      {"ghcr.io/acme/app", {"ghcr.io", "https://ghcr.io", "acme/app", ""}},
      {"nginx", {"docker.io", hub, "library/nginx", ""}},
      {"acme/app", {"docker.io", hub, "acme/app", ""}},
      {"docker.io/nginx", {"docker.io", hub, "library/nginx", ""}},
      {"index.docker.io/acme/app", {"docker.io", hub, "acme/app", ""}},
      {"GHCR.io/acme/app", {"ghcr.io", "https://ghcr.io", "acme/app", ""}},
      {"localhost/app", {"localhost", "http://localhost", "app", ""}},
      {"localhost:5000/app", {"localhost:5000", "http://localhost:5000", "app", ""}},
      {"127.0.0.1:5000/app", {"127.0.0.1:5000", "http://127.0.0.1:5000", "app", ""}},
      {"[::1]:5000/app", {"[::1]:5000", "http://[::1]:5000", "app", ""}},
      {"10.0.0.1:5000/app", {"10.0.0.1:5000", "https://10.0.0.1:5000", "app", ""}},
      {"127.0.0.1.example.com/app",
       {"127.0.0.1.example.com", "https://127.0.0.1.example.com", "app", ""}},
      {"registry.internal:5000/app",
       {"registry.internal:5000", "http://registry.internal:5000", "app", ""}},
      {"gitlab.example.com/g/app",
       {"gitlab.example.com", "https://gitlab.example.com", "g/app", "git.example.org"}},
  };
  for (const Row& row : rows) {
    CAPTURE(row.name);
    CHECK(place_of(row.name, settings) == row.place);
  }
}

TEST_CASE("what is no name of images is refused") {
  for (const char* name : {"", "app:1.2.3", "ghcr.io/acme/App", "ghcr.io//app", "https://ghcr.io/a",
                           "ghcr.io/a/../b", "a b", "user@ghcr.io/app"}) {
    CAPTURE(name);
    CHECK_THROWS_AS(place_of(name, {}), Error);
  }
}
