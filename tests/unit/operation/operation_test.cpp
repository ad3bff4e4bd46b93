// SPDX-License-Identifier: MIT
#include "operation/operation.hpp"

#include <iostream>
#include <map>

#include <doctest/doctest.h>

using relctl::cli::Context;
using relctl::cli::in_ci;
using relctl::operation::ci_run_key;
using relctl::operation::Moment;
using relctl::operation::parse_date;

namespace {

relctl::cli::Context context_with(const std::map<std::string, std::string>& variables) {
  relctl::cli::Context context{std::cin, std::cout, std::cerr};
  context.environment = [variables](const std::string& name) -> std::optional<std::string> {
    const auto found = variables.find(name);
    if (found == variables.end()) return std::nullopt;
    return found->second;
  };
  return context;
}

}  // namespace

TEST_CASE("dates are read as git writes them and in ISO 8601 with a zone") {
  struct Row {
    std::string text;
    std::optional<Moment> moment;
  };
  const std::vector<Row> rows = {
      {"1700000000 +0100", Moment{1700000000, 60}},
      {"@1700000000 -0330", Moment{1700000000, -210}},
      {"1700000000", Moment{1700000000, 0}},
      {"2023-11-14T22:13:20Z", Moment{1700000000, 0}},
      {"2023-11-14T23:13:20+01:00", Moment{1700000000, 60}},
      {"2023-11-14 23:13:20 +0100", Moment{1700000000, 60}},
      {"2023-11-14T22:13:20", std::nullopt},
      {"2023-02-30T00:00:00Z", std::nullopt},
      {"2023-01-01T24:00:00Z", std::nullopt},
      {"yesterday", std::nullopt},
      {"", std::nullopt},
  };
  for (const Row& row : rows) {
    CAPTURE(row.text);
    CHECK(parse_date(row.text) == row.moment);
  }
}

TEST_CASE("a CI job's own run is the key of its operations, and a retry keeps it") {
  CHECK(ci_run_key(context_with({{"GITHUB_RUN_ID", "7"}, {"GITHUB_RUN_ATTEMPT", "2"}})) ==
        "github-7");
  CHECK(ci_run_key(context_with({{"CI_PIPELINE_ID", "8"}})) == "gitlab-8");
  CHECK(ci_run_key(context_with({{"CI_PIPELINE_NUMBER", "9"}})) == "woodpecker-9");
  CHECK(ci_run_key(context_with({{"BUILD_TAG", "jenkins-x-1"}})) == "jenkins-jenkins-x-1");
  CHECK_FALSE(ci_run_key(context_with({})));
  CHECK_FALSE(ci_run_key(context_with({{"GITHUB_RUN_ID", ""}})));
}

TEST_CASE("CI is on when the variable CI is anything but empty or false") {
  CHECK(in_ci(context_with({{"CI", "woodpecker"}})));
  CHECK_FALSE(in_ci(context_with({{"CI", "false"}})));
  CHECK_FALSE(in_ci(context_with({{"CI", ""}})));
  CHECK_FALSE(in_ci(context_with({})));
}
