// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <string>

namespace relctl::cli {

/// The options that every command has.
struct GlobalOptions {
  std::string directory = ".";        ///< -C
  std::optional<std::string> config;  ///< --config: a file on disk instead of the committed one
  bool json = false;
  std::string output = "text";  ///< --output: text, env or json
  std::string color = "auto";
  bool quiet = false;
  bool verbose = false;
  std::optional<std::string> timeout;  ///< as written: `90s`, `2m`
};

/// The world as a command sees it: passed in, so that tests pass their own.
struct Context {
  std::istream& in;
  std::ostream& out;  ///< the answer, nothing else
  std::ostream& err;  ///< everything else
  bool in_is_terminal = false;
  bool out_is_terminal = false;
  bool err_is_terminal = false;
  std::size_t columns = 0;  ///< of the terminal; 0: not known
  std::function<std::optional<std::string>(const std::string&)> environment{};  ///< variables
  std::function<std::chrono::system_clock::time_point()> now{};
  std::map<std::string, std::string> plugin_settings{};  ///< variables PLUGIN_*
  GlobalOptions globals{};
  /// Until when `--wait` lets images come that are not there yet; nothing: they have to be there.
  std::optional<std::chrono::steady_clock::time_point> wait_until{};
};

/// True in a CI job: the variable CI is set to anything but `false`.
bool in_ci(const Context& context);

}  // namespace relctl::cli
