// SPDX-License-Identifier: MIT
#include "report/variables.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using relctl::report::variables_of;
using Json = nlohmann::ordered_json;

TEST_CASE("an answer becomes variables that are named by the way to their values") {
  const Json answer = {
      {"good", true},
      {"count", 2},
      {"files", {"a b", "c"}},
      {"nothing", nullptr},
      {"environments",
       {{{"name", "dev-1"}, {"services", {{{"name", "api"}, {"version", "1.2.3"}}}}}}},
      {"commits", {{{"id", "abc"}}, {{"id", "$(x)"}}}},
      {"empty", Json::array()},
  };
  CHECK(variables_of(answer) ==
        "RELCTL_GOOD=true\n"
        "RELCTL_COUNT=2\n"
        "RELCTL_FILES='a b c'\n"
        "RELCTL_NOTHING=\n"
        "RELCTL_DEV_1_NAME=dev-1\n"
        "RELCTL_DEV_1_API_NAME=api\n"
        "RELCTL_DEV_1_API_VERSION=1.2.3\n"
        "RELCTL_COMMITS_0_ID=abc\n"
        "RELCTL_COMMITS_1_ID='$(x)'\n"
        "RELCTL_EMPTY=\n");
}
