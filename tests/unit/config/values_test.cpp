// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include "base/error.hpp"
#include "config/config.hpp"
#include "config/duration.hpp"
#include "config/ref_name.hpp"

using namespace relctl;
using config::expand;

TEST_CASE("placeholders with a value are replaced, others stay") {
  struct Row {
    std::string text;
    std::string result;
  };
  const std::vector<Row> rows = {
      {"", ""},
      {"plain", "plain"},
      {"{service}/v{version}", "api/v1.2.3"},
      {"{service}{service}", "apiapi"},
      {"deploy/{environment}", "deploy/{environment}"},
      {"{other} {", "{other} {"},
      {"{{service}}", "{api}"},
      {"{service", "{service"},
      {"a}{version}", "a}1.2.3"},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(expand(row.text, "api", std::nullopt, "1.2.3") == row.result);
  }
}

TEST_CASE("a value that looks like a placeholder is not replaced again") {
  CHECK(expand("{service}", "{version}", std::nullopt, "1") == "{version}");
}

TEST_CASE("expanding hostile text takes linear time") {
  const std::string braces(4'000'000, '{');
  CHECK(expand(braces, "a", "b", "c") == braces);
}

TEST_CASE("durations are whole seconds, minutes or hours") {
  struct Row {
    std::string text;
    std::optional<long> seconds;
  };
  const std::vector<Row> rows = {
      {"90s", 90},
      {"2m", 120},
      {"1h", 3600},
      {"90", 90},
      {"24h", 86400},
      {"1440m", 86400},
      {"86400", 86400},
      {"0", std::nullopt},
      {"0s", std::nullopt},
      {"", std::nullopt},
      {"s", std::nullopt},
      {"-1s", std::nullopt},
      {"+1", std::nullopt},
      {"1.5h", std::nullopt},
      {"25h", std::nullopt},
      {"1d", std::nullopt},
      {"1 s", std::nullopt},
      {"1ms", std::nullopt},
      {"99999999999999999999h", std::nullopt},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const auto duration = config::parse_duration(row.text);
    CHECK(duration.has_value() == row.seconds.has_value());
    if (duration && row.seconds) CHECK(duration->count() == *row.seconds);
  }
}

TEST_CASE("ref names are those that git takes, and none looks like an option") {
  for (const std::string name : {"main", "v1.2.3", "api/v1.2.3+build", "hotfix/1", "a@b", "ü"}) {
    CAPTURE(name);
    CHECK(config::is_ref_name(name));
  }
  for (const std::string name : {"",   "@",    "-x",     "a b",      "a..b", "a//b", "/a",   "a/",
                                 ".a", "a/.b", "a.lock", "a.lock/b", "a.",   "a~1",  "a^",   "a:b",
                                 "a?", "a*",   "a[",     "a\\b",     "a@{b", "a\tb", "a\x7f"}) {
    CAPTURE(name);
    CHECK_FALSE(config::is_ref_name(name));
  }
}

TEST_CASE("an unknown name is answered with the names there are") {
  config::Config config;
  config.services.resize(2);
  config.services[0].name = "api";
  config.services[1].name = "web";
  config.environments.resize(1);
  config.environments[0].name = "dev";
  CHECK(config::service(config, "web").name == "web");
  CHECK(config::environment(config, "dev").name == "dev");
  try {
    config::service(config, "apu");
    FAIL("an unknown service was found");
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    CHECK(std::string(error.what()) == "there is no service `apu`");
    CHECK(error.hints() == std::vector<std::string>{"did you mean `api`?", "services: api, web"});
  }
  config.environments.clear();
  try {
    config::environment(config, "dev");
    FAIL("an unknown environment was found");
  } catch (const Error& error) {
    CHECK(std::string(error.what()) == "there is no environment `dev`");
    CHECK(error.hints() == std::vector<std::string>{"relctl.yaml lists no environments"});
  }
}
