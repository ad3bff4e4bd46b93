// SPDX-License-Identifier: MIT
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <string_view>

#include <sys/ioctl.h>
#include <unistd.h>

#include "commands/run.hpp"

int main(int argc, char** argv) {
  // A reader that went away (`relctl status | head`) is a failed write, not a death without a word.
  std::signal(SIGPIPE, SIG_IGN);
  std::ios::sync_with_stdio(false);
  relctl::cli::Context context{std::cin, std::cout, std::cerr};
  context.in_is_terminal = isatty(STDIN_FILENO) == 1;
  context.out_is_terminal = isatty(STDOUT_FILENO) == 1;
  context.err_is_terminal = isatty(STDERR_FILENO) == 1;
  winsize window{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0) context.columns = window.ws_col;
  context.environment = [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    return value == nullptr ? std::nullopt : std::optional<std::string>(value);
  };
  constexpr std::string_view setting = "PLUGIN_";
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const std::size_t equals = text.find('=');
    if (!text.starts_with(setting) || equals == std::string_view::npos) continue;
    context.plugin_settings.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  context.now = [] { return std::chrono::system_clock::now(); };
  return relctl::commands::run({argv + 1, argv + argc}, context);
}
