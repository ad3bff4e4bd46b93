// SPDX-License-Identifier: MIT
#include "cli/plugin.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace relctl;
using relctl::cli::plugin_arguments;
using Settings = std::map<std::string, std::string>;
using Line = std::vector<std::string>;

TEST_CASE("a plugin's settings are a command line") {
  struct Row {
    Settings settings;
    Line line;
  };
  const std::vector<Row> rows = {
      {{{"PLUGIN_LEVEL", "auto"}, {"PLUGIN_PUSH", "true"}}, {"bump", "auto", "--push"}},
      {{{"PLUGIN_COMMAND", "promote"},
        {"PLUGIN_ENVIRONMENT", "staging,production"},
        {"PLUGIN_SERVICE", "api,web"},
        {"PLUGIN_TO", "1.2.3"},
        {"PLUGIN_PUSH", "1"}},
       {"promote", "staging", "production", "--service", "api", "--service", "web", "--to", "1.2.3",
        "--push"}},
      {{{"PLUGIN_COMMAND", "guard"}, {"PLUGIN_RANGE", "a..b"}, {"PLUGIN_PUSH", "false"}},
       {"guard", "--range", "a..b"}},
      {{{"PLUGIN_NO_DEPLOY", "true"}, {"PLUGIN_LEVEL", ""}}, {"bump", "--no-deploy"}},
      {{{"PLUGIN_LEVEL", "$(id); `x`"}}, {"bump", "$(id); `x`"}},
  };
  for (const Row& row : rows)
    CHECK(plugin_arguments(row.settings) == row.line);
}

TEST_CASE("settings that are unknown, or would be options, are refused") {
  const std::vector<Settings> bad = {
      {{"PLUGIN_PUHS", "true"}},         {{"PLUGIN_PUSH", "yes please"}},
      {{"PLUGIN_LEVEL", "--push"}},      {{"PLUGIN_SERVICE", "api,--config=/etc/passwd"}},
      {{"PLUGIN_COMMAND", "--version"}},
  };
  for (const Settings& settings : bad) {
    CAPTURE(settings.begin()->first);
    CHECK_THROWS_AS(plugin_arguments(settings), Error);
  }
  try {
    plugin_arguments({{"PLUGIN_PUHS", "true"}});
  } catch (const Error& error) {
    CHECK(error.kind() == ErrorKind::usage);
    CHECK(error.hints() == std::vector<std::string>{"did you mean `push`?"});
  }
}
