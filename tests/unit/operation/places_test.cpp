// SPDX-License-Identifier: MIT
#include "operation/places.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

namespace relctl::operation {
namespace {

const config::Config& sample() {
  static const config::Config config = config::parse(
      "format: 1\n"
      "services: {api: {images: [ghcr.io/acme/api]}}\n"
      "environments:\n"
      "  - {name: dev, path: dev}\n"
      "  - {name: staging, path: staging}\n"
      "  - {name: canary, path: canary, branch: live}\n"
      "  - {name: europe, path: europe, repository: 'https://git.example.com/deploy.git'}\n"
      "  - {name: asia, path: asia, repository: 'https://git.example.com/deploy.git'}\n"
      "  - {name: audit, path: audit}\n",
      "relctl.yaml");
  return config;
}

std::string cut(const std::vector<std::string>& names) {
  std::string text;
  for (const SharedPlace& place : shared_places(sample(), names)) {
    text += text.empty() ? "" : " | ";
    for (std::size_t i = 0; i < place.environments.size(); ++i)
      text += (i > 0 ? " " : "") + place.environments[i];
  }
  return text;
}

TEST_CASE("environments are cut into places in promotion order") {
  CHECK(cut({"staging", "dev"}) == "dev staging");
  CHECK(cut({"dev", "canary"}) == "dev | canary");
  CHECK(cut({"asia", "staging", "europe"}) == "staging | europe asia");
  CHECK(cut({"audit", "europe", "dev"}) == "dev | europe | audit");
}

TEST_CASE("no environment is one place, and an unknown one is refused") {
  CHECK(shared_places(sample(), {}).size() == 1);
  CHECK(shared_places(sample(), {}).front().first == nullptr);
  CHECK_THROWS_AS(static_cast<void>(shared_places(sample(), {"nowhere"})), Error);
}

}  // namespace
}  // namespace relctl::operation
