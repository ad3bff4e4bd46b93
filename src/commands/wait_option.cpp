// SPDX-License-Identifier: MIT
#include "commands/wait_option.hpp"

#include <chrono>

#include "base/error.hpp"
#include "config/duration.hpp"

namespace relctl::commands {

void add_wait(cli::Command& command, std::optional<std::string>& wait) {
  command.option(
      "--wait", "TIME", &wait,
      "Wait this long at most, such as 10m, for images that a build still pushes or signs");
}

void begin_wait(const std::optional<std::string>& wait, cli::Context& context) {
  if (!wait) return;
  const auto time = config::parse_duration(*wait);
  if (!time) {
    throw Error(ErrorKind::usage, "--wait \"" + *wait + "\" is no time")
        .hint("write seconds or a unit, such as 90s, 5m or 1h");
  }
  context.wait_until = std::chrono::steady_clock::now() + *time;
}

}  // namespace relctl::commands
